"""The period of a summary in Danish or English words. A day without a year is the latest one that has come.

What may be meant in several ways, or cannot be, is a doubt and asked about, never guessed.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from core.model import day_words, periods
from core.model.day_words import DAY, Point
from core.model.periods import EVER, Period, Stretch
from core.model.spelling import spelt


class Doubt(Enum):
    """Why a period has to be asked about."""

    WHEN = "hvornaar"  # "siden sidst": since when?
    NO_SUCH_WEEK = "ingen_saadan_uge"  # "uge 54"


class Found(NamedTuple):
    """A period among words: where it stands, how many words it took. `year`: a whole year was named, nothing else."""

    period: Period
    place: int
    taken: int
    year: int | None = None
    doubt: Doubt | None = None


class _Read(NamedTuple):
    """What stands first in some words. `period` None: it is said when, and there is no such time."""

    period: Period | None
    taken: int
    year: int | None = None


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
"""What people count from, by the day after which it is over or begun. `jul` is July in English: it is asked about."""
_NUMBERS = {
    word: number
    for number, spellings in enumerate(
        ("en et one", "to two", "tre three", "fire four", "fem five", "seks six", "syv seven", "otte eight", "ni nine"),
        start=1,
    )
    for word in spellings.split()
}
_STRETCHES = {
    name: stretch
    for stretch, spellings in {
        Stretch.DAY: "dag dage day days",
        Stretch.WEEK: "uge uger ugen week weeks",
        Stretch.MONTH: "maaned maaneder maaneden month months",
        Stretch.QUARTER: "kvartal kvartaler kvartalet quarter quarters",
        Stretch.HALF: "halvaar halvaaret half-year half-years",
        Stretch.YEAR: "aar aaret year years",
    }.items()
    for name in spellings.split()
}
_LAST = spelt("sidste seneste forrige last past previous")
_THIS = spelt("denne dette indevaerende this")
_SINCE = spelt("siden since efter after fra from mellem between")
_UNTIL = spelt("til to until indtil og and -")
_ARTICLES = spelt("den the d de")
_THE_YEAR = (("aaret",), ("hele", "aaret"), ("the", "year"), ("the", "whole", "year"))
_LATELY = (("sidst",), ("last", "time"), ("for", "nylig"), ("nylig",), ("recently",), ("lately",), ("senest",))


def find(words: Sequence[str], today: date) -> Found | None:
    """The first period among folded words. What has not come yet is cut off: "i år" ends today."""
    for place in range(len(words)):
        if place and DAY.fullmatch(words[place - 1]):  # half of a day that does not exist: 31. september
            continue
        for read in (_since, _relative, _the_year, _range):
            found = read(words[place:], today)
            if found and found.period:
                return Found(found.period.until(today), place, found.taken, found.year)
            if found:
                return Found(EVER, place, found.taken, doubt=Doubt.NO_SUCH_WEEK)
        if lately := _lately(words[place:]):
            return Found(EVER, place, lately, doubt=Doubt.WHEN)
    return None


def _lately(words: Sequence[str]) -> int:
    """siden sidst · since last time: how many words it takes, 0 if it is not said"""
    skipped = 1 if words[0] in _SINCE else 0
    rest = tuple(words[skipped:])
    if skipped and rest == ("last",):
        return 2
    return next((skipped + len(said) for said in _LATELY if rest[: len(said)] == said), 0)


def _since(words: Sequence[str], today: date) -> _Read | None:
    """siden september · siden sidste måned · fra 1. september til 31. oktober"""
    if words[0] not in _SINCE:
        return None
    skipped = 2 if words[1:2] and words[1] in _ARTICLES else 1
    rest = words[skipped:]
    found = (_range(rest, today) or _relative(rest, today) or _mark(rest, today)) if rest else None
    if found is None or found.period is None:
        return found and _Read(None, skipped + found.taken)
    is_open = not any(word in _UNTIL for word in rest[: found.taken])
    return _Read(Period(found.period.first, None if is_open else found.period.last), skipped + found.taken)


def _mark(words: Sequence[str], today: date) -> _Read | None:
    """sommer · the summer holidays · jul sidste år"""
    if words[0] not in _MARKS:
        return None
    month, day = _MARKS[words[0]]
    taken = 2 if words[1:2] and words[1].startswith("holiday") else 1
    year, more = day_words.year_at(words[taken:], today)
    return _Read(Point(stretch=Stretch.DAY, number=month, day=day, year=year).resolved(today), taken + more)


def _range(words: Sequence[str], today: date) -> _Read | None:
    """1. september til 31. oktober · uge 40 - 44 · september · 2026"""
    begin = day_words.point(words, today)
    if begin is None:
        return None
    point, taken = begin
    end = _end(words[taken:], point, today)
    if end is None:
        year = point.year if point.stretch is Stretch.YEAR else None
        return _Read(point.resolved(today), taken, year)
    until, more = end
    first = _before(point, until) or point.resolved(today)
    last = until.resolved(today, after=first.first) if first else None
    return _Read(_spanning(first, last) if first and last else None, taken + more)


def _before(point: Point, until: Point) -> Period | None:
    """Where only the end was said with its year: in that year, or in the one before if the end comes first in it."""
    if point.year is not None or until.year is None:
        return None
    first, last = point.span(until.year), until.span(until.year)
    is_later = first and last and first.first and last.first and first.first > last.first
    return point.span(until.year - 1) if is_later else first


def _end(words: Sequence[str], begin: Point, today: date) -> tuple[Point, int] | None:
    """til 31. oktober; after a week a number alone is one too: - 44"""
    if len(words) < 2 or words[0] not in _UNTIL:
        return None
    rest = words[1:]
    if begin.stretch is Stretch.WEEK and day_words.number_of_week(rest[0]) is not None:
        rest = ("uge", *rest)
        found = day_words.point(rest, today)
        return found and (found[0], found[1])
    found = day_words.point(rest, today)
    return found and (found[0], found[1] + 1)


def _spanning(one: Period, other: Period) -> Period:
    days = [day for period in (one, other) for day in (period.first, period.last) if day is not None]
    return Period(min(days), max(days))


def _the_year(words: Sequence[str], today: date) -> _Read | None:
    """året · året 2025: the whole of it, to look back on"""
    said = next((said for said in _THE_YEAR if tuple(words[: len(said)]) == said), None)
    if said is None:
        return None
    year, more = day_words.year_at(words[len(said) :], today)
    year = year or today.year
    return _Read(periods.whole(date(year, 1, 1), Stretch.YEAR), len(said) + more, year)


def _relative(words: Sequence[str], today: date) -> _Read | None:
    """i år · denne måned · sidste måned · seneste 3 måneder"""
    head = list(words[:3])
    if head[:2] == ["i", "aar"]:
        return _Read(periods.whole(today, Stretch.YEAR), 2)
    if head[:2] == ["i", "fjor"]:
        return _Read(periods.before(today, Stretch.YEAR), 2)
    if len(head) > 1 and head[0] in _THIS and head[1] in _STRETCHES:
        return _Read(periods.whole(today, _STRETCHES[head[1]]), 2)
    if len(head) > 1 and head[0] in _LAST and head[1] in _STRETCHES:
        return _Read(periods.before(today, _STRETCHES[head[1]]), 2)
    if len(head) > 2 and head[0] in _LAST and (count := _number(head[1])) and head[2] in _STRETCHES:
        return _Read(Period(periods.back(today, count, _STRETCHES[head[2]]), today), 3)
    return None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else _NUMBERS.get(word, 0)
