"""The index of words, as the core asks for it. What is written down is in it with the same
transaction, and what is taken back is out of it.

It finds; whether somebody may read what is found is decided by the core, from the rows as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from core.model.ids import NetworkId
from core.model.searching import Hit, Query


class Searches(Protocol):
    def stems(self, words: Collection[str]) -> Sequence[str]:
        """Each folded word without its Danish endings, in their order."""
        ...

    def find(self, query: Query) -> Sequence[Hit]:
        """Newest first. Withdrawn words are nowhere."""
        ...

    def names(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, Sequence[str]]:
        """Everybody who is, was or was asked to be in each, its leader and its anchor: what is masked in its words."""
        ...
