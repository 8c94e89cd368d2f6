"""The register of drivers and barriers: the secretariat sees it, changes a line, and reads what has happened to it."""

from datetime import date

from core.errors import Unfit
from core.model.conditions import ConditionKind, Status
from core.model.ids import ConditionId
from core.services import conditions as services
from core.services import summaries
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import conditions as views


@route("conditions.barriers")
def barriers(interaction: Interaction, context: Context) -> Response:
    return _register(interaction, context, ConditionKind.BARRIER)


@route("conditions.drivers")
def drivers(interaction: Interaction, context: Context) -> Response:
    return _register(interaction, context, ConditionKind.DRIVER)


def _register(interaction: Interaction, context: Context, kind: ConditionKind) -> Response:
    if not summaries.may_ask(context.person):
        secretariat = context.uow.people.secretariat(context.organisation.id)
        return Show(views.not_yours(context.t, kind, secretariat, context.workspace))
    if not interaction.is_private:
        return Show(views.in_private(context.t, kind))
    return Show(views.register(context.t, kind, services.register(context.uow, context.organisation, kind)))


@route("conditions.edit")
def edit(interaction: Interaction, context: Context) -> Response:
    line = services.find(context.uow, ConditionId(interaction.value), context.person)
    return Open(views.form(context.t, line))


@route("conditions.save", writes=True)
def save(interaction: Interaction, context: Context) -> Response:
    line = services.change(
        context.uow,
        ConditionId(interaction.value),
        context.person,
        status=next((each for each in Status if each.value == interaction.answer("status")), None),
        owner=" ".join(interaction.answer("owner").split()),
        action=interaction.answer("done"),
        day=_day(interaction.answer("day")),
        at=context.now,
    )
    return Show(views.saved(context.t, line))


@route("conditions.history")
def history(interaction: Interaction, context: Context) -> Response:
    found = services.history(context.uow, ConditionId(interaction.value), context.person)
    return Show(views.history(context.t, found, context.organisation))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unfit({"day": "conditions.choose_day"}) from None
