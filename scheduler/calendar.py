"""Working days: not weekends, not Danish public holidays, not the days that the organisation is closed besides."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from scheduler.closed import Closed, closed

SATURDAY = 5

CLOSED_BESIDES = "06-05, 12-24, 12-31"
"""Constitution Day, Christmas Eve and New Year's Eve: no public holidays, yet a Danish town hall is closed."""


class WorkingDays:
    """`ports.Calendar` for Denmark. `closed_besides`: when an organisation is closed besides (`scheduler.closed`)."""

    def __init__(self, closed_besides: Iterable[Closed] = closed(CLOSED_BESIDES)) -> None:
        self._closed = tuple(closed_besides)
        self._known: dict[date, bool] = {}

    def is_working_day(self, day: date) -> bool:
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._works_on(day)
        return known

    def _works_on(self, day: date) -> bool:
        if day.weekday() >= SATURDAY or any(holds(day) for holds in self._closed):
            return False
        return day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    import holidays  # here, because it takes a fifth of a second that nobody should wait for at start

    return frozenset(holidays.country_holidays("DK", years=year))
