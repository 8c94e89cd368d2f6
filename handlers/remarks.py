"""The secretariat writes a line of its own on a summary, replaces it or takes it away."""

from core.services import remarks as services
from core.services import scopes
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import remarks as views


@route("remarks.write")
def write(interaction: Interaction, context: Context) -> Response:
    scope = scopes.find(context.uow, interaction.value, context.person)
    return Open(views.form(context.t, scope, services.current(context.uow, context.organisation, scope)))


@route("remarks.save", writes=True)
def save(interaction: Interaction, context: Context) -> Response:
    scope = scopes.find(context.uow, interaction.value, context.person)
    remark = services.write(
        context.uow, context.organisation, scope, context.person, interaction.answer("text"), at=context.now
    )
    return Show(views.saved(context.t, scope, remark))
