"""The register of drivers and barriers, as the core asks for it."""

from collections.abc import Collection, Iterator, Sequence, Set
from typing import Protocol

from core.model.conditions import Change, Condition, Raising
from core.model.ids import ConditionId, NetworkId, OrganisationId


class Conditions(Protocol):
    def find(self, id: ConditionId) -> Condition | None: ...
    def take(self, id: ConditionId) -> Condition:
        """As it is now, locked until the transaction ends. Raises `NotFound`."""
        ...

    def of_organisation(self, organisation_id: OrganisationId) -> Sequence[Condition]:
        """All lines, by kind and code."""
        ...

    def of_network(self, network_id: NetworkId) -> Sequence[Condition]:
        """The lines that it has raised since they were opened last, by kind and code."""
        ...

    def add(self, condition: Condition) -> bool:
        """False, and no change, if there is a line with its id."""
        ...

    def save(self, condition: Condition) -> None: ...
    def add_raising(self, raising: Raising) -> None:
        """Once for each line and round; a second time changes nothing."""
        ...

    def raisings(self, ids: Collection[ConditionId]) -> Sequence[Raising]:
        """Of some lines, ever, oldest first."""
        ...

    def raised(
        self, ids: Collection[ConditionId], network_id: NetworkId | None = None
    ) -> Set[tuple[ConditionId, NetworkId]]:
        """Which networks, or whether that one, have raised which lines since they were opened last, in a round of which
        every reply still counts: nobody needs to look at its figure."""
        ...

    def in_doubt(self, ids: Collection[ConditionId], network_id: NetworkId | None = None) -> Iterator[Raising]:
        """The others since then, one after the other: whether the figure of their round still stands has to be seen."""
        ...

    def add_change(self, change: Change) -> None: ...
    def changes(self, id: ConditionId) -> Sequence[Change]:
        """Of one line, oldest first."""
        ...
