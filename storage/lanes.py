"""The lanes in the database, through which everything goes that leaves: their places, their pauses, their queues.

Each lane is a stored "theoretical arrival time" (the generic cell rate algorithm), shared by all processes through its
row. A place is booked when a delivery is claimed. One that finds no place within the horizon looks again shortly before
its turn, so an urgent one never waits behind a long backlog, and a long backlog is not written anew again and again.
When it is whose turn is kept by queues, which are rows like those of the lanes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Connection, Executable, Text, bindparam, case, func, select, update
from sqlalchemy.dialects import postgresql

from core.model.deliveries import EVERYTHING, Delivery, Urgency
from core.ports_outside import Paused
from storage.board import LONG_AGO, Board, Lane, queues
from storage.many import UpdateMany, one_of
from storage.rates import Horizon, Rate
from storage.rows import insert_once, table_of
from storage.schema_outside import LaneRow


class StoredBoard(Board):
    """The lanes of one claim. Those that another process has locked are `busy`: nobody waits for them."""

    def __init__(
        self, connection: Connection, rates: Mapping[str, Rate | None], now: datetime, horizon: Horizon
    ) -> None:
        self._connection = connection
        limited = sorted(key for key, rate in rates.items() if rate)
        lanes = self._read(_LOCK, limited, now)
        if missing := _missing(connection, [key for key in limited if key not in lanes]):
            _make(connection, missing)
            lanes |= self._read(_LOCK, missing, now)
        self._busy = frozenset(limited) - lanes.keys()
        lanes |= self._read(_PAUSED, [key for key, rate in rates.items() if not rate], now)
        super().__init__(lanes, rates, now, horizon)

    def _read(self, statement: Executable, keys: Sequence[str], now: datetime) -> dict[str, Lane]:
        if not keys:
            return {}
        rows = self._connection.execute(statement, {"keys": keys, "now": now})
        return {key: Lane(free_at, paused_until) for key, free_at, paused_until in rows}

    def read_queues(self, keys: Collection[str], urgency: Urgency) -> None:
        """Those before lanes that have no place, which are ours to change as the lanes are: before asking for turns."""
        names = [queue for key in keys if self._rates[key] for queue in queues(key, urgency)]
        _make(self._connection, _missing(self._connection, names))
        self._lanes |= self._read(_READ, names, self._now)

    def is_busy(self, keys: Collection[str]) -> bool:
        return not self._busy.isdisjoint(keys)

    def write(self) -> None:
        """Keep what was booked."""
        _BOOK.run(
            self._connection,
            [{"key": key, "free": lane.free_at} for key, lane in self._lanes.items() if lane.changed],
        )


def pause(connection: Connection, untils: Mapping[str, datetime]) -> None:
    """Nothing goes through these lanes before their instants; the places booked after stay."""
    keys = sorted(untils)  # two that pause the same ones wait for each other in one order
    _make(connection, keys)
    for key in keys:
        connection.execute(_PAUSE, {"lane": key, "until": untils[key]})


def concerned(connection: Connection, delivery: Delivery, keys: Collection[str], named: str, now: datetime) -> str:
    """Which of a delivery's lanes a platform's "wait" is about. `named`: a lane like it, as the platform calls it.

    Of a message platforms name the kind of call alone, and mostly mean the conversation: it has the lowest limit. If
    another conversation of the workspace waits at the same time, it is the workspace.
    """
    own = next((key for key in keys if key[:2] == named[:2]), named)
    conversation = next((key for key in keys if key.startswith("c:")), None)
    if conversation is None or not own.startswith("w:"):
        return own
    beside = _WAITING.where(LaneRow.key.startswith(f"c:{delivery.workspace_id}:", autoescape=True))
    waiting = {key for key, _ in connection.execute(beside, {"now": now})}
    return own if waiting - {conversation} else conversation


def paused_since(connection: Connection, keys: Collection[str], at: datetime) -> Mapping[str, datetime]:
    """Those of these lanes that were paused for longer than until an instant, and until when."""
    rows = connection.execute(_PAUSED, {"keys": sorted(keys), "now": at})
    return {key: until for key, _, until in rows}


def paused(connection: Connection, now: datetime) -> Paused:
    """How many lanes wait now, and for how long."""
    rows = connection.execute(_WAITING, {"now": now}).all()
    return Paused(
        lanes=len(rows),
        until=max((until for _, until in rows), default=None),
        workspaces=sum(key.startswith(EVERYTHING) for key, _ in rows),
    )


def _missing(connection: Connection, keys: Sequence[str]) -> Sequence[str]:
    """Those that are not there, rather than locked: to look costs less than trying to make them."""
    if not keys:
        return ()
    there = set(connection.execute(_THERE, {"keys": keys}).scalars())
    return [key for key in keys if key not in there]


def _make(connection: Connection, keys: Sequence[str]) -> None:
    """The lanes that are not there yet, but those that another process is just making: waiting for it while it
    waits for us would end only when the server breaks it up.
    """
    if not keys:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_MAKE, {"keys": keys, "ago": LONG_AGO})
        return
    rows = [{"key": key, "free_at": LONG_AGO, "paused_until": LONG_AGO} for key in keys]
    connection.execute(insert_once(_LANES, connection.dialect.name), rows)


_LANES = table_of(LaneRow)
_READ = select(LaneRow.key, LaneRow.free_at, LaneRow.paused_until).where(one_of(LaneRow.key, "keys"))
_THERE = select(LaneRow.key).where(one_of(LaneRow.key, "keys"))
_LOCK = _READ.order_by(LaneRow.key).with_for_update(skip_locked=True)
_NAME = func.unnest(bindparam("keys", type_=ARRAY(Text))).column_valued("name")
_AGO = bindparam("ago", type_=LaneRow.free_at.type)
_MAKING = 0x1A4E5
"""The first half of the advisory locks that say who makes a lane; the second is the lane's own."""
_MAKE = (
    postgresql.insert(_LANES)
    .from_select(
        ["key", "free_at", "paused_until"],
        select(_NAME, _AGO, _AGO).where(func.pg_try_advisory_xact_lock(_MAKING, func.hashtext(_NAME))),
    )
    .on_conflict_do_nothing()
)
_NOW = LaneRow.paused_until > bindparam("now")
_PAUSED = _READ.where(_NOW)
_WAITING = select(LaneRow.key, LaneRow.paused_until).where(_NOW)
_ONE = update(_LANES).where(LaneRow.key == bindparam("lane"))
_BOOK = UpdateMany(_LANES, "key", {"free": _LANES.c.free_at.type}, lambda given: {"free_at": given["free"]})
_UNTIL = bindparam("until", type_=LaneRow.paused_until.type)
_PAUSE = _ONE.where(LaneRow.paused_until < _UNTIL).values(
    paused_until=_UNTIL, free_at=case((LaneRow.free_at < _UNTIL, _UNTIL), else_=LaneRow.free_at)
)
