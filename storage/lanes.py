"""How fast each platform may be spoken to: a rate for each conversation and for each kind of call in a workspace.

Each lane is a stored "theoretical arrival time" (the generic cell rate algorithm), shared by all processes through its
row. A place is booked when a delivery is claimed. One that finds no place within the horizon looks again shortly before
its turn, so an urgent one never waits behind a long backlog, and a long backlog is not written anew again and again.
When it is whose turn is kept by queues, which are rows like those of the lanes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import ARRAY, Connection, Executable, Text, bindparam, case, func, select, update
from sqlalchemy.dialects import postgresql

from core.model.deliveries import EVERYTHING, Delivery, Effect, Urgency
from core.model.ids import WorkspaceId
from core.ports_outside import Paused
from storage.many import UpdateMany, one_of
from storage.rows import insert_once, table_of
from storage.schema_outside import LaneRow


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second, `burst` of them at once."""

    per_second: float
    burst: int = 1

    @property
    def interval(self) -> timedelta:
        return timedelta(seconds=1 / self.per_second)

    @property
    def leeway(self) -> timedelta:
        """How early the next may come when nothing came before."""
        return self.interval * (self.burst - 1)


_POSTS = Rate(4, burst=8)
_FEW = Rate(17 / 60, burst=3)
_SOME = Rate(42 / 60, burst=8)
_MANY = Rate(85 / 60, burst=15)


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead places are booked. `waited`: for what has had its turn or follows another that is out now; longer,
    as turns are estimates, and whoever misses one must not wait a second time.
    """

    new: timedelta = timedelta(seconds=5)
    waited: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The rates, at 85 % of what platforms publish: the rest is left to answers. None or absent: no limit.

    `tiers`: for each effect the name of the lane in its workspace, and its rate. `others`: the rates of workspaces
    whose platform has rates of its own.
    """

    conversation: Rate | None = Rate(1)
    tiers: Mapping[Effect, tuple[str, Rate]] = field(
        default_factory=lambda: {
            Effect.POST: ("post", _POSTS),
            Effect.DIRECT: ("post", _POSTS),
            Effect.WHISPER: ("whisper", _MANY),
            Effect.UPDATE: ("update", _SOME),
            Effect.REMOVE: ("remove", _SOME),
            Effect.CREATE: ("create", _FEW),
            Effect.ADD: ("add", _SOME),
            Effect.DROP: ("drop", _SOME),
            Effect.PIN: ("pin", _FEW),
            Effect.HOME: ("home", _MANY),
        }
    )
    horizon: Horizon = Horizon()
    others: dict[WorkspaceId, "Lanes"] = field(default_factory=dict)

    @classmethod
    def off(cls) -> "Lanes":
        """No limits; a platform that says "wait" is still heard."""
        return cls(conversation=None, tiers={})

    def of(self, delivery: Delivery, conversation: str | None) -> Mapping[str, Rate | None]:
        """The lanes a delivery goes through. `conversation`: the platform's id, if it is known."""
        own = self.others.get(delivery.workspace_id)
        if own is not None:
            return own.of(delivery, conversation)
        place = conversation or delivery.network_id or delivery.person_id or ""
        tier, rate = self.tiers.get(delivery.effect, (delivery.effect.value, None))
        lanes: dict[str, Rate | None] = {
            f"{EVERYTHING}{delivery.workspace_id}": None,
            f"w:{delivery.workspace_id}:{tier}": rate,
        }
        if delivery.effect in (Effect.POST, Effect.DIRECT, Effect.WHISPER):
            lanes[f"c:{delivery.workspace_id}:{place}"] = self.conversation
        return lanes


@dataclass(slots=True)
class Lane:
    """`free_at`: when the next place comes if none is early; `paused_until`: the platform said wait."""

    free_at: datetime
    paused_until: datetime
    changed: bool = False


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
PLACE_LASTS = timedelta(seconds=2)
"""A place not taken so long after its time is lost: else all that was booked before a stop would go at once."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When to go, or when there is room if no place was booked: it looks again when it is its turn (`Board.turn`)."""

    at: datetime
    booked: bool


