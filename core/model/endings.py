"""When the leader is asked what is to become of a network, and how long one of each type is expected to last.

A network is temporary and made for a purpose (strategy, domain.md §1.1 A22), so its end is talked about in good time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.model.networks import Network, NetworkState, NetworkType
from core.model.schedules import localise

NUDGE_BEFORE = timedelta(days=28)
"""So long before the expected end: the closing rounds take not quite three weeks (`core.model.closing`), a week is for
deciding.
"""

NUDGE_AT = time(9)
"""Local time."""

LONGEST_REASON = 300
LONGEST_OPERATION = 1000


def nudging_at(ends_on: date, decided_on: date, zone: str) -> datetime:
    """When the leader is asked. `decided_on`: the day this end was chosen.

    A short time ahead is not eaten up by it: at the earliest when two thirds of it have passed. On a Friday rather than
    at the weekend.
    """
    day = ends_on - min(NUDGE_BEFORE, (ends_on - decided_on) / 3)
    friday = day - timedelta(max(0, day.weekday() - 4))
    return localise(friday if friday > decided_on else day, NUDGE_AT, zone)


def passing_at(ends_on: date, zone: str) -> datetime:
    """When the end has passed and nobody has said what is to happen: the leader is asked a last time."""
    return localise(ends_on + timedelta(1), NUDGE_AT, zone)


def is_undecided(network: Network, ends_on: date) -> bool:
    """Whether that end still stands and nobody has rounded the network off."""
    return network.state is NetworkState.ACTIVE and network.ends_on == ends_on


@dataclass(frozen=True, slots=True)
class Preset:
    """What is usual, never a rule. `days`: None has no fixed end. `rhythm`: as in `core.services.schedules.RHYTHMS`."""

    days: int | None
    rhythm: str


PRESETS: Mapping[NetworkType, Preset] = {
    NetworkType.WELFARE: Preset(182, "fortnightly"),
    NetworkType.LEARNING: Preset(137, "fortnightly"),
    NetworkType.INNOVATION: Preset(None, "monthly_first"),
}
"""Welfare about six months, learning four to five, innovation until Chefforum has looked at it again (domain.md §1.4).

The rhythm is the default of domain.md §2.2; that what has no fixed end is asked less often is our own judgement.
"""

_REVIEWS = ((1, 15), (6, 15))
"""Chefforum decides in January and in June; the middle of the month stands for its day."""
_LEAST_BEFORE_REVIEW = timedelta(days=120)


def suggested_end(kind: NetworkType, today: date) -> date:
    """A usual end of a network of that type that starts today; of one without: when it is looked at again."""
    days = PRESETS[kind].days
    if days is not None:
        return today + timedelta(days)
    coming = (date(year, month, day) for year in (today.year, today.year + 1) for month, day in _REVIEWS)
    return next(day for day in coming if day >= today + _LEAST_BEFORE_REVIEW)
