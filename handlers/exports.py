"""The secretariat takes something out of the chat: it chooses what, and is given a link of its own, for a day."""

from core.errors import NotFound
from core.model import exports, requests
from core.model.exports import Order
from core.model.files import File
from core.model.periods import local_day
from core.services import exporting as services
from core.services import summaries
from handlers import fetching
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import exports as views
from views import requests as questions
from views.exports import Ready


@route("exports.choose")
def choose(interaction: Interaction, context: Context) -> Response:
    if not summaries.may_ask(context.person):
        secretariat = context.uow.people.secretariat(context.organisation.id)
        return Show(questions.not_yours(context.t, secretariat, context.workspace))
    if not interaction.is_private:
        return Show(questions.in_private(context.t))
    if interaction.value:
        return _choice(services.find(context.uow, interaction.value, context.person), context)
    return _asked(interaction.text, context)


def _asked(text: str, context: Context) -> Response:
    """What is unclear is asked back: a file of something else would go on living."""
    uow, organisation = context.uow, context.organisation
    known = requests.known(summaries.networks(uow, organisation), uow.organisations.units(organisation.id))
    request = requests.understand(text, today=local_day(context.now, organisation.zone), known=known)
    if request.doubt:
        question = questions.question(context.t, request, request.doubt, text, route="exports.choose")
        return Show(views.unclear(context.t, question))
    return _choice(Order(scope=request.scope, period=request.period), context)


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
