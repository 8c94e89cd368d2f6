"""A network as people see it: charter, what it needs, its anchor, its end. The forms are in `views.drafts`."""

from collections.abc import Sequence

from core.model.networks import AnchorState, Missing, Network, NetworkState, NetworkType
from core.model.organisations import Person, Unit
from core.model.schedules import Schedule
from core.services.charters import Bonds
from locales.catalogue import Translator
from locales.words import Plain, Words
from views import bonds as ties
from views import reminders
from views import schedules as rhythms
from views.belonging import unit_name
from views.elements import Actions, Button, Element, Fields, Heading, Listing, Note, Quote, Style, Text, View
from views.mentions import mention

TYPES = {
    NetworkType.INNOVATION: "networks.type_innovation",
    NetworkType.WELFARE: "networks.type_welfare",
    NetworkType.LEARNING: "networks.type_learning",
}
STATES = {
    NetworkState.IDEA: "networks.state_idea",
    NetworkState.ACTIVE: "networks.state_active",
    NetworkState.CLOSING: "networks.state_closing",
    NetworkState.CLOSED: "networks.state_closed",
    NetworkState.FOLLOWED_UP: "networks.state_followed_up",
}
MISSING = {
    Missing.TYPE: "networks.missing_type",
    Missing.ANCHOR: "networks.missing_anchor",
    Missing.UNIT: "networks.missing_unit",
    Missing.END: "networks.missing_end",
}
_MOST_BUTTONS = 20
_LONGEST_LABEL = 70


def short(text: str) -> str:
    """A name that fits on a button."""
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1].rstrip() + "…"


def charter(
    t: Translator,
    network: Network,
    *,
    leader: Person,
    anchor: Person | None,
    units: Sequence[Unit],
    members: int,
    schedule: Schedule | None,
    k: int,
    committee: Unit | None = None,
    bonds: Bonds | None = None,
) -> View:
    """What the network is for, by whom, until when: pinned in its conversation, always as things are now."""
    return View(
        summary=t.plain("networks.charter_summary", name=network.name),
        elements=(
            Heading(network.name),
            *_purpose(t, network),
            Fields(
                (
                    (t.plain("networks.leader"), (mention(leader),)),
                    *(ties.co_leader(t, bonds) if bonds else ()),
                    (t.plain("networks.anchor"), _anchor(t, network, anchor)),
                    *(ties.receiver(t, network, bonds) if bonds else ()),
                    *_plan(t, network, units, committee, schedule),
                    (t.plain("networks.members"), (Plain(str(members)),)),
                    *(ties.family(t, bonds) if bonds else ()),
                )
            ),
            *(ties.course(t, bonds) if bonds else ()),
            *((Note(t("networks.equal_footing")),) if network.is_open else ()),
            *_card_stage(t, network),
            *_small(t, network, members, k),
        ),
    )


def _purpose(t: Translator, network: Network) -> tuple[Element, ...]:
    why = (Text(t("networks.why_said")), Quote(network.why)) if network.why else ()
    return (Text(t("networks.purpose_said")), Quote(network.purpose), *why)


def _anchor(t: Translator, network: Network, anchor: Person | None) -> Words:
    if anchor is None:
        return t("networks.not_yet")
    key = "networks.anchor_accepted" if network.anchor_state is AnchorState.ACCEPTED else "networks.anchor_waiting"
    return t(key, person=mention(anchor))


def _plan(
    t: Translator, network: Network, units: Sequence[Unit], committee: Unit | None, schedule: Schedule | None
) -> tuple[tuple[str, Words], ...]:
    kind = t(TYPES[network.type]) if network.type else t("networks.not_yet")
    departments = (Plain(" · ".join(unit_name(t, unit) for unit in units)),) if units else t("networks.not_yet")
    end = (Plain(t.day(network.ends_on)),) if network.ends_on else t("networks.not_yet")
    rhythm = (Plain(rhythms.rhythm(t, schedule)),) if schedule else t("networks.not_yet")
    return (
        (t.plain("networks.type"), kind),
        (t.plain("networks.units"), departments),
        *(((t.plain("networks.committee"), (Plain(unit_name(t, committee)),)),) if committee else ()),
        *(((t.plain("networks.agenda_said"), (Plain(network.agenda),)),) if network.agenda else ()),
        (t.plain("networks.end"), end),
        (t.plain("networks.rhythm"), rhythm),
    )


def _card_stage(t: Translator, network: Network) -> tuple[Element, ...]:
    """The fields of the card say themselves what is not there yet."""
    return (Text(t("networks.idea_card")),) if network.state is NetworkState.IDEA else _stage(t, network)


