"""PostgreSQL calls: another process has written something that waits. Polling finds it too, a little later.

The calls come from triggers (migrations/versions/2026_11_22_wake_up_calls.py), with the commit of what they tell of.
"""

import logging
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from select import select
from threading import Event, Thread
from typing import Any

import psycopg

from storage.engine import Database

log = logging.getLogger(__name__)

CHANNEL = "netvaerksbot"

QUIET = 30.0
"""Seconds without a call after which the connection is asked whether it still lives."""

_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds, and milliseconds: a server that has vanished is noticed, and holds up nobody who stops."""

FIRST_WAIT, LONGEST_WAIT = 0.1, 30.0
"""Seconds before calling the server again; doubled until it answers."""


class Listener:
    """Calls `wake` with each name that is called, from a thread of its own with a connection outside the pool.

    Whenever it begins to listen it wakes all of `names`: nobody knows what was called while nobody listened.
    """

    def __init__(self, database: Database, names: Collection[str], wake: Callable[[str], object]) -> None:
        self._database = database
        self._names = frozenset(names)
        self._wake = wake
        self._stopping = Event()
        self._reads, self._writes = os.pipe()
        self._thread = Thread(target=self._live, name="listener", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End at once; without a `start` before it too."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        os.write(self._writes, b".")
        if self._thread.ident is not None:
            self._thread.join()
        os.close(self._reads)
        os.close(self._writes)

    def _live(self) -> None:
        wait = FIRST_WAIT
        while not self._stopping.is_set():
            with suppress(psycopg.OperationalError), self._connected() as connection:
                wait = FIRST_WAIT
                self._listen(connection)
            if not self._stopping.is_set():
                log.warning("the database does not call any more; calling it again in %.1f s", wait)
            self._stopping.wait(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    def _connected(self) -> "psycopg.Connection[tuple[Any, ...]]":
        arguments, settings = self._database.dialect.create_connect_args(self._database.url)
        return psycopg.connect(*arguments, **{**_PATIENCE, **settings}, autocommit=True)

    def _listen(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        for name in self._names:
            self._wake(name)
        while not self._stopping.is_set():
            called = {call.payload for call in connection.notifies(timeout=0)}
            for name in called & self._names:
                self._wake(name)
            heard, _, _ = select([connection.fileno(), self._reads], [], [], QUIET)
            if not heard:
                connection.execute("SELECT 1")
