"""What the core asks of the world for effects outside and for what comes in: the ledger, the inbox, the acts.

They are repositories of the same transaction as those of `core.ports`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.model.deliveries import Address, Delivery, DeliveryState, Outcome
from core.model.ids import NetworkId, WorkspaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundEvent:
    """What a platform told us. `key`: the platform's own id of it; `payload`: its JSON, as it came."""

    key: str
    platform: str
    payload: str
    received_at: datetime


class Deliveries(Protocol):
    """What services may do with the ledger. The sender's side is `scheduler.ledger.Ledger`."""

    def add(self, delivery: Delivery) -> bool:
        """Write it; False, and no change, if the key is there already."""
        ...

    def refresh(self, delivery: Delivery) -> None:
        """Add it, or if the key is there already let it be done once more with the newest state (UPDATE, HOME).

        One that is being sent now is done again after: the last state wins.
        """
        ...

    def find(self, key: str) -> Delivery | None: ...
    def cancel(self, key: str) -> bool:
        """Cancel one that is still pending; True if it was."""
        ...

    def revive(self, network_id: NetworkId) -> int:
        """What was definitely refused in a network's conversation is tried again; how many that is."""
        ...

    def find_by_message(self, workspace_id: WorkspaceId, conversation: str, message: str) -> Delivery | None:
        """The sent delivery whose message stands at that address."""
        ...


class Ledger(Protocol):
    """The sender's side of the deliveries. Leases, retries and settling use the wire clock: database time."""

    def claim(self, *, now: datetime, limit: int) -> Sequence[Delivery]:
        """Take what is due (`now`: calendar clock), lanes allow and comes after nothing unsent; most urgent first.

        Each comes back SENDING with a token of its own and a lease. On the way what has passed `expires_at` becomes
        EXPIRED, and what comes after something dead, expired or cancelled becomes CANCELLED.
        """
        ...

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Write down how a claimed delivery went; False, and no change, if the claim was lost meanwhile."""
        ...

    def to_read_back(self, *, limit: int) -> Sequence[Delivery]:
        """Turn run-out leases UNKNOWN, then take those UNKNOWN whose settling time has passed, each with a token."""
        ...

    def release(self, deliveries: Sequence[Delivery]) -> None:
        """Hand back claimed deliveries whose sending has not begun (shutdown)."""
        ...

    def address(self, key: str) -> Address | None:
        """Where the message of a sent delivery stands."""

    def counts(self) -> Mapping[DeliveryState, int]: ...
    def oldest_waiting(self, *, now: datetime) -> datetime | None: ...


class Inbox(Protocol):
    """Events of a platform: committed before they are acknowledged, worked off after."""

    def add(self, *, platform: str, key: str, payload: str, at: datetime) -> bool:
        """Write it; False if an event of that key came before."""
        ...

    def waiting(self, *, limit: int) -> Sequence[InboundEvent]:
        """Those not worked off, oldest first, locked against other processes (skip locked)."""
        ...

    def done(self, key: str, at: datetime) -> None:
        """Worked off: the payload is emptied, the key stays to know a second copy by."""
        ...

    def failed(self, key: str, error: str) -> None:
        """Count a failed attempt; after five the event is set aside, not tried again, and kept for the operator."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Acts(Protocol):
    """The acts already carried out, by the platform's own id of them."""

    def claim(self, key: str, at: datetime) -> None:
        """Raises `Repeated` if the act was carried out before."""
        ...

    def forget_before(self, at: datetime) -> int: ...
