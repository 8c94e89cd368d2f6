"""Timed rows, as the core asks for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.model.timers import Timed, Timer


class Timers(Protocol):
    """What is to happen at an instant of the calendar clock."""

    def set(self, *timers: Timer) -> None:
        """From now on this is when; one that was set before for the same is moved."""
        ...

    def clear(self, *timers: tuple[Timed, str]) -> None:
        """By kind and subject: it has happened, or is not to happen any more."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Timer]:
        """Those whose time has come, oldest first, locked against other processes (skip locked)."""
        ...

    def next_due_at(self, after: datetime) -> datetime | None: ...
    def anything_due(self, now: datetime) -> bool:
        """Whether the time of any of them, or of a round that a schedule opens, has come."""
        ...
