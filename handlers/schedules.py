"""The plan of a network: seen, changed, paused, resumed."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from core.errors import Unfit
from core.model.networks import Network
from core.model.schedules import HolidayPolicy, Schedule
from core.services import rhythms
from core.services import schedules as services
from handlers import durations
from handlers.meaning import about
from handlers.routing import Context, Interaction, Open, Response, Show, route
from views import schedules as views
from views.elements import Form, View

_SHOWN = 3
_MOST_WEEKS = 53


@route("schedules.plan")
def plan(interaction: Interaction, context: Context) -> Response:
    def ask(network: Network) -> Response:
        services.must_plan(context.uow, network, context.person)
        schedule = services.current(context.uow, network)
        return Open(_form(context, network, schedule, _begin_with(words, schedule, _today(context, network))))

    words = interaction.text if durations.is_pause(interaction.text) else ""
    return about(replace(interaction, text="" if words else interaction.text), context, ask)


@route("schedules.save", writes=True)
def save(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        planned = services.plan(
            context.uow,
            network,
            context.person,
            rhythm=interaction.answer("rhythm"),
            weekday=_number(interaction.answer("weekday"), -1),
            time=_time(interaction.answer("time")),
            answer_days=_number(interaction.answer("answer_days"), 0),
            holidays=_policy(interaction.answer("holidays")),
            paused_until=_paused(interaction.answer("pause"), _today(context, network)),
            at=context.now,
            calendar=context.calendar,
        )
        return Show(_saved(context, network, planned))

    return about(interaction, context, act)


@route("schedules.pause", writes=True)
def pause(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        until = durations.until(interaction.text, _today(context, network))
        paused = services.pause(
            context.uow, network, context.person, until=until, at=context.now, calendar=context.calendar
        )
        return Show(_saved(context, network, paused))

    return about(replace(interaction, text=""), context, act)


@route("schedules.resume", writes=True)
def resume(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        resumed = services.resume(context.uow, network, context.person, at=context.now, calendar=context.calendar)
        return Show(_saved(context, network, resumed))

    return about(interaction, context, act)


def _form(context: Context, network: Network, schedule: Schedule, pause: str) -> Form:
    return views.form(
        context.t,
        network,
        schedule,
        rhythm=services.rhythm_of(schedule.rule),
        answer_days=range(services.LEAST_ANSWER_DAYS, services.MOST_ANSWER_DAYS + 1),
        coming=services.coming(schedule, _SHOWN, calendar=context.calendar),
        pause=pause,
        crowded=rhythms.crowded_in(context.uow, network, schedule, at=context.now),
    )


def _saved(context: Context, network: Network, schedule: Schedule) -> View:
    coming = services.coming(schedule, _SHOWN, calendar=context.calendar)
    open_round = context.uow.rounds.open_of(network.id)
    open_until = open_round.closes_at if open_round else None
    crowded = bool(coming) and rhythms.is_crowded(context.uow, network, schedule, at=context.now)
    return views.saved(context.t, network, schedule, coming=coming, open_until=open_until, crowded=crowded)


def _begin_with(words: str, schedule: Schedule, today: date) -> str:
    """The pause that the form begins with: what was written, else what is."""
    if words:
        until = durations.until(words, today)
        return until.isoformat() if until else views.OPEN_ENDED
    if schedule.paused_until is None or schedule.paused_until <= today:
        return views.NONE
    return views.OPEN_ENDED if schedule.paused_until == date.max else schedule.paused_until.isoformat()


def _paused(value: str, today: date) -> date | None:
    if value in ("", views.NONE):
        return None
    if value == views.OPEN_ENDED:
        return date.max
    if value.isdecimal() and int(value) <= _MOST_WEEKS:
        return today + timedelta(weeks=int(value))
    return durations.day_of(value)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Unfit({"time": "schedules.choose_time"}) from None


def _policy(value: str) -> HolidayPolicy:
    for policy in HolidayPolicy:
        if policy.value == value:
            return policy
    raise Unfit({"holidays": "schedules.choose_holidays"})


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise


def _today(context: Context, network: Network) -> date:
    return context.now.astimezone(ZoneInfo(network.zone)).date()
