"""A platform's limits, as it keeps them itself: so many a second, some at once, and how long to wait beyond."""

import math
from dataclasses import dataclass, field

_NOTHING = 1e-6
"""Seconds that are only a sum's rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Calls a second that a platform takes: messages in a conversation, in a workspace, and reads in a workspace."""

    conversation: float = 1.0
    workspace: float = 5.0
    burst: int = 10
    reads: float = 50 / 60
    reads_burst: int = 50


@dataclass(slots=True)
class Gate:
    """Lets `per_second` through, `burst` of them at once."""

    per_second: float
    burst: int = 1
    _free_at: dict[str, float] = field(default_factory=dict)

    def wait(self, key: str, now: float) -> float:
        """Seconds until there is room; 0 if there is."""
        early = (self.burst - 1) / self.per_second
        wait = self._free_at.get(key, 0.0) - early - now
        return wait if wait > _NOTHING else 0.0

    def take(self, key: str, now: float) -> None:
        self._free_at[key] = max(self._free_at.get(key, 0.0), now) + 1 / self.per_second


class Doorkeeper:
    """All gates of a platform. None: whoever comes is let in."""

    def __init__(self, limits: Limits | None) -> None:
        self._conversations = Gate(limits.conversation) if limits else None
        self._workspaces = Gate(limits.workspace, limits.burst) if limits else None
        self._reads = Gate(limits.reads, limits.reads_burst) if limits else None

    def message(self, workspace: str, conversation: str, now: float) -> int:
        """Whole seconds to wait, as platforms tell them, before a message; 0: it is let in."""
        return _through([(self._conversations, conversation), (self._workspaces, workspace)], now)

    def read(self, workspace: str, now: float) -> int:
        return _through([(self._reads, workspace)], now)


def _through(gates: list[tuple[Gate | None, str]], now: float) -> int:
    shut = [gate.wait(key, now) for gate, key in gates if gate]
    if any(shut):
        return math.ceil(max(shut))
    for gate, key in gates:
        if gate:
            gate.take(key, now)
    return 0
