"""When a network is asked: a rule in local wall time, worked out by pure functions.

Order (scheduling.md §6): date of the rule -> holidays -> local time -> UTC. A time that does not exist (spring)
moves forward by the gap, 02:30 -> 03:30; a time that exists twice (autumn) is the first of the two.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import takewhile
from zoneinfo import ZoneInfo

from core.model.ids import NetworkId

WorkingDay = Callable[[date], bool]
"""Whether a day is a working day; the answer comes through `ports.Calendar`."""


HORIZON = timedelta(days=1100)
"""How far ahead a next round is looked for."""


class HolidayPolicy(Enum):
    """What happens to an occurrence on a day off."""

    SKIP = "skip"
    MOVE = "flyt"  # to the next working day
    IGNORE = "ignorer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Every `every` weeks on `weekday` (Monday is 0), counted in whole weeks from the week of `first`."""

    weekday: int
    first: date
    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyOnWeekday:
    """The `nth` weekday of each month (1 to 5; a month without a fifth is passed over), or -1: the last."""

    weekday: int
    nth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyOnDay:
    """A day of the month; a month that is too short is asked on its last day."""

    day: int


Rule = Weekly | MonthlyOnWeekday | MonthlyOnDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A network's rhythm. `next_occurrence` is the local day meant, `next_due_at` the instant it falls due.

    `answer_days`: working days from opening to closing. `paused_until`: the first day that is asked again;
    `date.max` while nobody has said when.
    """

    network_id: NetworkId
    rule: Rule
    at: time
    zone: str
    holidays: HolidayPolicy = HolidayPolicy.SKIP
    answer_days: int = 5
    paused_until: date | None = None
    next_occurrence: date | None = None
    next_due_at: datetime | None = None


def rule_to_text(rule: Rule) -> str:
    """The rule as a line of JSON, to be stored; `rule_from_text` reads it back."""
    match rule:
        case Weekly():
            parts = {"weekly": rule.every, "weekday": rule.weekday, "first": rule.first.isoformat()}
        case MonthlyOnWeekday():
            parts = {"monthly": rule.nth, "weekday": rule.weekday}
        case MonthlyOnDay():
            parts = {"day": rule.day}
    return json.dumps(parts, sort_keys=True)


def rule_from_text(text: str) -> Rule:
    """The rule that `rule_to_text` wrote."""
    match json.loads(text):
        case {"weekly": int(every), "weekday": int(weekday), "first": str(first)}:
            return Weekly(weekday=weekday, first=date.fromisoformat(first), every=every)
        case {"monthly": int(nth), "weekday": int(weekday)}:
            return MonthlyOnWeekday(weekday=weekday, nth=nth)
        case {"day": int(day)}:
            return MonthlyOnDay(day=day)
    raise ValueError(f"not a rule: {text}")


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence: the local day the rule meant, and the instant it falls due."""

    occurrence: date
    at: datetime


def occurrences(rule: Rule, start: date) -> Iterator[date]:
    """The days of a rule from `start` on, in order, for ever."""
    match rule:
        case Weekly():
            yield from _weeks(rule, start)
        case MonthlyOnWeekday():
            yield from _months(start, lambda first: _nth_weekday(first, rule))
        case MonthlyOnDay():
            yield from _months(start, lambda first: min(first.replace(day=1) + timedelta(rule.day - 1), _last(first)))


def _weeks(rule: Weekly, start: date) -> Iterator[date]:
    monday = rule.first - timedelta(rule.first.weekday())
    day = monday + timedelta(rule.weekday)
    step = timedelta(weeks=rule.every)
    day += max(0, -((day - start) // step)) * step
    while True:
        if day >= start:
            yield day
        day += step


def _months(start: date, pick: Callable[[date], date | None]) -> Iterator[date]:
    first = start.replace(day=1)
    while True:
        day = pick(first)
        if day is not None and day >= start:
            yield day
        first = (first + timedelta(31)).replace(day=1)


def _nth_weekday(first: date, rule: MonthlyOnWeekday) -> date | None:
    if rule.nth < 0:
        last = _last(first)
        return last - timedelta((last.weekday() - rule.weekday) % 7)
    day = first + timedelta((rule.weekday - first.weekday()) % 7 + 7 * (rule.nth - 1))
    return day if day.month == first.month else None


def _last(first: date) -> date:
    return (first + timedelta(31)).replace(day=1) - timedelta(1)


def localise(day: date, at: time, zone: str) -> datetime:
    """The UTC instant of a local wall time, gaps and folds decided as the module says."""
    local = datetime.combine(day, at, ZoneInfo(zone))  # fold=0: the first of two, and past a gap the old offset,
    return local.astimezone(UTC)  # which read back is the wall time moved forward by the gap


def next_due(
    schedule: Schedule, after: datetime, is_working_day: WorkingDay, *, beyond: date | None = None
) -> Due | None:
    """The first occurrence that falls due after an instant, holidays and pause taken into account.

    `beyond`: an occurrence that was asked already; only later ones count. None while nobody has said when a pause
    ends, and for a rule that holidays leave nothing of (Saturdays, skipped).
    """
    if schedule.paused_until == date.max:
        return None
    earliest = [after.astimezone(ZoneInfo(schedule.zone)).date() - timedelta(31)]  # a moved day may be meant earlier
    if schedule.paused_until:
        earliest.append(schedule.paused_until)
    if beyond:
        earliest.append(beyond + timedelta(1))
    start = max(earliest)
    for occurrence in takewhile(lambda day: day - start < HORIZON, occurrences(schedule.rule, start)):
        day = _asked_on(occurrence, schedule.holidays, is_working_day)
        if day is None:
            continue
        due = localise(day, schedule.at, schedule.zone)
        if due > after:
            return Due(occurrence, due)
    return None


def _asked_on(day: date, policy: HolidayPolicy, is_working_day: WorkingDay) -> date | None:
    if policy is HolidayPolicy.IGNORE or is_working_day(day):
        return day
    return None if policy is HolidayPolicy.SKIP else next_working_day(day, is_working_day)


def at_next_working_day(due_at: datetime, now: datetime, zone: str, is_working_day: WorkingDay) -> datetime:
    """When what was due is done instead: at the same wall time of the next working day from now."""
    hour = due_at.astimezone(ZoneInfo(zone)).time()
    return localise(next_working_day(now.astimezone(ZoneInfo(zone)).date(), is_working_day), hour, zone)


def next_working_day(day: date, is_working_day: WorkingDay, count: int = 1) -> date:
    """The `count`th working day after a day."""
    while count:
        day += timedelta(1)
        count -= is_working_day(day)
    return day
