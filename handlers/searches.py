"""`søg …`: over what the asker may see, in the talk with the bot. That the secretariat did is kept, not for what."""

from datetime import date

from core.model.ids import NetworkId
from core.model.periods import Period, local_day
from core.model.searching import Sought, words
from core.services import offices, summaries
from core.services import searches as services
from handlers.routing import Context, Interaction, Response, Show, route
from views import searches as views


@route("searches.find", writes=True)
def find(interaction: Interaction, context: Context) -> Response:
    if not interaction.is_private:
        return Show(views.in_private(context.t))
    today = local_day(context.now, context.organisation.zone)
    sought = services.understand(context.uow, context.organisation, context.person, interaction.text, today=today)
    return _found(sought, context)


@route("searches.more", writes=True)
def more(interaction: Interaction, context: Context) -> Response:
    before, network, first, last, sought = interaction.value.split("|", 4)
    period = Period(*(date.fromisoformat(day) if day else None for day in (first, last)))
    wanted = Sought(words=sought, network_id=NetworkId(network) if network else None, period=period)
    return _found(wanted, context, before=int(before))


def _found(sought: Sought, context: Context, before: int | None = None) -> Response:
    if not words(sought.words):
        return Show(views.how(context.t))
    if summaries.may_ask(context.person):
        offices.note_access(context.uow, context.person, None, at=context.now)
    results = services.look_up(context.uow, context.organisation, context.person, sought, before=before)
    return Show(views.results(context.t, results))
