"""What has happened to a network, written down as it happens and told again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.model.history import Event, Happened
from core.model.ids import EventId, NetworkId, PersonId, new_id
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened, oldest first, with everybody and everything that it names."""

    events: Sequence[Event]
    people: Mapping[PersonId, Person]
    networks: Mapping[NetworkId, Network]


def note(
    uow: UnitOfWork,
    network: Network,
    kind: Happened,
    *,
    at: datetime,
    by: Person | None = None,
    person_id: PersonId | None = None,
    other: Network | None = None,
    before: date | None = None,
    after: date | None = None,
    reason: str = "",
) -> Event:
    """Write it down."""
    event = Event(
        id=EventId(new_id()),
        network_id=network.id,
        at=at,
        kind=kind,
        by_id=by.id if by else None,
        person_id=person_id,
        other_id=other.id if other else None,
        before=before,
        after=after,
        reason=reason,
    )
    uow.history.add(event)
    return event


def told(uow: UnitOfWork, network: Network, person: Person) -> Told:
    """Everything that happened, to somebody who may see the network."""
    permissions.must_see(uow, network, person)
    events = uow.history.of_network(network.id)
    people = {id for event in events for id in (event.by_id, event.person_id) if id}
    others = {event.other_id for event in events if event.other_id}
    return Told(
        events=events,
        people={each.id: each for each in uow.people.get_many(people)} if people else {},
        networks={each.id: each for each in uow.networks.get_many(others)} if others else {},
    )
