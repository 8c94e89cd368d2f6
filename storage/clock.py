"""The wire clock: the database's own, never moved. Leases, retries, settling and read-back go by it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.types import Instant

WireClock = Callable[[Connection], datetime]


class _Clock(FunctionElement[datetime]):
    """The database's clock at this very moment, whatever its transaction."""

    type = Instant()
    inherit_cache = True


@compiles(_Clock, "postgresql")
def _on_postgresql(element: _Clock, compiler: SQLCompiler, **_: object) -> str:
    return "clock_timestamp()"


@compiles(_Clock, "sqlite")
def _on_sqlite(element: _Clock, compiler: SQLCompiler, **_: object) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')"


_NOW = select(_Clock())


def database_time(connection: Connection) -> datetime:
    """The wire clock."""
    return connection.execute(_NOW).scalar_one()
