"""What the core asks of the world about what came out of networks."""

from collections.abc import Collection, Sequence
from typing import Protocol

from core.model.ids import NetworkId, OutcomeId, ReplyId
from core.model.outcomes import Record


class Outcomes(Protocol):
    def get(self, id: OutcomeId) -> Record: ...
    def take(self, id: OutcomeId) -> Record:
        """As it is now, locked against other processes until the transaction ends."""
        ...

    def of_network(self, network_id: NetworkId) -> Sequence[Record]:
        """Those that stand, in the order they were recorded."""
        ...

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Record]:
        """Of several, likewise."""
        ...

    def find_by_reply(self, reply_id: ReplyId) -> Record | None:
        """The one that stands and was made of a reply."""
        ...

    def save(self, record: Record) -> None:
        """Raises `Conflict("outcomes.lifted_already")` if another that stands was made of the same reply."""
        ...
