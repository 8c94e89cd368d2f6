"""The history of the tables: one line of dated steps for SQLite and PostgreSQL, shipped with the package."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage import schema_links  # noqa: F401  its table belongs to METADATA
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


def drift(engine: Engine) -> list[object]:
    """What the tables in the code have that those in the database have not, or the other way round."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))
