"""Codes, and what the secretariat has said that replies are about."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, exists, select

from core.model.codes import Code, CodeKind, Coding
from core.model.ids import CodeId, NetworkId, OrganisationId, PersonId, ReplyId, RoundId
from core.model.rounds import RoundState
from storage.rows import Kind, Rows, Values, inserted, table_of
from storage.schema import NetworkRow, ReplyRow, RoundRow
from storage.schema_codes import CodeRow, CodingRow
from storage.types import to_json


def _to_code(row: CodeRow) -> Code:
    return Code(
        id=CodeId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        kind=CodeKind(row.kind),
        option=row.option,
        texts=json.loads(row.texts),
        words=tuple(json.loads(row.words)),
        retired_at=row.retired_at,
    )


def _from_code(code: Code) -> Values:
    return {
        "id": code.id,
        "organisation_id": code.organisation_id,
        "kind": code.kind.value,
        "option": code.option,
        "texts": json.dumps(code.texts, ensure_ascii=False, sort_keys=True),
        "words": to_json(code.words),
        "retired_at": code.retired_at,
    }


def _to_coding(row: CodingRow) -> Coding:
    return Coding(
        reply_id=ReplyId(row.reply_id),
        organisation_id=OrganisationId(row.organisation_id),
        codes=tuple(CodeId(id) for id in row.codes.split()),
        by=PersonId(row.by),
        at=row.at,
    )


def _from_coding(coding: Coding) -> Values:
    return {
        "reply_id": coding.reply_id,
        "organisation_id": coding.organisation_id,
        "codes": " ".join(coding.codes),
        "by": coding.by,
        "at": coding.at,
    }


CODES = Kind(CodeRow, read=_to_code, write=_from_code)
CODINGS = Kind(CodingRow, read=_to_coding, write=_from_coding, key="reply_id")

_OF_ORGANISATION = CODES.select.where(CodeRow.organisation_id == bindparam("organisation")).order_by(
    CodeRow.kind, CodeRow.texts, CodeRow.id
)
_OF_REPLIES = CODINGS.by_keys.order_by(CodingRow.reply_id)
_OF_NETWORKS = (
    select(RoundRow.id, *CODINGS.table.c)
    .join(ReplyRow, ReplyRow.id == CodingRow.reply_id)
    .join(RoundRow, RoundRow.id == ReplyRow.round_id)
    .where(RoundRow.network_id.in_(bindparam("networks", expanding=True)))
)
_NEWEST = (
    CODINGS.select.where(CodingRow.organisation_id == bindparam("organisation"))
    .order_by(CodingRow.at.desc(), CodingRow.reply_id)
    .limit(bindparam("limit"))
)
_CLEAR = delete(table_of(CodingRow)).where(CodingRow.reply_id == bindparam("reply"))
_LEFT = exists().where(
    ReplyRow.round_id == RoundRow.id,
    ReplyRow.withdrawn_at.is_(None),
    ~exists().where(CodingRow.reply_id == ReplyRow.id),
)
_ROUNDS_LEFT = (
    select(RoundRow.id)
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .where(
        NetworkRow.organisation_id == bindparam("organisation"),
        RoundRow.state == RoundState.CLOSED.value,
        _LEFT,
    )
    .order_by(RoundRow.closed_at.desc(), RoundRow.id)
)


class SqlCodes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, CODES)

    def find(self, id: CodeId) -> Code | None:
        return self._rows.one(CODES.by_key, key=id)

    def of_organisation(self, organisation_id: OrganisationId) -> Sequence[Code]:
        return self._rows.many(_OF_ORGANISATION, organisation=organisation_id)

    def add(self, code: Code) -> bool:
        return inserted(self._connection, CodeRow, _from_code(code))

    def save(self, code: Code) -> None:
        self._rows.save(code)


class SqlCodings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, CODINGS)

    def find(self, reply_id: ReplyId) -> Coding | None:
        return self._rows.one(CODINGS.by_key, key=reply_id)

    def of_replies(self, reply_ids: Collection[ReplyId]) -> Sequence[Coding]:
        return self._rows.many(_OF_REPLIES, keys=list(reply_ids))

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[tuple[RoundId, Coding]]:
        rows = self._connection.execute(_OF_NETWORKS, {"networks": list(network_ids)}).all()
        return [(RoundId(row[0]), CODINGS.value(row[1:])) for row in rows]

    def newest(self, organisation_id: OrganisationId, *, limit: int) -> Sequence[Coding]:
        return self._rows.many(_NEWEST, organisation=organisation_id, limit=limit)

    def set(self, coding: Coding) -> None:
        self.clear(coding.reply_id)
        inserted(self._connection, CodingRow, _from_coding(coding))

    def clear(self, reply_id: ReplyId) -> None:
        self._connection.execute(_CLEAR, {"reply": reply_id})

    def rounds_left(self, organisation_id: OrganisationId) -> Sequence[RoundId]:
        found = self._connection.execute(_ROUNDS_LEFT, {"organisation": organisation_id}).scalars()
        return [RoundId(id) for id in found]
