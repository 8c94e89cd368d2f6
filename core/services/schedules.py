"""A network's rhythm: begun, planned anew, paused, resumed. When the next round falls due is worked out here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.errors import Conflict, NotFound, Unfit
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.rounds import Round
from core.model.schedules import Due, HolidayPolicy, MonthlyOnWeekday, Rule, Schedule, Weekly, localise, next_due
from core.ports import Calendar, UnitOfWork
from core.services import outbox, permissions

DEFAULT_RHYTHM = "fortnightly"
DEFAULT_WEEKDAY = 3
DEFAULT_AT = time(9)
DEFAULT_ANSWER_DAYS = 5
LEAST_ANSWER_DAYS, MOST_ANSWER_DAYS = 2, 15

WEEKEND = (5, 6)
LONGEST_PAUSE = timedelta(days=366)
"""With an end; one without lasts as long as it lasts."""

RHYTHMS: Mapping[str, Callable[[int, date], Rule]] = {
    "weekly": lambda weekday, first: Weekly(weekday=weekday, first=first),
    "fortnightly": lambda weekday, first: Weekly(weekday=weekday, first=first, every=2),
    "monthly_first": lambda weekday, _: MonthlyOnWeekday(weekday=weekday, nth=1),
    "monthly_second": lambda weekday, _: MonthlyOnWeekday(weekday=weekday, nth=2),
    "monthly_third": lambda weekday, _: MonthlyOnWeekday(weekday=weekday, nth=3),
    "monthly_last": lambda weekday, _: MonthlyOnWeekday(weekday=weekday, nth=-1),
}
"""What may be chosen, by key; the text of each is `schedules.rhythm_<key>`. Given a weekday and its next date."""


def rhythm_of(rule: Rule) -> str:
    """The key of a rule; one that was made some other way gives the default."""
    weekday = rule.weekday if isinstance(rule, Weekly | MonthlyOnWeekday) else DEFAULT_WEEKDAY
    first = rule.first if isinstance(rule, Weekly) else date.min
    return next((key for key, make in RHYTHMS.items() if make(weekday, first) == rule), DEFAULT_RHYTHM)


def begin(uow: UnitOfWork, network: Network, rhythm: str, *, at: datetime, calendar: Calendar) -> Schedule:
    """A new network gets its rhythm; nothing falls due until it wakes."""
    rule = _rule(rhythm, DEFAULT_WEEKDAY, _local_day(network.zone, at))
    schedule = Schedule(
        network_id=network.id, rule=rule, at=DEFAULT_AT, zone=network.zone, answer_days=DEFAULT_ANSWER_DAYS
    )
    uow.schedules.save(schedule)
    wake(uow, network, at=at, calendar=calendar)
    return uow.schedules.get(network.id)


def wake(uow: UnitOfWork, network: Network, *, at: datetime, calendar: Calendar) -> None:
    """If the network is active and has somewhere to talk, and nothing is due yet, the next round falls due.

    Safe to call whenever one of these may have changed.
    """
    schedule = uow.schedules.find(network.id)
    if schedule is None or schedule.next_due_at is not None or not is_awake(network):
        return
    if isinstance(schedule.rule, Weekly) and not uow.rounds.of_network(network.id):
        first = _first(schedule.rule.weekday, max(_local_day(network.zone, at), network.starts_on - timedelta(1)))
        schedule = replace(schedule, rule=replace(schedule.rule, first=first))
    _save(uow, network, schedule, at=at, calendar=calendar)


def rest(uow: UnitOfWork, network: Network) -> None:
    """Nothing falls due any more: the network is closing, closed or an idea again."""
    schedule = uow.schedules.find(network.id)
    if schedule is not None and schedule.next_due_at is not None:
        uow.schedules.save(replace(schedule, next_occurrence=None, next_due_at=None))


def current(uow: UnitOfWork, network: Network) -> Schedule:
    """The network's rhythm."""
    schedule = uow.schedules.find(network.id)
    if schedule is None:
        raise NotFound("schedules.none", name=network.name)
    return schedule


def plan(
    uow: UnitOfWork,
    network: Network,
    by: Person,
    *,
    rhythm: str,
    weekday: int,
    time: time,
    answer_days: int,
    holidays: HolidayPolicy,
    paused_until: date | None,
    at: datetime,
    calendar: Calendar,
) -> Schedule:
    """Another rhythm. An open round runs out as it was promised; the new rhythm holds from the next one.

    `paused_until`: the first day that is asked again, `date.max` until somebody resumes, None for no pause.
    """
    must_plan(uow, network, by)
    _check(rhythm, weekday, answer_days, holidays)
    old = current(uow, network)
    _must_lie_ahead(network, paused_until, at)
    rule = _rule(rhythm, weekday, _local_day(network.zone, _after(uow, network, at)))
    if _is_same(old.rule, rule):
        rule = old.rule
    new = replace(old, rule=rule, at=time, answer_days=answer_days, holidays=holidays, paused_until=paused_until)
    return _save(uow, network, new, at=at, calendar=calendar)


def pause(
    uow: UnitOfWork, network: Network, by: Person, *, until: date | None, at: datetime, calendar: Calendar
) -> Schedule:
    """No rounds until a day, which is the first that is asked again; None: until somebody resumes."""
    must_plan(uow, network, by)
    _must_lie_ahead(network, until, at)
    paused = replace(current(uow, network), paused_until=until or date.max)
    return _save(uow, network, paused, at=at, calendar=calendar)


