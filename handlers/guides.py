"""The leader's guide, on request and for the leader alone."""

from core.model.networks import Network, Phase
from core.services import guides as services
from handlers.meaning import about
from handlers.routing import Context, Interaction, Response, Show, route
from views import guides as views


@route("guides.show")
def show(interaction: Interaction, context: Context) -> Response:
    wanted = interaction.value.partition("|")[2]

    def tell(network: Network) -> Response:
        now, asked = services.guided(context.uow, network, context.person, at=context.now)
        phase = next((each for each in Phase if each.value == wanted), now)
        return Show(views.guide(context.t, network, phase, now=now, asked=asked))

    return about(interaction, context, tell)
