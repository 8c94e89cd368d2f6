"""The calendar clock: what is due, closes, reminds. Movable only in `try` and tests.

Where several machines share a database it is the database's time, or a machine whose clock is ahead would open the
rounds of all of them too early.

The wire clock (leases, retries, read-back) is database time and is never moved: it is not in here.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The calendar's instant, aware UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


_MACHINE = SystemClock()


class SharedClock:
    """The database's time: read when asked to, and in between counted on by how long it has been.

    `read`: asks the database. `elapsed`: seconds on a clock that nobody sets.
    """

    def __init__(self, read: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self._read = read
        self._elapsed = elapsed
        self.synchronise()

    def now(self) -> datetime:
        read, at = self._known
        return read + timedelta(seconds=self._elapsed() - at)

    def synchronise(self) -> None:
        """Ask again; the machine's own counting drifts by some milliseconds a minute."""
        at = self._elapsed()
        self._known = (self._read(), at)


class MovableClock:
    """A clock with a shift that is kept in a file, so a restart does not travel back in time."""

    def __init__(self, file: Path, base: Clock = _MACHINE) -> None:
        self._base = base
        self._file = file
        self._lock = Lock()
        self._shift = (
            timedelta(seconds=json.loads(file.read_text())["shift_seconds"]) if file.is_file() else timedelta()
        )

    def now(self) -> datetime:
        return self._base.now() + self._shift

    def move_to(self, at: datetime) -> None:
        """Forward only: what has happened does not unhappen."""
        with self._lock:
            self._shift = max(self._shift, at - self._base.now())
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps({"shift_seconds": self._shift.total_seconds()}))
            os.replace(beside, self._file)


def clock(file: Path | None, base: Clock = _MACHINE) -> Clock:
    """The clock of a process: movable if a file is named for its shift."""
    return MovableClock(file, base) if file else base
