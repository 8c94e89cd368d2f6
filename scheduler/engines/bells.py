"""What every engine rings: a function that this process never runs twice at the same time."""

from collections.abc import Callable
from threading import Condition

from scheduler.engine import attempt


class Bell:
    """One function, never run twice at the same time. A wish made during a run is fulfilled right after it."""

    def __init__(self, name: str, function: Callable[[], object]) -> None:
        self._name = name
        self._function = function
        self._changed = Condition()
        self._running = False
        self._wanted = False
        self._muted = False

    def want(self) -> bool:
        """Wish for a run. True if somebody must come and ring: nobody runs it now or was called before."""
        with self._changed:
            called, self._wanted = self._wanted, True
            return not (called or self._running or self._muted)

    def ring_if_wanted(self) -> None:
        if self._wanted:
            self.ring()

    def ring(self) -> None:
        if not self._take():
            return
        while True:
            attempt(self._name, self._function)
            with self._changed:
                if not self._wanted or self._muted:
                    self._running = False
                    self._changed.notify_all()
                    return
                self._wanted = False

    def _take(self) -> bool:
        with self._changed:
            if self._running or self._muted:
                return False
            self._running, self._wanted = True, False
            return True

    def mute(self) -> None:
        with self._changed:
            self._muted = True

    def rested(self, seconds: float) -> bool:
        """Wait until it does not run; False if it still does after that long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, timeout=max(seconds, 0))
