"""What people decide about messages that did not get through."""

from core.model.ids import DeliveryId, NetworkId
from core.services import deliveries as services
from handlers.routing import Context, Interaction, Replace, Response, route
from views import deliveries as views


@route("deliveries.arrived", writes=True)
def arrived(interaction: Interaction, context: Context) -> Response:
    held = services.arrived(context.uow, DeliveryId(interaction.value), context.person, at=context.now)
    return Replace(views.answered(context.t, services.network_of(context.uow, held), was_seen=True))


@route("deliveries.send_again", writes=True)
def send_again(interaction: Interaction, context: Context) -> Response:
    held = services.send_again(context.uow, DeliveryId(interaction.value), context.person, at=context.now)
    return Replace(views.answered(context.t, services.network_of(context.uow, held), was_seen=False))


@route("deliveries.try_again", writes=True)
def try_again(interaction: Interaction, context: Context) -> Response:
    network = services.try_again(context.uow, NetworkId(interaction.value), context.person, at=context.now)
    return Replace(views.trying_again(context.t, network))
