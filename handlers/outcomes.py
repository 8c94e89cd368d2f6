"""What came out of a network: seen, recorded, changed, moved on, lifted from a reply, confirmed, taken back."""

from dataclasses import replace
from enum import Enum
from typing import TypeVar

from core.errors import NotFound
from core.model.ids import OutcomeId, ReplyId, UnitId
from core.model.networks import Network
from core.model.outcomes import Details, Growth, Kind, Novelty, Record, Source, Stage
from core.services import confirmations, offshoots, people
from core.services import outcomes as services
from handlers import networks
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import drafts, recording
from views import outcomes as views
from views.elements import View

E = TypeVar("E", bound=Enum)


@route("outcomes.list")
def show(interaction: Interaction, context: Context) -> Response:
    start = interaction.value.partition("|")[2]

    def act(network: Network) -> Response:
        return Show(_list(context, network, int(start) if start.isdecimal() else 0))

    return about(interaction, context, act)


@route("outcomes.new")
def new(interaction: Interaction, context: Context) -> Response:
    kind = _kind(interaction.value.partition("|")[2])

    def ask(network: Network) -> Response:
        services.must_record(context.uow, network, context.person)
        units = context.uow.organisations.units(network.organisation_id)
        return Open(recording.new(context.t, network, kind, units))

    return about(interaction, context, ask)


@route("outcomes.lift")
def lift(interaction: Interaction, context: Context) -> Response:
    uow, person = context.uow, context.person
    reply_id = ReplyId(interaction.value)
    lifted = services.lift(uow, person, reply_id)
    units = uow.organisations.units(lifted.network.organisation_id)
    if lifted.record is not None:
        return Open(recording.edit(context.t, services.to_change(uow, lifted.record.id, person), units))
    form = recording.new(context.t, lifted.network, Kind.CHANGE, units, details=lifted.details, reply_id=reply_id)
    return Open(form)


@route("outcomes.record", writes=True)
def record(interaction: Interaction, context: Context) -> Response:
    _, kind, reply, *_ = [*interaction.value.split("|"), "", ""]

    def act(network: Network) -> Response:
        recorded = services.record(
            context.uow,
            network,
            context.person,
            _kind(kind),
            _details(interaction),
            at=context.now,
            reply_id=ReplyId(reply) if reply else None,
        )
        return Show(_saved(context, recorded))

    return about(interaction, context, act)


@route("outcomes.edit")
def edit(interaction: Interaction, context: Context) -> Response:
    entry = services.to_change(context.uow, OutcomeId(interaction.value), context.person)
    units = context.uow.organisations.units(entry.network.organisation_id)
    return Open(recording.edit(context.t, entry, units))


@route("outcomes.change", writes=True)
def change(interaction: Interaction, context: Context) -> Response:
    id, details = OutcomeId(interaction.value), _details(interaction)
    return Show(_saved(context, services.change(context.uow, id, context.person, details, at=context.now)))


@route("outcomes.move", writes=True)
def move(interaction: Interaction, context: Context) -> Response:
    id, _, value = interaction.value.partition("|")
    stage = _one_of(Stage, value)
    if stage is None:
        raise NotFound("outcomes.gone")
    return Replace(_saved(context, services.move(context.uow, OutcomeId(id), context.person, stage, at=context.now)))


@route("outcomes.withdraw", writes=True)
def withdraw(interaction: Interaction, context: Context) -> Response:
    network = services.withdraw(context.uow, OutcomeId(interaction.value), context.person, at=context.now)
    return Replace(views.withdrawn(context.t, network))


@route("outcomes.waiting")
def waiting(interaction: Interaction, context: Context) -> Response:
    entries = confirmations.waiting(context.uow, context.person)
    if interaction.conversation and not interaction.is_private:  # a form has neither: only its reader sees it
        return Show(views.only_in_private(context.t))
    return Show(views.waiting(context.t, entries))


@route("outcomes.confirm")
def confirm(interaction: Interaction, context: Context) -> Response:
    entry = confirmations.to_confirm(context.uow, OutcomeId(interaction.value), context.person)
    if entry.record.is_confirmed:
        return Show(views.confirmed(context.t, entry))
    return Open(recording.confirm(context.t, entry))


@route("outcomes.confirmed", writes=True)
def confirmed(interaction: Interaction, context: Context) -> Response:
    id, _, version = interaction.value.partition("|")
    entry = confirmations.confirm(
        context.uow,
        OutcomeId(id),
        context.person,
        basis=interaction.answer("basis"),
        at=context.now,
        version=version,
    )
    return Show(views.confirmed(context.t, entry))


@route("outcomes.grow")
def grow(interaction: Interaction, context: Context) -> Response:
    uow, person = context.uow, context.person
    offshoot = offshoots.to_grow(uow, OutcomeId(interaction.value), person)
    form = drafts.start(
        context.t,
        context.organisation,
        person,
        uow.organisations.units(context.organisation.id),
        conversation="",
        name=" ".join(offshoot.details.text.split()),
        has_read=people.is_informed(person),
    )
    return Open(replace(form, route="outcomes.grown", value=offshoot.id))


@route("outcomes.grown", writes=True)
def grown(interaction: Interaction, context: Context) -> Response:
    offshoot = offshoots.to_grow(context.uow, OutcomeId(interaction.value), context.person)
    network = networks.begin(replace(interaction, value=""), context, offshoot.id)
    return Show(views.grown(context.t, context.uow.networks.get(offshoot.network_id), network))


def _list(context: Context, network: Network, start: int) -> View:
    entries = services.of_network(context.uow, network, context.person)
    may_record = services.may_record(context.uow, network, context.person)
    return views.listing(context.t, network, entries, start=start, may_record=may_record)


def _saved(context: Context, kept: Record) -> View:
    network = context.uow.networks.get(kept.network_id)
    return views.saved(context.t, services.entry(context.uow, network, kept, context.person))


def _details(interaction: Interaction) -> Details:
    return Details(
        text=interaction.answer("text"),
        unit_ids=tuple(UnitId(unit) for unit in interaction.chosen("units")),
        contribution=interaction.answer("contribution"),
        source=_one_of(Source, interaction.answer("source")),
        novelty=_one_of(Novelty, interaction.answer("novelty")),
        stage=_one_of(Stage, interaction.answer("stage")),
        growth=_one_of(Growth, interaction.answer("growth")),
    )


def _kind(value: str) -> Kind:
    kind = _one_of(Kind, value)
    if kind is None:
        raise NotFound("outcomes.gone")
    return kind


def _one_of(kind: type[E], value: str) -> E | None:
    return next((each for each in kind if each.value == value), None)
