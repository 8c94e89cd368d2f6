"""A person's own page, the overview, the help, and how a no is told."""

from collections.abc import Sequence

from core.model.desks import Desk
from core.services.home import HomePage, Standing
from locales.catalogue import Translator
from locales.words import Plain, plain
from views import deliveries, desks, reminders, standings, waiting
from views.elements import Actions, Button, Divider, Element, Heading, Listing, Note, Quote, Style, Text, View

_HELP = (
    "home.help_start",
    "home.help_invite",
    "home.help_mine",
    "home.help_status",
    "home.help_answer",
    "home.help_plan",
    "home.help_next",
    "home.help_pause",
    "home.help_edit",
    "home.help_roles",
    "home.help_extend",
    "home.help_split",
    "home.help_phases",
    "home.help_guide",
    "home.help_calls",
    "home.help_history",
    "home.help_leave",
    "home.help_remove",
    "home.help_close",
    "home.help_outcome",
    "home.help_goals",
    "home.help_report",
    "home.help_search",
    "home.help_flower",
    "home.help_pictures",
    "home.help_summary",
    "home.help_export",
    "home.help_desk",
    "home.help_updates",
    "home.help_confirm",
    "home.help_conditions",
    "home.help_codes",
    "home.help_readouts",
    "home.help_questions",
    "home.help_language",
    "home.help_me",
    "home.help_organisation",
    "home.help_offices",
)
_MOST_STANDINGS = 12


def refused(t: Translator, reasons: Sequence[str], *, typed: Sequence[str]) -> View:
    """A kind no. What the person had typed comes back, so that nothing is lost."""
    elements: list[Element] = [Text((Plain(reason),)) for reason in reasons]
    if typed:
        elements.append(Note(t("errors.typed")))
        elements += (Quote(text) for text in typed)
    return View(summary=" ".join(reasons), elements=tuple(elements))


def failed(t: Translator, reference: str) -> View:
    """We failed. The reference stands in our log too."""
    words = t("errors.failed", reference=reference)
    return View(summary=plain(words), elements=(Text(words),))


def page(t: Translator, home: HomePage, desk: Desk | None = None) -> View:
    """The person's own page: what waits for them, their networks, what they can do. `desk`: to the secretariat."""
    return View(
        summary=t.plain("home.title"),
        elements=(
            Heading(t.plain("home.title")),
            Text(t("home.intro")),
            *reminders.on_page(t, home.paused_until),
            *_waiting(t, home),
            *deliveries.unheard(t, home.unheard),
            *((*desks.on_page(t, desk), Divider()) if desk else ()),
            *_networks(t, home),
            *deliveries.undelivered(t, home.undelivered),
            Divider(),
            *((Text(t("home.secretariat")),) if home.person.is_secretariat else ()),
            *((Text(t("home.administrator")),) if home.person.is_administrator else ()),
            _start_buttons(t, home),
            Note(t("home.bot")),
        ),
    )


def mine(t: Translator, home: HomePage) -> View:
    """My networks and what waits for me, as a message."""
    if home.is_empty and home.unheard.is_empty and not (home.unconfirmed or home.person.is_secretariat):
        return empty(t, may_start=home.person.is_employee)
    return View(
        summary=t.plain("home.mine_summary"),
        elements=(
            *reminders.on_page(t, home.paused_until),
            *_waiting(t, home),
            *deliveries.unheard(t, home.unheard),
            *_networks(t, home),
            *_desk(t, home),
        ),
    )


def _desk(t: Translator, home: HomePage) -> tuple[Element, ...]:
    """To the secretariat the way to its desk, where no page of one's own shows it."""
    button = Button(label=t.plain("desks.title"), route="desks.show")
    return (Actions((button,)),) if home.person.is_secretariat else ()


def empty(t: Translator, *, may_start: bool) -> View:
    """In no network yet."""
    words = "home.empty" if may_start else "home.empty_guest"
    start = (Actions((_start(t, Style.PRIMARY),)),) if may_start else ()
    return View(summary=t.plain(words), elements=(Text(t(words)), *start))


def _waiting(t: Translator, home: HomePage) -> tuple[Element, ...]:
    """Under a heading, if anything does."""
    found = waiting.elements(t, home)
    return (Heading(t.plain("home.waiting")), *found) if found else ()


