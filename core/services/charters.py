"""A network's card where it talks, and all else that shows how the network is now."""

from dataclasses import dataclass
from datetime import datetime

from core.model import keys, roles
from core.model.deliveries import Content
from core.model.history import Event, Happened
from core.model.networks import Network
from core.model.organisations import Person, Unit
from core.model.roles import Role
from core.ports import UnitOfWork
from core.services import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """Who and what a network is bound to, beside its leader and its anchor.

    `co_leader`: has said yes. `receiver`: is asked or has said yes, `receiving`: where they belong.
    `moves`: how its expected end was moved, oldest first. `operation`: what becomes daily operation of it.
    """

    co_leader: Person | None = None
    receiver: Person | None = None
    receiving: Unit | None = None
    parent: Network | None = None
    children: tuple[Network, ...] = ()
    moves: tuple[Event, ...] = ()
    operation: str = ""


def bonds(uow: UnitOfWork, network: Network) -> Bonds:
    """As they are now."""
    co_leader, receiver = roles.held(network, Role.CO_LEADER), roles.holder(network, Role.RECEIVER)
    receives = uow.people.get(receiver) if receiver else None
    happened = uow.history.of_network(network.id)
    operation = [event.reason for event in happened if event.kind is Happened.OPERATION]
    return Bonds(
        co_leader=uow.people.get(co_leader) if co_leader else None,
        receiver=receives,
        receiving=_unit(uow, receives) if receives else None,
        parent=uow.networks.get(network.parent_id) if network.parent_id else None,
        children=tuple(uow.networks.of_parent(network.id)),
        moves=tuple(event for event in happened if event.kind is Happened.END_MOVED),
        operation=operation[-1] if operation else "",
    )


def _unit(uow: UnitOfWork, person: Person) -> Unit | None:
    units = uow.organisations.units(person.organisation_id)
    return next((unit for unit in units if unit.id == person.unit_id), None)


def post(uow: UnitOfWork, network: Network, at: datetime, again: bool = False) -> None:
    """Who and why, where the network talks. `again`: it stands somewhere else already."""
    charter, pinned = keys.charter(network.id), keys.charter_pin(network.id)
    outbox.post(uow, network, Content.CHARTER, charter, subject=network.id, at=at, again=again)
    outbox.pin(uow, network, pinned, charter, at=at, again=again)


def show_anew(uow: UnitOfWork, network: Network, at: datetime) -> None:
    """The charter, the leader's list of what is needed and everyone's page show how the network is now."""
    outbox.update(uow, network, Content.CHARTER, keys.charter(network.id), subject=network.id, at=at)
    if uow.deliveries.find(keys.needs(network.id)) is not None:
        leader = uow.people.get(network.leader_id)
        key, network_id = keys.needs(network.id), network.id
        outbox.update(uow, leader, Content.NEEDS, key, subject=network_id, at=at, network_id=network_id)
    outbox.homes(uow, network, at=at)
