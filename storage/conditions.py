"""The register of drivers and barriers: its lines, who raised them, and what became of them."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam

from core.errors import NotFound
from core.model.conditions import Change, Condition, ConditionKind, Raising, Status
from core.model.ids import ConditionId, NetworkId, OrganisationId, PersonId, RoundId
from storage.rows import Kind, Rows, Values, inserted
from storage.schema_conditions import ChangeRow, ConditionRow, RaisingRow


def _to_condition(row: ConditionRow) -> Condition:
    return Condition(
        id=ConditionId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        kind=ConditionKind(row.kind),
        code=row.code,
        texts=json.loads(row.texts),
        status=Status(row.status),
        owner=row.owner,
        action=row.action,
        day=row.day,
        opening=row.opening,
    )


def _from_condition(condition: Condition) -> Values:
    return {
        "id": condition.id,
        "organisation_id": condition.organisation_id,
        "kind": condition.kind.value,
        "code": condition.code,
        "texts": json.dumps(condition.texts, ensure_ascii=False, sort_keys=True),
        "status": condition.status.value,
        "owner": condition.owner,
        "action": condition.action,
        "day": condition.day,
        "opening": condition.opening,
    }


def _to_raising(row: RaisingRow) -> Raising:
    return Raising(
        condition_id=ConditionId(row.condition_id),
        network_id=NetworkId(row.network_id),
        round_id=RoundId(row.round_id),
        opening=row.opening,
        at=row.at,
    )


def _from_raising(raising: Raising) -> Values:
    return {
        "condition_id": raising.condition_id,
        "network_id": raising.network_id,
        "round_id": raising.round_id,
        "opening": raising.opening,
        "at": raising.at,
    }


def _to_change(row: ChangeRow) -> Change:
    return Change(
        id=row.id,
        condition_id=ConditionId(row.condition_id),
        at=row.at,
        by=PersonId(row.by) if row.by else None,
        status=Status(row.status),
        owner=row.owner,
        action=row.action,
        day=row.day,
        opening=row.opening,
    )


def _from_change(change: Change) -> Values:
    return {
        "id": change.id,
        "condition_id": change.condition_id,
        "at": change.at,
        "by": change.by,
        "status": change.status.value,
        "owner": change.owner,
        "action": change.action,
        "day": change.day,
        "opening": change.opening,
    }


CONDITIONS = Kind(ConditionRow, read=_to_condition, write=_from_condition)
RAISINGS = Kind(RaisingRow, read=_to_raising, write=_from_raising, key="condition_id")
CHANGES = Kind(ChangeRow, read=_to_change, write=_from_change)

_TAKE = CONDITIONS.by_key.with_for_update()
_IN_ORDER = CONDITIONS.select.order_by(ConditionRow.kind, ConditionRow.code)
_OF_ORGANISATION = _IN_ORDER.where(ConditionRow.organisation_id == bindparam("organisation"))
_OF_NETWORK = (
    _IN_ORDER.join(
        RaisingRow, (RaisingRow.condition_id == ConditionRow.id) & (RaisingRow.opening == ConditionRow.opening)
    )
    .where(RaisingRow.network_id == bindparam("network"))
    .distinct()
)
_RAISINGS = RAISINGS.by_keys.order_by(RaisingRow.at, RaisingRow.network_id, RaisingRow.round_id)
_NETWORK_S = _RAISINGS.where(RaisingRow.network_id == bindparam("network"))
_CHANGES = CHANGES.select.where(ChangeRow.condition_id == bindparam("condition")).order_by(ChangeRow.at, ChangeRow.id)


class SqlConditions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, CONDITIONS)

    def find(self, id: ConditionId) -> Condition | None:
        return self._rows.one(CONDITIONS.by_key, key=id)

    def take(self, id: ConditionId) -> Condition:
        found = self._rows.one(_TAKE, key=id)
        if found is None:
            raise NotFound(CONDITIONS.missing)
        return found

    def of_organisation(self, organisation_id: OrganisationId) -> Sequence[Condition]:
        return self._rows.many(_OF_ORGANISATION, organisation=organisation_id)

    def of_network(self, network_id: NetworkId) -> Sequence[Condition]:
        return self._rows.many(_OF_NETWORK, network=network_id)

    def add(self, condition: Condition) -> bool:
        return inserted(self._connection, ConditionRow, _from_condition(condition))

    def save(self, condition: Condition) -> None:
        self._rows.save(condition)

    def add_raising(self, raising: Raising) -> None:
        inserted(self._connection, RaisingRow, _from_raising(raising))

    def raisings(self, ids: Collection[ConditionId], network_id: NetworkId | None = None) -> Sequence[Raising]:
        if network_id is None:
            rows = self._connection.execute(_RAISINGS, {"keys": list(ids)}).all()
        else:
            rows = self._connection.execute(_NETWORK_S, {"keys": list(ids), "network": network_id}).all()
        return [RAISINGS.value(row) for row in rows]

    def add_change(self, change: Change) -> None:
        inserted(self._connection, ChangeRow, _from_change(change))

    def changes(self, id: ConditionId) -> Sequence[Change]:
        rows = self._connection.execute(_CHANGES, {"condition": id}).all()
        return [CHANGES.value(row) for row in rows]
