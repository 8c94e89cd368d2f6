"""The secretariat takes something out of the chat: it chooses what, and is given a link of its own, for a day."""

from core.errors import NotFound
from core.model import exports, requests
from core.model.exports import Order
from core.model.files import File
from core.model.ids import NetworkId
from core.model.periods import local_day
from core.model.requests import Request
from core.model.scopes import Scope
from core.services import exporting as services
from core.services import summaries
from handlers import fetching
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import exports as views
from views import requests as refusals
from views.exports import Ready


@route("exports.choose")
def choose(interaction: Interaction, context: Context) -> Response:
    if not summaries.may_ask(context.person):
        secretariat = context.uow.people.secretariat(context.organisation.id)
        return Show(refusals.not_yours(context.t, secretariat, context.workspace))
    if not interaction.is_private:
        return Show(refusals.in_private(context.t))
    if interaction.value:
        return _choice(services.find(context.uow, interaction.value, context.person), context)
    return _asked(interaction.text, context)


def _asked(text: str, context: Context) -> Response:
    networks = {network.name: network for network in summaries.networks(context.uow, context.organisation)}
    today = local_day(context.now, context.organisation.zone)
    request = requests.understand(text, today=today, names=list(networks))
    if request.network:
        return _choice(_of_one(networks[request.network].id, request), context)
    if request.unknown:
        near = [(networks[name], _of_one(networks[name].id, request)) for name in request.near]
        return Show(views.unknown(context.t, request.unknown, near))
    return _choice(Order(scope=request.scope, period=request.period), context)


def _of_one(id: NetworkId, request: Request) -> Order:
    return Order(scope=Scope(network_id=id), period=request.period)


def _choice(order: Order, context: Context) -> Response:
    if context.file_door is None:
        return fetching.lacking(context)
    return Show(views.choose(context.t, order, name=_name(order, context)))


def _name(order: Order, context: Context) -> str:
    return services.name(context.uow, order, context.organisation)


@route("exports.ask")
def ask(interaction: Interaction, context: Context) -> Response:
    file, order = _meant(interaction, context)
    return Open(views.ask(context.t, file, order, name=_name(order, context)))


@route("exports.fetch", writes=True)
def fetch(interaction: Interaction, context: Context) -> Response:
    door = context.file_door
    if door is None:
        return fetching.lacking(context)
    file, order = _meant(interaction, context)
    about = services.network(context.uow, order)
    ready = [
        Ready(file=each, address=fetching.address(interaction, context, door, exports.wanted(each, order), about))
        for each in exports.together(file)
    ]
    return Show(views.offer(context.t, order, ready, name=_name(order, context)))


def _meant(interaction: Interaction, context: Context) -> tuple[File, Order]:
    """Which file, and what of. Raises for what is none, and for what the actor may not see."""
    kind, _, code = interaction.value.partition("|")
    case = " ".join(interaction.answer("case").split())[: exports.LONGEST_CASE]
    order = services.find(context.uow, code, context.person, case=case)
    if kind not in exports.KINDS or (exports.KINDS[kind] in exports.OF_ONE and not order.scope.network_id):
        raise NotFound("errors.not_found")
    return exports.KINDS[kind], order
