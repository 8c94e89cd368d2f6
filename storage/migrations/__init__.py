"""The history of the tables: one line of dated steps for SQLite and PostgreSQL, shipped with the package."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage import schema_links, schema_search  # noqa: F401  their tables belong to METADATA
from storage.schema_outside import METADATA

_FOLDER = Path(__file__).parent
_LOCK = 0x6D696772
"""Of PostgreSQL's advisory lock for those who change tables: "migr"."""


class Behind(Exception):
    """The database is not at the newest step."""

    def __init__(self, at: str | None, newest: str | None) -> None:
        super().__init__(f"the database is at {at or 'nothing'}, the code needs {newest}")
        self.at = at
        self.newest = newest


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, made here: there is no alembic.ini."""
    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    settings.attributes["connection"] = connection
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Take the steps that are missing, all or none. Of several processes at once one takes them, the others wait."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        command.downgrade(config(connection), revision)


def current(engine: Engine) -> str | None:
    """The step that the database stands at."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    return ScriptDirectory.from_config(config()).get_current_head()


def check(engine: Engine) -> None:
    """Raises `Behind` unless the database stands at the newest step."""
    at = current(engine)
    if at != newest():
        raise Behind(at, newest())


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """SQLite's index of words keeps itself in tables of its own."""
    return kind != "table" or not (name or "").startswith("search_index")


def _is_for(dialect: str) -> Callable[..., bool]:
    """An index that one of the databases alone has says so."""
    return lambda item, *_: item.info.get("only", dialect) == dialect


def drift(engine: Engine) -> list[object]:
    """What the tables in the code have that those in the database have not, or the other way round."""
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": _is_ours, "include_object": _is_for(engine.dialect.name)}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, METADATA))
