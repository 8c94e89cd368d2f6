"""Calls for help: by network, those that wait."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam

from core.model.calls import Call
from core.model.ids import CallId, NetworkId, PersonId
from storage.rows import Kind, Rows, Values
from storage.schema_calls import CallRow


def _to_call(row: CallRow) -> Call:
    return Call(
        id=CallId(row.id),
        network_id=NetworkId(row.network_id),
        by_id=PersonId(row.by_id),
        asked_at=row.asked_at,
        answer_by=row.answer_by,
        text=row.text,
        answer=row.answer,
        answered_by=PersonId(row.answered_by) if row.answered_by else None,
        answered_at=row.answered_at,
    )


def _to_row(call: Call) -> Values:
    return {
        "id": call.id,
        "network_id": call.network_id,
        "by_id": call.by_id,
        "asked_at": call.asked_at,
        "answer_by": call.answer_by,
        "text": call.text,
        "answer": call.answer,
        "answered_by": call.answered_by,
        "answered_at": call.answered_at,
    }


CALLS = Kind(CallRow, read=_to_call, write=_to_row)
_LOCK = CALLS.by_key.with_for_update()
_UNANSWERED = CALLS.select.where(
    CallRow.network_id.in_(bindparam("networks", expanding=True)), CallRow.answered_at.is_(None)
).order_by(CallRow.asked_at, CallRow.id)


class SqlCalls:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, CALLS)

    def get(self, id: CallId) -> Call:
        return self._rows.get(id)

    def take(self, id: CallId) -> Call:
        self._rows.one(_LOCK, key=id)
        return self._rows.get(id)

    def unanswered(self, network_ids: Collection[NetworkId]) -> Sequence[Call]:
        return self._rows.many(_UNANSWERED, networks=list(network_ids))

    def save(self, call: Call) -> None:
        self._rows.save(call)
