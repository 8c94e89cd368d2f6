"""Where a network talks: made by the bot or there before, closed to it, opened again, exchanged for another."""

from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.organisations import Person
from core.ports import Calendar, UnitOfWork
from core.services import charters, deliveries, outbox, permissions, schedules


def made(uow: UnitOfWork, network_id: NetworkId, conversation: str, *, at: datetime, calendar: Calendar) -> None:
    """The bot has made the network's conversation; told twice is told once."""
    network = uow.networks.get(network_id)
    if network.conversation is None:
        network = replace(network, conversation=conversation, made_conversation=True)
        uow.networks.save(network)
        schedules.wake(uow, network, at=at, calendar=calendar)
        outbox.homes(uow, network, at=at)


def refused(uow: UnitOfWork, network_id: NetworkId, *, at: datetime) -> None:
    """The workspace lets the bot make no conversation: the leader is offered to use one that is there."""
    network = uow.networks.get(network_id)
    if network.conversation is None and network.is_open:
        leader, key = uow.people.get(network.leader_id), keys.no_conversation(network_id)
        outbox.direct(uow, leader, Content.NO_CONVERSATION, key, subject=network_id, at=at, network_id=network_id)


def must_use(uow: UnitOfWork, network: Network, person: Person) -> None:
    """Refuses unless the network needs (another) conversation, and this person may choose it."""
    permissions.must_manage(uow, network, person)
    permissions.must_be_open(network)
    if network.conversation is not None and not deliveries.is_stuck(uow, network):
        raise Conflict("errors.has_conversation", name=network.name)


def use(
    uow: UnitOfWork, network: Network, person: Person, conversation: str, *, at: datetime, calendar: Calendar
) -> Network:
    """The network talks in a conversation that was there already; what waited for one goes there.

    One that has a conversation keeps it, unless what was said there was refused: then all that goes to the new one.
    """
    must_use(uow, network, person)
    if not conversation:
        raise Unfit({"conversation": "errors.conversation_needed"})
    if uow.networks.find_by_conversation(network.workspace_id, conversation) is not None:
        raise Unfit({"conversation": "errors.place_taken"})
    moves = network.conversation is not None
    uow.deliveries.cancel(keys.conversation(network.id))
    deliveries.give_up(uow, keys.conversation(network.id))
    network = replace(network, conversation=conversation, made_conversation=False)
    uow.networks.save(network)
    if moves:
        uow.deliveries.move(network.id, conversation)
        deliveries.mended(uow, network, at=at)
    for member in uow.members.active(network.id):
        outbox.add(uow, network, member, at=at)
    charters.post(uow, network, at, again=moves)
    schedules.wake(uow, network, at=at, calendar=calendar)
    outbox.homes(uow, network, at=at)
    return network


def entered(uow: UnitOfWork, by: Person, conversation: str, *, at: datetime) -> int:
    """Somebody let the bot in, or opened it again. Gives how many deliveries of the network there are tried again."""
    network = uow.networks.find_by_conversation(by.workspace_id, conversation)
    if network is None:
        return 0
    revived = deliveries.mended(uow, network, at=at)
    if revived:
        outbox.pin(uow, network, keys.charter_pin(network.id), keys.charter(network.id), at=at)
    return revived
