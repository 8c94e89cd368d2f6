"""After a restore from a backup: what may have gone out since the copy was made is read back before it is sent.

While a copy is made the database bears a mark, so a copy knows that it is one. Who opens it turns the mark into a
doubt, which lasts an hour: until then every message and every conversation to be made is looked for on the platform
first. Keys of what falls due follow from networks and days, so what went out in the lost time is found again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from core.model.deliveries import Delivery, Effect
from core.model.settling import RESTORED
from storage.clock import database_time
from storage.rows import table_of
from storage.schema_outside import MarkRow

COPIED_AT, LOST_SINCE, DOUBT_UNTIL = "copied_at", "lost_since", "doubt_until"
LASTS = timedelta(hours=1)
"""Long enough for what a standstill left over; after it only new things are sent, which have new keys."""
_READABLE = frozenset({Effect.POST, Effect.DIRECT, Effect.CREATE})

_TABLE = table_of(MarkRow)
_MARKS = select(MarkRow.key, MarkRow.value)
_UNMARK = delete(_TABLE).where(_TABLE.c.key == bindparam("marked"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """What happened after `since` is not in this database; until `until` it is looked for (wire clock)."""

    since: datetime
    until: datetime

    def concerns(self, delivery: Delivery, now: datetime) -> bool:
        """Whether a delivery that was to be sent is to be looked for first."""
        return now < self.until and delivery.effect in _READABLE and delivery.error != RESTORED


@contextmanager
def marked_as_copy(engine: Engine) -> Iterator[None]:
    """What is copied meanwhile bears the mark of a copy."""
    with engine.begin() as connection:
        _mark(connection, COPIED_AT, database_time(connection).isoformat())
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(_UNMARK, {"marked": COPIED_AT})


def doubt(engine: Engine) -> Doubt | None:
    """What is to be doubted, if this is a restored copy or was said to be one."""
    with engine.begin() as connection:
        marks = _marks(connection)
        if COPIED_AT in marks:
            connection.execute(_UNMARK, {"marked": COPIED_AT})
            return _begin(connection, datetime.fromisoformat(marks[COPIED_AT]))
        if LOST_SINCE not in marks:
            return None
        found = Doubt(datetime.fromisoformat(marks[LOST_SINCE]), datetime.fromisoformat(marks[DOUBT_UNTIL]))
        return found if database_time(connection) < found.until else None


def restored(engine: Engine, since: datetime) -> Doubt:
    """Somebody says that this database was put back to how it was at an instant."""
    with engine.begin() as connection:
        return _begin(connection, since)


def _begin(connection: Connection, since: datetime) -> Doubt:
    begun = Doubt(since, database_time(connection) + LASTS)
    _mark(connection, LOST_SINCE, begun.since.isoformat())
    _mark(connection, DOUBT_UNTIL, begun.until.isoformat())
    return begun


def _marks(connection: Connection) -> dict[str, str]:
    return {key: value for key, value in connection.execute(_MARKS)}


def _mark(connection: Connection, key: str, value: str) -> None:
    insert = postgresql.insert(_TABLE) if connection.dialect.name == "postgresql" else sqlite.insert(_TABLE)
    anew = insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded.value})
    connection.execute(anew, {"key": key, "value": value})