def resume(uow: UnitOfWork, network: Network, by: Person, *, at: datetime, calendar: Calendar) -> Schedule:
    """The pause is over."""
    must_plan(uow, network, by)
    schedule = replace(current(uow, network), paused_until=None)
    return _save(uow, network, schedule, at=at, calendar=calendar)


def advance(uow: UnitOfWork, schedule: Schedule, *, at: datetime, calendar: Calendar) -> Schedule:
    """The next round falls due, strictly after an instant and after every occurrence that there was."""
    moved = advanced(schedule, uow.rounds.of_network(schedule.network_id), at=at, calendar=calendar)
    uow.schedules.save(moved)
    return moved


def advanced(schedule: Schedule, rounds: Sequence[Round], *, at: datetime, calendar: Calendar) -> Schedule:
    """The schedule with its next round, not saved yet. `rounds`: those of its network so far."""
    moved = _due(rounds, schedule, at, calendar)
    if moved.paused_until and moved.paused_until <= _local_day(moved.zone, at):
        return replace(moved, paused_until=None)
    return moved


def coming(schedule: Schedule, count: int, *, calendar: Calendar) -> tuple[Due, ...]:
    """The next rounds, as many as asked for; none while nothing is due."""
    if schedule.next_due_at is None or schedule.next_occurrence is None:
        return ()
    dues = [Due(schedule.next_occurrence, schedule.next_due_at)]
    while len(dues) < count:
        due = next_due(schedule, dues[-1].at, calendar.is_working_day, beyond=dues[-1].occurrence)
        if due is None:
            break
        dues.append(due)
    return tuple(dues)


def is_awake(network: Network) -> bool:
    """Whether rounds are asked: it is active and has somewhere to talk."""
    return network.state is NetworkState.ACTIVE and network.conversation is not None


def _save(uow: UnitOfWork, network: Network, schedule: Schedule, *, at: datetime, calendar: Calendar) -> Schedule:
    schedule = replace(schedule, next_occurrence=None, next_due_at=None)
    if is_awake(network):
        rounds = uow.rounds.of_network(network.id)
        schedule = _due(rounds, schedule, max(_after(uow, network, at), _start(network)), calendar)
    uow.schedules.save(schedule)
    outbox.homes(uow, network, at=at)
    return schedule


def _due(rounds: Sequence[Round], schedule: Schedule, after: datetime, calendar: Calendar) -> Schedule:
    beyond = max((past.occurrence for past in rounds), default=None)
    due = next_due(schedule, after, calendar.is_working_day, beyond=beyond)
    if due is None:
        return replace(schedule, next_occurrence=None, next_due_at=None)
    return replace(schedule, next_occurrence=due.occurrence, next_due_at=due.at)


def _after(uow: UnitOfWork, network: Network, at: datetime) -> datetime:
    open_round = uow.rounds.open_of(network.id)
    return max(at, open_round.closes_at) if open_round and open_round.closes_at else at


def _start(network: Network) -> datetime:
    return localise(network.starts_on, time.min, network.zone) - timedelta(seconds=1)


def must_plan(uow: UnitOfWork, network: Network, by: Person) -> None:
    """The leader and the secretariat, while rounds may still come."""
    permissions.must_manage(uow, network, by)
    permissions.must_be_open(network)
    if network.state is NetworkState.CLOSING:
        raise Conflict("schedules.closing", name=network.name)


def _must_lie_ahead(network: Network, until: date | None, at: datetime) -> None:
    today = _local_day(network.zone, at)
    if until is not None and until <= today:
        raise Unfit({"pause": "schedules.pause_in_the_past"})
    if until is not None and until != date.max and until > today + LONGEST_PAUSE:
        raise Unfit({"pause": "schedules.pause_too_long"})


def _check(rhythm: str, weekday: int, answer_days: int, holidays: HolidayPolicy) -> None:
    wrong: dict[str, str] = {}
    if rhythm not in RHYTHMS:
        wrong["rhythm"] = "schedules.choose_rhythm"
    if weekday not in range(7):
        wrong["weekday"] = "schedules.choose_weekday"
    if weekday in WEEKEND and holidays is HolidayPolicy.SKIP:
        wrong["holidays"] = "schedules.weekend_skipped"
    if not LEAST_ANSWER_DAYS <= answer_days <= MOST_ANSWER_DAYS:
        wrong["answer_days"] = "schedules.choose_answer_days"
    if wrong:
        raise Unfit(wrong)


def _rule(rhythm: str, weekday: int, after: date) -> Rule:
    if rhythm not in RHYTHMS:
        raise Unfit({"rhythm": "schedules.choose_rhythm"})
    return RHYTHMS[rhythm](weekday, _first(weekday, after))


def _first(weekday: int, after: date) -> date:
    return after + timedelta((weekday - after.weekday() - 1) % 7 + 1)


def _is_same(old: Rule, new: Rule) -> bool:
    """Whether only the week that is counted from differs: then the old one goes on."""
    if isinstance(old, Weekly) and isinstance(new, Weekly):
        return replace(old, first=new.first) == new
    return old == new


def _local_day(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
