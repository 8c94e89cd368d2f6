"""The forms in which a network is started, changed, given a conversation and ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.model.endings import PRESETS, suggested_end
from core.model.networks import Network, NetworkType
from core.model.organisations import Organisation, Person, Unit
from core.services.drafts import LONGEST_AGENDA, LONGEST_NAME, LONGEST_PURPOSE, LONGEST_WHY
from locales.catalogue import Translator
from views import belonging, members, reminders, schedules
from views.elements import (
    Choice,
    Choices,
    ConversationInput,
    DateInput,
    Element,
    Form,
    Input,
    Note,
    Option,
    PeopleInput,
    Text,
    TextInput,
)
from views.networks import TYPES

HERE, PRIVATE, PUBLIC = "here", "private", "public"
"""Where a new network talks: the conversation the form was opened in, or a new one of either kind."""

SUGGESTED, NO_COMMITTEE = "foreslaa", "intet"
"""Instead of a committee: the one that the type suggests, or none."""

DEFAULT_RHYTHM = "fortnightly"


def start(
    t: Translator,
    organisation: Organisation,
    person: Person,
    units: Sequence[Unit],
    *,
    conversation: str,
    name: str = "",
    has_read: bool,
    crowded: Sequence[str] = (),
    today: date | None = None,
    parent: Network | None = None,
) -> Form:
    """Everything about a new network in one form; only the name and the purpose are required.

    `conversation`: the one it was opened in, if a network may use it. `crowded`: the rhythms that would give the
    person more than one prompt a week. `parent`: the network that it grows out of.
    """
    told = () if has_read else members.acknowledging(t, organisation)
    like = replace(parent, why="", ends_on=None) if parent else None
    grows = (Text(t("networks.grows_out_of", name=parent.name)),) if parent else ()
    return Form(
        title=t.plain("networks.start_title"),
        submit=t.plain("networks.start_submit"),
        close=t.plain("networks.cancel"),
        elements=(
            *grows,
            Text(t("networks.start_intro")),
            _name(t, name),
            _purpose(t, ""),
            *_details(t, like, units, anchor="", today=today),
            _rhythm(t, like),
            *reminders.crowded(t, schedules.named(t, crowded)),
            _place(t, conversation),
            *told,
            *_own(t, person, units),
        ),
        route="networks.create",
        value=f"{conversation}|{parent.id}" if parent else conversation,
    )


def _own(t: Translator, person: Person, units: Sequence[Unit]) -> tuple[Element, ...]:
    """Where they belong, of who has not said so or whose unit has closed."""
    is_placed = person.unit_id in {unit.id for unit in units if unit.is_open}
    return () if is_placed else belonging.inputs(t, person, units)


def edit(
    t: Translator, network: Network, units: Sequence[Unit], *, anchor: Person | None, today: date | None = None
) -> Form:
    """All that can be changed about a network, as it is now; an end that is missing is suggested by type."""
    return Form(
        title=t.plain("networks.edit_title"),
        submit=t.plain("networks.save"),
        close=t.plain("networks.cancel"),
        elements=(
            _name(t, network.name),
            _purpose(t, network.purpose),
            *_details(t, network, units, anchor=anchor.account if anchor else "", today=today),
        ),
        route="networks.update",
        value=network.id,
    )


def _name(t: Translator, name: str) -> Input:
    return TextInput(
        name="name",
        label=t.plain("networks.name"),
        value=name[:LONGEST_NAME],
        hint=t.plain("flower.name_is_open"),
        required=True,
        most=LONGEST_NAME,
        example=t.plain("networks.name_example"),
    )


def _purpose(t: Translator, purpose: str) -> Input:
    return TextInput(
        name="purpose",
        label=t.plain("networks.purpose"),
        value=purpose,
        hint=t.plain("networks.purpose_hint"),
        lines=True,
        required=True,
        most=LONGEST_PURPOSE,
        example=t.plain("networks.purpose_example"),
    )


def _details(
    t: Translator, network: Network | None, units: Sequence[Unit], *, anchor: str, today: date | None
) -> tuple[Input, ...]:
    return (
        Choice(
            name="type",
            label=t.plain("networks.type"),
            options=_types(t),
            value=network.type.value if network and network.type else "",
        ),
        TextInput(
            name="why",
            label=t.plain("networks.why"),
            value=network.why if network else "",
            hint=t.plain("networks.why_hint"),
            lines=True,
            most=LONGEST_WHY,
        ),
        TextInput(
            name="agenda",
            label=t.plain("networks.agenda"),
            value=network.agenda if network else "",
            hint=t.plain("networks.agenda_hint"),
            most=LONGEST_AGENDA,
        ),
        PeopleInput(
            name="anchor",
            label=t.plain("networks.anchor"),
            values=(anchor,) if anchor else (),
            hint=t.plain("networks.anchor_hint"),
        ),
        *_base(t, network, units, today),
    )


def _base(t: Translator, network: Network | None, units: Sequence[Unit], today: date | None) -> tuple[Input, ...]:
    """What is offered, and what the network names already although it has closed."""
    named = set(network.unit_ids) if network else set()
    base = [unit for unit in units if (unit.is_open and unit.is_base) or unit.id in named]
    return (
        *(
            (
                Choices(
                    name="units",
                    label=t.plain("networks.units"),
                    options=belonging.unit_options(t, base),
                    values=network.unit_ids if network else (),
                    hint=t.plain("networks.units_hint"),
                    compact=True,
                ),
            )
            if base
            else ()
        ),
        *_committee(t, network, units),
        DateInput(
            name="ends_on",
            label=t.plain("networks.end"),
            value=_end(network, today) if network else None,
            hint=_usual_ends(t, today) if today else t.plain("networks.end_hint"),
        ),
    )


def _committee(t: Translator, network: Network | None, units: Sequence[Unit]) -> tuple[Input, ...]:
    """Which committee or forum follows it; the type suggests one."""
    tied = network.committee_id if network else None
    committees = [unit for unit in units if (unit.is_open and unit.is_committee) or unit.id == tied]
    if not committees:
        return ()
    undecided = network is None or (network.type is None and tied is None)
    return (
        Choice(
            name="committee",
            label=t.plain("networks.committee"),
            options=(
                Option(value=SUGGESTED, label=t.plain("networks.committee_suggested")),
                Option(value=NO_COMMITTEE, label=t.plain("networks.committee_none")),
                *belonging.unit_options(t, committees),
            ),
            value=SUGGESTED if undecided else tied or NO_COMMITTEE,
            hint=t.plain("networks.committee_hint"),
            compact=True,
        ),
    )


def _end(network: Network, today: date | None) -> date | None:
    """The end as it is; where there is none yet, what is usual for the type."""
    if network.ends_on or network.type is None or today is None:
        return network.ends_on
    return suggested_end(network.type, today)


def _usual_ends(t: Translator, today: date) -> str:
    return t.plain(
        "networks.end_usual",
        welfare=t.day(suggested_end(NetworkType.WELFARE, today)),
        learning=t.day(suggested_end(NetworkType.LEARNING, today)),
        innovation=t.day(suggested_end(NetworkType.INNOVATION, today)),
    )


def _types(t: Translator) -> tuple[Option, ...]:
    hints = ("networks.hint_innovation", "networks.hint_welfare", "networks.hint_learning")
    return tuple(
        Option(value=kind.value, label=t.plain(key), hint=t.plain(hint))
        for (kind, key), hint in zip(TYPES.items(), hints, strict=True)
    )


def _rhythm(t: Translator, like: Network | None) -> Input:
    return Choice(
        name="rhythm",
        label=t.plain("networks.rhythm"),
        options=schedules.rhythms(t),
        value=PRESETS[like.type].rhythm if like and like.type else DEFAULT_RHYTHM,
        hint=t.plain("networks.rhythm_hint"),
        compact=True,
    )


def _place(t: Translator, conversation: str) -> Input:
    places = {
        HERE: "networks.place_here",
        PRIVATE: "networks.place_private",
        PUBLIC: "networks.place_public",
    }
    options = tuple(Option(value=place, label=t.plain(key)) for place, key in places.items())
    return Choice(
        name="place",
        label=t.plain("networks.place"),
        options=options if conversation else options[1:],
        value=PRIVATE,
        hint=t.plain("networks.place_hint"),
    )


def use_conversation(t: Translator, network: Network) -> Form:
    """Which of the conversations that are there?"""
    return Form(
        title=t.plain("networks.use_title"),
        submit=t.plain("networks.save"),
        close=t.plain("networks.cancel"),
        elements=(
            Text(t("networks.use_intro", name=network.name)),
            ConversationInput(name="conversation", label=t.plain("networks.conversation"), required=True),
            Note(t("networks.use_note")),
        ),
        route="networks.used_conversation",
        value=network.id,
    )
