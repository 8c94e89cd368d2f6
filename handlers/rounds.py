"""Answering a round: the form opens, or the choice of which to answer."""

from core.model.ids import RoundId
from core.services import replies
from core.services.asking import is_outside
from core.services.replies import Asked
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import replies as reply_views
from views import rounds as views
from views.elements import Form


@route("rounds.answer")
def answer(interaction: Interaction, context: Context) -> Response:
    uow, person = context.uow, context.person
    if interaction.value:
        return Open(_form(replies.ask(uow, person, RoundId(interaction.value)), context))
    waiting = replies.waiting(uow, person, conversation=interaction.conversation)
    if len(waiting) == 1:
        return Open(_form(waiting[0], context))
    return Show(views.open_ones(context.t, [(asked.network, asked.round, asked.prompt) for asked in waiting]))


def _form(asked: Asked, context: Context) -> Form:
    form, there, outside = reply_views.form, asked.reply, is_outside(context.person)
    if there is None or not there.stands:
        return form(context.t, asked.network, asked.round, asked.prompt, outside=outside)
    return form(
        context.t,
        asked.network,
        asked.round,
        asked.prompt,
        answers=there.answers,
        visibility=there.visibility,
        quotable=there.quotable,
        outside=outside,
    )
