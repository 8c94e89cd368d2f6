"""Where a delivery goes: our ids become the platform's."""

from dataclasses import dataclass

from core.model.deliveries import Address, Delivery, DeliveryState, Effect
from core.ports import UnitOfWork


class AddressError(Exception):
    """Why there is nowhere to send it."""


class NotYet(AddressError):
    """Where it goes is not made yet."""


class Gone(AddressError):
    """Whom or what it is for is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """What an effect needs to know of where, in the platform's ids; the rest is empty."""

    platform: str
    workspace: str
    account: str = ""
    conversation: str = ""
    thread: str | None = None
    target: Address | None = None

    @property
    def message(self) -> Address:
        """The message of ours that something is done to."""
        if self.target is None:
            raise ValueError("this effect is not about a message")
        return self.target


_TO_A_PERSON = frozenset({Effect.DIRECT, Effect.WHISPER, Effect.ADD, Effect.DROP, Effect.HOME})
_IN_A_CONVERSATION = frozenset({Effect.POST, Effect.WHISPER, Effect.ADD, Effect.DROP, Effect.ARCHIVE})
_OF_A_MESSAGE = frozenset({Effect.UPDATE, Effect.REMOVE, Effect.PIN})


def address(uow: UnitOfWork, delivery: Delivery) -> To:
    """Raises `NotYet` or `Gone`."""
    effect = delivery.effect
    workspace = uow.organisations.workspace(delivery.workspace_id)
    place = _conversation(uow, delivery) if effect in _IN_A_CONVERSATION else ""
    return To(
        platform=workspace.platform,
        workspace=workspace.external_id,
        account=_account(uow, delivery) if effect in _TO_A_PERSON else "",
        conversation=place,
        thread=_thread(uow, delivery, place) if effect in _IN_A_CONVERSATION else None,
        target=_target(uow, delivery) if effect in _OF_A_MESSAGE else None,
    )


def _account(uow: UnitOfWork, delivery: Delivery) -> str:
    if delivery.person_id is None:
        raise ValueError("an effect for a person names them")
    person = uow.people.get(delivery.person_id)
    if person.gone:
        raise Gone
    return person.account


def _conversation(uow: UnitOfWork, delivery: Delivery) -> str:
    if delivery.conversation:
        return delivery.conversation
    network = uow.networks.get(delivery.network_id) if delivery.network_id else None
    if network is None or network.conversation is None:
        raise NotYet
    return network.conversation


def _thread(uow: UnitOfWork, delivery: Delivery, conversation: str) -> str | None:
    """The root of its thread; none if that stands in another conversation, or nobody knows where."""
    if delivery.thread or delivery.thread_key is None:
        return delivery.thread
    root = uow.ledger.address(delivery.thread_key)
    if root is None and not _stands_somewhere(uow, delivery.thread_key):
        raise NotYet
    return root.message if root and root.conversation == conversation else None


def _stands_somewhere(uow: UnitOfWork, key: str) -> bool:
    """Somebody has seen it, and we do not know its address."""
    root = uow.deliveries.find(key)
    return root is not None and root.state is DeliveryState.SENT


def _target(uow: UnitOfWork, delivery: Delivery) -> Address:
    """The message itself; a message that never was cannot be changed, removed or pinned."""
    found = uow.ledger.address(delivery.target_key) if delivery.target_key else None
    if found is None:
        raise Gone
    return found
