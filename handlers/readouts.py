"""Drafts by a language model: switched on for a network, asked for, read, edited, approved, taken down."""

from datetime import date

from core.model.ids import NetworkId, ReadoutId
from core.model.periods import Period
from core.model.readouts import ReadoutState
from core.services import readouts as services
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import readouts as views


@route("readouts.switch_on", writes=True)
def switch_on(interaction: Interaction, context: Context) -> Response:
    return _switch(interaction, context, on=True)


@route("readouts.switch_off", writes=True)
def switch_off(interaction: Interaction, context: Context) -> Response:
    return _switch(interaction, context, on=False)


def _switch(interaction: Interaction, context: Context, *, on: bool) -> Response:
    """Off is for whoever may, also where there is no model any more."""
    if on and not context.model:
        return Show(views.is_off(context.t))
    network = services.switch(context.uow, NetworkId(interaction.value), context.person, on=on, at=context.now)
    return Show(views.switched_for(context.t, network, is_on=on))


@route("readouts.ask", writes=True)
def ask(interaction: Interaction, context: Context) -> Response:
    if not context.model:
        return Show(views.is_off(context.t))
    id, first, last = (*interaction.value.split("|"), "", "")[:3]
    period = Period(_day(first), _day(last))
    readout = services.ask(context.uow, NetworkId(id), context.person, period, at=context.now)
    return Show(views.asked(context.t, context.uow.networks.get(readout.network_id)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@route("readouts.edit")
def edit(interaction: Interaction, context: Context) -> Response:
    shown = services.find(context.uow, ReadoutId(interaction.value), context.person)
    if shown.readout.state not in (ReadoutState.DONE, ReadoutState.APPROVED):
        return Show(views.card(context.t, shown))
    return Open(views.form(context.t, shown))


@route("readouts.approve", writes=True)
def approve(interaction: Interaction, context: Context) -> Response:
    id = ReadoutId(interaction.value)
    services.approve(context.uow, id, context.person, interaction.answer("text"), at=context.now)
    return Show(views.card(context.t, services.find(context.uow, id, context.person)))


@route("readouts.retract", writes=True)
def retract(interaction: Interaction, context: Context) -> Response:
    id = ReadoutId(interaction.value)
    services.retract(context.uow, id, context.person, at=context.now)
    return Replace(views.card(context.t, services.find(context.uow, id, context.person)))
