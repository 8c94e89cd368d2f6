"""Deliveries as services write them; the sender's side is `storage.ledger`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select, update

from core.model.deliveries import Content, Delivery, DeliveryState, Effect, Urgency
from core.model.ids import DeliveryId, NetworkId, OrganisationId, PersonId, WorkspaceId
from core.model.keys import EVERYBODY
from storage import stopped
from storage.many import one_of
from storage.refreshing import refresh, refresh_each
from storage.rows import Kind, Rows, Values, inserted, inserted_all, table_of
from storage.schema_outside import DeliveryRow
from storage.types import next_written


def _to_delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        key=row.key,
        effect=Effect(row.effect),
        content=Content(row.content),
        organisation_id=OrganisationId(row.organisation_id),
        workspace_id=WorkspaceId(row.workspace_id),
        network_id=NetworkId(row.network_id) if row.network_id else None,
        person_id=PersonId(row.person_id) if row.person_id else None,
        subject=row.subject,
        urgency=Urgency(row.urgency),
        due_at=row.due_at,
        expires_at=row.expires_at,
        conversation=row.conversation,
        thread=row.thread,
        thread_key=row.thread_key,
        after_key=row.after_key,
        target_key=row.target_key,
        payload=row.payload,
        state=DeliveryState(row.state),
        attempt=row.attempt,
        token=row.token,
        lease_until=row.lease_until,
        retry_at=row.retry_at,
        first_try_at=row.first_try_at,
        absent_reads=row.absent_reads,
        revision=row.revision,
        sent_conversation=row.sent_conversation,
        sent_message=row.sent_message,
        error=row.error,
    )


def what(delivery: Delivery) -> Values:
    """What is to be done, as the service wrote it."""
    return {
        "effect": delivery.effect.value,
        "content": delivery.content.value,
        "organisation_id": delivery.organisation_id,
        "workspace_id": delivery.workspace_id,
        "network_id": delivery.network_id,
        "person_id": delivery.person_id,
        "subject": delivery.subject,
        "urgency": delivery.urgency.value,
        "due_at": delivery.due_at,
        "expires_at": delivery.expires_at,
        "conversation": delivery.conversation,
        "thread": delivery.thread,
        "thread_key": delivery.thread_key,
        "after_key": delivery.after_key,
        "target_key": delivery.target_key,
        "payload": delivery.payload,
    }


def how(delivery: Delivery) -> Values:
    """How it stands, as the sender writes it."""
    return {
        "state": delivery.state.value,
        "attempt": delivery.attempt,
        "token": delivery.token,
        "lease_until": delivery.lease_until,
        "retry_at": delivery.retry_at,
        "first_try_at": delivery.first_try_at,
        "absent_reads": delivery.absent_reads,
        "sent_conversation": delivery.sent_conversation,
        "sent_message": delivery.sent_message,
        "error": delivery.error,
    }


HOW = (
    *("state", "attempt", "token", "lease_until", "retry_at", "first_try_at", "absent_reads"),
    *("sent_conversation", "sent_message", "error"),
)
"""The columns of `how`."""


def _to_row(delivery: Delivery) -> Values:
    rest = {"revision": delivery.revision, "written": next_written(), "booked": False, "settled_at": None}
    return {"id": delivery.id, "key": delivery.key, **what(delivery), **how(delivery), **rest}


DELIVERIES = Kind(DeliveryRow, read=_to_delivery, write=_to_row)


def _one_of(column: str, names: type[Enum]) -> ColumnElement[bool]:
    """A condition that is written out once: the names are ours."""
    return literal_column(f"deliveries.{column} IN ({', '.join(repr(name.value) for name in names)})")


KNOWN = DELIVERIES.select.where(_one_of("effect", Effect), _one_of("content", Content))
"""What only a newer process knows how to do, while the two overlap, is left to that one."""
_TABLE = table_of(DeliveryRow)
_WAITING = DeliveryRow.state == DeliveryState.PENDING.value
_BY_KEY = DELIVERIES.select.where(DeliveryRow.key == bindparam("key"))
_KEYS = select(DeliveryRow.key).where(DeliveryRow.id.in_(bindparam("ids", expanding=True)))
_CANCEL = (
    update(_TABLE)
    .where(DeliveryRow.key == bindparam("cancelled"), _WAITING)
    .values(state=DeliveryState.CANCELLED.value, payload="")
)
_BY_MESSAGE = (
    DELIVERIES.select.where(
        DeliveryRow.sent_message == bindparam("message"),
        DeliveryRow.sent_conversation == bindparam("conversation"),
        DeliveryRow.workspace_id == bindparam("workspace"),
        DeliveryRow.state == DeliveryState.SENT.value,
        DeliveryRow.effect.in_((Effect.POST.value, Effect.DIRECT.value)),
    )
    .order_by(DeliveryRow.written)
    .limit(1)
)


class _Each:
    """What is to be done once more for everybody in some networks; `people`: and for these."""

    def __init__(self, template: Delivery) -> None:
        self._row = {f"new_{name}": value for name, value in _to_row(template).items()}
        self.before, _, self._after = template.key.partition(EVERYBODY)
        self.networks: set[NetworkId] = set()
        self.people: list[object] = []

    def parameters(self) -> Values:
        places = {"key_before": self.before, "key_after": self._after}
        return {**self._row, **places, "networks": sorted(self.networks), "people": self.people}


_STATES = select(DeliveryRow.key, DeliveryRow.state).where(one_of(DeliveryRow.key, "keys"))


class SqlDeliveries:
    """What is to be done once more is written last, in the order of keys, and once however often it was asked for: two
    transactions that refresh the same deliveries wait for each other in one order only.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, DELIVERIES)
        self._again: dict[str, Values] = {}
        self._each: dict[str, _Each] = {}

    def add(self, delivery: Delivery) -> bool:
        if delivery.key in self._again:
            return False
        return inserted(self._connection, DeliveryRow, _to_row(delivery))

    def refresh(self, delivery: Delivery) -> None:
        self._again[delivery.key] = _to_row(delivery)

    def write(self) -> None:
        """Write what is to be done once more; before a commit, and before one of these is looked for here."""
        begun = ""
        for each in sorted(self._each.values(), key=lambda each: each.before):
            each.people = [
                self._again.pop(key)["person_id"] for key in list(self._again) if key.startswith(each.before)
            ]
            self._write_between(begun, each.before)
            self._connection.execute(refresh_each(self._connection.dialect.name), each.parameters())
            begun = each.before
        self._each.clear()
        self._write_between(begun, None)

    def _write_between(self, begun: str, end: str | None) -> None:
        keys = sorted(key for key in self._again if begun <= key and (end is None or key < end))
        rows = [self._again.pop(key) for key in keys]
        if rows:
            self._connection.execute(refresh(self._connection.dialect.name), rows)

    def refresh_each(self, template: Delivery, network_ids: Collection[NetworkId]) -> None:
        self._each.setdefault(template.key, _Each(template)).networks.update(network_ids)

    def add_all(self, deliveries: Sequence[Delivery]) -> Collection[str]:
        self.write()
        if inserted_all(self._connection, DeliveryRow, [_to_row(delivery) for delivery in deliveries]):
            return frozenset(delivery.key for delivery in deliveries)
        ids = [delivery.id for delivery in deliveries]
        return frozenset(self._connection.execute(_KEYS, {"ids": ids}).scalars())

    def find(self, key: str) -> Delivery | None:
        if key in self._again or self._each:
            self.write()
        return self._rows.one(_BY_KEY, key=key)

    def states(self, keys: Collection[str]) -> Mapping[str, DeliveryState]:
        self.write()
        rows = self._connection.execute(_STATES, {"keys": list(keys)}).all()
        return {key: DeliveryState(state) for key, state in rows}

    def cancel(self, key: str) -> bool:
        if key in self._again or self._each:
            self.write()
        return self._connection.execute(_CANCEL, {"cancelled": key}).rowcount == 1

    def revive(self, network_id: NetworkId) -> int:
        self.write()
        return self._connection.execute(stopped.REVIVE, {"network": network_id}).rowcount

    def move(self, network_id: NetworkId, conversation: str) -> None:
        self.write()
        for move in stopped.MOVES:
            self._connection.execute(move, {"network": network_id, "place": conversation})

    def get(self, id: DeliveryId) -> Delivery:
        self.write()
        return self._rows.get(id)

    def turn(self, delivery: Delivery, *, was: DeliveryState) -> bool:
        self.write()
        new = {"delivery": delivery.id, "was": was.value, **stopped.turned({**what(delivery), **how(delivery)})}
        return self._connection.execute(stopped.TURN, new).rowcount == 1

    def has_sent_since(self, network_id: NetworkId, notice: str) -> bool:
        self.write()
        found = self._connection.execute(stopped.SENT_SINCE, {"network": network_id, "notice": notice})
        return found.first() is not None

    def stopped(self, organisation_id: OrganisationId) -> Sequence[Delivery]:
        self.write()
        return self._rows.many(stopped.OF_ORGANISATION, organisation=organisation_id)

    def unheard(self, person_id: PersonId, *, since: datetime) -> Sequence[Delivery]:
        self.write()
        return self._rows.many(stopped.UNHEARD, person=person_id, since=since)

    def listed(self, states: Collection[DeliveryState], *, limit: int) -> Sequence[Delivery]:
        self.write()
        return self._rows.many(stopped.LISTED, states=[state.value for state in states], limit=limit)

    def find_by_message(self, workspace_id: WorkspaceId, conversation: str, message: str) -> Delivery | None:
        self.write()
        return self._rows.one(_BY_MESSAGE, workspace=workspace_id, conversation=conversation, message=message)
