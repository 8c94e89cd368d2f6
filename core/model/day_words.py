"""A day, a week, a month, a quarter, a half or a year in Danish or English words, as far as it was said."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.model import periods
from core.model.periods import MONTHS, Period, Stretch
from core.model.spelling import spelt

_MONTHS = {
    name: number
    for number, spellings in enumerate(
        (
            *("januar january jan", "februar february feb", "marts march mar", "april apr"),
            *("maj may", "juni june jun", "juli july", "august aug"),
            *("september sep sept", "oktober october okt oct", "november nov", "december dec"),
        ),
        start=1,
    )
    for name in spellings.split()
}
_PARTS = {
    name: part
    for part, spellings in {
        Stretch.QUARTER: "kvartal kvartalet quarter",
        Stretch.HALF: "halvaar halvaaret half half-year",
    }.items()
    for name in spellings.split()
}
_ORDINALS = {
    name: number
    for number, spellings in enumerate(
        (
            *("1. 1 1st foerste first", "2. 2 2nd andet anden second"),
            *("3. 3 3rd tredje third", "4. 4 4th fjerde fourth"),
        ),
        start=1,
    )
    for name in spellings.split()
}
_SHORT = re.compile(r"(?P<part>[qkh])(?P<number>[1-4])")
"""Q1, K1, H1."""
_WEEKS = spelt("uge ugen uger ugerne week weeks")

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASHED = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})\.?(?:[/-]?(?P<year>\d{4}))?")
DAY = re.compile(r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stretch of the calendar. `number`: which month, week, quarter or half; `year` None where none was said."""

    stretch: Stretch
    number: int = 1
    day: int = 1
    year: int | None = None

    def span(self, year: int) -> Period | None:
        """Its days in a year; None where there is no such week."""
        if self.stretch is Stretch.WEEK:
            return periods.week(year, self.number)
        if self.stretch is Stretch.DAY:
            day = date(year, self.number, min(self.day, monthrange(year, self.number)[1]))
            return Period(day, day)
        return periods.whole(date(year, (self.number - 1) * MONTHS[self.stretch] + 1, 1), self.stretch)

    def resolved(self, today: date, *, after: date | None = None) -> Period | None:
        """Its days: in the year said, else the first from `after` on, else the latest that have begun."""
        if self.year is not None:
            return self.span(self.year)
        if after is not None:
            span = self.span(after.year)
            return span if span and span.last and span.last >= after else self.span(after.year + 1)
        year = today.isocalendar().year if self.stretch is Stretch.WEEK else today.year
        span = self.span(year)
        return span if span and span.first and span.first <= today else self.span(year - 1)


Found = tuple[Point, int]
"""A point, and how many words it took."""


def point(words: Sequence[str], today: date) -> Found | None:
    """What stands first; None if it is nothing that the calendar has. A week may turn out not to exist in its year."""
    for read in _READERS if words else ():
        found = read(words)
        dated = _with_year(words, found, today) if found else None
        if dated and _exists(dated[0]):
            return dated
    return None


def _exists(point: Point) -> bool:
    if point.stretch is not Stretch.DAY:
        return point.number <= 12 or point.stretch is Stretch.WEEK
    return 1 <= point.number <= 12 and 1 <= point.day <= monthrange(point.year or 2000, point.number)[1]


def _with_year(words: Sequence[str], found: Found, today: date) -> Found:
    """The year may follow: 2026 · i 2026 · i år · sidste år."""
    point, taken = found
    if point.year is None:
        year, more = year_at(words[taken:], today)
        point, taken = replace(point, year=year), taken + more
    return point, taken


def year_at(words: Sequence[str], today: date) -> tuple[int | None, int]:
    """The year that stands first, and how many words it took; None and 0 if there is none."""
    if words and _YEAR.fullmatch(words[0]):
        return int(words[0]), 1
    if len(words) > 1 and words[0] in _IN and _YEAR.fullmatch(words[1]):
        return int(words[1]), 2
    back = _YEARS_BACK.get(tuple(words[:2]))
    return (today.year - back, 2) if back is not None else (None, 0)


_IN = spelt("i in of af aar aaret year")
_YEARS_BACK: Mapping[tuple[str, ...], int] = {
    ("i", "aar"): 0,
    ("this", "year"): 0,
    ("dette", "aar"): 0,
    ("i", "fjor"): 1,
    ("sidste", "aar"): 1,
    ("last", "year"): 1,
}


def _in_digits(words: Sequence[str]) -> Found | None:
    match = _ISO.fullmatch(words[0]) or _SLASHED.fullmatch(words[0])
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return Point(stretch=Stretch.DAY, number=int(match["month"]), day=int(match["day"]), year=year), 1


def _day_first(words: Sequence[str]) -> Found | None:
    if len(words) < 2 or not (match := DAY.fullmatch(words[0])) or words[1] not in _MONTHS:
        return None
    return Point(stretch=Stretch.DAY, number=_MONTHS[words[1]], day=int(match["day"])), 2


def _month_first(words: Sequence[str]) -> Found | None:
    if words[0] not in _MONTHS:
        return None
    match = DAY.fullmatch(words[1]) if len(words) > 1 else None
    if match:
        return Point(stretch=Stretch.DAY, number=_MONTHS[words[0]], day=int(match["day"])), 2
    return Point(stretch=Stretch.MONTH, number=_MONTHS[words[0]]), 1


def _week(words: Sequence[str]) -> Found | None:
    if len(words) < 2 or words[0] not in _WEEKS:
        return None
    return (Point(stretch=Stretch.WEEK, number=number), 2) if (number := number_of_week(words[1])) is not None else None


def number_of_week(word: str) -> int | None:
    """The number in `40` or `40.`; whether there is such a week is another question."""
    bare = word.removesuffix(".")
    return int(bare) if bare.isdecimal() and len(bare) <= 2 else None


def _part(words: Sequence[str]) -> Found | None:
    """1. kvartal · første halvår · Q1"""
    if match := _SHORT.fullmatch(words[0]):
        part, number, taken = Stretch.HALF if match["part"] == "h" else Stretch.QUARTER, int(match["number"]), 1
    elif len(words) > 1 and words[0] in _ORDINALS and words[1] in _PARTS:
        part, number, taken = _PARTS[words[1]], _ORDINALS[words[0]], 2
    else:
        return None
    return (Point(stretch=part, number=number), taken) if number * MONTHS[part] <= 12 else None


def _year_alone(words: Sequence[str]) -> Found | None:
    return (Point(stretch=Stretch.YEAR, year=int(words[0])), 1) if _YEAR.fullmatch(words[0]) else None


_READERS: tuple[Callable[[Sequence[str]], Found | None], ...] = (
    _in_digits,
    _day_first,
    _month_first,
    _week,
    _part,
    _year_alone,
)
