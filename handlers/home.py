"""The overview, the help, my networks, my own page."""

from core.services import home as services
from core.services import outbox, permissions
from handlers.routing import Context, Done, Interaction, Response, Show, route
from views import home as views


@route("home.overview")
def overview(interaction: Interaction, context: Context) -> Response:
    uow, person = context.uow, context.person
    page = services.of(uow, person, at=context.now)
    network = uow.networks.find_by_conversation(context.workspace.id, interaction.conversation)
    if network is None or not permissions.may_see(uow, network, person):
        return Show(views.overview(context.t, page))
    here = services.standing(uow, network, person)
    return Show(views.here(context.t, page, here, may_invite=permissions.may_invite(uow, network, person)))


@route("home.help")
def guide(interaction: Interaction, context: Context) -> Response:
    return Show(views.guide(context.t, unknown=interaction.text))


@route("home.mine")
def mine(interaction: Interaction, context: Context) -> Response:
    return Show(views.mine(context.t, services.of(context.uow, context.person, at=context.now)))


@route("home.opened", writes=True)
def opened(interaction: Interaction, context: Context) -> Response:
    outbox.home(context.uow, context.person, at=context.now)
    return Done()
