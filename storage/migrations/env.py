"""What Alembic runs: on the connection it is given, within that connection's transaction."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from storage.schema_outside import METADATA
from storage.types import Instant


def _written(kind: str, item: object, autogenerate: AutogenContext) -> str | Literal[False]:
    """How a new step writes our own type."""
    if kind == "type" and isinstance(item, Instant):
        autogenerate.imports.add("from storage.types import Instant")
        return "Instant()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=_written,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes["connection"])
