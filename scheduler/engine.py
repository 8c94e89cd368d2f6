"""The engine: an alarm clock and nothing more. It remembers nothing; what is due stands in our own rows.

The functions it rings (sweep, dispatch, reconcile, inbox, housekeeping) are safe at any frequency, anywhere,
concurrently, so any engine will do. `tests/contracts/test_engine.py` holds what each must keep.

Every process has an engine. One may keep to its own process (APScheduler), or share the ringing with those of other
processes (Procrastinate): then what is promised of a run below is true of all processes together, but for "never twice
at the same time", which each promises for itself. Nobody holds a lock that a killed process would leave behind.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import uuid4

log = logging.getLogger(__name__)

T = TypeVar("T")


class Engine(Protocol):
    """Rings functions by name."""

    def every(self, name: str, seconds: float, function: Callable[[], object], *, everywhere: bool = False) -> None:
        """Run the function when the engine starts and then at that interval, never twice at the same time.

        To be said before `run`. A run that takes longer than the interval delays the next; missed times are not made
        up for, but what is late still runs. Of several processes that share the ringing any one runs it, unless it is
        `everywhere`: something that each process needs for itself.
        """
        ...

    def nudge(self, name: str) -> None:
        """Run it soon; from any thread, before the start too. It waits for nothing, and knows of no transaction.

        During a run it causes one more run after; many nudges may become one run, but none is lost while its process
        lives. The next interval makes up for those of one that was killed.
        """
        ...

    def run(self) -> None:
        """Begin to ring, in threads of its own; returns at once."""
        ...

    def stop(self, grace: float) -> bool:
        """Ring no more in this process and wait up to `grace` seconds for what it is running; True if that came to
        its end. It may take a second longer to say so.
        """
        ...


@dataclass(frozen=True, slots=True)
class Bug:
    """Something of ours went wrong; the log tells more under the reference."""

    reference: str


def attempt(doing: str, function: Callable[[], T]) -> T | Bug:
    """Run a function at the edge of the process: a bug in it is logged and stops nothing else."""
    try:
        return function()
    except Exception as error:  # noqa: BLE001  the edge of the process: nothing above would catch it
        return logged(doing, error)


def logged(doing: str, error: Exception) -> Bug:
    """Write a bug down. The log has the kind of error and where, not its message: that may quote what people wrote."""
    bug = Bug(uuid4().hex[:8])
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("bug %s in %s: %s\n%s", bug.reference, doing, type(error).__name__, frames)
    return bug
