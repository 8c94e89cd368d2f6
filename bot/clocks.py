"""The calendar clock: what is due, closes, reminds. The machine's own, or (only in `try` and tests) one to move.

The wire clock (leases, retries, read-back) is database time and is never moved: it is not in here.
"""

import json
import os
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


class MovableClock:
    """The machine's clock with a shift that is kept in a file, so a restart does not travel back in time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._shift = (
            timedelta(seconds=json.loads(file.read_text())["shift_seconds"]) if file.is_file() else timedelta()
        )

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def move_to(self, at: datetime) -> None:
        """Forward only: what has happened does not unhappen."""
        with self._lock:
            self._shift = max(self._shift, at - datetime.now(UTC))
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps({"shift_seconds": self._shift.total_seconds()}))
            os.replace(beside, self._file)


def clock(file: Path | None) -> SystemClock | MovableClock:
    """The clock of a process: movable if a file is named for its shift."""
    return MovableClock(file) if file else SystemClock()
