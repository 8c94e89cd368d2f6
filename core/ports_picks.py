"""What leaders want of the next rounds, as the core asks for it."""

from collections.abc import Collection
from typing import Protocol

from core.model.ids import NetworkId
from core.model.picks import Pick
from core.model.prompts import Prompt


class Picks(Protocol):
    """At most one for each network."""

    def find(self, network_id: NetworkId) -> Pick | None: ...
    def among(self, network_ids: Collection[NetworkId]) -> Collection[NetworkId]:
        """Those of these networks that have one."""
        ...

    def set(self, pick: Pick) -> None:
        """In place of the one there was."""
        ...

    def clear(self, network_id: NetworkId) -> None:
        """Fine if there is none."""
        ...

    def follow(self, prompt: Prompt) -> None:
        """Whoever has picked another version of it gets this one."""
        ...

    def forget(self, prompt_id: str) -> None:
        """Nobody has picked it any more."""
        ...

    def write(self, network_id: NetworkId, prompt: Prompt) -> None:
        """Keep a prompt that is this network's alone: it is in no library."""
        ...
