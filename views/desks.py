"""The secretariat's desk: what needs attention first, then where the networks are and what comes next. One screen.

What there is no room for stands behind a button; no network comes before another for how it is doing.
"""

from collections.abc import Sequence
from datetime import date

from core.model.conditions import Condition
from core.model.desks import Attention, Desk, Expires, Expiry, Step, step_of
from core.model.networks import Network
from core.model.signals import Rule, Signal
from core.model.summaries import Concern
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import goals, signals
from views.elements import Actions, Button, Element, Heading, Note, Style, Text, View
from views.listings import cut, listed

Elements = tuple[Element, ...]

MOST_REASONS = 5
MOST_NETWORKS = 5
"""Buttons side by side, each to the summary of a network."""
MOST_BARRIERS = MOST_DATES = 4
MOST_LABEL = 30
"""Characters of a network's name on a button."""
ON_A_PAGE = 8

_STEPS = {
    Step.IDEA: "desks.step_idea",
    Step.START: "desks.step_start",
    Step.UNDERWAY: "desks.step_underway",
    Step.CLOSING: "desks.step_closing",
    Step.CLOSED: "desks.step_closed",
    Step.FOLLOWED_UP: "desks.step_followed_up",
}
"""How many are at a step."""
_IS = {
    Step.IDEA: "desks.is_idea",
    Step.START: "desks.is_start",
    Step.UNDERWAY: "desks.is_underway",
    Step.CLOSING: "desks.is_closing",
    Step.CLOSED: "desks.is_closed",
    Step.FOLLOWED_UP: "desks.is_followed_up",
}
"""That one is."""


def desk(t: Translator, desk: Desk) -> View:
    """The whole of it, as a message: where a platform has no page of one's own it is asked for."""
    title = t.plain("desks.title")
    return View(summary=title, elements=(Heading(title), *on_page(t, desk)))


def on_page(t: Translator, desk: Desk) -> Elements:
    """The same, on the page of somebody of the secretariat."""
    if not desk.networks:
        start = Button(label=t.plain("home.button_start"), route="networks.start", style=Style.PRIMARY)
        return (Text(t("desks.no_networks")), Actions((start,)))
    return (
        *needs_attention(t, desk),
        *_steps(t, desk),
        *_goals(t, desk),
        *_register(t, desk),
        *dates(t, desk.expiring, desk.today),
    )


def needs_attention(t: Translator, desk: Desk) -> Elements:
    """Each reason once, with the networks that it holds for, and the way to their summaries."""
    told = [signals.signal(t, each) for each in desk.shared]
    told += [signals.concern(t, concern) for concern in concerns(desk.attention)]
    if not told:
        return (Heading(t.plain("desks.attention")), Text(t("desks.calm")))
    buttons = tuple(summary_button(t, each.network) for each in desk.attention[:MOST_NETWORKS])
    every = Button(label=t.plain("desks.button_attention"), route="desks.attention", value="0")
    return (
        Heading(t.plain("desks.attention")),
        *listed(t, told, MOST_REASONS),
        *((Actions((*buttons, every)),) if buttons else ()),
    )


def concerns(attention: Sequence[Attention]) -> list[Concern]:
    """Each reason with the names of the networks, in the order of the rules."""
    found: dict[Rule, tuple[Signal, list[str]]] = {}
    for each in attention:
        for signal in each.signals:
            found.setdefault(signal.rule, (signal, []))[1].append(each.network.name)
    return [Concern(signal=found[rule][0], networks=tuple(found[rule][1])) for rule in Rule if rule in found]


def summary_button(t: Translator, network: Network) -> Button:
    """To the summary of a network, by its name."""
    label = cut(network.name, MOST_LABEL) or t.plain("desks.button_summary")
    return Button(label=label, route="summaries.show", value=network.id)


def _steps(t: Translator, desk: Desk) -> Elements:
    counts = [t.plain(_STEPS[step], n=count) for step, count in desk.steps]
    answering = (t("desks.open_rounds", n=desk.open_rounds),) if desk.open_rounds else ()
    every = Button(label=t.plain("desks.button_networks"), route="desks.networks", value="0")
    return (
        Heading(t.plain("desks.networks", n=desk.networks)),
        Text((Plain(" · ".join(counts)),)),
        *(Text(words) for words in answering),
        Actions((every, Button(label=t.plain("desks.button_structure"), route="summaries.show"))),
    )


