"""How many links that do not work somebody may try, from one place, before they have to wait."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

TRIES = 20
"""At once; then one more every `REFILL` seconds."""
REFILL = 15.0
_MOST_PLACES = 10_000


@dataclass(slots=True)
class Patience:
    """Kept in this process alone: it slows down, the 256 bits of a link are what keeps people out."""

    elapsed: Callable[[], float] = time.monotonic
    _spent: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def has(self, place: str) -> bool:
        """Whether there is any left for who comes from there."""
        with self._lock:
            return self._spent.get(place, 0.0) <= self.elapsed() + (TRIES - 1) * REFILL

    def try_(self, place: str) -> None:
        """One link was tried that does not work."""
        with self._lock:
            self._spent[place] = max(self._spent.get(place, 0.0), self.elapsed()) + REFILL
            self._spent.move_to_end(place)
            while len(self._spent) > _MOST_PLACES:
                self._spent.popitem(last=False)