def _stage(t: Translator, network: Network) -> tuple[Element, ...]:
    if network.state is NetworkState.IDEA:
        return (Text(t("networks.idea")), _needed(t, network))
    return () if network.state is NetworkState.ACTIVE else (Note(t(STATES[network.state])),)


def _needed(t: Translator, network: Network) -> Listing:
    return Listing(tuple(t(MISSING[need]) for need in network.missing))


def _small(t: Translator, network: Network, members: int, k: int) -> tuple[Element, ...]:
    return (Note(t("networks.small", k=k)),) if network.is_open and members < k else ()


def started(t: Translator, network: Network, *, crowded: bool = False, parent: Network | None = None) -> View:
    """To who started it: what happens now, and what is still needed. `crowded`: their weeks, with this rhythm;
    `parent`: the network that it grew out of.
    """
    where = "networks.started_here" if network.conversation else "networks.started_new"
    edit = "networks.button_fill_in" if network.missing else "networks.button_edit"
    return View(
        summary=t.plain("networks.started", name=network.name),
        elements=(
            Text(t("networks.started", name=network.name)),
            Text(t(where)),
            *reminders.is_crowded(t, crowded),
            *((Text(t("networks.parent_goes_on", name=parent.name)),) if parent and parent.is_open else ()),
            *_stage(t, network),
            *_alone(t, network),
            Actions(
                (
                    Button(
                        label=t.plain("networks.button_invite"),
                        route="members.invite",
                        value=network.id,
                        style=Style.PRIMARY,
                    ),
                    Button(label=t.plain(edit), route="networks.edit", value=network.id),
                )
            ),
        ),
    )


def _alone(t: Translator, network: Network) -> tuple[Element, ...]:
    """A friendly nudge: more views of the task make it worth a network. It never stands in the way."""
    return (Note(t("networks.one_unit")),) if len(network.unit_ids) == 1 else ()


def changed(t: Translator, network: Network) -> View:
    """To who changed it."""
    return View(
        summary=t.plain("networks.changed", name=network.name),
        elements=(
            Text(t("networks.changed", name=network.name)),
            *(_stage(t, network) or (Text(t(STATES[network.state])),)),
        ),
    )


def needs(t: Translator, network: Network) -> View:
    """To the leader: what the network needs before its first round, or that another anchor is needed."""
    declined = network.anchor_state is AnchorState.DECLINED and network.anchor_id is None
    if not network.missing:
        words = t("networks.needs_nothing", name=network.name)
        return View(summary=t.plain("networks.needs_nothing", name=network.name), elements=(Text(words),))
    key = "networks.anchor_said_no" if declined else "networks.needs"
    edit = Button(
        label=t.plain("networks.button_fill_in"), route="networks.edit", value=network.id, style=Style.PRIMARY
    )
    return View(
        summary=t.plain(key, name=network.name),
        elements=(Text(t(key, name=network.name)), _needed(t, network), Actions((edit,))),
    )


def no_conversation(t: Translator, network: Network) -> View:
    """To the leader: no conversation could be made; pick one that is there."""
    pick_one = Button(
        label=t.plain("networks.button_use_conversation"),
        route="networks.use_conversation",
        value=network.id,
        style=Style.PRIMARY,
    )
    return View(
        summary=t.plain("networks.no_conversation", name=network.name),
        elements=(Text(t("networks.no_conversation", name=network.name)), Actions((pick_one,))),
    )


def conversation_used(t: Translator, network: Network) -> View:
    words = t("networks.conversation_used", name=network.name)
    return View(summary=t.plain("networks.conversation_used", name=network.name), elements=(Text(words),))


def leader_changed(t: Translator, network: Network, *, leader: Person) -> View:
    """To the network."""
    words = t("networks.leader_changed", leader=mention(leader), name=network.name)
    return View(
        summary=t.plain("networks.leader_changed", leader=leader.name, name=network.name), elements=(Text(words),)
    )


def pick(t: Translator, networks: Sequence[Network], route: str, *, extra: Sequence[str] = ()) -> View:
    """Which network is meant? `extra`: ids that go along in each button's value."""
    buttons = tuple(
        Button(label=short(network.name), route=route, value="|".join((network.id, *extra)))
        for network in networks[:_MOST_BUTTONS]
    )
    return View(
        summary=t.plain("networks.pick"),
        elements=(Text(t("networks.pick")), Actions(buttons)),
    )
