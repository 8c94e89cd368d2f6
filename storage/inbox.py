"""The inbox: events of a platform, committed before they are acknowledged."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from core.ports_outside import InboundEvent
from storage.rows import inserted
from storage.schema_outside import InboundEventRow
from storage.types import next_written

MOST_ATTEMPTS = 5

_WAITING = (
    select(InboundEventRow.key, InboundEventRow.platform, InboundEventRow.payload, InboundEventRow.received_at)
    .where(InboundEventRow.done_at.is_(None), InboundEventRow.attempts < MOST_ATTEMPTS)
    .order_by(InboundEventRow.received_at, InboundEventRow.written)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_OF_PLATFORMS = _WAITING.where(InboundEventRow.platform.in_(bindparam("platforms", expanding=True)))
_ONE = update(InboundEventRow).where(InboundEventRow.key == bindparam("event"))
_DONE = _ONE.values(done_at=bindparam("at", type_=InboundEventRow.done_at.type), payload="", error=None)
_FAILED = _ONE.values(attempts=InboundEventRow.attempts + 1, error=bindparam("why"))
_IS_SET_ASIDE = InboundEventRow.attempts >= MOST_ATTEMPTS
_COUNTS = select(_IS_SET_ASIDE, func.count()).where(InboundEventRow.done_at.is_(None)).group_by(_IS_SET_ASIDE)
_FORGET = delete(InboundEventRow).where(InboundEventRow.done_at < bindparam("at"))


class SqlInbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, platform: str, key: str, payload: str, at: datetime) -> bool:
        values = {"platform": platform, "key": key, "payload": payload, "received_at": at, "written": next_written()}
        rest = {"done_at": None, "attempts": 0, "error": None}
        return inserted(self._connection, InboundEventRow, {**values, **rest})

    def waiting(self, *, limit: int, platforms: Collection[str] | None = None) -> Sequence[InboundEvent]:
        if platforms is None:
            rows = self._connection.execute(_WAITING, {"limit": limit}).all()
        else:
            rows = self._connection.execute(_OF_PLATFORMS, {"limit": limit, "platforms": list(platforms)}).all()
        return [
            InboundEvent(key=row.key, platform=row.platform, payload=row.payload, received_at=row.received_at)
            for row in rows
        ]

    def done(self, key: str, at: datetime) -> None:
        self._connection.execute(_DONE, {"event": key, "at": at})

    def failed(self, key: str, error: str) -> None:
        self._connection.execute(_FAILED, {"event": key, "why": error})

    def counts(self) -> tuple[int, int]:
        found = {bool(is_set_aside): count for is_set_aside, count in self._connection.execute(_COUNTS)}
        return found.get(False, 0), found.get(True, 0)

    def forget_before(self, at: datetime) -> int:
        """Only what was worked off; what was set aside is kept."""
        return self._connection.execute(_FORGET, {"at": at}).rowcount
