"""The period of a summary: read from Danish or English words, and snapped to whole closed rounds.

A day without a year is the latest one that has come.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.model.rounds import Round, RoundState


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included; None is open to that side."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


EVER = Period()


def within(rounds: Iterable[Round], period: Period, zone: str) -> tuple[Round, ...]:
    """The whole closed rounds of a period: those that closed in it, in the order given."""
    closed = [one for one in rounds if one.state is RoundState.CLOSED]
    return tuple(one for one in closed if one.closed_at and period.holds(local_day(one.closed_at, zone)))


def local_day(at: datetime, zone: str) -> date:
    """The local day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def spelt(words: str) -> frozenset[str]:
    """A set of words, written in one string."""
    return frozenset(words.split())


_MONTHS = {
    name: number
    for number, spellings in enumerate(
        (
            *("januar january jan", "februar february feb", "marts march mar", "april apr"),
            *("maj may", "juni june jun", "juli july jul", "august aug"),
            *("september sep sept", "oktober october okt oct", "november nov", "december dec"),
        ),
        start=1,
    )
    for name in spellings.split()
}
_MARKS = {
    name: mark
    for spellings, mark in (
        ("sommer sommeren sommerferien summer", (8, 1)),
        ("julen juleferien christmas", (12, 24)),
        ("nytaar nytaaret", (1, 1)),
        ("foraaret foraar spring", (3, 1)),
        ("efteraaret efteraar autumn", (9, 1)),
    )
    for name in spellings.split()
}
"""What people count from, by the day after which it is over or begun."""
_NUMBERS = {
    word: number
    for number, spellings in enumerate(
        ("en et one", "to two", "tre three", "fire four", "fem five", "seks six", "syv seven", "otte eight", "ni nine"),
        start=1,
    )
    for word in spellings.split()
}
_UNITS = {
    name: unit
    for unit, spellings in {
        "day": "dag dage day days",
        "week": "uge uger ugen week weeks",
        "month": "maaned maaneder maaneden month months",
        "quarter": "kvartal kvartaler kvartalet quarter quarters",
        "half": "halvaar halvaaret",
        "year": "aar aaret year years",
    }.items()
    for name in spellings.split()
}
_LAST = spelt("sidste seneste forrige last past previous")
_THIS = spelt("denne dette indevaerende this")
_SINCE = spelt("siden since efter after fra from mellem between")
_UNTIL = spelt("til to until indtil og and -")
_ARTICLES = spelt("den the d de")

Found = tuple[Period, int]
"""A period, and how many words it took."""


def find(words: Sequence[str], today: date) -> tuple[Period, int, int] | None:
    """The first period among folded words, where it stands and how many words it took.

    What has not come yet is cut off: "i år" ends today.
    """
    for place in range(len(words)):
        if place and _DAY.fullmatch(words[place - 1]):  # half of a day that does not exist: 31. september
            continue
        for read in (_since, _relative, _range):
            found = read(words[place:], today)
            if found:
                return _until(found[0], today), place, found[1]
    return None


def _until(period: Period, today: date) -> Period:
    if period.last is None or period.last <= today or (period.first and period.first > today):
        return period
    return Period(period.first, today)


def _since(words: Sequence[str], today: date) -> Found | None:
    """siden september · siden sidste måned · fra 1. september til 31. oktober"""
    if words[0] not in _SINCE:
        return None
    skipped = 2 if words[1:2] and words[1] in _ARTICLES else 1
    found = _range(words[skipped:], today) or _relative(words[skipped:], today) or _mark(words[skipped:], today)
    if found is None:
        return None
    period, taken = found
    is_open = not any(word in _UNTIL for word in words[skipped : skipped + taken])
    return Period(period.first, None if is_open else period.last), skipped + taken


def _mark(words: Sequence[str], today: date) -> Found | None:
    """sommer · the summer holidays"""
    if not words or words[0] not in _MARKS:
        return None
    taken = 2 if words[1:2] and words[1].startswith("holiday") else 1
    return _resolved(_Point(None, *_MARKS[words[0]]), today), taken


def _range(words: Sequence[str], today: date) -> Found | None:
    """1. september til 31. oktober · september · 2026"""
    begin = _point(words)
    if begin is None:
        return None
    point, taken = begin
    end = _point(words[taken + 1 :]) if words[taken : taken + 1] and words[taken] in _UNTIL else None
    if end is None:
        return _resolved(point, today), taken
    if point.year is None and end[0].year is not None:
        point = point.of(end[0].year)
    first = _resolved(point, today)
    last = _resolved(end[0], today, after=first.first)
    return _spanning(first, last), taken + 1 + end[1]


def _spanning(one: Period, other: Period) -> Period:
    days = [day for period in (one, other) for day in (period.first, period.last) if day is not None]
    return Period(min(days), max(days))


