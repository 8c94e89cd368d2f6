"""The leader decides about the end: it goes on with a reason, or becomes daily operation."""

from datetime import date, timedelta

from core.errors import Unfit
from core.model.networks import Network
from core.services import endings as services
from core.services import networks
from core.services.drafts import today
from handlers.closing import begun, chosen_receiver, most, plans, receiver
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import endings as views

_LONGER = timedelta(weeks=8)
"""What the form begins with."""


@route("endings.extend")
def extend(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        services.must_extend(context.uow, network, context.person)
        now = today(network.zone, context.now)
        return Open(views.extend(context.t, network, ends_on=max(network.ends_on or now, now) + _LONGER))

    return about(interaction, context, ask)


@route("endings.extended", writes=True)
def extended(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        ends_on, reason = _day(interaction.answer("ends_on")), interaction.answer("reason")
        moved = services.extend(context.uow, network, context.person, ends_on=ends_on, reason=reason, at=context.now)
        return Show(views.extended(context.t, moved))

    return about(interaction, context, act)


@route("endings.operation")
def operation(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        networks.must_end(context.uow, network, context.person)
        asked = plans(context, network)
        return Open(views.operation(context.t, network, asked, receiver=receiver(context, network)))

    return about(interaction, context, ask)


@route("endings.operated", writes=True)
def operated(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        ended, first = services.to_operation(
            context.uow,
            network,
            context.person,
            what=interaction.answer("what"),
            receiver=chosen_receiver(interaction),
            most=most(interaction),
            at=context.now,
            calendar=context.calendar,
        )
        return Show(begun(context, ended, first))

    return about(interaction, context, act)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unfit({"ends_on": "errors.date"}) from None
