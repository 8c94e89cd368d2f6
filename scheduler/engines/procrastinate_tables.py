"""Where Procrastinate's tables are: in a schema of their own beside ours, named by the version of the tables.

A later version gets a schema of its own, so processes of both can run side by side; nothing needs to be carried over,
for nothing that matters stands there. The old one may be dropped when nobody uses it any more.
"""

from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

_LOCK = 0x6E657476
"""Of the advisory lock under which the tables are made: "netv"."""


def schema_name() -> str:
    """Of the library that is installed: `procrastinate_` and the newest change of its tables, e.g. `03_04_00`."""
    changes = Path(SchemaManager.get_migrations_path()).glob("*.sql")
    return "procrastinate_" + max(change.name for change in changes).split("_")[0].replace(".", "_")


def inside(url: str) -> str:
    """The `options` of a connection to an address, so that all that it names is found in that schema."""
    given = str(conninfo_to_dict(url).get("options") or "")
    return f"{given} -c search_path={schema_name()}".strip()


def prepare(url: str) -> None:
    """Make the tables if they are not there; safe in any number of processes at once."""
    schema = schema_name()
    with psycopg.connect(url, options=inside(url)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        found = connection.execute("SELECT to_regclass(%s)", [f"{schema}.procrastinate_jobs"]).fetchone()
        if found == (None,):
            connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
            connection.execute(SchemaManager.get_schema())
