"""Working days: not weekends, not Danish public holidays, not the days that the organisation is closed besides."""

from collections.abc import Collection
from datetime import date
from functools import cache

SATURDAY = 5

DayOfYear = tuple[int, int]
"""A month and a day of it."""

CLOSED_BESIDES: frozenset[DayOfYear] = frozenset({(6, 5), (12, 24), (12, 31)})
"""Constitution Day, Christmas Eve and New Year's Eve: no public holidays, yet a Danish town hall is closed."""


class WorkingDays:
    """`ports.Calendar` for Denmark. `closed_besides`: an organisation's own days off, every year."""

    def __init__(self, closed_besides: Collection[DayOfYear] = CLOSED_BESIDES) -> None:
        self._closed = frozenset(closed_besides)

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= SATURDAY or (day.month, day.day) in self._closed:
            return False
        return day not in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    import holidays  # here, because it takes a fifth of a second that nobody should wait for at start

    return frozenset(holidays.country_holidays("DK", years=year))
