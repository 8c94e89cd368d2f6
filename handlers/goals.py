"""The goals of the first year: all of them to the secretariat in the talk with the bot, a network's part to its own."""

from core.model.networks import Network
from core.services import goals as services
from core.services import offices, permissions, summaries
from handlers.commands import fold
from handlers.meaning import about
from handlers.routing import Context, Interaction, Response, Show, route
from views import goals as views

_UNSETTLED = frozenset({"ikke fastlagt", "ingen", "intet", "not settled", "none", "-"})
"""What may be said, folded, to say that the area is open again."""


@route("goals.show", writes=True)
def show(interaction: Interaction, context: Context) -> Response:
    uow, person = context.uow, context.person
    is_whole = interaction.is_private and not (interaction.text or interaction.value)
    if is_whole and summaries.may_ask(person):
        offices.note_access(uow, person, None, at=context.now)
        goals = services.of_structure(uow, context.organisation, at=context.now)
        return Show(views.structure(context.t, goals))

    def act(network: Network) -> Response:
        follows = permissions.is_secretariat_of(network, person)
        if follows:
            offices.note_access(uow, person, network, at=context.now)
        goals = services.of_network(uow, context.organisation, network)
        return Show(views.network(context.t, network, goals, examples=follows))

    return about(interaction, context, act)


@route("goals.area", writes=True)
def area(interaction: Interaction, context: Context) -> Response:
    permissions.must_be_secretariat(context.person)
    if not interaction.text:
        return Show(views.area(context.t, context.organisation))
    said = "" if fold(interaction.text.rstrip(".")) in _UNSETTLED else interaction.text
    changed = services.set_area(context.uow, context.organisation, context.person, said)
    return Show(views.area(context.t, changed))
