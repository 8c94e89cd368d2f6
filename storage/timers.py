"""Timed rows, and which of them have come due."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from core.model.timers import Timed, Timer
from storage.rows import table_of
from storage.schema import ScheduleRow
from storage.schema_outside import TimerRow

_TABLE = table_of(TimerRow)
# A kind that only a newer process knows, while the two overlap, is left to that one.
_DUE = (
    select(TimerRow.kind, TimerRow.subject, TimerRow.due_at, TimerRow.expires_at)
    .where(TimerRow.due_at <= bindparam("now"), TimerRow.kind.in_([kind.value for kind in Timed]))
    .order_by(TimerRow.due_at, TimerRow.kind, TimerRow.subject)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_NEXT_DUE_AT = select(func.min(TimerRow.due_at)).where(TimerRow.due_at > bindparam("after"))
# The least of each is one look into its index; asked whether there is any, a planner may read them all. (The index on
# schedules has only those that have a next time; SQLite uses it only for a question that says so.)
_FIRST = select(
    select(func.min(TimerRow.due_at)).scalar_subquery(),
    select(func.min(ScheduleRow.next_due_at)).where(ScheduleRow.next_due_at.is_not(None)).scalar_subquery(),
)
_CLEAR = delete(_TABLE).where(_TABLE.c.kind == bindparam("of_kind"), _TABLE.c.subject == bindparam("about"))


@cache
def _set(dialect: str) -> Executable:
    insert = postgresql.insert(_TABLE) if dialect == "postgresql" else sqlite.insert(_TABLE)
    anew = {"due_at": insert.excluded.due_at, "expires_at": insert.excluded.expires_at}
    return insert.on_conflict_do_update(index_elements=["kind", "subject"], set_=anew)


class SqlTimers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, *timers: Timer) -> None:
        rows = [
            {"kind": each.kind.value, "subject": each.subject, "due_at": each.due_at, "expires_at": each.expires_at}
            for each in timers
        ]
        if rows:
            self._connection.execute(_set(self._connection.dialect.name), rows)

    def clear(self, *timers: tuple[Timed, str]) -> None:
        rows = [{"of_kind": kind.value, "about": subject} for kind, subject in timers]
        if rows:
            self._connection.execute(_CLEAR, rows)

    def due(self, now: datetime, limit: int) -> Sequence[Timer]:
        rows = self._connection.execute(_DUE, {"now": now, "limit": limit})
        return [Timer(Timed(kind), subject, due_at, expires_at) for kind, subject, due_at, expires_at in rows]

    def anything_due(self, now: datetime) -> bool:
        first = self._connection.execute(_FIRST).one()
        return any(at is not None and at <= now for at in first)

    def next_due_at(self, after: datetime) -> datetime | None:
        return self._connection.execute(_NEXT_DUE_AT, {"after": after}).scalar_one()
