"""What a network's closed rounds and records told in a month or a quarter, in figures and confirmed changes: to its
anchor, and to those named for the committee that it is tied to.

They open doors and do not steer (domain.md §1.1 A14, §1.2 B12, §2.3): they read no reply, whoever shared it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.model import keys, roles
from core.model.deliveries import Content, Urgency
from core.model.ids import NetworkId
from core.model.networks import Network, NetworkState
from core.model.organisations import Person, Unit
from core.model.outcomes import Noted
from core.model.periods import Period, local_day
from core.model.roles import Role
from core.model.schedules import localise
from core.model.subscriptions import MONTHS, Subscription, before, following
from core.model.summaries import Basis, Measure
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import outbox, subscriptions, summaries

AT = time(10)
"""Local time, on the first working day of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """`months` from `first` on. `measures`: figures that may be shown. `changes`: how many were recorded; `confirmed`:
    those that the receiving unit or the secretariat stands behind.
    """

    network: Network
    first: date
    basis: Basis
    measures: tuple[Measure, ...]
    changes: int
    confirmed: tuple[Noted, ...]
    months: int = 1

    @property
    def is_empty(self) -> bool:
        return not (self.basis.rounds or self.changes)


def plan(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """The anchor hears of it when this month is over."""
    day = following(local_day(at, network.zone), 1)
    uow.timers.set(Timer(Timed.DIGEST, network.id, localise(day, AT, network.zone)))


def ring(uow: UnitOfWork, subject: str, at: datetime, calendar: Calendar) -> None:
    """A month is over. Months in which nothing was told or recorded are passed over, as is who holds a pause."""
    network = uow.networks.get(NetworkId(subject))
    if not network.is_open:
        return
    plan(uow, network, at=at)
    today, anchor = local_day(at, network.zone), _anchor(uow, network)
    if anchor is None or not anchor.may_be_written(today):
        return
    wanted = subscriptions.of_anchor(uow, anchor)
    months = MONTHS.get(wanted.rhythm, 0)
    if months and is_new(wanted, before(today, months)):
        _send(uow, network, anchor, before(today, months), months, at)


def is_new(wanted: Subscription, first: date) -> bool:
    """Whether the months from a day on ended after somebody was told last, or chose: older ones come no more."""
    return wanted.since is None or following(first, MONTHS[wanted.rhythm]) > wanted.since


def _send(uow: UnitOfWork, network: Network, anchor: Person, first: date, months: int, at: datetime) -> None:
    if of_months(uow, network, first, months, at=at).is_empty:
        return
    key, subject = keys.digest(network.id, first, months), f"{first}|{months}"
    outbox.direct(
        uow, anchor, Content.DIGEST, key, subject=subject, at=at, network_id=network.id, urgency=Urgency.DIGEST
    )


def _anchor(uow: UnitOfWork, network: Network) -> Person | None:
    id = roles.held(network, Role.ANCHOR)
    return uow.people.get(id) if id else None


def is_for(network: Network, person: Person) -> bool:
    """Whether somebody is the anchor, and has said yes."""
    return roles.held(network, Role.ANCHOR) == person.id


def of_subject(uow: UnitOfWork, network: Network, subject: str, *, at: datetime) -> Digest:
    """The months that a delivery names."""
    first, _, months = subject.partition("|")
    return of_months(uow, network, date.fromisoformat(first), int(months or 1), at=at)


def of_months(uow: UnitOfWork, network: Network, first: date, months: int, *, at: datetime) -> Digest:
    """What so many months from a day on told."""
    summary = summaries.of_network(uow, network, _period(first, months), at=at)
    return Digest(
        network=network,
        first=first,
        basis=summary.basis,
        measures=tuple(one for one in summary.measures if one.figure.tells),
        changes=len(summary.harvest.changes),
        confirmed=tuple(noted for noted in summary.harvest.changes if noted.record.is_confirmed),
        months=months,
    )


def _period(first: date, months: int) -> Period:
    return Period(first, following(first, months) - timedelta(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDigest:
    """Months from `first` on, of the networks tied to a committee in which anything was told; by name."""

    unit: Unit
    first: date
    months: int
    digests: tuple[Digest, ...]


def of_committee(uow: UnitOfWork, unit: Unit, first: date, months: int, *, at: datetime) -> CommitteeDigest:
    """What a committee hears. A network counts while it is under way, and in the months in which it closed."""
    tied = [each for each in uow.networks.of_organisation(unit.organisation_id) if each.committee_id == unit.id]
    there = [each for each in tied if each.state is not NetworkState.IDEA and _was_there(each, first)]
    told = [of_months(uow, network, first, months, at=at) for network in there]
    return CommitteeDigest(
        unit=unit, first=first, months=months, digests=tuple(digest for digest in told if not digest.is_empty)
    )


def _was_there(network: Network, first: date) -> bool:
    return network.closed_at is None or local_day(network.closed_at, network.zone) >= first
