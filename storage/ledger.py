"""The sender's side of the deliveries: claim, settle, read back. Every step is one short transaction.

Two clocks: what is due or past its time goes by the calendar clock the caller passes; leases, retries and settling by
the wire clock, which is the database's own. Nobody here waits for a row that somebody else has locked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Connection,
    Executable,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
    update,
)

from core.model.deliveries import ORPHAN, Address, Delivery, DeliveryState, Later, Outcome
from core.model.ids import DeliveryId
from core.model.settling import Rules, doubted, ended, released, run_out, settled
from core.ports_outside import Paused
from storage.assigning import Offer, assign
from storage.claiming import EXPIRED, FIRST_IN_DOUBT, RUN_OUT, UNSETTLED, claimable, is_
from storage.clock import WireClock
from storage.deliveries import DELIVERIES, HOW, how
from storage.lanes import concerned, pause, paused
from storage.many import UpdateMany, one_of
from storage.ordering import ByCode
from storage.rates import Lanes
from storage.restoring import Doubt
from storage.rows import Values, table_of
from storage.schema import NetworkRow
from storage.schema_outside import DeliveryRow

_TABLE = table_of(DeliveryRow)
_WIDTH = len(_TABLE.c)
_DUE = DeliveryRow.due_at <= bindparam("now")

_CLAIMS = (
    select(DeliveryRow.id, DeliveryRow.token, DeliveryRow.state, DeliveryRow.revision)
    .where(one_of(DeliveryRow.id, "deliveries"))
    .order_by(ByCode(_TABLE.c.key))
    .with_for_update()
)
_TAKEN = (
    update(_TABLE)
    .where(one_of(DeliveryRow.id, "deliveries"))
    .values(
        state=DeliveryState.SENDING.value,
        attempt=DeliveryRow.attempt + 1,
        token=bindparam("claim"),
        lease_until=bindparam("until", type_=DeliveryRow.lease_until.type),
        retry_at=None,
        first_try_at=func.coalesce(DeliveryRow.first_try_at, bindparam("wire", type_=DeliveryRow.first_try_at.type)),
        booked=False,
    )
)
_STANDS = UpdateMany(
    _TABLE,
    "id",
    {**{name: _TABLE.c[name].type for name in (*HOW, "settled_at")}, "is_emptied": Boolean()},
    lambda given: {
        **{name: given[name] for name in (*HOW, "settled_at")},
        "payload": case((given["is_emptied"], ""), else_=_TABLE.c.payload),
        "booked": literal(False),
    },
)
_ADDRESS = select(DeliveryRow.sent_conversation, DeliveryRow.sent_message).where(
    DeliveryRow.key == bindparam("key"),
    DeliveryRow.state == DeliveryState.SENT.value,
    DeliveryRow.sent_conversation.is_not(None),
)
_PLACE = select(NetworkRow.conversation).where(NetworkRow.id == bindparam("network"))
_COUNTS = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
# Each state has indexes of its own; asked for all at once, everything that ever went out would be read.
_ON_THE_WAY = union_all(
    *(
        select(DeliveryRow.due_at).where(is_(state), _DUE)
        for state in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)
    )
).subquery()
_OLDEST = select(func.min(_ON_THE_WAY.c.due_at))
_BACKLOG = select(func.count()).select_from(_ON_THE_WAY)

MOST_EXPIRED = 500
"""How many expire in one claim."""
MOST_ROUNDS = 8
"""How often one claim looks past deliveries that cannot go."""


class SqlLedger:
    def __init__(
        self, connection: Connection, lanes: Lanes, rules: Rules, wire: WireClock, doubt: Doubt | None = None
    ) -> None:
        self._connection = connection
        self._doubt = doubt
        self._lanes = lanes
        self._rules = rules
        self._wire = wire

    def claim(self, *, now: datetime, limit: int) -> Sequence[Delivery]:
        wire = self._wire(self._connection)
        expired = self._find(EXPIRED, now=now, limit=MOST_EXPIRED)
        self._put([ended(delivery, DeliveryState.EXPIRED) for delivery in expired], wire)
        claimed: list[Delivery] = []
        for past in range(MOST_ROUNDS):
            room = limit - len(claimed)
            going, made_room = self._choose(now, wire, room, seen=room if past == 0 else 2 * room)
            claimed += going
            if not made_room or len(claimed) == limit:
                break
        return claimed

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        return bool(self.settle_all([(delivery, outcome)]))

    def settle_all(self, results: Sequence[tuple[Delivery, Outcome]]) -> Collection[DeliveryId]:
        revisions = self._standing([delivery for delivery, _ in results])
        standing = [(delivery, outcome) for delivery, outcome in results if delivery.id in revisions]
        if standing:
            wire = self._wire(self._connection)
            self._pause(standing, wire)
            self._put([self._settled(one, outcome, revisions[one.id], wire) for one, outcome in standing], wire)
        return frozenset(revisions)

    def _settled(self, delivery: Delivery, outcome: Outcome, revision: int, wire: datetime) -> Delivery:
        refreshed = revision != delivery.revision
        after = settled(delivery, outcome, now=wire, rules=self._rules, refreshed=refreshed)
        return replace(after, attempt=0) if refreshed and after.state is DeliveryState.PENDING else after

    def _pause(self, results: Sequence[tuple[Delivery, Outcome]], wire: datetime) -> None:
        """What the platform limits waits as long as it said."""
        untils: dict[str, datetime] = {}
        for delivery, outcome in results:
            if isinstance(outcome, Later) and outcome.lane and delivery.state is DeliveryState.SENDING:
                lane, until = self._lane(delivery, outcome.lane, wire), wire + timedelta(seconds=outcome.seconds)
                untils[lane] = max(until, untils.get(lane, until))
        if untils:
            pause(self._connection, untils)

    def anything_in_doubt(self) -> bool:
        first = [at for at in self._connection.execute(FIRST_IN_DOUBT).one() if at is not None]
        return bool(first) and min(first) <= self._wire(self._connection)

    def to_read_back(self, *, limit: int) -> Sequence[Delivery]:
        wire = self._wire(self._connection)
        run_outs = self._find(RUN_OUT, wire=wire, limit=limit)
        self._put([run_out(delivery, now=wire, rules=self._rules) for delivery in run_outs], wire)
        claim, until = self._lease(wire)
        found = self._find(UNSETTLED, wire=wire, limit=limit)
        unsettled = [replace(each, token=claim, lease_until=until) for each in found]
        self._put(unsettled, wire)
        return unsettled

    def release(self, deliveries: Sequence[Delivery]) -> None:
        mine = self._standing(deliveries)
        self._put([released(one) for one in deliveries if one.id in mine], self._wire(self._connection))

    def address(self, key: str) -> Address | None:
        row = self._connection.execute(_ADDRESS, {"key": key}).first()
        return None if row is None else Address(row.sent_conversation, row.sent_message or "")

    def counts(self) -> Mapping[DeliveryState, int]:
        """Every state there is, also those that have none."""
        rows = self._connection.execute(_COUNTS).all()
        return dict.fromkeys(DeliveryState, 0) | {DeliveryState(state): count for state, count in rows}

    def oldest_waiting(self, *, now: datetime) -> datetime | None:
        oldest: datetime | None = self._connection.execute(_OLDEST, {"now": now}).scalar_one()
        return oldest

    def backlog(self, *, now: datetime) -> int:
        return self._connection.execute(_BACKLOG, {"now": now}).scalar_one()

    def paused(self) -> Paused:
        return paused(self._connection, self._wire(self._connection))

    def _choose(self, now: datetime, wire: datetime, limit: int, *, seen: int) -> tuple[list[Delivery], bool]:
        """Those that go now, and whether others made room: cancelled, doubted, or put off as their lanes are full.

        `seen`: how many are looked at; no more than can go, unless the first look went past some that could not.
        """
        rows = claimable(self._connection, now, wire, seen)
        orphans = [DELIVERIES.value(row[:_WIDTH]) for row in rows if row.is_orphan]
        self._put([ended(delivery, DeliveryState.CANCELLED, ORPHAN) for delivery in orphans], wire)
        offers = [
            self._offer(DELIVERIES.value(row[:_WIDTH]), row.booked, row.place) for row in rows if not row.is_orphan
        ]
        offers, doubtful = self._doubted(offers, wire)
        self._put(doubtful, wire)
        going, are_put_off = assign(self._connection, offers, wire, limit=limit, horizon=self._lanes.horizon)
        return self._taken(going, wire), bool(orphans or doubtful or are_put_off)

    def _doubted(self, offers: list[Offer], wire: datetime) -> tuple[list[Offer], list[Delivery]]:
        """Those that go on, and those that are looked for first because of a restore."""
        doubt = self._doubt
        if doubt is None:
            return offers, []
        doubtful = [offer.delivery for offer in offers if doubt.concerns(offer.delivery, wire)]
        looked_for = [doubted(each, since=doubt.since, now=wire, rules=self._rules) for each in doubtful]
        return [offer for offer in offers if offer.delivery not in doubtful], looked_for

    def _offer(self, delivery: Delivery, booked: bool, place: str | None) -> Offer:
        return Offer(delivery, delivery.retry_at if booked else None, self._lanes.of(delivery, place))

    def _taken(self, going: Sequence[Delivery], wire: datetime) -> list[Delivery]:
        """Claimed, in one statement: the token is the claim's, so whoever comes back from an earlier one is known."""
        if not going:
            return []
        claim, until = self._lease(wire)
        given = {"deliveries": [each.id for each in going], "claim": claim, "until": until, "wire": wire}
        self._connection.execute(_TAKEN, given)
        return [
            replace(
                each,
                state=DeliveryState.SENDING,
                attempt=each.attempt + 1,
                token=claim,
                lease_until=until,
                retry_at=None,
                first_try_at=each.first_try_at or wire,
            )
            for each in going
        ]

    def _lease(self, wire: datetime) -> tuple[str, datetime]:
        """A token for a new claim, and how long it holds."""
        return uuid4().hex, wire + timedelta(seconds=self._rules.lease)

    def _find(self, statement: Executable, **parameters: object) -> list[Delivery]:
        rows = self._connection.execute(statement, parameters).all()
        return [DELIVERIES.value(row) for row in rows]

    def _standing(self, deliveries: Sequence[Delivery]) -> dict[DeliveryId, int]:
        """Those whose claim is still ours, locked, each with its revision now."""
        if not deliveries:
            return {}
        rows = self._connection.execute(_CLAIMS, {"deliveries": [delivery.id for delivery in deliveries]}).all()
        claims = {row.id: (row.token, row.state) for row in rows}
        revisions = {row.id: row.revision for row in rows}
        return {one.id: revisions[one.id] for one in deliveries if claims.get(one.id) == (one.token, one.state.value)}

    def _lane(self, delivery: Delivery, named: str, wire: datetime) -> str:
        """Our lane for what the platform named: one conversation ("c:...") or one kind of call ("w:...")."""
        place = delivery.conversation or self._connection.execute(_PLACE, {"network": delivery.network_id}).scalar()
        return concerned(self._connection, delivery, self._lanes.of(delivery, place), named, wire)

    def _put(self, deliveries: Sequence[Delivery], wire: datetime) -> None:
        _STANDS.run(self._connection, [self._stands(delivery, wire) for delivery in deliveries])

    def _stands(self, delivery: Delivery, wire: datetime) -> Values:
        rests = not delivery.waits
        emptied = rests and not delivery.payload
        return {"id": delivery.id, **how(delivery), "settled_at": wire if rests else None, "is_emptied": emptied}
