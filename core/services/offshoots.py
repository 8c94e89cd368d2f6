"""What grows out of a network may become a network of its own; each then knows of the other."""

from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotFound
from core.model.ids import OutcomeId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.outcomes import Kind, Record
from core.ports import UnitOfWork
from core.services import outcomes, permissions


def to_grow(uow: UnitOfWork, id: OutcomeId, person: Person) -> Record:
    """An offshoot that a member is about to make a network of."""
    network, found = outcomes.find(uow, id, person)
    permissions.must_start(person)
    permissions.must_be_member(uow, network, person)
    if found.kind is not Kind.OFFSHOOT:
        raise NotFound("outcomes.gone")
    if found.became_id is not None:
        raise Conflict("outcomes.grown_already", name=uow.networks.get(found.became_id).name)
    return found


def take(uow: UnitOfWork, id: OutcomeId, person: Person) -> Record:
    """The same, held until the transaction ends: of two members at the same moment one makes the network."""
    uow.outcomes.take(id)
    return to_grow(uow, id, person)


def grew(uow: UnitOfWork, grown: Record, network: Network, *, at: datetime) -> Record:
    """An offshoot has become a network of its own; the one it grew out of hears of it. `grown`: from `take`."""
    parent = uow.networks.get(grown.network_id)
    return outcomes.keep(uow, parent, replace(grown, became_id=network.id), at)
