"""The register of drivers and barriers: its lines, who raised them, and what became of them."""

import json
from collections.abc import Collection, Iterator, Sequence, Set

from sqlalchemy import Connection, bindparam, exists, select, text

from core.errors import NotFound
from core.model.conditions import Change, Condition, ConditionKind, Raising, Status
from core.model.ids import ConditionId, NetworkId, OrganisationId, PersonId, RoundId
from storage.rows import Kind, Rows, Values, inserted
from storage.schema import GONE, ReplyRow
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

_OPENED_LAST = (RaisingRow.condition_id == ConditionRow.id) & (RaisingRow.opening == ConditionRow.opening)
_NETWORK_S = RaisingRow.network_id == bindparam("network")
_TAKE = CONDITIONS.by_key.with_for_update()
_IN_ORDER = CONDITIONS.select.order_by(ConditionRow.kind, ConditionRow.code)
_OF_ORGANISATION = _IN_ORDER.where(ConditionRow.organisation_id == bindparam("organisation"))
_OF_NETWORK = _IN_ORDER.join(RaisingRow, _OPENED_LAST).where(_NETWORK_S).distinct()
_RAISINGS = RAISINGS.by_keys.order_by(RaisingRow.at, RaisingRow.network_id, RaisingRow.round_id)
_IS_IN_DOUBT = exists().where(ReplyRow.round_id == RaisingRow.round_id, text(GONE))
_OF_THESE = ConditionRow.id.in_(bindparam("keys", expanding=True))
_SURE = (
    select(RaisingRow.condition_id, RaisingRow.network_id)
    .join(ConditionRow, _OPENED_LAST)
    .where(_OF_THESE, ~_IS_IN_DOUBT)
    .distinct()
)
_UNSURE = RAISINGS.select.join(ConditionRow, _OPENED_LAST).where(_OF_THESE, _IS_IN_DOUBT)
_RAISED = {False: _SURE, True: _SURE.where(_NETWORK_S)}
_IN_DOUBT = {False: _UNSURE, True: _UNSURE.where(_NETWORK_S)}
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

    def raisings(self, ids: Collection[ConditionId]) -> Sequence[Raising]:
        rows = self._connection.execute(_RAISINGS, {"keys": list(ids)}).all()
        return [RAISINGS.value(row) for row in rows]

    def raised(
        self, ids: Collection[ConditionId], network_id: NetworkId | None = None
    ) -> Set[tuple[ConditionId, NetworkId]]:
        which, given = _asked(ids, network_id)
        found = self._connection.execute(_RAISED[which], given).all()
        return {(ConditionId(id), NetworkId(network)) for id, network in found}

    def in_doubt(self, ids: Collection[ConditionId], network_id: NetworkId | None = None) -> Iterator[Raising]:
        which, given = _asked(ids, network_id)
        return (RAISINGS.value(row) for row in self._connection.execute(_IN_DOUBT[which], given))

    def add_change(self, change: Change) -> None:
        inserted(self._connection, ChangeRow, _from_change(change))

    def changes(self, id: ConditionId) -> Sequence[Change]:
        rows = self._connection.execute(_CHANGES, {"condition": id}).all()
        return [CHANGES.value(row) for row in rows]


def _asked(ids: Collection[ConditionId], network_id: NetworkId | None) -> tuple[bool, dict[str, object]]:
    """Whether of one network alone, and what is given to the statement."""
    return network_id is not None, {"keys": list(ids), "network": network_id}
