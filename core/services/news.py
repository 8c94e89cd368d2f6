"""What is new to the secretariat: what happened in some days, beside the desk as it is now. Read when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.model import readings
from core.model.desks import Desk
from core.model.networks import Network
from core.model.organisations import Person
from core.model.outcomes import Kind, Noted, Record
from core.model.schedules import localise
from core.ports import UnitOfWork
from core.services import desks

AHEAD = timedelta(days=14)
"""How far a digest looks for what runs out."""
MOST_CHANGES = 5
"""Changes told of with their words; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Days from `since` until before `until`. `changes`: recorded then, the newest with their words, in `count` all.

    `closed`: how many rounds closed in how many networks (`closed_in`).
    """

    since: date
    until: date
    desk: Desk
    changes: tuple[Noted, ...] = ()
    count: int = 0
    closed: int = 0
    closed_in: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has happened, and nothing runs out: what stands, stood before."""
        return not (self.count or self.closed or self.desk.expiring)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands either."""
        return self.is_quiet and not (self.desk.attention or self.desk.shared or self.desk.waiting)

    @property
    def is_worth_telling(self) -> bool:
        """What only stands is told of once a month, with the first that comes in it."""
        return not self.is_empty and (not self.is_quiet or self.since.month != self.until.month)


def of(uow: UnitOfWork, person: Person, since: date, until: date, *, at: datetime) -> News:
    """What is new to somebody of the secretariat. Raises `NotAllowed` to everybody else."""
    desk = desks.of(uow, person, at=at, ahead=AHEAD)
    organisation = uow.organisations.get(person.organisation_id)
    begin, end = (localise(day, time(), organisation.zone) for day in (since, until))
    records = uow.desks.records(organisation.id, Kind.CHANGE, begin, end)
    closed = uow.desks.closed(organisation.id, begin, end)
    return News(
        since=since,
        until=until,
        desk=desk,
        changes=_noted(uow, records[:MOST_CHANGES]),
        count=len(records),
        closed=sum(closed.values()),
        closed_in=len(closed),
    )


def _noted(uow: UnitOfWork, records: Sequence[Record]) -> tuple[Noted, ...]:
    """As a summary tells them: without names, with the network's."""
    networks = {each.id: each for each in uow.networks.get_many({record.network_id for record in records})}
    names = {id: _names(uow, network) for id, network in networks.items()}
    return tuple(
        Noted(
            record=record,
            text=readings.masked(record.details.text, names[record.network_id]),
            network=networks[record.network_id].name,
        )
        for record in records
    )


def _names(uow: UnitOfWork, network: Network) -> list[str]:
    ids = {member.person_id for member in uow.members.of_network(network.id)} | {network.leader_id}
    ids |= {network.anchor_id} if network.anchor_id else set()
    return [person.name for person in uow.people.get_many(ids)]
