"""The end of a network: how it is rounded off, and the harvest card that thanks everybody by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model.closing import ONE_ROUND
from core.model.networks import Network
from core.model.organisations import Person
from core.model.outcomes import Noted
from core.model.periods import local_day
from core.model.roles import Role
from core.services.harvest_cards import Card
from locales.catalogue import Translator
from locales.words import Plain, Words, plain
from views import harvests
from views.belonging import unit_name
from views.elements import (
    Actions,
    Button,
    Choice,
    Confirm,
    Element,
    Form,
    Heading,
    Note,
    Option,
    PeopleInput,
    Quote,
    Style,
    Text,
    View,
)
from views.listings import cut, listed
from views.mentions import mention

Elements = tuple[Element, ...]

ROUNDS = "rounds"
"""The input in which the leader chooses how many closing rounds there are; its answers are numbers."""
_MOST = 5
"""How many of each kind stand on the card; the rest are counted."""
_MOST_QUOTES = 3
_NAMES_IN_A_LINE = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """So many closing rounds, and when the network is over then."""

    rounds: int
    over_at: datetime


def form(t: Translator, network: Network, plans: Sequence[Plan], *, receiver: Person | None) -> Form:
    """What ending a network means, before it is done; who takes over. `plans`: none if it never got under way."""
    asks = (*plan_inputs(t, network, plans), _who(t, receiver), Note(t("closing.can_cancel"))) if plans else ()
    return Form(
        title=t.plain("networks.close_title"),
        submit=t.plain("networks.close_submit"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("networks.close_intro", name=network.name)),
            *(asks or (Text(t("networks.close_now")), Note(t("closing.for_good")))),
        ),
        route="networks.end",
        value=network.id,
    )


def plan_inputs(t: Translator, network: Network, plans: Sequence[Plan]) -> Elements:
    """How it goes on from here, and until when; with a choice where there is one."""
    plans = list({plan.rounds: plan for plan in plans}.values())
    if len(plans) < 2:
        return tuple(Text(t("closing.one_way", over=t.moment(plan.over_at, network.zone))) for plan in plans)
    options = tuple(
        Option(
            value=str(plan.rounds),
            label=t.plain("closing.small_rounds", n=plan.rounds),
            hint=t.plain(
                "closing.short_until" if plan.rounds == ONE_ROUND else "closing.usual_until",
                day=t.day(local_day(plan.over_at, network.zone)),
            ),
        )
        for plan in plans
    )
    how = Choice(name=ROUNDS, label=t.plain("closing.how"), options=options, value=options[0].value, required=True)
    return (Text(t("closing.in_small_rounds")), how)


def _who(t: Translator, receiver: Person | None) -> PeopleInput:
    return PeopleInput(
        name=Role.RECEIVER.value,
        label=t.plain("closing.who"),
        values=(receiver.account,) if receiver else (),
        hint=t.plain("closing.who_hint"),
    )


def begun(t: Translator, network: Network, *, until: str, over: str) -> View:
    """To who ended it: the first closing round is open until then, all is over then; or it is over at once."""
    if not until:
        words = t("networks.closed_at_once", name=network.name)
        return View(summary=plain(words), elements=(Text(words), *_warning(t, network), Actions((_guide(t, network),))))
    key = "closing.begun" if network.closing_rounds > ONE_ROUND else "closing.begun_one"
    words = t(key, name=network.name, n=network.closing_rounds, until=until, over=over)
    buttons = (*_naming(t, network), _guide(t, network), cancel_button(t, network))
    return View(
        summary=t.plain(key, name=network.name, n=network.closing_rounds, until=until, over=over),
        elements=(Text(words), *_warning(t, network), Note(t("closing.can_cancel")), Actions(buttons)),
    )


def under_way(t: Translator, network: Network) -> View:
    """To a leader who asks to end what is ending already."""
    words = t("closing.under_way", name=network.name, n=network.closing_round, total=network.closing_rounds)
    return View(
        summary=plain(words),
        elements=(
            Text(words),
            *_warning(t, network),
            Note(t("closing.can_cancel")),
            Actions((*_naming(t, network), cancel_button(t, network))),
        ),
    )


def _warning(t: Translator, network: Network) -> Elements:
    """Nobody takes over: said kindly, and it stands in nobody's way (strategy, domain.md §1.1 A3)."""
    return () if network.receiver_id or not network.closing_rounds else (Text(t("closing.no_receiver")),)


def _naming(t: Translator, network: Network) -> tuple[Button, ...]:
    if network.receiver_id:
        return ()
    label = t.plain("closing.button_receiver")
    return (Button(label=label, route="roles.change", value=network.id, style=Style.PRIMARY),)


def _guide(t: Translator, network: Network) -> Button:
    return Button(label=t.plain("guides.button"), route="guides.show", value=network.id)


