"""Opening the database: SQLite as scheduling.md §8 has it, one connection and one process, or PostgreSQL.

The two differ in nothing else: whatever writes is a transaction of its own, begun as one.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from time import monotonic
from typing import cast

import psycopg
from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, IsolationLevel
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.pool import OneInTurn

Database = Engine
"""An open database, for those who only pass it on."""
Unreachable = OperationalError
"""The database does not answer, or does not let us in."""

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON")


class SomebodyElseRuns(Exception):
    """Another process has the database open; a SQLite file has room for one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"another process is using {path}")
        self.path = path


def connect(
    url: str,
    *,
    pool_size: int = 8,
    wait_seconds: float = 60,
    statement_seconds: float = 10,
    lock_seconds: float = 5,
    idle_seconds: float = 30,
) -> Engine:
    """An engine for `sqlite:///path`, `sqlite://` (in memory) or `postgresql://...`.

    The pool and the four waits but the first are PostgreSQL's; SQLite has its one connection.
    """
    address = make_url(url.replace("postgres://", "postgresql://", 1))
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, wait_seconds)
    settings = {
        "statement_timeout": int(statement_seconds * 1000),
        "lock_timeout": int(lock_seconds * 1000),
        "idle_in_transaction_session_timeout": int(idle_seconds * 1000),
        "timezone": "UTC",
    }
    return _postgresql(address, settings, pool_size=pool_size, wait_seconds=wait_seconds)


def for_writing(engine: Engine) -> Engine:
    """The same pool without anybody listening: asking the listeners costs as much as a small statement."""
    return Engine(engine.pool, engine.dialect, engine.url)


def for_reading(engine: Engine) -> Engine:
    """For transactions that only read; disposed of together with the engine.

    PostgreSQL gets connections of their own that the server lets write nothing. They need no BEGIN: under
    READ COMMITTED each statement is its own snapshot anyway.
    """
    if engine.dialect.name == "sqlite":
        return for_writing(engine)
    pool = cast(QueuePool, engine.pool)
    settings = {"default_transaction_read_only": "on"}
    readers = _postgresql(
        engine.url, settings, pool_size=pool.size(), wait_seconds=pool.timeout(), isolation_level="AUTOCOMMIT"
    )
    event.listen(engine, "engine_disposed", lambda _: readers.dispose())
    return readers


def begin(engine: Engine, *, writes: bool) -> Connection:
    """A connection with its transaction begun.

    Whoever will write takes SQLite's lock at once: a reader that turns writer fails, however long it would wait.
    """
    connection = engine.connect()
    try:
        connection.begin()
        if engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def still(connection: Connection) -> Iterator[None]:
    """On a connection of PostgreSQL that only reads: every statement sees one moment, the outer one inside another."""
    if connection.info.get("is_still"):
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.info["is_still"] = True
    try:
        yield
    finally:
        del connection.info["is_still"]
        cursor.execute("ROLLBACK")


def patiently(connection: Connection) -> None:
    """On PostgreSQL: the transaction may lie idle for longer than usual, while something is read beside it."""
    connection.connection.cursor().execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")


def changes(connection: Connection) -> int:
    """How many rows SQLite has changed on this connection, ever; 0 where the server itself sees to it."""
    return getattr(connection.connection.dbapi_connection, "total_changes", 0)


def _postgresql(
    address: URL,
    settings: Mapping[str, object],
    *,
    pool_size: int,
    wait_seconds: float,
    isolation_level: IsolationLevel = "READ COMMITTED",
) -> Engine:
    given = str(address.query.get("options", ""))
    options = " ".join([given, *(f"-c {name}={value}" for name, value in settings.items())]).strip()
    engine = create_engine(
        address.set(drivername="postgresql+psycopg").update_query_dict({"options": options}),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait_seconds,
        pool_use_lifo=True,  # the one used last has the statements prepared
        isolation_level=isolation_level,
        hide_parameters=True,  # an error must not quote what somebody wrote
    )
    event.listen(engine.pool, "checkin", _rest)
    event.listen(engine.pool, "checkout", _ask_whether_alive)
    return engine


RESTED_SECONDS = 2.0
"""A connection that lay unused for so long is asked whether it still lives; asking always costs a round trip."""


def _rest(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = monotonic()


def _ask_whether_alive(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    if monotonic() - record.info.get("rests_since", inf) < RESTED_SECONDS:
        return
    try:
        connection.cursor().execute("SELECT 1")
        connection.commit()  # a rollback would make the driver forget every statement that it has prepared
    except psycopg.OperationalError as gone:
        raise DisconnectionError from gone  # the pool makes a new one


def _sqlite(address: URL, wait_seconds: float) -> Engine:
    if address.database and address.database != ":memory:":
        _make_private(Path(address.database))
    engine = create_engine(
        address,
        poolclass=OneInTurn,
        pool_timeout=wait_seconds,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "cached_statements": 256},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """The file is there before SQLite opens it, for its owner only; SQLite gives -wal and -shm the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def _set_up(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: it would leave reads outside
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.connection.cursor().execute("BEGIN IMMEDIATE")


@contextmanager
def only_process(path: Path) -> Iterator[None]:
    """Hold a SQLite file for this process alone; raises `SomebodyElseRuns`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as busy:
        raise SomebodyElseRuns(path) from busy
    try:
        yield
    finally:
        lock.release()
