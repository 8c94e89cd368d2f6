"""What the core asks of the world about calls for help."""

from collections.abc import Collection, Sequence
from typing import Protocol

from core.model.calls import Call
from core.model.ids import CallId, NetworkId


class Calls(Protocol):
    def get(self, id: CallId) -> Call: ...
    def take(self, id: CallId) -> Call:
        """Locked until the transaction ends, so that only one answers."""
        ...

    def unanswered(self, network_ids: Collection[NetworkId]) -> Sequence[Call]:
        """Of all networks together, oldest first."""
        ...

    def save(self, call: Call) -> None: ...
