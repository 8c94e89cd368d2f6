"""Where a network talked that is over: a conversation that the bot made is put away after some days, unless it is kept.

One that was there before is left as it is: other people may use it.
"""

from dataclasses import replace
from datetime import datetime

from core.errors import Conflict
from core.model.closing import KEPT_OPEN
from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.timers import Timed, Timer
from core.ports import UnitOfWork
from core.services import harvest_cards, outbox, permissions


def plan(uow: UnitOfWork, network: Network, *, at: datetime) -> Network:
    """The network is over: from here on people have some days. Not saved yet."""
    if network.conversation is None or not network.made_conversation:
        return network
    network = replace(network, archives_at=at + KEPT_OPEN)
    uow.timers.set(Timer(Timed.PUT_AWAY, network.id, at + KEPT_OPEN))
    return network


def is_planned(network: Network, at: datetime) -> bool:
    """Whether its conversation is to be put away, and is not yet."""
    return network.archives_at is not None and not network.is_put_away(at)


def ring(uow: UnitOfWork, subject: str, at: datetime) -> bool:
    """The days are over."""
    network = uow.networks.get(NetworkId(subject))
    if network.is_put_away(at):
        outbox.archive(uow, network, at=at)
    return True


def keep(uow: UnitOfWork, network: Network, person: Person, *, at: datetime) -> Network:
    """A leader wants the conversation to stay. Twice is once."""
    permissions.must_manage(uow, network, person)
    if network.is_put_away(at):
        raise Conflict("closing.archived_already", name=network.name)
    return _stays(uow, network, at) if network.archives_at else network


def refused(uow: UnitOfWork, network_id: NetworkId, *, at: datetime) -> None:
    """The platform does not let the bot put it away: it stays, and the card says so."""
    network = uow.networks.get(network_id)
    if network.archives_at is not None:
        _stays(uow, network, at)


def _stays(uow: UnitOfWork, network: Network, at: datetime) -> Network:
    network = replace(network, archives_at=None)
    uow.networks.save(network)
    uow.timers.clear((Timed.PUT_AWAY, network.id))
    harvest_cards.show_anew(uow, network, at=at)
    return network