@dataclass(frozen=True, slots=True)
class _Point:
    """A day, a month or a year, as far as it was said."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def of(self, year: int) -> "_Point":
        return _Point(year, self.month, self.day)

    def span(self, year: int) -> Period:
        if self.month is None:
            return Period(date(year, 1, 1), date(year, 12, 31))
        last = monthrange(year, self.month)[1]
        return Period(
            date(year, self.month, min(self.day or 1, last)), date(year, self.month, min(self.day or last, last))
        )


def _resolved(point: _Point, today: date, *, after: date | None = None) -> Period:
    """The days of a point: of the year said, else the first ones from `after` on, else the latest that have begun."""
    if point.year is not None:
        return point.span(point.year)
    if after is not None:
        span = point.span(after.year)
        return span if span.last is None or span.last >= after else point.span(after.year + 1)
    span = point.span(today.year)
    return span if span.first is None or span.first <= today else point.span(today.year - 1)


_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASHED = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})\.?(?:[/-]?(?P<year>\d{4}))?")
_DAY = re.compile(r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")


def _point(words: Sequence[str]) -> tuple[_Point, int] | None:
    """What stands first, and how many words it took; None if it is no day that exists."""
    for pattern in _PATTERNS:
        found = pattern(words) if words else None
        if found and _exists(found[0]):
            return found
    return None


def _exists(point: _Point) -> bool:
    if point.month is None:
        return True
    leap = point.year or 2000
    return 1 <= point.month <= 12 and 1 <= (point.day or 1) <= monthrange(leap, point.month)[1]


def _in_digits(words: Sequence[str]) -> tuple[_Point, int] | None:
    match = _ISO.fullmatch(words[0]) or _SLASHED.fullmatch(words[0])
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return _Point(year, int(match["month"]), int(match["day"])), 1


def _day_first(words: Sequence[str]) -> tuple[_Point, int] | None:
    if len(words) < 2 or not (match := _DAY.fullmatch(words[0])) or words[1] not in _MONTHS:
        return None
    return _with_year(words, _MONTHS[words[1]], int(match["day"]), 2)


def _month_first(words: Sequence[str]) -> tuple[_Point, int] | None:
    if words[0] not in _MONTHS:
        return None
    match = _DAY.fullmatch(words[1]) if len(words) > 1 else None
    if match:
        return _with_year(words, _MONTHS[words[0]], int(match["day"]), 2)
    return _with_year(words, _MONTHS[words[0]], None, 1)


def _with_year(words: Sequence[str], month: int, day: int | None, taken: int) -> tuple[_Point, int]:
    if len(words) > taken and _YEAR.fullmatch(words[taken]):
        return _Point(int(words[taken]), month, day), taken + 1
    return _Point(None, month, day), taken


def _year_alone(words: Sequence[str]) -> tuple[_Point, int] | None:
    return (_Point(int(words[0])), 1) if _YEAR.fullmatch(words[0]) else None


_PATTERNS: tuple[Callable[[Sequence[str]], tuple[_Point, int] | None], ...] = (
    _in_digits,
    _day_first,
    _month_first,
    _year_alone,
)


def _relative(words: Sequence[str], today: date) -> Found | None:
    """i år · denne måned · sidste måned · seneste 3 måneder"""
    head = list(words[:3])
    if head[:2] == ["i", "aar"]:
        return _unit(today, "year"), 2
    if head[:2] == ["i", "fjor"]:
        return _unit(_unit_start(today, "year") - timedelta(1), "year"), 2
    if len(head) > 1 and head[0] in _THIS and head[1] in _UNITS:
        return _unit(today, _UNITS[head[1]]), 2
    if len(head) > 1 and head[0] in _LAST and head[1] in _UNITS:
        unit = _UNITS[head[1]]
        return _unit(_unit_start(today, unit) - timedelta(1), unit), 2
    if len(head) > 2 and head[0] in _LAST and (count := _number(head[1])) and head[2] in _UNITS:
        return Period(_back(today, count, _UNITS[head[2]]), today), 3
    return None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else _NUMBERS.get(word, 0)


_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _unit_start(day: date, unit: str) -> date:
    if unit in _LENGTHS:
        return date(day.year, (day.month - 1) // _LENGTHS[unit] * _LENGTHS[unit] + 1, 1)
    return day - timedelta(day.weekday()) if unit == "week" else day


def _unit(day: date, unit: str) -> Period:
    """The whole unit that a day lies in."""
    first = _unit_start(day, unit)
    if unit in _LENGTHS:
        return Period(first, _unit_start(first + timedelta(31 * _LENGTHS[unit]), "month") - timedelta(1))
    return Period(first, first + timedelta(6 if unit == "week" else 0))


def _back(day: date, count: int, unit: str) -> date:
    if unit not in _LENGTHS:
        return day - timedelta(count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * _LENGTHS[unit]
    year, month = max(months // 12, 1), months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
