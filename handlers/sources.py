"""What stands behind a section of a summary, as far as whoever presses may read it now."""

from core.model.ids import ConditionId, OutcomeId, ReplyId
from core.services import sources as services
from handlers.routing import Context, Interaction, Response, Show, route
from views import sources as views


@route("sources.show")
def show(interaction: Interaction, context: Context) -> Response:
    ids = interaction.value.split()
    opened = services.opened(
        context.uow,
        context.person,
        reply_ids=[ReplyId(id[1:]) for id in ids if id[0] == "r"],
        record_ids=[OutcomeId(id[1:]) for id in ids if id[0] == "o"],
        condition_ids=[ConditionId(id[1:]) for id in ids if id[0] == "c"],
    )
    return Show(views.opened(context.t, opened))
