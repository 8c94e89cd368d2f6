"""Who gets which digest."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete

from core.model.ids import PersonId, UnitId
from core.model.subscriptions import Kind as Digested
from core.model.subscriptions import Rhythm, Subscription
from storage.rows import Kind, Rows, Values, table_of
from storage.schema_digests import SubscriptionRow


def _to_subscription(row: SubscriptionRow) -> Subscription:
    return Subscription(
        person_id=PersonId(row.person_id),
        kind=Digested(row.kind),
        about=row.about,
        rhythm=Rhythm(row.rhythm),
        weekday=row.weekday,
        since=row.since,
        told_on=row.told_on,
    )


def _to_row(subscription: Subscription) -> Values:
    return {
        "id": subscription.id,
        "person_id": subscription.person_id,
        "kind": subscription.kind.value,
        "about": subscription.about,
        "rhythm": subscription.rhythm.value,
        "weekday": subscription.weekday,
        "since": subscription.since,
        "told_on": subscription.told_on,
    }


SUBSCRIPTIONS = Kind(SubscriptionRow, read=_to_subscription, write=_to_row)
_OF_PERSON = SUBSCRIPTIONS.select.where(SubscriptionRow.person_id == bindparam("person")).order_by(
    SubscriptionRow.kind, SubscriptionRow.about
)
_OF_COMMITTEE = SUBSCRIPTIONS.select.where(
    SubscriptionRow.about == bindparam("unit"), SubscriptionRow.kind == Digested.COMMITTEE.value
).order_by(SubscriptionRow.id)
_REMOVE = delete(table_of(SubscriptionRow)).where(SubscriptionRow.id == bindparam("key"))


class SqlSubscriptions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, SUBSCRIPTIONS)

    def find(self, id: str) -> Subscription | None:
        return self._rows.one(SUBSCRIPTIONS.by_key, key=id)

    def of_person(self, person_id: PersonId) -> Sequence[Subscription]:
        return self._rows.many(_OF_PERSON, person=person_id)

    def of_committee(self, unit_id: UnitId) -> Sequence[Subscription]:
        return self._rows.many(_OF_COMMITTEE, unit=unit_id)

    def save(self, subscription: Subscription) -> None:
        self._rows.save(subscription)

    def remove(self, id: str) -> None:
        self._connection.execute(_REMOVE, {"key": id})
