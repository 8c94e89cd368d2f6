"""What the core asks of the memory of what happened to networks."""

from collections.abc import Sequence
from typing import Protocol

from core.model.history import Event
from core.model.ids import EventId, NetworkId


class History(Protocol):
    def get(self, id: EventId) -> Event: ...
    def add(self, event: Event) -> None: ...
    def of_network(self, network_id: NetworkId) -> Sequence[Event]:
        """In the order it happened."""
        ...
