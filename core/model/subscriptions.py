"""Subscriptions: who gets a digest, how often and on which day. Everybody decides for themselves, within their role.

A digest tells of networks, never of who has answered; it is no reminder, and does not count as one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from core.model.ids import PersonId

AT = time(9)
"""Local time."""


class Kind(Enum):
    """What it tells of, and to which role."""

    DESK = "sekretariat"  # to the secretariat: everything that is new
    ANCHOR = "ophaeng"  # to the management anchor: figures and confirmed changes of each network
    COMMITTEE = "udvalg"  # to those whom the secretariat has named: the same of the networks tied to a committee


class Rhythm(Enum):
    """How often."""

    WEEKLY = "ugentlig"
    MONTHLY = "maanedlig"
    QUARTERLY = "kvartal"
    NEVER = "aldrig"


RHYTHMS: Mapping[Kind, tuple[Rhythm, ...]] = {
    Kind.DESK: (Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.NEVER),
    Kind.ANCHOR: (Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.NEVER),
    Kind.COMMITTEE: (Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.NEVER),
}
"""What may be chosen of each; the first is what comes without a choice."""
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One person's to one digest. `about`: the committee's unit, of that kind. `weekday`: Monday is 0.

    `since`: the first day that has not been told of; None before anything was planned. `told_on`: of the newest one.
    """

    person_id: PersonId
    kind: Kind
    about: str = ""
    rhythm: Rhythm = Rhythm.WEEKLY
    weekday: int = 0
    since: date | None = None
    told_on: date | None = None

    @property
    def id(self) -> str:
        """The same for the same person and digest; the subject of its timed row."""
        return subscription_id(self.kind, self.person_id, self.about)

    @property
    def is_on(self) -> bool:
        return self.rhythm is not Rhythm.NEVER


def subscription_id(kind: Kind, person_id: PersonId, about: str = "") -> str:
    """`read_id` reads it back."""
    return "|".join((kind.value, person_id, about))


def read_id(id: str) -> tuple[Kind, PersonId, str]:
    """What `subscription_id` wrote."""
    kind, person_id, about = id.split("|", 2)
    return Kind(kind), PersonId(person_id), about


def usual(kind: Kind, person_id: PersonId, about: str = "") -> Subscription:
    """What somebody gets who has chosen nothing."""
    return Subscription(person_id=person_id, kind=kind, about=about, rhythm=RHYTHMS[kind][0])


def next_on(subscription: Subscription, after: date) -> date | None:
    """The next day meant, after a day: a weekday, or the first such of a month or of a quarter; None for never."""
    if not subscription.is_on:
        return None
    if subscription.rhythm is Rhythm.WEEKLY:
        return _weekday(after + timedelta(1), subscription.weekday)
    months = MONTHS[subscription.rhythm]
    day = _weekday(begin(after, months), subscription.weekday)
    return day if day > after else _weekday(following(after, months), subscription.weekday)


def _weekday(day: date, weekday: int) -> date:
    """The first day from a day on that is such a weekday."""
    return day + timedelta((weekday - day.weekday()) % 7)


def begin(day: date, months: int) -> date:
    """The first day of the month, or of the quarter, that a day lies in."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(day: date, months: int) -> date:
    """The first day of the next month or quarter."""
    first = begin(day, months)
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def before(day: date, months: int) -> date:
    """The first day of the last whole month or quarter before a day."""
    return begin(begin(day, months) - timedelta(1), months)
