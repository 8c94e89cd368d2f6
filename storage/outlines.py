"""Outlines of closed rounds. A trigger takes them away with the first change of a reply, in its transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from core.model.ids import RoundId
from core.model.outlines import VERSION, Outline
from storage.clock import WireClock, database_time
from storage.many import one_of
from storage.schema import RoundRow
from storage.schema_outlines import OutlineRow

_DECODER = msgspec.json.Decoder(Outline)
_IS_THERE = OutlineRow.body.is_not(None)
_READ = select(OutlineRow.round_id, OutlineRow.body).where(
    one_of(OutlineRow.round_id, "rounds"), _IS_THERE, OutlineRow.version == VERSION
)
# The row is held while the replies are read: who changes one of them meanwhile waits, and takes the outline away.
_TAKE = (
    select(OutlineRow.round_id)
    .join(RoundRow, RoundRow.id == OutlineRow.round_id)
    .where(text("body IS NULL"), OutlineRow.since < bindparam("before"))
    .order_by(RoundRow.network_id, OutlineRow.round_id)  # few networks at a time: all of a network's rounds are read
    .limit(bindparam("most"))
    .with_for_update(of=OutlineRow, skip_locked=True)
)
_EXPECT = {
    name: dialect.insert(OutlineRow)
    .values(round_id=bindparam("round"), since=bindparam("at"), version=VERSION)
    .on_conflict_do_nothing()
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_KEEP = (
    update(OutlineRow).where(OutlineRow.round_id == bindparam("round")).values(body=bindparam("given"), version=VERSION)
)
_FORGET_OLDER = update(OutlineRow).where(_IS_THERE, OutlineRow.version != VERSION).values(body=None)


class SqlOutlines:
    def __init__(self, connection: Connection, wire_clock: WireClock = database_time) -> None:
        self._connection = connection
        self._clock = wire_clock

    def read(self, round_ids: Collection[RoundId]) -> Mapping[RoundId, Outline]:
        found = self._connection.execute(_READ, {"rounds": list(round_ids)}).all()
        return {RoundId(id): _DECODER.decode(body) for id, body in found if body}

    def expect(self, round_id: RoundId) -> None:
        given = {"round": round_id, "at": self._clock(self._connection)}
        self._connection.execute(_EXPECT[self._connection.dialect.name], given)

    def take_missing(self, most: int, *, before: datetime) -> Sequence[RoundId]:
        found = self._connection.execute(_TAKE, {"most": most, "before": before}).scalars()
        return [RoundId(id) for id in found]

    def keep(self, round_id: RoundId, outline: Outline) -> None:
        body = msgspec.json.encode(outline).decode()
        self._connection.execute(_KEEP, {"round": round_id, "given": body})

    def forget_older(self) -> None:
        self._connection.execute(_FORGET_OLDER)
