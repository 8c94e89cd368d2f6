"""What happened to networks: written once, read in the order it happened."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam

from core.model.history import Event, Happened
from core.model.ids import EventId, NetworkId, PersonId
from storage.rows import Kind, Rows, Values
from storage.schema_history import EventRow
from storage.types import next_written


def _to_event(row: EventRow) -> Event:
    return Event(
        id=EventId(row.id),
        network_id=NetworkId(row.network_id),
        at=row.at,
        kind=Happened(row.kind),
        by_id=PersonId(row.by_id) if row.by_id else None,
        person_id=PersonId(row.person_id) if row.person_id else None,
        other_id=NetworkId(row.other_id) if row.other_id else None,
        before=row.before,
        after=row.after,
        reason=row.reason,
    )


def _to_row(event: Event) -> Values:
    return {
        "id": event.id,
        "network_id": event.network_id,
        "at": event.at,
        "kind": event.kind.value,
        "by_id": event.by_id,
        "person_id": event.person_id,
        "other_id": event.other_id,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
    }


EVENTS = Kind(EventRow, read=_to_event, write=_to_row)
_OF_NETWORK = EVENTS.select.where(EventRow.network_id == bindparam("network")).order_by(EventRow.at, EventRow.written)


class SqlHistory:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, EVENTS)

    def get(self, id: EventId) -> Event:
        return self._rows.get(id)

    def add(self, event: Event) -> None:
        self._rows.save(event, written=next_written())

    def of_network(self, network_id: NetworkId) -> Sequence[Event]:
        return self._rows.many(_OF_NETWORK, network=network_id)
