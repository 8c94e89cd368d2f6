"""Organisations, their units and the workspaces they meet in."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from core.model.ids import OrganisationId, UnitId, WorkspaceId
from core.model.organisations import Organisation, Unit, UnitKind, Workspace
from storage.rows import Kind, Rows, Values
from storage.schema import OrganisationRow, UnitRow, WorkspaceRow
from storage.types import by_name


def _to_organisation(row: OrganisationRow) -> Organisation:
    return Organisation(
        id=OrganisationId(row.id),
        name=row.name,
        contact=row.contact,
        language=row.language,
        zone=row.zone,
        k=row.k,
        retention_months=row.retention_months,
        echo_months=tuple(int(month) for month in row.echo_months.split(",")),
        first_year_from=row.first_year_from,
        area=row.area,
        area_in_chat=row.area_in_chat,
    )


def _to_organisation_row(organisation: Organisation) -> Values:
    return {
        "id": organisation.id,
        "name": organisation.name,
        "contact": organisation.contact,
        "language": organisation.language,
        "zone": organisation.zone,
        "k": organisation.k,
        "retention_months": organisation.retention_months,
        "echo_months": ",".join(str(month) for month in organisation.echo_months),
        "first_year_from": organisation.first_year_from,
        "area": organisation.area,
        "area_in_chat": organisation.area_in_chat,
    }


def _to_unit(row: UnitRow) -> Unit:
    return Unit(
        id=UnitId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        name=row.name,
        kind=UnitKind(row.kind),
        parent_id=UnitId(row.parent_id) if row.parent_id else None,
        closed_on=row.closed_on,
        successor_id=UnitId(row.successor_id) if row.successor_id else None,
    )


def _to_unit_row(unit: Unit) -> Values:
    return {
        "id": unit.id,
        "organisation_id": unit.organisation_id,
        "name": unit.name,
        "kind": unit.kind.value,
        "parent_id": unit.parent_id,
        "closed_on": unit.closed_on,
        "successor_id": unit.successor_id,
    }


def _to_workspace(row: WorkspaceRow) -> Workspace:
    return Workspace(
        id=WorkspaceId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        platform=row.platform,
        external_id=row.external_id,
    )


def _to_workspace_row(workspace: Workspace) -> Values:
    return {
        "id": workspace.id,
        "organisation_id": workspace.organisation_id,
        "platform": workspace.platform,
        "external_id": workspace.external_id,
    }


ORGANISATIONS = Kind(OrganisationRow, read=_to_organisation, write=_to_organisation_row)
_UNITS = Kind(UnitRow, read=_to_unit, write=_to_unit_row)
WORKSPACES = Kind(WorkspaceRow, read=_to_workspace, write=_to_workspace_row)

_UNITS_OF = _UNITS.select.where(UnitRow.organisation_id == bindparam("organisation")).order_by(UnitRow.position)
_COUNT_UNITS = select(func.coalesce(func.max(UnitRow.position), 0)).where(
    UnitRow.organisation_id == bindparam("organisation")
)
_FIND_WORKSPACE = WORKSPACES.select.where(
    WorkspaceRow.platform == bindparam("platform"), WorkspaceRow.external_id == bindparam("external_id")
)


class SqlOrganisations:
    """`known`: workspaces that some transaction has read. What one is and where it stands never changes."""

    def __init__(self, connection: Connection, known: dict[WorkspaceId, Workspace] | None = None) -> None:
        self._connection = connection
        self._known = {} if known is None else known
        self._organisations = Rows(connection, ORGANISATIONS)
        self._units = Rows(connection, _UNITS)
        self._workspaces = Rows(connection, WORKSPACES)

    def get(self, id: OrganisationId) -> Organisation:
        return self._organisations.get(id)

    def all(self) -> Sequence[Organisation]:
        return sorted(self._organisations.many(ORGANISATIONS.select), key=lambda one: (by_name(one.name), one.id))

    def save(self, organisation: Organisation) -> None:
        self._organisations.save(organisation)

    def units(self, id: OrganisationId) -> Sequence[Unit]:
        return self._units.many(_UNITS_OF, organisation=id)

    def save_unit(self, unit: Unit) -> None:
        last: int = self._connection.execute(_COUNT_UNITS, {"organisation": unit.organisation_id}).scalar_one()
        self._units.save(unit, position=last + 1)

    def workspace(self, id: WorkspaceId) -> Workspace:
        found = self._known.get(id)
        if found is None:
            found = self._known[id] = self._workspaces.get(id)
        return found

    def find_workspace(self, platform: str, external_id: str) -> Workspace | None:
        return self._workspaces.one(_FIND_WORKSPACE, platform=platform, external_id=external_id)

    def workspaces(self) -> Sequence[Workspace]:
        """By platform and the platform's id."""
        return self._workspaces.many(WORKSPACES.select.order_by(WorkspaceRow.platform, WorkspaceRow.external_id))

    def save_workspace(self, workspace: Workspace) -> None:
        self._workspaces.save(workspace)
