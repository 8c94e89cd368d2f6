"""The anchor's digest: once a month what a network's closed rounds and records tell, in figures and confirmed changes.

An anchor opens doors and does not steer (domain.md §1.1 A14, §1.2 B12): they read no reply, whoever shared it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.model import keys, roles
from core.model.deliveries import Content, Urgency
from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.outcomes import Noted
from core.model.periods import Period, local_day
from core.model.roles import Role
from core.model.schedules import localise
from core.model.summaries import Basis, Measure
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import outbox, summaries

AT = time(10)
"""Local time, on the first working day of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A month. `measures`: figures that may be shown. `changes`: how many were recorded; `confirmed`: those that the
    receiving unit or the secretariat stands behind.
    """

    network: Network
    first: date
    basis: Basis
    measures: tuple[Measure, ...]
    changes: int
    confirmed: tuple[Noted, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.basis.rounds or self.changes)


def plan(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """The anchor hears of it when this month is over."""
    day = _after(local_day(at, network.zone))
    uow.timers.set(Timer(Timed.DIGEST, network.id, localise(day, AT, network.zone)))


def _after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def ring(uow: UnitOfWork, subject: str, at: datetime, calendar: Calendar) -> None:
    """A month is over. One in which nothing was told or recorded is passed over, as is who holds a pause."""
    network = uow.networks.get(NetworkId(subject))
    if not network.is_open:
        return
    plan(uow, network, at=at)
    today = local_day(at, network.zone)
    first = (today.replace(day=1) - timedelta(1)).replace(day=1)
    anchor = _anchor(uow, network)
    if anchor is None or not anchor.may_be_written(today) or of_month(uow, network, first, at=at).is_empty:
        return
    key, month = keys.digest(network.id, first), first.isoformat()
    outbox.direct(uow, anchor, Content.DIGEST, key, subject=month, at=at, network_id=network.id, urgency=Urgency.DIGEST)


def _anchor(uow: UnitOfWork, network: Network) -> Person | None:
    id = roles.held(network, Role.ANCHOR)
    return uow.people.get(id) if id else None


def is_for(network: Network, person: Person) -> bool:
    """Whether somebody is the anchor, and has said yes."""
    return roles.held(network, Role.ANCHOR) == person.id


def of_month(uow: UnitOfWork, network: Network, first: date, *, at: datetime) -> Digest:
    """What the month that begins on a day told."""
    period = Period(first, _after(first) - timedelta(1))
    summary = summaries.of_network(uow, network, period, at=at)
    return Digest(
        network=network,
        first=first,
        basis=summary.basis,
        measures=tuple(one for one in summary.measures if one.figure.tells),
        changes=len(summary.harvest.changes),
        confirmed=tuple(noted for noted in summary.harvest.changes if noted.record.is_confirmed),
    )
