"""One connection for many threads, each in its turn."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import exc
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

PATIENCE = 0.1
"""Whoever has waited so many seconds is next, whatever happens: a third of what a slow answer may take."""


class _Waiting:
    """A thread that waits, asleep on a lock of its own."""

    __slots__ = ("awake", "since")

    def __init__(self) -> None:
        self.since = monotonic()
        self.awake = Lock()
        self.awake.acquire()


class Turns:
    """A lock that is quick and starves nobody.

    Handing it straight to the next thread would leave it unused until that thread runs, handing it to whoever comes
    first lets a busy thread keep it for ever: so it is free for all until somebody has waited for `PATIENCE`.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._mutex = Lock()
        self._taken = False
        self._waiting: deque[_Waiting] = deque()

    def take(self, timeout: float) -> bool:
        """Wait for a turn; False if it did not come in time."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            me = _Waiting()
            self._waiting.append(me)
        return self._wait(me, me.since + timeout)

    def give(self) -> None:
        """End a turn."""
        with self._mutex:
            handed = bool(self._waiting) and monotonic() - self._waiting[0].since >= self._patience
            self._taken = handed
            if self._waiting:
                _wake(self._waiting.popleft() if handed else self._waiting[0])
        if handed:
            sleep(0)  # let them run: else it would lie unused until the interpreter switches threads by itself

    def _wait(self, me: _Waiting, until: float) -> bool:
        while True:
            woken = me.awake.acquire(timeout=max(0.0, until - monotonic()))
            with self._mutex:
                if me not in self._waiting:
                    return True
                if not self._taken:
                    self._taken = True
                    self._waiting.remove(me)
                    return True
                if not woken:
                    self._waiting.remove(me)
                    return False


def _wake(waiting: _Waiting) -> None:
    """Once is enough: it may have been woken and not have come to look yet."""
    if waiting.awake.locked():
        waiting.awake.release()


class OneInTurn(Pool):
    """SQLAlchemy's pool of one connection."""

    def __init__(self, creator: Callable[..., DBAPIConnection], timeout: float = 60, **rest: Any) -> None:  # noqa: ANN401 - the base class's own
        super().__init__(creator, **rest)
        self._timeout = timeout
        self._turns = Turns()
        self._idle: ConnectionPoolEntry | None = None

    def _do_get(self) -> ConnectionPoolEntry:
        if not self._turns.take(self._timeout):
            raise exc.TimeoutError(f"the one connection was not free for {self._timeout} seconds")
        try:
            entry, self._idle = self._idle or self._create_connection(), None
        except BaseException:
            self._turns.give()
            raise
        return entry

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        self._idle = record
        self._turns.give()

    def dispose(self) -> None:
        idle, self._idle = self._idle, None
        if idle is not None:
            idle.close()

    def recreate(self) -> "OneInTurn":
        rest = {"recycle": self._recycle, "echo": self.echo, "reset_on_return": self._reset_on_return}
        return OneInTurn(self._creator, timeout=self._timeout, dialect=self._dialect, _dispatch=self.dispatch, **rest)

    def status(self) -> str:
        return "one connection, idle" if self._idle else "one connection, in use or not made yet"
