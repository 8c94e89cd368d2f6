"""Starting, seeing, changing, anchoring and ending a network."""

from dataclasses import replace
from datetime import date
from enum import Enum
from typing import TypeVar

from core.errors import Unfit
from core.model.ids import NetworkId, OutcomeId, UnitId
from core.model.networks import Network, NetworkType
from core.services import (
    charters,
    conditions,
    contributions,
    conversations,
    goals,
    home,
    members,
    people,
    permissions,
    rhythms,
)
from core.services import networks as services
from core.services.drafts import Draft, Setting, today
from core.services.schedules import DEFAULT_RHYTHM
from handlers.meaning import about, kind_of
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import drafts, standings
from views import networks as views
from views.elements import Form, View
from views.members import READ

E = TypeVar("E", bound=Enum)


@route("networks.start")
def start(interaction: Interaction, context: Context) -> Response:
    permissions.must_start(context.person)
    return Open(_start_form(interaction, context, name=interaction.text))


@route("networks.split")
def split(interaction: Interaction, context: Context) -> Response:
    def ask(parent: Network) -> Response:
        permissions.must_start(context.person)
        permissions.must_manage(context.uow, parent, context.person)
        return Open(_start_form(interaction, context, parent=parent))

    return about(interaction, context, ask)


def _start_form(interaction: Interaction, context: Context, *, name: str = "", parent: Network | None = None) -> Form:
    return drafts.start(
        context.t,
        context.organisation,
        context.person,
        context.uow.organisations.units(context.organisation.id),
        conversation=_free_place(interaction, context),
        name=name,
        has_read=people.is_informed(context.person),
        crowded=rhythms.crowded_for(context.uow, context.person, at=context.now, zone=context.organisation.zone),
        today=today(context.organisation.zone, context.now),
        parent=parent,
    )


def _free_place(interaction: Interaction, context: Context) -> str:
    """The conversation they are in, unless it is their talk with the bot or another network's."""
    place = interaction.conversation
    if not place or interaction.is_private or context.uow.networks.find_by_conversation(context.workspace.id, place):
        return ""
    return place


@route("networks.create", writes=True)
def create(interaction: Interaction, context: Context) -> Response:
    network = begin(interaction, context)
    schedule = context.uow.schedules.get(network.id)
    crowded = rhythms.is_crowded(context.uow, network, schedule, at=context.now)
    parent = context.uow.networks.get(network.parent_id) if network.parent_id else None
    return Show(views.started(context.t, network, crowded=crowded, parent=parent))


def begin(interaction: Interaction, context: Context, offshoot_id: OutcomeId | None = None) -> Network:
    """The network that the form of `start` describes. The value: the conversation that the form was opened in."""
    return services.start(
        context.uow,
        context.person,
        _draft(interaction),
        replace(_setting(interaction), offshoot_id=offshoot_id),
        rhythm=interaction.answer("rhythm") or DEFAULT_RHYTHM,
        at=context.now,
        calendar=context.calendar,
    )


@route("networks.status")
def status(interaction: Interaction, context: Context) -> Response:
    def show(network: Network) -> Response:
        uow, person = context.uow, context.person
        manages, invites = permissions.may_manage(network, person), permissions.may_invite(uow, network, person)
        standing = home.standing(uow, network, person)
        return Show(
            standings.status(
                context.t,
                _charter(context, network),
                standing,
                may_manage=manages,
                may_invite=invites,
                conditions=conditions.of_network(uow, network),
                mix=members.mix(uow, network, k=context.organisation.k),
                contributions=contributions.of_network(uow, network, person),
                goals=goals.of_network(uow, context.organisation, network) if network.type else None,
            )
        )

    return about(interaction, context, show)


def _charter(context: Context, network: Network) -> View:
    uow = context.uow
    units = uow.organisations.units(network.organisation_id)
    return views.charter(
        context.t,
        network,
        leader=uow.people.get(network.leader_id),
        anchor=uow.people.get(network.anchor_id) if network.anchor_id else None,
        units=[unit for unit in units if unit.id in network.unit_ids],
        members=uow.members.count_active(network.id),
        schedule=uow.schedules.find(network.id),
        k=context.organisation.k,
        committee=next((unit for unit in units if unit.id == network.committee_id), None),
        bonds=charters.bonds(uow, network),
    )


@route("networks.edit")
def edit(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        uow = context.uow
        permissions.must_manage(uow, network, context.person)
        permissions.must_be_open(network)
        anchor = uow.people.get(network.anchor_id) if network.anchor_id else None
        units = uow.organisations.units(network.organisation_id)
        now = today(network.zone, context.now)
        return Open(drafts.edit(context.t, network, units, anchor=anchor, today=now))

    return about(interaction, context, ask)


@route("networks.update", writes=True)
def update(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        draft = _draft(interaction)
        now, calendar = context.now, context.calendar
        changed = services.change(context.uow, network, context.person, draft, at=now, calendar=calendar)
        return Show(views.changed(context.t, changed))

    return about(interaction, context, act)


@route("networks.use_conversation")
def use_conversation(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        conversations.must_use(context.uow, network, context.person)
        return Open(drafts.use_conversation(context.t, network))

    return about(interaction, context, ask)


@route("networks.used_conversation", writes=True)
def used_conversation(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        place, now, calendar = interaction.answer("conversation"), context.now, context.calendar
        used = conversations.use(context.uow, network, context.person, place, at=now, calendar=calendar)
        return Show(views.conversation_used(context.t, used))

    return about(interaction, context, act)


def _draft(interaction: Interaction) -> Draft:
    committee = interaction.answer("committee")
    return Draft(
        name=" ".join(interaction.answer("name").split()),
        purpose=interaction.answer("purpose"),
        type=_one_of(NetworkType, interaction.answer("type")),
        why=interaction.answer("why"),
        anchor="".join(interaction.chosen("anchor")[:1]),
        unit_ids=tuple(UnitId(unit) for unit in interaction.chosen("units")),
        ends_on=_day(interaction.answer("ends_on")),
        committee_id=UnitId(committee) if committee not in ("", drafts.SUGGESTED, drafts.NO_COMMITTEE) else None,
        suggests_committee=committee in ("", drafts.SUGGESTED),
        agenda=" ".join(interaction.answer("agenda").split()),
    )


def _setting(interaction: Interaction) -> Setting:
    place, unit = interaction.answer("place"), interaction.answer("unit")
    conversation, _, parent = interaction.value.partition("|")
    return Setting(
        conversation=conversation if place == drafts.HERE else "",
        parent_id=NetworkId(parent) if parent else None,
        is_private=place != drafts.PUBLIC,
        has_read=READ in interaction.chosen("informed"),
        unit_id=UnitId(unit) if unit else None,
        kind=kind_of(interaction),
    )


def _one_of(kind: type[E], value: str) -> E | None:
    return next((each for each in kind if each.value == value), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unfit({"ends_on": "errors.date"}) from None