def cancel_button(t: Translator, network: Network) -> Button:
    label = t.plain("closing.button_cancel")
    return Button(
        label=label,
        route="closing.cancel",
        value=network.id,
        confirm=Confirm(
            title=t.plain("closing.cancel_title"),
            text=t.plain("closing.cancel_text"),
            yes=label,
            no=t.plain("networks.cancel"),
        ),
    )


def cancelled(t: Translator, network: Network, *, following: str) -> View:
    """To who took the closing back. `following`: when the next round comes, if one does."""
    key = "closing.cancelled" if following else "closing.cancelled_quiet"
    words = t(key, name=network.name, at=following)
    return View(summary=plain(words), elements=(Text(words),))


def resumed(t: Translator, network: Network, *, by: Person | None) -> View:
    """To the network: it goes on."""
    words = t("closing.resumed", name=network.name)
    who = (Text(t("closing.resumed_by", person=mention(by))),) if by else ()
    return View(summary=plain(words), elements=(Text(words), *who))


def stage(t: Translator, network: Network) -> Elements:
    """On the card that asks: which of the closing rounds it is."""
    if network.closing_rounds <= ONE_ROUND:
        return ()
    return (Note(t("closing.round_of", n=network.closing_round, total=network.closing_rounds)),)


def harvest_card(t: Translator, card: Card, *, goes_away: bool) -> View:
    """What came out of the network, the changes first; who takes over; thanks to everybody. `goes_away`: the
    conversation is to be put away.
    """
    network = card.network
    return View(
        summary=t.plain("closing.harvest_summary", name=network.name),
        elements=(
            Heading(t.plain("closing.harvest", name=cut(network.name, 100))),
            Text(t("closing.harvest_intro", name=network.name)),
            Text(t("networks.purpose_was")),
            Quote(network.purpose),
            *_harvested(t, card),
            *_quotes(t, card.quotes),
            *_takes_over(t, card),
            *_thanks(t, card),
            *_conversation(t, network, goes_away),
        ),
    )


def _harvested(t: Translator, card: Card) -> Elements:
    harvest = card.harvest
    changes = listed(t, harvests.changes(t, harvest), _MOST) or (Text(t("closing.no_changes")),)
    return (
        Heading(t.plain("closing.changes")),
        *changes,
        *_section(t, "closing.results", harvest.results),
        *_section(t, "closing.proposals", harvest.proposals),
        *_section(t, "closing.offshoots", harvest.offshoots),
    )


def _section(t: Translator, key: str, noted: Sequence[Noted]) -> Elements:
    return (Heading(t.plain(key)), *listed(t, harvests.lines(t, noted), _MOST)) if noted else ()


def _quotes(t: Translator, quotes: Sequence[str]) -> Elements:
    if not quotes:
        return ()
    said = [t("summaries.said", text=cut(quote)) for quote in quotes[:_MOST_QUOTES]]
    return (Heading(t.plain("closing.quotes")), *listed(t, said, _MOST_QUOTES), Note(t("closing.quotes_note")))


def _takes_over(t: Translator, card: Card) -> Elements:
    operation: Elements = (Text(t("closing.operation")), Quote(cut(card.operation, 400))) if card.operation else ()
    return (Heading(t.plain("closing.takes_over")), Text(_receiver(t, card)), *operation)


def _receiver(t: Translator, card: Card) -> Words:
    if card.receiver is None:
        return t("closing.nobody")
    key = "closing.receives" if card.receives else "closing.asked"
    where: Words = (Plain(f" ({unit_name(t, card.receiving)})"),) if card.receiving else ()
    return t(key, person=(mention(card.receiver), *where))


def _thanks(t: Translator, card: Card) -> Elements:
    """Everybody by name, in the order of the alphabet: nobody's part is weighed."""
    lines: list[Text] = []
    for start in range(0, len(card.members), _NAMES_IN_A_LINE):
        words: Words = ()
        for person in card.members[start : start + _NAMES_IN_A_LINE]:
            words = (*words, *((Plain(" · "),) if words else ()), mention(person))
        lines.append(Text(words))
    return (
        Heading(t.plain("closing.thanks")),
        Text(t("networks.thanks_to", leader=mention(card.leader))),
        *lines,
        Note(t("closing.thanks_after")),
    )


def _conversation(t: Translator, network: Network, goes_away: bool) -> Elements:
    everything = Button(label=t.plain("closing.button_all"), route="outcomes.list", value=network.id)
    report = Button(label=t.plain("reports.button"), route="reports.show", value=network.id)
    if not goes_away or network.archives_at is None:
        return (Note(t("closing.stays")), Actions((everything, report)))
    keep = Button(label=t.plain("closing.button_keep"), route="closing.keep", value=network.id)
    day = t.day(local_day(network.archives_at, network.zone))
    return (Note(t("closing.goes_away", day=day)), Actions((everything, report, keep)))


def kept(t: Translator, network: Network) -> View:
    """To who wants the conversation to stay."""
    words = t("closing.kept", name=network.name)
    return View(summary=plain(words), elements=(Text(words),))
