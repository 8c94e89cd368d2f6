"""What a language model has written, out of which replies, and in which networks it may."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_

from core.errors import NotFound
from core.model.ids import NetworkId, OrganisationId, PersonId, ReadoutId, ReplyId
from core.model.periods import Period
from core.model.readouts import Claim, Failure, Readout, ReadoutState, Switch
from storage.rows import Kind, Rows, Values, inserted, inserted_all, table_of
from storage.schema_readouts import ReadoutRow, SourceRow, SwitchRow
from storage.types import to_json


def _to_readout(row: ReadoutRow) -> Readout:
    return Readout(
        id=ReadoutId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        network_id=NetworkId(row.network_id),
        period=Period(row.first, row.last),
        asked_by=PersonId(row.asked_by),
        asked_at=row.asked_at,
        state=ReadoutState(row.state),
        attempts=row.attempts,
        token=row.token,
        lease_until=row.lease_until,
        model=row.model,
        replies=tuple(ReplyId(id) for id in row.replies.split()),
        claims=tuple(_to_claim(*claim) for claim in json.loads(row.claims)),
        dropped=row.dropped,
        failure=Failure(row.failure) if row.failure else None,
        text=row.text,
        decided_by=PersonId(row.decided_by) if row.decided_by else None,
    )


def _to_claim(text: str, sources: Sequence[str], quote: str) -> Claim:
    return Claim(text=text, sources=tuple(ReplyId(id) for id in sources), quote=quote)


def _from_readout(readout: Readout) -> Values:
    return {
        "id": readout.id,
        "organisation_id": readout.organisation_id,
        "network_id": readout.network_id,
        "first": readout.period.first,
        "last": readout.period.last,
        "asked_by": readout.asked_by,
        "asked_at": readout.asked_at,
        "state": readout.state.value,
        "attempts": readout.attempts,
        "token": readout.token,
        "lease_until": readout.lease_until,
        "model": readout.model,
        "replies": " ".join(readout.replies),
        "claims": to_json([(claim.text, claim.sources, claim.quote) for claim in readout.claims]),
        "dropped": readout.dropped,
        "failure": readout.failure.value if readout.failure else None,
        "text": readout.text,
        "decided_by": readout.decided_by,
    }


def _to_switch(row: SwitchRow) -> Switch:
    return Switch(network_id=NetworkId(row.network_id), by=PersonId(row.by), at=row.at)


def _from_switch(switch: Switch) -> Values:
    return {"network_id": switch.network_id, "by": switch.by, "at": switch.at}


READOUTS = Kind(ReadoutRow, read=_to_readout, write=_from_readout, missing="readouts.gone")
SWITCHES = Kind(SwitchRow, read=_to_switch, write=_from_switch, key="network_id")

_TAKE = READOUTS.by_key.with_for_update()
_FREE = or_(
    ReadoutRow.state == ReadoutState.ASKED.value,
    (ReadoutRow.state == ReadoutState.WORKING.value) & (ReadoutRow.lease_until < bindparam("now")),
)
_CLAIM = READOUTS.select.where(_FREE).order_by(ReadoutRow.asked_at).limit(1).with_for_update(skip_locked=True)
_OF_NETWORK = READOUTS.select.where(ReadoutRow.network_id == bindparam("network")).order_by(
    ReadoutRow.asked_at.desc(), ReadoutRow.id
)
_OF_REPLY = READOUTS.select.join(SourceRow, SourceRow.readout_id == ReadoutRow.id).where(
    SourceRow.reply_id == bindparam("reply")
)
_SWITCH_OFF = delete(table_of(SwitchRow)).where(SwitchRow.network_id == bindparam("network"))


class SqlReadouts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, READOUTS)
        self._switches = Rows(connection, SWITCHES)

    def get(self, id: ReadoutId) -> Readout:
        return self._rows.get(id)

    def take(self, id: ReadoutId) -> Readout:
        found = self._rows.one(_TAKE, key=id)
        if found is None:
            raise NotFound(READOUTS.missing)
        return found

    def claim(self, *, now: datetime, lease_until: datetime, token: str) -> Readout | None:
        found = self._rows.one(_CLAIM, now=now)
        if found is None:
            return None
        mine = replace(
            found, state=ReadoutState.WORKING, attempts=found.attempts + 1, lease_until=lease_until, token=token
        )
        self._rows.save(mine)
        return mine

    def of_network(self, network_id: NetworkId) -> Sequence[Readout]:
        return self._rows.many(_OF_NETWORK, network=network_id)

    def of_reply(self, reply_id: ReplyId) -> Sequence[Readout]:
        return self._rows.many(_OF_REPLY, reply=reply_id)

    def save(self, readout: Readout) -> None:
        self._rows.save(readout)
        inserted_all(
            self._connection, SourceRow, [{"readout_id": readout.id, "reply_id": id} for id in readout.replies]
        )

    def switch(self, network_id: NetworkId) -> Switch | None:
        return self._switches.one(SWITCHES.by_key, key=network_id)

    def switch_on(self, switch: Switch) -> bool:
        return inserted(self._connection, SwitchRow, _from_switch(switch))

    def switch_off(self, network_id: NetworkId) -> None:
        self._connection.execute(_SWITCH_OFF, {"network": network_id})