def _networks(t: Translator, home: HomePage) -> tuple[Element, ...]:
    if home.is_empty:
        return (Text(t("home.empty" if home.person.is_employee else "home.empty_guest")),)
    shown = home.standings[:_MOST_STANDINGS]
    elements: list[Element] = [Heading(t.plain("home.networks"))] if shown else []
    for standing in shown:
        elements += _standing(t, standing)
    if len(home.standings) > len(shown):
        elements.append(Note(t("home.more", n=len(home.standings) - len(shown))))
    if home.anchored:
        elements.append(Text(t("home.anchored", names=t.listing(network.name for network in home.anchored))))
    if home.received:
        elements.append(Text(t("home.received", names=t.listing(network.name for network in home.received))))
    return tuple(elements)


def _standing(t: Translator, standing: Standing) -> tuple[Element, ...]:
    network = standing.network
    key = "home.network_led" if standing.is_leader else "home.network"
    buttons = [Button(label=t.plain("home.button_status"), route="networks.status", value=network.id)]
    if standing.is_answered and standing.open_round is not None:
        label = t.plain("networks.button_edit_answer")
        buttons.append(Button(label=label, route="rounds.answer", value=standing.open_round.id))
    if standing.place is not None:
        buttons.append(reminders.switch(t, standing.place.id, is_on=standing.place.unreminded_at is None))
    now = t("home.see_above") if standing.waits else standings.now(t, standing)
    return (Text(t(key, name=network.name, now=now)), Actions(tuple(buttons)))


def _start(t: Translator, style: Style = Style.NORMAL) -> Button:
    return Button(label=t.plain("home.button_start"), route="networks.start", style=style)


def _start_buttons(t: Translator, home: HomePage) -> Actions:
    guide = Button(label=t.plain("home.button_help"), route="home.help")
    language = Button(label=t.plain("home.button_language"), route="people.language")
    start = _start(t, Style.PRIMARY if home.is_empty else Style.NORMAL)
    general = (guide, language) if home.paused_until else (guide, language, reminders.pause_button(t))
    return Actions((start, *general) if home.person.is_employee else general)


def overview(t: Translator, home: HomePage) -> View:
    """What can I do? And what waits for me."""
    return View(
        summary=t.plain("home.overview"),
        elements=(
            Text(t("home.overview")),
            *_waiting(t, home),
            *deliveries.unheard(t, home.unheard),
            _general(t, home),
        ),
    )


def here(t: Translator, home: HomePage, standing: Standing, *, may_invite: bool) -> View:
    """What can I do in this network's conversation?"""
    name = standing.network.name
    return View(
        summary=t.plain("home.overview_here", name=name),
        elements=(
            Text(t("home.overview_here", name=name)),
            Text(standings.now(t, standing)),
            *deliveries.unheard(t, home.unheard),
            Actions(_here(t, standing, may_invite)),
            Text(t("home.overview_else")),
            _general(t, home),
        ),
    )


def _general(t: Translator, home: HomePage) -> Actions:
    mine = Button(label=t.plain("home.button_mine"), route="home.mine")
    guide = Button(label=t.plain("home.button_help"), route="home.help")
    return Actions((_start(t), mine, guide) if home.person.is_employee else (mine, guide))


def _here(t: Translator, here: Standing, may_invite: bool) -> tuple[Button, ...]:
    asked, network = here.open_round, here.network
    answer = Button(
        label=t.plain("networks.button_answer"),
        route="rounds.answer",
        value=asked.id if asked else "",
        style=Style.PRIMARY,
    )
    invite = Button(label=t.plain("networks.button_invite"), route="members.invite", value=network.id)
    outcomes = Button(label=t.plain("networks.button_outcomes"), route="outcomes.list", value=network.id)
    return (
        *((answer,) if here.waits else ()),
        *((invite,) if may_invite else ()),
        *((outcomes,) if here.is_member else ()),
        Button(label=t.plain("home.button_status"), route="networks.status", value=network.id),
    )


def guide(t: Translator, *, unknown: str = "") -> View:
    """Every word the bot knows. `unknown`: a word that it did not."""
    sorry = (Text(t("home.unknown", word=unknown)),) if unknown else ()
    return View(
        summary=t.plain("home.help"),
        elements=(
            *(sorry or (Text(t("home.help")),)),
            Listing(tuple(t(key) for key in _HELP)),
            Text(t("home.help_how")),
            Note(t("home.help_limits")),
        ),
    )
