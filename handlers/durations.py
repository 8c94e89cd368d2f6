"""How long a pause is to be, as people write it."""

import re
from datetime import date, timedelta

from core.errors import Unfit
from handlers.commands import fold

_PAUSE = re.compile(
    r"^(?:pauser?)?\s*(?:i|for|til|until)?\s*(?P<n>\d{1,2})\s*(?P<unit>dag|day|uge|week|maaned|month)\w*$"
)
_DAY = re.compile(
    r"^(?:pauser?)?\s*(?:til|until)?\s*(?P<day>\d{1,2})[./]\s?(?P<month>\d{1,2})\.?(?:[./]?\s?(?P<year>\d{4}))?$"
)
_ISO = re.compile(r"^(?:pauser?)?\s*(?:til|until)?\s*(?P<iso>\d{4}-\d{2}-\d{2})$")
_DAYS = {"dag": 1, "day": 1, "uge": 7, "week": 7, "maaned": 30, "month": 30}


def is_pause(text: str) -> bool:
    """Whether the words are about a pause."""
    folded = fold(text)
    return folded.startswith("pause") or any(pattern.match(folded) for pattern in (_PAUSE, _DAY, _ISO))


def until(text: str, today: date, *, unclear: str = "schedules.pause_unclear") -> date | None:
    """The first day after a pause as people write it: "2 uger", "til 15.1.", "2027-01-15"; None if they do not say.

    `unclear`: how it is told that nobody understands it.
    """
    folded = fold(text)
    if folded in ("", "pause", "pauser"):
        return None
    if match := _PAUSE.match(folded):
        return today + timedelta(int(match["n"]) * _DAYS[match["unit"]])
    if match := _ISO.match(folded):
        return day_of(match["iso"], unclear=unclear)
    if match := _DAY.match(folded):
        month, day = int(match["month"]), int(match["day"])
        passed = not match["year"] and (month, day) <= (today.month, today.day)
        return day_of(f"{int(match['year'] or today.year) + passed:04}-{month:02}-{day:02}", unclear=unclear)
    raise Unfit({"pause": unclear})


def day_of(text: str, *, unclear: str = "schedules.pause_unclear") -> date:
    """A day as a date picker gives it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unfit({"pause": unclear}) from None
