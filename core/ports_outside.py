"""What the core asks of the world for effects outside and for what comes in: the ledger, the inbox, the acts.

They are repositories of the same transaction as those of `core.ports`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.model.deliveries import Address, Delivery, DeliveryState, Outcome
from core.model.ids import DeliveryId, NetworkId, OrganisationId, PersonId, WorkspaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundEvent:
    """What a platform told us. `key`: the platform's own id of it; `payload`: its JSON, as it came."""

    key: str
    platform: str
    payload: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The lanes that wait because a platform said so. `until`: the last one; `workspaces`: that refuse our token."""

    lanes: int = 0
    until: datetime | None = None
    workspaces: int = 0


class Deliveries(Protocol):
    """What services may do with the ledger. The sender's side is `scheduler.ledger.Ledger`."""

    def add(self, delivery: Delivery) -> bool:
        """Write it; False, and no change, if the key is there already."""
        ...

    def add_all(self, deliveries: Sequence[Delivery]) -> Collection[str]:
        """Write several; the keys that were not there yet. About the others nothing is changed."""
        ...

    def refresh_each(self, template: Delivery, network_ids: Collection[NetworkId]) -> None:
        """`refresh` for everyone who is a member or the leader of one of the networks, but those who are gone.

        The template is completed with the person's organisation, workspace and id, and the id is put where its key
        says `EVERYBODY`.
        """
        ...

    def refresh(self, delivery: Delivery) -> None:
        """Add it, or if the key is there already let it be done once more with the newest state (UPDATE, HOME).

        One that is being sent now is done again after: the last state wins.
        """
        ...

    def find(self, key: str) -> Delivery | None: ...
    def states(self, keys: Collection[str]) -> Mapping[str, DeliveryState]:
        """How those of several keys stand that are there; only to be read."""
        ...

    def cancel(self, key: str) -> bool:
        """Cancel one that is still pending; True if it was."""
        ...

    def revive(self, network_id: NetworkId) -> int:
        """What was refused in a network's conversation, and what was given up with it, is tried again; how many."""
        ...

    def move(self, network_id: NetworkId, conversation: str) -> None:
        """What waits for, or was refused in, the network's conversation belongs in this one from now on."""
        ...

    def get(self, id: DeliveryId) -> Delivery: ...
    def turn(self, delivery: Delivery, *, was: DeliveryState) -> bool:
        """Write how a delivery stands that a person has decided about; False, and no change, if it `was` not so."""
        ...

    def has_sent_since(self, network_id: NetworkId, notice: str) -> bool:
        """Whether something was posted in the network's conversation after the delivery of that key came to rest."""
        ...

    def stopped(self, organisation_id: OrganisationId) -> Sequence[Delivery]:
        """What was to be seen where a network talks (and the making of it) and is DEAD or HELD, oldest first."""
        ...

    def unheard(self, person_id: PersonId, *, since: datetime) -> Sequence[Delivery]:
        """What somebody alone was to hear since, and is DEAD or EXPIRED; and `stopped` of the networks they lead."""
        ...

    def listed(self, states: Collection[DeliveryState], *, limit: int) -> Sequence[Delivery]:
        """Those in these states, oldest first: for the operator."""
        ...

    def find_by_message(self, workspace_id: WorkspaceId, conversation: str, message: str) -> Delivery | None:
        """The sent delivery whose message stands at that address."""
        ...


class Ledger(Protocol):
    """The sender's side of the deliveries. Leases, retries and settling use the wire clock: database time."""

    def claim(self, *, now: datetime, limit: int) -> Sequence[Delivery]:
        """Take what is due (`now`: calendar clock), lanes allow and comes after nothing unsent; most urgent first.

        Each comes back SENDING with a token of its own and a lease. On the way what has passed `expires_at` becomes
        EXPIRED, and what comes after something dead, expired or cancelled becomes CANCELLED (with `ORPHAN`). What
        comes after something HELD waits for the person's word.
        """
        ...

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Write down how a claimed delivery went; False, and no change, if the claim was lost meanwhile."""
        ...

    def settle_all(self, results: Sequence[tuple[Delivery, Outcome]]) -> Collection[DeliveryId]:
        """The same of several at once; those whose claims were not lost."""
        ...

    def anything_in_doubt(self) -> bool:
        """Whether `to_read_back` might find something: one look, which writes nothing and locks nothing."""
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
    def backlog(self, *, now: datetime) -> int:
        """How many are due and not at rest."""
        ...

    def paused(self) -> Paused: ...


class Inbox(Protocol):
    """Events of a platform: committed before they are acknowledged, worked off after."""

    def add(self, *, platform: str, key: str, payload: str, at: datetime) -> bool:
        """Write it; False if an event of that key came before."""
        ...

    def waiting(self, *, limit: int, platforms: Collection[str] | None = None) -> Sequence[InboundEvent]:
        """Those not worked off, oldest first, locked against other processes (skip locked); of `platforms` only."""
        ...

    def done(self, key: str, at: datetime) -> None:
        """Worked off: the payload is emptied, the key stays to know a second copy by."""
        ...

    def failed(self, key: str, error: str) -> None:
        """Count a failed attempt; after five the event is set aside, not tried again, and kept for the operator."""
        ...

    def counts(self) -> tuple[int, int]:
        """How many wait to be worked off, and how many were set aside."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Acts(Protocol):
    """The acts already carried out, by the platform's own id of them."""

    def claim(self, key: str, at: datetime) -> None:
        """Raises `Repeated` if the act was carried out before."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Directions(Protocol):
    """What a platform told us that its adapter needs to reach somebody or some place again: plain texts by name.

    `kind`: what sort of thing it is about; `subject`: the platform's own id of it. Nothing else reads them.
    """

    def find(self, workspace_id: WorkspaceId, kind: str, subject: str) -> Mapping[str, str] | None: ...
    def of_kind(self, workspace_id: WorkspaceId, kind: str) -> Mapping[str, Mapping[str, str]]:
        """By subject, in the order of these."""
        ...

    def note(self, workspace_id: WorkspaceId, kind: str, subject: str, facts: Mapping[str, str]) -> None:
        """Remember these beside what is known already; an empty text forgets."""
        ...

    def forget(self, workspace_id: WorkspaceId, kind: str, subject: str) -> None: ...
