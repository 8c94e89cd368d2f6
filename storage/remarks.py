"""The lines that the secretariat has written to its summaries: only added to."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam

from core.model import scopes
from core.model.ids import OrganisationId, PersonId, RemarkId
from core.model.remarks import Remark
from core.model.scopes import Scope
from storage.rows import Kind, Rows, Values
from storage.schema_remarks import RemarkRow
from storage.types import next_written


def _to_remark(row: RemarkRow) -> Remark:
    return Remark(
        id=RemarkId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        scope=scopes.read(row.scope),
        text=row.text,
        by=PersonId(row.by_id),
        at=row.at,
    )


def _to_row(remark: Remark) -> Values:
    return {
        "id": remark.id,
        "organisation_id": remark.organisation_id,
        "scope": remark.scope.code,
        "text": remark.text,
        "by_id": remark.by,
        "at": remark.at,
    }


_REMARKS = Kind(RemarkRow, read=_to_remark, write=_to_row)
_OF_SCOPE = _REMARKS.select.where(
    RemarkRow.organisation_id == bindparam("organisation"), RemarkRow.scope == bindparam("scope")
).order_by(RemarkRow.written.desc())


class SqlRemarks:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, _REMARKS)

    def add(self, remark: Remark) -> None:
        self._rows.save(remark, written=next_written())

    def of_scope(self, organisation_id: OrganisationId, scope: Scope) -> Sequence[Remark]:
        return self._rows.many(_OF_SCOPE, organisation=organisation_id, scope=scope.code)
