"""A leader asks the secretariat for help, and somebody there answers."""

from core.model.ids import CallId
from core.model.networks import Network
from core.services import calls as services
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Replace, Response, Show, route
from views import calls as views


@route("calls.ask")
def ask(interaction: Interaction, context: Context) -> Response:
    def form(network: Network) -> Response:
        services.must_ask(context.uow, network, context.person)
        return Open(views.ask(context.t, network))

    return about(interaction, context, form)


@route("calls.asked", writes=True)
def asked(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        text, calendar = interaction.answer("text"), context.calendar
        services.ask(context.uow, network, context.person, text, at=context.now, calendar=calendar)
        return Show(views.sent(context.t, network))

    return about(interaction, context, act)


@route("calls.answer")
def answer(interaction: Interaction, context: Context) -> Response:
    found = services.to_answer(context.uow, CallId(interaction.value), context.person)
    return Open(views.answer(context.t, found))


@route("calls.answered", writes=True)
def answered(interaction: Interaction, context: Context) -> Response:
    text, id = interaction.answer("answer"), CallId(interaction.value)
    found = services.answer(context.uow, id, context.person, text, at=context.now)
    return Replace(views.question(context.t, found))
