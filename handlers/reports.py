"""Somebody takes out the network report: a link of their own to a file, for a day."""

from core.services import reports as services
from handlers import fetching
from handlers.routing import Context, Interaction, Response, Show, route
from views import networks
from views import reports as views


@route("reports.show", writes=True)
def show(interaction: Interaction, context: Context) -> Response:
    door = context.file_door
    if door is None:
        return fetching.lacking(context)
    uow, person = context.uow, context.person
    place = "" if interaction.is_private else interaction.conversation
    found = services.meant(uow, person, value=interaction.value, conversation=place, text=interaction.text)
    if not found:
        return Show(views.nothing(context.t))
    if len(found) > 1:
        return Show(networks.pick(context.t, found, interaction.route))
    [network] = found
    address = fetching.address(interaction, context, door, services.wanted(network), network)
    return Show(views.offer(context.t, network.name, address))
