"""What of the deliveries may be claimed: due, not held up by what it comes after, the most urgent first; and of which
nobody knows whether they happened, so that they are read back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from core.model.deliveries import DeliveryState
from storage.deliveries import KNOWN
from storage.rows import table_of
from storage.schema import NetworkRow
from storage.schema_outside import DeliveryRow


def is_(state: DeliveryState) -> ColumnElement[bool]:
    """A condition on the state that stands in the statement itself, so that the partial indexes apply."""
    return DeliveryRow.state == literal_column(f"'{state.value}'")


_TABLE = table_of(DeliveryRow)
_FIRST = aliased(DeliveryRow)
_WAITING = tuple(
    state.value for state in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.HELD)
)
_GONE = tuple(state.value for state in (DeliveryState.DEAD, DeliveryState.EXPIRED, DeliveryState.CANCELLED))
_COMES_AFTER = _FIRST.key.in_((DeliveryRow.after_key, DeliveryRow.thread_key, DeliveryRow.target_key))
_AFTER_ONE_WAITING = select(_FIRST.id).where(_COMES_AFTER, _FIRST.state.in_(_WAITING)).exists()
_AFTER_ONE_GONE = select(_FIRST.id).where(_COMES_AFTER, _FIRST.state.in_(_GONE)).exists()
_PENDING = KNOWN.where(is_(DeliveryState.PENDING)).limit(bindparam("limit"))
_DUE = DeliveryRow.due_at <= bindparam("now")

EXPIRED = _PENDING.where(DeliveryRow.expires_at <= bindparam("now")).with_for_update(skip_locked=True)
_CLAIMABLE = (
    _PENDING.add_columns(
        func.coalesce(
            DeliveryRow.conversation,
            select(NetworkRow.conversation).where(NetworkRow.id == DeliveryRow.network_id).scalar_subquery(),
        ).label("place"),
        _AFTER_ONE_GONE.label("is_orphan"),
    )
    .where(_DUE, ~_AFTER_ONE_WAITING)
    .with_for_update(skip_locked=True, of=_TABLE)
)
# Asked for in one statement, every one of a long backlog would be looked at to find the few whose time has come.
_NEW = _CLAIMABLE.where(DeliveryRow.retry_at.is_(None)).order_by(
    DeliveryRow.urgency, DeliveryRow.due_at, DeliveryRow.written
)
_AGAIN = _CLAIMABLE.where(DeliveryRow.retry_at <= bindparam("wire")).order_by(
    DeliveryRow.urgency, DeliveryRow.retry_at, DeliveryRow.written
)

RUN_OUT = (
    KNOWN.where(is_(DeliveryState.SENDING), DeliveryRow.lease_until <= bindparam("wire"))
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
UNSETTLED = (
    KNOWN.where(
        is_(DeliveryState.UNKNOWN),
        DeliveryRow.retry_at <= bindparam("wire"),
        or_(DeliveryRow.lease_until.is_(None), DeliveryRow.lease_until <= bindparam("wire")),
    )
    .order_by(DeliveryRow.retry_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
FIRST_IN_DOUBT = select(
    select(func.min(DeliveryRow.lease_until)).where(is_(DeliveryState.SENDING)).scalar_subquery(),
    select(func.min(DeliveryRow.retry_at)).where(is_(DeliveryState.UNKNOWN)).scalar_subquery(),
)


def claimable(connection: Connection, now: datetime, wire: datetime, limit: int) -> Sequence[Row[Any]]:
    """Rows of those that have waited for their time and those that are new, locked, the most urgent first.

    Of the new ones at most `limit`. Of the others twice as many, and in the order of their times: a place in a lane
    that is not taken in time is lost. Beside the delivery's own columns each has `place`, the conversation it goes to
    as far as we know, and `is_orphan`: what it comes after never came.
    """
    given = {"now": now, "wire": wire}
    again = connection.execute(_AGAIN, {**given, "limit": 2 * limit}).all()
    new = connection.execute(_NEW, {**given, "limit": limit}).all()
    return sorted([*again, *new], key=lambda row: row.urgency)
