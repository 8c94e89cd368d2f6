"""How an adapter reaches somebody or some place again, in a platform's own words."""

import json
from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from core.model.ids import WorkspaceId
from storage.rows import table_of
from storage.schema_outside import DirectionRow

_TABLE = table_of(DirectionRow)
_KIND = (
    select(DirectionRow.subject, DirectionRow.facts)
    .where(DirectionRow.workspace_id == bindparam("workspace"), DirectionRow.kind == bindparam("of_kind"))
    .order_by(DirectionRow.subject)
)
_FIND = _KIND.where(DirectionRow.subject == bindparam("about"))
_LOCK = _FIND.with_for_update()
_FORGET = delete(_TABLE).where(
    _TABLE.c.workspace_id == bindparam("workspace"),
    _TABLE.c.kind == bindparam("of_kind"),
    _TABLE.c.subject == bindparam("about"),
)


@cache
def _note(dialect: str) -> Executable:
    insert = postgresql.insert(_TABLE) if dialect == "postgresql" else sqlite.insert(_TABLE)
    keys = ["workspace_id", "kind", "subject"]
    return insert.on_conflict_do_update(index_elements=keys, set_={"facts": insert.excluded.facts})


class SqlDirections:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, workspace_id: WorkspaceId, kind: str, subject: str) -> Mapping[str, str] | None:
        return self._read(_FIND, workspace_id, kind, subject)

    def of_kind(self, workspace_id: WorkspaceId, kind: str) -> Mapping[str, Mapping[str, str]]:
        rows = self._connection.execute(_KIND, {"workspace": workspace_id, "of_kind": kind}).all()
        return {row.subject: json.loads(row.facts) for row in rows}

    def note(self, workspace_id: WorkspaceId, kind: str, subject: str, facts: Mapping[str, str]) -> None:
        known = self._read(_LOCK, workspace_id, kind, subject)
        told = {name: text for name, text in {**(known or {}), **facts}.items() if text}
        if told != known:
            self._connection.execute(
                _note(self._connection.dialect.name),
                {
                    "workspace_id": workspace_id,
                    "kind": kind,
                    "subject": subject,
                    "facts": json.dumps(told, ensure_ascii=False, sort_keys=True),
                },
            )

    def forget(self, workspace_id: WorkspaceId, kind: str, subject: str) -> None:
        self._connection.execute(_FORGET, {"workspace": workspace_id, "of_kind": kind, "about": subject})

    def _read(
        self, statement: Executable, workspace_id: WorkspaceId, kind: str, subject: str
    ) -> Mapping[str, str] | None:
        row = self._connection.execute(
            statement, {"workspace": workspace_id, "of_kind": kind, "about": subject}
        ).first()
        return None if row is None else json.loads(row.facts)
