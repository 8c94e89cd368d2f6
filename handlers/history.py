"""What has happened to a network."""

from core.model.networks import Network
from core.services import history as services
from handlers.meaning import about
from handlers.routing import Context, Interaction, Response, Show, route
from views import history as views


@route("history.show")
def show(interaction: Interaction, context: Context) -> Response:
    def tell(network: Network) -> Response:
        return Show(views.shown(context.t, network, services.told(context.uow, network, context.person)))

    return about(interaction, context, tell)
