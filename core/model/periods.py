"""The period of a summary: local days, snapped to whole closed rounds. What people call them: `period_words`."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from core.model.rounds import Round, RoundState


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included; None is open to that side."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def until(self, today: date) -> "Period":
        """The same without what has not come yet; a period that lies ahead as a whole stays as it is."""
        if self.last is None or self.last <= today or (self.first and self.first > today):
            return self
        return Period(self.first, today)


EVER = Period()


def within(rounds: Iterable[Round], period: Period, zone: str) -> tuple[Round, ...]:
    """The whole closed rounds of a period: those that closed in it, in the order given."""
    closed = [one for one in rounds if one.state is RoundState.CLOSED]
    return tuple(one for one in closed if one.closed_at and period.holds(local_day(one.closed_at, zone)))


def day_of(round: Round, zone: str) -> date:
    """The local day that a round belongs to: on which it closed, or was due if it was never asked."""
    return local_day(round.closed_at or round.due_at, zone)


def local_day(at: datetime, zone: str) -> date:
    """The local day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()


class Stretch(Enum):
    """A length of time that the calendar knows by name."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS = {Stretch.MONTH: 1, Stretch.QUARTER: 3, Stretch.HALF: 6, Stretch.YEAR: 12}
"""How many months there are in those that are made of months."""


def start(day: date, stretch: Stretch) -> date:
    """The first day of the stretch that a day lies in; a week begins on a Monday."""
    if stretch in MONTHS:
        return date(day.year, (day.month - 1) // MONTHS[stretch] * MONTHS[stretch] + 1, 1)
    return day - timedelta(day.weekday()) if stretch is Stretch.WEEK else day


def whole(day: date, stretch: Stretch) -> Period:
    """The whole stretch that a day lies in."""
    first = start(day, stretch)
    if stretch in MONTHS:
        return Period(first, start(first + timedelta(31 * MONTHS[stretch]), Stretch.MONTH) - timedelta(1))
    return Period(first, first + timedelta(6 if stretch is Stretch.WEEK else 0))


def before(day: date, stretch: Stretch) -> Period:
    """The whole stretch before the one that a day lies in: last month, last quarter."""
    return whole(start(day, stretch) - timedelta(1), stretch)


def back(day: date, count: int, stretch: Stretch) -> date:
    """The day so many stretches before a day; the last of the month where the month has no such day."""
    if stretch not in MONTHS:
        return day - timedelta(count * (7 if stretch is Stretch.WEEK else 1))
    months = day.year * 12 + day.month - 1 - count * MONTHS[stretch]
    year, month = max(months // 12, 1), months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def week(year: int, number: int) -> Period | None:
    """An ISO week; None where the year has no such week (every year has 52, some have 53)."""
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Period(first, first + timedelta(6))
