"""What came out of networks: by network, and by the reply that it was made of."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam

from core.model.ids import NetworkId, OutcomeId, PersonId, ReplyId, UnitId
from core.model.outcomes import Details, Growth, Kind, Lasting, Novelty, Record, Source, Stage, Status
from storage import rows
from storage.rows import Rows, Values
from storage.schema_outcomes import OutcomeRow
from storage.search_index import SearchIndex
from storage.types import to_json


def _to_record(row: OutcomeRow) -> Record:
    return Record(
        id=OutcomeId(row.id),
        network_id=NetworkId(row.network_id),
        kind=Kind(row.kind),
        author_id=PersonId(row.author_id),
        created_at=row.created_at,
        details=_to_details(row),
        status=Status(row.status),
        reply_id=ReplyId(row.reply_id) if row.reply_id else None,
        became_id=NetworkId(row.became_id) if row.became_id else None,
        confirmed_by=PersonId(row.confirmed_by) if row.confirmed_by else None,
        confirmed_at=row.confirmed_at,
        confirmed_basis=row.confirmed_basis,
        lasting=Lasting(row.lasting) if row.lasting else None,
        lasting_months=row.lasting_months,
        edited_at=row.edited_at,
        withdrawn_at=row.withdrawn_at,
    )


def _to_details(row: OutcomeRow) -> Details:
    return Details(
        text=row.text,
        unit_ids=tuple(UnitId(unit) for unit in json.loads(row.unit_ids)),
        contribution=row.contribution,
        source=Source(row.source) if row.source else None,
        novelty=Novelty(row.novelty) if row.novelty else None,
        stage=Stage(row.stage) if row.stage else None,
        growth=Growth(row.growth) if row.growth else None,
    )


def _to_row(record: Record) -> Values:
    details = record.details
    return {
        "id": record.id,
        "network_id": record.network_id,
        "kind": record.kind.value,
        "author_id": record.author_id,
        "created_at": record.created_at,
        "text": details.text,
        "unit_ids": to_json(details.unit_ids),
        "contribution": details.contribution,
        "source": details.source.value if details.source else None,
        "novelty": details.novelty.value if details.novelty else None,
        "stage": details.stage.value if details.stage else None,
        "growth": details.growth.value if details.growth else None,
        "status": record.status.value,
        "reply_id": record.reply_id,
        "became_id": record.became_id,
        "confirmed_by": record.confirmed_by,
        "confirmed_at": record.confirmed_at,
        "confirmed_basis": record.confirmed_basis,
        "lasting": record.lasting.value if record.lasting else None,
        "lasting_months": record.lasting_months,
        "edited_at": record.edited_at,
        "withdrawn_at": record.withdrawn_at,
    }


OUTCOMES = rows.Kind(
    OutcomeRow, read=_to_record, write=_to_row, missing="outcomes.gone", exists="outcomes.lifted_already"
)

_LOCK = OUTCOMES.by_key.with_for_update()
_STANDING = OUTCOMES.select.where(OutcomeRow.withdrawn_at.is_(None)).order_by(OutcomeRow.created_at, OutcomeRow.id)
_OF_NETWORK = _STANDING.where(OutcomeRow.network_id == bindparam("network"))
_OF_NETWORKS = _STANDING.where(OutcomeRow.network_id.in_(bindparam("networks", expanding=True)))
_BY_REPLY = _STANDING.where(OutcomeRow.reply_id == bindparam("reply"))


class SqlOutcomes:
    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection, OUTCOMES)
        self._search = SearchIndex(connection)

    def get(self, id: OutcomeId) -> Record:
        return self._rows.get(id)

    def take(self, id: OutcomeId) -> Record:
        self._rows.one(_LOCK, key=id)
        return self._rows.get(id)

    def of_network(self, network_id: NetworkId) -> Sequence[Record]:
        return self._rows.many(_OF_NETWORK, network=network_id)

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Record]:
        return self._rows.many(_OF_NETWORKS, networks=list(network_ids))

    def find_by_reply(self, reply_id: ReplyId) -> Record | None:
        return self._rows.one(_BY_REPLY, reply=reply_id)

    def save(self, record: Record) -> None:
        before = self._rows.known(record.id)
        self._rows.save(record)
        self._search.record(record, before)