def _goals(t: Translator, desk: Desk) -> Elements:
    return (
        Heading(t.plain("goals.title")),
        Text(goals.proposal(t, desk.proposals, desk.area)),
        Note(t("desks.other_goals")),
        Actions((Button(label=t.plain("goals.button"), route="goals.show"),)),
    )


def _register(t: Translator, desk: Desk) -> Elements:
    count = t("desks.barriers", n=len(desk.barriers), waiting=len(desk.waiting))
    button = Button(label=t.plain("desks.button_barriers"), route="conditions.barriers")
    return (
        Heading(t.plain("desks.register")),
        Text(count if desk.barriers else t("desks.no_barriers")),
        *waiting(t, desk.waiting),
        *((Actions((button,)),) if desk.barriers else ()),
    )


def waiting(t: Translator, lines: Sequence[Condition]) -> Elements:
    """Barriers that nobody takes care of yet, or for which nothing is done."""
    return listed(t, [_waiting(t, line) for line in lines], MOST_BARRIERS)


def _waiting(t: Translator, line: Condition) -> Words:
    what = cut(t.own(line.texts), 100)
    if line.owner:
        return t("desks.no_action", what=what, owner=cut(line.owner, 60))
    return t("desks.no_owner" if line.action else "desks.nobody_yet", what=what)


def dates(t: Translator, expiring: Sequence[Expiry], today: date) -> Elements:
    """What runs out soon, the nearest first."""
    told = [_expiry(t, each, today) for each in expiring]
    return (Heading(t.plain("desks.dates")), *(listed(t, told, MOST_DATES) or (Text(t("desks.no_dates")),)))


def _expiry(t: Translator, expiry: Expiry, today: date) -> Words:
    day = t.day(expiry.on)
    if expiry.condition is not None:
        key = "desks.answer_overdue" if expiry.on < today else "desks.answer_due"
        return t(key, day=day, what=cut(t.own(expiry.condition.texts), 100))
    key = "desks.echo_due" if expiry.what is Expires.ECHO else "desks.ends"
    return t(key, day=day, name=cut(expiry.network.name, 80) if expiry.network else "")


def attention(t: Translator, attention: Sequence[Attention], page: int) -> View:
    """Network by network, with every reason and the way to its summary; by name. `page`: from 0."""
    rows = [(_reasons(t, each), each.network) for each in attention]
    return _paged(t, t.plain("desks.attention"), rows, page, route="desks.attention_page", empty=t("desks.calm"))


def _reasons(t: Translator, attention: Attention) -> Words:
    told: Words = t("desks.named", name=cut(attention.network.name, 100))
    for each in attention.signals[:MOST_REASONS]:
        told = (*told, Plain(" "), *signals.signal(t, each))
    return told


def networks(t: Translator, networks: Sequence[Network], today: date, page: int) -> View:
    """All of them, by where they are in their lives and then by name."""
    order = list(Step)
    given = sorted(networks, key=lambda network: order.index(step_of(network, today)))
    rows = [(_stands(t, network, today), network) for network in given]
    title = t.plain("desks.networks", n=len(networks))
    return _paged(t, title, rows, page, route="desks.networks_page", empty=t("desks.no_networks"))


def _stands(t: Translator, network: Network, today: date) -> Words:
    told = t("desks.stands", name=cut(network.name, 100), step=t.plain(_IS[step_of(network, today)]))
    if network.ends_on is None or not network.is_open:
        return told
    return (*told, Plain(" "), *t("desks.until", day=t.day(network.ends_on)))


def _paged(
    t: Translator, title: str, rows: Sequence[tuple[Words, Network]], page: int, *, route: str, empty: Words
) -> View:
    """A page of networks; the buttons turn it in place."""
    last = max(0, (len(rows) - 1) // ON_A_PAGE)
    page = min(max(page, 0), last)
    shown: list[Element] = []
    for words, network in rows[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]:
        button = Button(label=t.plain("desks.button_summary"), route="summaries.show", value=network.id)
        shown += [Text(words), Actions((button,))]
    turns = [(page - 1, "desks.button_back")] * (page > 0) + [(page + 1, "desks.button_on")] * (page < last)
    buttons = tuple(Button(label=t.plain(key), route=route, value=str(to)) for to, key in turns)
    where = (Note(t("desks.page", page=page + 1, pages=last + 1)), Actions(buttons)) if buttons else ()
    return View(summary=title, elements=(Heading(title), *(shown or [Text(empty)]), *where))
