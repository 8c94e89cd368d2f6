"""Members who are in some phases only."""

from core.model.networks import Network
from core.services import permissions
from core.services import phases as services
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import phases as views


@route("phases.choose")
def choose(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        permissions.must_manage(context.uow, network, context.person)
        permissions.must_be_open(network)
        account = (*interaction.mentions, *interaction.value.split("|")[1:])[:1]
        return Open(views.form(context.t, network, account))

    return about(interaction, context, ask, extra=interaction.mentions[:1])


@route("phases.chosen", writes=True)
def chosen(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        account = "".join(interaction.chosen("person")[:1])
        phases = services.chosen(interaction.chosen("phases"))
        person, member = services.limit(context.uow, network, context.person, account, phases, at=context.now)
        return Show(views.saved(context.t, network, person, member))

    return about(interaction, context, act)
