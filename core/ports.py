"""What the core asks of the world: one transaction with its repositories, a calendar. Contract suites hold them.

Every repository's `get` raises `NotFound`; `find` gives None. Lists come in a stated order.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from core.model.deliveries import Address, Delivery, DeliveryState, Outcome
from core.model.ids import MemberId, NetworkId, OrganisationId, PersonId, ReplyId, RoundId, WorkspaceId
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Organisation, Person, Unit, Workspace
from core.model.prompts import Prompt
from core.model.replies import Reply
from core.model.rounds import Round
from core.model.schedules import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundEvent:
    """What a platform told us. `key`: the platform's own id of it; `payload`: its JSON, as it came."""

    key: str
    platform: str
    payload: str
    received_at: datetime


class Calendar(Protocol):
    """Working days of an organisation: weekends, public holidays and its own closed days are not."""

    def is_working_day(self, day: date) -> bool: ...


class Organisations(Protocol):
    def get(self, id: OrganisationId) -> Organisation: ...
    def all(self) -> Sequence[Organisation]: ...
    def save(self, organisation: Organisation) -> None: ...
    def units(self, id: OrganisationId) -> Sequence[Unit]:
        """In the order they were saved."""
        ...

    def save_unit(self, unit: Unit) -> None: ...
    def workspace(self, id: WorkspaceId) -> Workspace: ...
    def find_workspace(self, platform: str, external_id: str) -> Workspace | None: ...
    def workspaces(self) -> Sequence[Workspace]: ...
    def save_workspace(self, workspace: Workspace) -> None: ...


class People(Protocol):
    def get(self, id: PersonId) -> Person: ...
    def find(self, workspace_id: WorkspaceId, account: str) -> Person | None: ...
    def find_many(self, workspace_id: WorkspaceId, accounts: Collection[str]) -> Sequence[Person]: ...
    def get_many(self, ids: Collection[PersonId]) -> Sequence[Person]:
        """Those that exist, by name."""
        ...

    def secretariat(self, organisation_id: OrganisationId) -> Sequence[Person]: ...
    def save(self, person: Person) -> None: ...


class Networks(Protocol):
    def get(self, id: NetworkId) -> Network: ...
    def find_by_name(self, organisation_id: OrganisationId, name: str) -> Network | None:
        """An open network of that name; case and surrounding space do not count (Danish letters included)."""
        ...

    def find_by_conversation(self, workspace_id: WorkspaceId, conversation: str) -> Network | None:
        """The open network that talks there."""
        ...

    def of_organisation(self, organisation_id: OrganisationId) -> Sequence[Network]:
        """All of them, by name."""
        ...

    def of_person(self, person_id: PersonId) -> Sequence[Network]:
        """The open networks the person leads or is an active member of, by name."""
        ...

    def anchored_by(self, person_id: PersonId) -> Sequence[Network]: ...
    def around(self, person_id: PersonId) -> Sequence[Network]:
        """Those the person leads, anchors, or has or had a place in, in every state, by name."""
        ...

    def save(self, network: Network) -> None: ...


class Members(Protocol):
    def get(self, id: MemberId) -> Member: ...
    def find(self, network_id: NetworkId, person_id: PersonId) -> Member | None: ...
    def of_network(self, network_id: NetworkId) -> Sequence[Member]:
        """In every state, in the order they were invited."""
        ...

    def of_person(self, person_id: PersonId) -> Sequence[Member]:
        """In every state, in the order they were invited."""
        ...

    def active(self, network_id: NetworkId) -> Sequence[Member]: ...
    def names(self, network_id: NetworkId) -> Sequence[str]:
        """What the active members are called, by name."""
        ...

    def count_active(self, network_id: NetworkId) -> int: ...
    def invitations_of(self, person_id: PersonId) -> Sequence[Member]:
        """Those still open, oldest first."""
        ...

    def save(self, member: Member) -> None: ...


class Schedules(Protocol):
    def get(self, network_id: NetworkId) -> Schedule: ...
    def find(self, network_id: NetworkId) -> Schedule | None: ...
    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Schedule]: ...
    def due(self, now: datetime, limit: int) -> Sequence[Schedule]:
        """Those whose `next_due_at` has come, oldest first, locked against other processes (skip locked)."""
        ...

    def next_due_at(self) -> datetime | None: ...

    def save(self, schedule: Schedule) -> None: ...


class Prompts(Protocol):
    def get(self, id: str, version: int) -> Prompt: ...
    def newest(self) -> Sequence[Prompt]:
        """The newest version of each prompt, in the library's order."""
        ...

    def add(self, prompt: Prompt, position: int) -> None: ...


class Rounds(Protocol):
    def get(self, id: RoundId) -> Round: ...
    def find(self, network_id: NetworkId, occurrence: date) -> Round | None: ...
    def open_of(self, network_id: NetworkId) -> Round | None:
        """The open round, the newest if several."""
        ...

    def all_open_of(self, network_ids: Collection[NetworkId]) -> Sequence[Round]:
        """The open rounds of several networks, oldest first."""
        ...

    def of_network(self, network_id: NetworkId) -> Sequence[Round]:
        """Opened or skipped, oldest first."""
        ...

    def to_remind(self, now: datetime, limit: int) -> Sequence[Round]:
        """Open, `remind_at` has come, not reminded; locked, skip locked."""
        ...

    def to_close(self, now: datetime, limit: int) -> Sequence[Round]:
        """Open and `closes_at` has come; locked, skip locked."""
        ...

    def next_event_at(self, after: datetime) -> datetime | None:
        """The next reminding or closing of any open round."""
        ...

    def save(self, round: Round) -> None:
        """Raises `Conflict("rounds.exists")` if another round has the same (network, occurrence)."""
        ...


class Replies(Protocol):
    def get(self, id: ReplyId) -> Reply: ...
    def find(self, round_id: RoundId, person_id: PersonId) -> Reply | None: ...
    def find_by_message(self, workspace_id: WorkspaceId, conversation: str, message: str) -> Reply | None:
        """The standing reply that somebody's own message became."""
        ...

    def of_round(self, round_id: RoundId) -> Sequence[Reply]:
        """Withdrawn ones too, in the order they came."""
        ...

    def of_rounds(self, round_ids: Collection[RoundId]) -> Sequence[Reply]: ...
    def of_person(self, person_id: PersonId, round_ids: Collection[RoundId]) -> Sequence[Reply]:
        """The person's own in these rounds, withdrawn ones too."""
        ...

    def save(self, reply: Reply) -> None: ...


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


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit` undoes everything."""

    @property
    def organisations(self) -> Organisations: ...
    @property
    def people(self) -> People: ...
    @property
    def networks(self) -> Networks: ...
    @property
    def members(self) -> Members: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def replies(self) -> Replies: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def acts(self) -> Acts: ...

    def commit(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class UnitsOfWork(Protocol):
    """The factory of transactions that handlers and scheduler are given."""

    def writing(self) -> UnitOfWork:
        """A transaction that may change things (SQLite: BEGIN IMMEDIATE)."""
        ...

    def reading(self) -> UnitOfWork:
        """A transaction that only reads; `commit` is an error."""
        ...
