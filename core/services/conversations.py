"""The bot comes into a conversation that was there before: what it could not do from outside is done now."""

from datetime import datetime

from core.model import keys
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import outbox


def entered(uow: UnitOfWork, by: Person, conversation: str, *, at: datetime) -> int:
    """Somebody let the bot in. Gives how many deliveries of the network there are tried again."""
    network = uow.networks.find_by_conversation(by.workspace_id, conversation)
    if network is None:
        return 0
    revived = uow.deliveries.revive(network.id)
    if revived:
        outbox.pin(uow, network, keys.charter_pin(network.id), keys.charter(network.id), at=at)
    return revived