def queues(key: str, urgency: Urgency) -> Sequence[str]:
    """The queues before a lane: those of what is more urgent first, last that of what is as urgent."""
    return [f"q{each.value}:{key}" for each in Urgency if Urgency.ANSWER.value < each.value <= urgency.value]


class Board:
    """Places in lanes: arithmetic alone. Lanes without a limit are there only while they are paused."""

    def __init__(
        self, lanes: dict[str, Lane], rates: Mapping[str, Rate | None], now: datetime, horizon: Horizon
    ) -> None:
        self._lanes = lanes
        self._rates = rates
        self._now = now
        self._horizon = horizon

    def place(
        self, keys: Collection[str], urgency: Urgency, *, booked: datetime | None = None, waited: bool = False
    ) -> Slot:
        """When something may go through these lanes. `booked`: the place it has, if it booked one before; `waited`: it
        has waited for its turn, or for another.
        """
        paused_until = max((self._lanes[key].paused_until for key in keys if key in self._lanes), default=LONG_AGO)
        if booked and booked >= max(paused_until, self._now - PLACE_LASTS):
            return Slot(self._now, booked=True)
        at = max((self._room(key, urgency) for key in keys), default=self._now)
        if self._is_far(at, waited=waited) or any(self._would_idle(key, at) for key in keys):
            return Slot(at, booked=False)
        self._book(keys, at)
        return Slot(at, booked=True)

    def turn(self, keys: Collection[str], urgency: Urgency, at: datetime, *, waited: bool) -> datetime:
        """When something that found no place before an instant looks again: after all that wait for the same lanes and
        are not less urgent; if it is far somewhat earlier, so that it finds its place booked in time.

        Only in the lane that it waits for longest do others wait behind it: who has a place there does not come before
        whom another lane holds up. Nothing is queued before answers. `waited`: it had a turn, missed by little.
        """
        is_far = self._is_far(at, waited=waited)
        early = self._horizon.new / 2 if is_far else timedelta()
        if urgency is Urgency.ANSWER or (waited and not is_far):
            return at - early
        turns = {key: self._turn(key, urgency, early) for key in keys}
        turn = max(at - early, *turns.values())
        for key, own in turns.items():
            rate = self._rates[key]
            if rate and own == turn:
                self._lanes[queues(key, urgency)[-1]] = Lane(turn + rate.interval, LONG_AGO, changed=True)
        return turn

    def _is_far(self, at: datetime, *, waited: bool) -> bool:
        return at > self._now + (self._horizon.waited if waited else self._horizon.new)

    def _turn(self, key: str, urgency: Urgency, early: timedelta) -> datetime:
        ends = [self._lanes[queue].free_at for queue in queues(key, urgency) if queue in self._lanes]
        return max([self._room(key, urgency) - early, *ends])

    def _would_idle(self, key: str, at: datetime) -> bool:
        """Whether a place so late would leave a workspace's lane unused before, which others wait for: one that waits
        for its own conversation looks again when there is room in it.
        """
        lane = self._lanes.get(key) if self._rates[key] and key.startswith("w:") else None
        return lane is not None and at > max(self._now, lane.free_at)

    def _book(self, keys: Collection[str], at: datetime) -> None:
        for key in keys:
            rate, lane = self._rates[key], self._lanes.get(key)
            if rate and lane:
                lane.free_at = max(lane.free_at, at) + rate.interval
                lane.changed = True

    def _room(self, key: str, urgency: Urgency) -> datetime:
        rate, lane = self._rates[key], self._lanes.get(key)
        if lane is None:
            return self._now
        pause = max(self._now, lane.paused_until)
        return pause if rate is None or urgency is Urgency.ANSWER else max(pause, lane.free_at - rate.leeway)


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
