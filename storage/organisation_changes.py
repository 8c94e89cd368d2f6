"""What has happened to the organisation: to its units, and to who looks after it."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam

from core.model.changes import Source
from core.model.files import File
from core.model.ids import AccessId, NetworkId, OrganisationId, PersonId, RoleChangeId, UnitChangeId, UnitId
from core.model.offices import Access, Role, RoleChange
from core.model.units import UnitChange, UnitChangeKind
from storage.rows import Kind, Rows, Values
from storage.schema_organisation import AccessRow, RoleChangeRow, UnitChangeRow
from storage.types import next_written


def _to_unit_change(row: UnitChangeRow) -> UnitChange:
    return UnitChange(
        id=UnitChangeId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        unit_id=UnitId(row.unit_id),
        kind=UnitChangeKind(row.kind),
        at=row.at,
        source=Source(row.source),
        by=PersonId(row.by_id) if row.by_id else None,
        before=row.before,
        after=row.after,
    )


def _to_unit_change_row(change: UnitChange) -> Values:
    return {
        "id": change.id,
        "organisation_id": change.organisation_id,
        "unit_id": change.unit_id,
        "kind": change.kind.value,
        "at": change.at,
        "source": change.source.value,
        "by_id": change.by,
        "before": change.before,
        "after": change.after,
    }


def _to_role_change(row: RoleChangeRow) -> RoleChange:
    return RoleChange(
        id=RoleChangeId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        person_id=PersonId(row.person_id),
        role=Role(row.role),
        given=row.given,
        at=row.at,
        source=Source(row.source),
        by=PersonId(row.by_id) if row.by_id else None,
    )


def _to_role_change_row(change: RoleChange) -> Values:
    return {
        "id": change.id,
        "organisation_id": change.organisation_id,
        "person_id": change.person_id,
        "role": change.role.value,
        "given": change.given,
        "at": change.at,
        "source": change.source.value,
        "by_id": change.by,
    }


def _to_access(row: AccessRow) -> Access:
    return Access(
        id=AccessId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        person_id=PersonId(row.person_id),
        at=row.at,
        network_id=NetworkId(row.network_id) if row.network_id else None,
        file=File(row.file) if row.file else None,
    )


def _to_access_row(access: Access) -> Values:
    return {
        "id": access.id,
        "organisation_id": access.organisation_id,
        "person_id": access.person_id,
        "at": access.at,
        "network_id": access.network_id,
        "file": access.file.value if access.file else "",
    }


_ACCESSES = Kind(AccessRow, read=_to_access, write=_to_access_row)
_UNIT_CHANGES = Kind(UnitChangeRow, read=_to_unit_change, write=_to_unit_change_row)
_ROLE_CHANGES = Kind(RoleChangeRow, read=_to_role_change, write=_to_role_change_row)

_OF_UNITS = _UNIT_CHANGES.select.where(UnitChangeRow.organisation_id == bindparam("organisation")).order_by(
    UnitChangeRow.written.desc()
)
_OF_ROLES = (
    _ROLE_CHANGES.select.where(RoleChangeRow.organisation_id == bindparam("organisation"))
    .order_by(RoleChangeRow.written.desc())
    .limit(bindparam("limit"))
)
_OF_ACCESSES = (
    _ACCESSES.select.where(AccessRow.organisation_id == bindparam("organisation"))
    .order_by(AccessRow.written.desc())
    .limit(bindparam("limit"))
)
_LATEST = (
    _ROLE_CHANGES.select.where(RoleChangeRow.person_id == bindparam("person"), RoleChangeRow.role == bindparam("role"))
    .order_by(RoleChangeRow.written.desc())
    .limit(1)
)


class SqlUnitChanges:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, _UNIT_CHANGES)

    def add(self, change: UnitChange) -> None:
        self._rows.save(change, written=next_written())

    def of_organisation(self, id: OrganisationId) -> Sequence[UnitChange]:
        return self._rows.many(_OF_UNITS, organisation=id)


class SqlRoleChanges:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, _ROLE_CHANGES)

    def add(self, change: RoleChange) -> None:
        self._rows.save(change, written=next_written())

    def latest(self, person_id: PersonId, role: Role) -> RoleChange | None:
        return self._rows.one(_LATEST, person=person_id, role=role.value)

    def of_organisation(self, id: OrganisationId, limit: int) -> Sequence[RoleChange]:
        return self._rows.many(_OF_ROLES, organisation=id, limit=limit)


class SqlAccesses:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, _ACCESSES)

    def add(self, access: Access) -> None:
        self._rows.save(access, written=next_written())

    def of_organisation(self, id: OrganisationId, limit: int) -> Sequence[Access]:
        return self._rows.many(_OF_ACCESSES, organisation=id, limit=limit)
