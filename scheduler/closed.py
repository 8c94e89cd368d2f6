"""When an organisation is closed besides weekends and public holidays, as an administrator writes it.

12-24 is a day of every year, 12-23..01-02 a span of every year (both ends in it), 2026-10-12..2026-10-16 a span of one
year, uge 29 or uge 28-30 weeks of every year (ISO weeks; `week` and `w` are understood too). Commas between.
"""

import re
from collections.abc import Callable
from datetime import date

Closed = Callable[[date], bool]
"""Whether a day is in it."""

_WEEKS = re.compile(r"(?:uge|week|w)\s*(\d{1,2})(?:\s*-\s*(?:uge|week|w)?\s*(\d{1,2}))?", re.IGNORECASE)
_LEAP_YEAR = 2024
"""A day of every year is read as one of a year that has them all."""


def closed(text: str) -> tuple[Closed, ...]:
    """Each part of a setting. Raises `ValueError` with the part that is not understood."""
    return tuple(_part(part.strip()) for part in text.split(",") if part.strip())


def _part(text: str) -> Closed:
    weeks = _WEEKS.fullmatch(text)
    if weeks:
        return _weeks(int(weeks[1]), int(weeks[2] or weeks[1]))
    first, _, last = text.partition("..")
    try:
        return _span(first.strip(), last.strip() or first.strip())
    except ValueError as error:
        raise ValueError(text) from error


def _weeks(first: int, last: int) -> Closed:
    return lambda day: first <= day.isocalendar().week <= last


def _span(first: str, last: str) -> Closed:
    if first.count("-") > 1:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        return lambda day: begin <= day <= end
    yearly = [date.fromisoformat(f"{_LEAP_YEAR}-{each}") for each in (first, last)]
    (begins, ends) = ((each.month, each.day) for each in yearly)
    if begins <= ends:
        return lambda day: begins <= (day.month, day.day) <= ends
    return lambda day: (day.month, day.day) >= begins or (day.month, day.day) <= ends
