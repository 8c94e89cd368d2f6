"""Schedules and rounds, as the core asks for them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.model.ids import NetworkId, PersonId, RoundId, WorkspaceId
from core.model.rounds import Round
from core.model.schedules import Schedule


class Schedules(Protocol):
    def get(self, network_id: NetworkId) -> Schedule: ...
    def find(self, network_id: NetworkId) -> Schedule | None: ...
    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Schedule]: ...
    def of_people(self, person_ids: Collection[PersonId]) -> Sequence[tuple[PersonId, Schedule]]:
        """Those of the networks under way that the people are active members of; in no order."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Schedule]:
        """Those whose `next_due_at` has come, oldest first, locked against other processes (skip locked)."""
        ...

    def next_due_at(self) -> datetime | None: ...

    def save(self, schedule: Schedule) -> None: ...
    def move_all(self, schedules: Sequence[Schedule]) -> None:
        """When the next rounds of several that were read here fall due; nothing else about them is written."""
        ...


class Rounds(Protocol):
    def get(self, id: RoundId) -> Round: ...
    def find(self, network_id: NetworkId, occurrence: date) -> Round | None: ...
    def open_of(self, network_id: NetworkId) -> Round | None:
        """The open round, the newest if several."""
        ...

    def of_network(self, network_id: NetworkId) -> Sequence[Round]:
        """Opened or skipped, oldest first."""
        ...

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Round]:
        """Of several, oldest first."""
        ...

    def closed(self, network_ids: Collection[NetworkId]) -> Sequence[Round]:
        """The closed ones of several, oldest first; only to be read, so nothing of them is remembered."""
        ...

    def counts(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, int]:
        """How many closed ones each has; those without are left out."""
        ...

    def read(self, ids: Collection[RoundId]) -> Sequence[Round]:
        """Those that exist, in no order; only to be read."""
        ...

    def open_in(self, workspace_id: WorkspaceId) -> Sequence[RoundId]:
        """The open ones of all its networks, the longest open first."""
        ...

    def take(self, id: RoundId) -> Round | None:
        """Locked against other processes; None if one of them is busy with it, or with a reply to it."""
        ...

    def save(self, round: Round) -> None:
        """Raises `Conflict("rounds.exists")` if another round has the same (network, occurrence)."""
        ...

    def add_all(self, rounds: Sequence[Round]) -> None:
        """Several new ones. Raises as `save`."""
        ...
