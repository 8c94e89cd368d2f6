"""A Monday morning of 98 municipalities with 50 networks of 15 members each, four hours in a minute. One JSON line.

    python -m bench.monday [--municipalities 98] [--picture docs/images/monday.svg]

Nothing waits: the clock jumps from one event to the next. When something may go is decided by the real arithmetic and
rates of `storage.lanes`; claims are taken to cost nothing, and everything sent to arrive. What is sent on such a day,
and when, is this module's guess (`Day`). `docs/benchmarks.md` says what is what.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from random import Random

from bench.pictures import drawn
from core.model.deliveries import Content, Delivery, Effect, Urgency
from core.model.ids import NetworkId, OrganisationId, PersonId, WorkspaceId
from storage.board import LONG_AGO, Board, Lane
from storage.rates import Lanes, Rate

NINE = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
"""Nine o'clock in Copenhagen."""
HOURS = 4
PICTURE = Path("docs/images/monday.svg")

PUBLISHED: Mapping[Effect, Rate] = {
    Effect.POST: Rate(5, burst=10),
    Effect.UPDATE: Rate(50 / 60, burst=10),
    Effect.HOME: Rate(100 / 60, burst=20),
}
"""What the platform lets through itself, of each kind in a workspace; ours are set a little lower."""
_LANE = {Effect.DIRECT: Effect.POST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What happens. At nine every network asks, and the card of its last round shows that it is over. Of the members
    so many answer, half of them within `half_after`; some in the thread for all to read. At eleven whoever has not
    answered is reminded.
    """

    municipalities: int = 98
    networks: int = 50
    members: int = 15
    answering: float = 0.6
    shared: float = 0.7
    half_after: timedelta = timedelta(minutes=25)
    reminded_after: timedelta = timedelta(hours=2)
    seed: int = 1


@dataclass(slots=True)
class Waiting:
    """Something to be done, waiting since `since`. `name`: how it is called when it is the slowest."""

    delivery: Delivery
    since: datetime
    name: str
    booked: datetime | None = None
    waited: bool = False


@dataclass(slots=True)
class Seen:
    """What came of a day: each one's wait, and how many waited at the end of each minute."""

    waits: dict[str, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    came: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    went: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def backlog(self, kind: str) -> list[tuple[float, float]]:
        change = Counter(int(at // 60) for at in self.came[kind])
        change.subtract(Counter(int(at // 60) for at in self.went[kind]))
        points, waiting = [], 0
        for minute in range(HOURS * 60 + 1):
            waiting += change[minute]
            points.append((float(minute), float(waiting)))
        return points


class Workspace:
    """One municipality's workspace: what waits, and its lanes."""

    def __init__(self, lanes: Lanes, seen: Seen) -> None:
        self._lanes = lanes
        self._seen = seen
        self._rows: dict[str, Lane] = {}
        self._queue: list[tuple[datetime, int, int, Waiting]] = []
        self._pending: dict[str, Waiting] = {}
        self._numbers = count()

    def leave(self, delivery: Delivery, name: str) -> None:
        """It is due at its time; what is to be shown anew while it still waits is shown once."""
        self._push(delivery.due_at, Waiting(delivery, delivery.due_at, name))

    def run(self) -> None:
        """Everything goes, each at its time."""
        while self._queue:
            now, _, _, waiting = heappop(self._queue)
            key = waiting.delivery.key
            if waiting.booked is None and waiting.since == now and not self._arrives(key, waiting):
                continue
            self._try(now, waiting)

    def _arrives(self, key: str, waiting: Waiting) -> bool:
        if key in self._pending:
            return False
        self._pending[key] = waiting
        self._seen.came[kind_of(waiting)].append((waiting.since - NINE).total_seconds())
        return True

    def _try(self, now: datetime, waiting: Waiting) -> None:
        delivery = waiting.delivery
        rates = self._lanes.of(delivery, delivery.conversation)
        for key, rate in rates.items():
            if rate and key not in self._rows:
                self._rows[key] = Lane(LONG_AGO, LONG_AGO)
        board = Board(self._rows, rates, now, self._lanes.horizon)
        slot = board.place(rates, delivery.urgency, booked=waiting.booked, waited=waiting.waited)
        if slot.at > now:
            waiting.booked = slot.at if slot.booked else None
            at = slot.at
            if not slot.booked:
                at = board.turn(rates, delivery.urgency, slot.at, waited=waiting.waited)
            waiting.waited = True
            self._push(at, waiting)
            return
        del self._pending[delivery.key]
        kind, took = kind_of(waiting), (now - waiting.since).total_seconds()
        self._seen.waits[kind].append((took, waiting.name))
        self._seen.went[kind].append((now - NINE).total_seconds())

    def _push(self, at: datetime, waiting: Waiting) -> None:
        heappush(self._queue, (at, waiting.delivery.urgency.value, next(self._numbers), waiting))


def kind_of(waiting: Waiting) -> str:
    """How it is called in the picture."""
    return _KINDS[waiting.delivery.content, waiting.delivery.effect]


_KINDS = {
    (Content.PROMPT, Effect.POST): "prompts",
    (Content.PROMPT, Effect.UPDATE): "card updates",
    (Content.SHAREBACK, Effect.POST): "share-backs",
    (Content.SHARED_REPLY, Effect.POST): "shared replies",
    (Content.REMINDER, Effect.DIRECT): "reminders",
    (Content.HOME, Effect.HOME): "personal pages",
}


def simulated(day: Day, lanes: Lanes | None = None) -> Seen:
    """One workspace after the other: they share nothing but the process."""
    seen = Seen()
    for number in range(day.municipalities):
        workspace = Workspace(lanes or Lanes(), seen)
        for delivery, name in _of(day, number):
            workspace.leave(delivery, name)
        workspace.run()
    return seen


def _of(day: Day, municipality: int) -> Iterable[tuple[Delivery, str]]:
    draw = Random(day.seed * 1000 + municipality)
    for network in range(day.networks):
        where = f"municipality {municipality + 1}, network {network + 1}"
        make = _Maker(f"w{municipality}", f"n{municipality}-{network}")
        yield make.post(Content.SHAREBACK, "back", NINE), f"share-back of {where}"
        yield make.post(Content.PROMPT, "prompt", NINE), f"prompt of {where}"
        yield make.update("old", NINE), f"last card of {where}"
        for member in range(day.members):
            who = f"{make.network}-{member}"
            yield make.home(who, NINE), f"page of member {member + 1} of {where}"
            yield from _answered(day, draw, make, who, where)


def _answered(day: Day, draw: Random, make: "_Maker", who: str, where: str) -> Iterable[tuple[Delivery, str]]:
    at = NINE + draw.expovariate(0.6931) * day.half_after
    reminded_at = NINE + day.reminded_after
    answers = draw.random() < day.answering
    if not answers or at > reminded_at:
        yield make.reminder(who, reminded_at), f"reminder in {where}"
    if answers:
        if draw.random() < day.shared:
            yield make.post(Content.SHARED_REPLY, f"reply-{who}", at), f"shared reply in {where}"
        yield make.update("card", at), f"card of {where}"
        yield make.home(who, at), f"page of who answered in {where}"


@dataclass(frozen=True, slots=True)
class _Maker:
    """Deliveries as the services write them, with their urgencies."""

    workspace: str
    network: str

    def post(self, content: Content, key: str, at: datetime) -> Delivery:
        return self._made(Effect.POST, content, f"{self.network}:{key}", at, Urgency.PROMPT)

    def update(self, key: str, at: datetime) -> Delivery:
        return self._made(Effect.UPDATE, Content.PROMPT, f"update:{self.network}:{key}", at, Urgency.REMINDER)

    def home(self, who: str, at: datetime) -> Delivery:
        return self._made(Effect.HOME, Content.HOME, f"home:{who}", at, Urgency.DIGEST, who)

    def reminder(self, who: str, at: datetime) -> Delivery:
        return self._made(Effect.DIRECT, Content.REMINDER, f"reminder:{who}", at, Urgency.REMINDER, who)

    def _made(
        self, effect: Effect, content: Content, key: str, at: datetime, urgency: Urgency, who: str = ""
    ) -> Delivery:
        return Delivery(
            key=key,
            effect=effect,
            content=content,
            organisation_id=OrganisationId(self.workspace),
            workspace_id=WorkspaceId(self.workspace),
            network_id=None if who else NetworkId(self.network),
            person_id=PersonId(who) if who else None,
            conversation=None if who else self.network,
            due_at=at,
            urgency=urgency,
        )


def at_best(day: Day) -> dict[Effect, float]:
    """The longest wait of each kind of call if what the platform publishes were used to the full, first come first
    served, by each workspace for itself. What is still waiting when it is asked for again counts once here too.
    """
    longest: dict[Effect, float] = defaultdict(float)
    for number in range(day.municipalities):
        calls: dict[Effect, list[Delivery]] = defaultdict(list)
        for delivery, _ in sorted(_of(day, number), key=lambda one: one[0].due_at):
            calls[_LANE.get(delivery.effect, delivery.effect)].append(delivery)
        for effect, deliveries in calls.items():
            longest[effect] = max(longest[effect], _longest(deliveries, PUBLISHED[effect]))
    return longest


def _longest(deliveries: Sequence[Delivery], rate: Rate) -> float:
    free_at, longest, leaves = deliveries[0].due_at, 0.0, dict[str, datetime]()
    for delivery in deliveries:
        at = delivery.due_at
        if leaves.get(delivery.key, LONG_AGO) > at:
            continue
        goes = leaves[delivery.key] = max(at, free_at - rate.leeway)
        longest = max(longest, (goes - at).total_seconds())
        free_at = max(free_at, goes) + rate.interval
    return longest


def told(day: Day, seen: Seen) -> dict[str, object]:
    """The slowest of all and of each kind, beside what the platform's own limits make of them."""
    best = at_best(day)
    kinds = {name: _LANE.get(effect, effect) for (_, effect), name in _KINDS.items()}
    slowest = {kind: max(waits) for kind, waits in seen.waits.items()}
    kind = max(slowest, key=lambda each: slowest[each])
    return {
        "sent": sum(len(waits) for waits in seen.waits.values()),
        "slowest": slowest[kind][1],
        "slowest_kind": kind,
        "slowest_s": round(slowest[kind][0], 1),
        "platform_s": round(best[kinds[kind]], 1),
        "slowest_ratio": round(slowest[kind][0] / best[kinds[kind]], 3) if best[kinds[kind]] else None,
        "kinds": {name: _figures(waits, best[kinds[name]]) for name, waits in sorted(seen.waits.items())},
        "most_waiting": int(max(sum(values) for values in zip(*_heights(seen).values(), strict=True))),
    }


def _figures(waits: Sequence[tuple[float, str]], best: float) -> dict[str, object]:
    seconds = sorted(took for took, _ in waits)
    return {
        "sent": len(seconds),
        "p50_s": round(seconds[len(seconds) // 2], 1),
        "p99_s": round(seconds[len(seconds) * 99 // 100], 1),
        "slowest_s": round(seconds[-1], 1),
        "slowest": max(waits)[1],
        "platform_s": round(best, 1),
    }


def _heights(seen: Seen) -> dict[str, list[float]]:
    return {kind: [height for _, height in seen.backlog(kind)] for kind in sorted(seen.came)}


def picture(seen: Seen) -> str:
    """How many waited, minute by minute, of each kind."""
    curves = {kind: seen.backlog(kind) for kind in sorted(seen.came)}
    most = {kind: max(height for _, height in curve) for kind, curve in curves.items()}
    ordered = sorted(curves, key=lambda kind: -most[kind])
    text = "; ".join(f"{kind}: at most {most[kind]:,.0f} at the end of a minute" for kind in ordered)
    hours = range(9, 9 + HOURS + 1)
    title = "What waits to be sent on a Monday morning"
    return drawn({kind: curves[kind] for kind in ordered}, title=title, description=text, hours=hours)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.monday", description=str(__doc__).splitlines()[0])
    parser.add_argument("--municipalities", type=int, default=Day().municipalities)
    parser.add_argument("--picture", type=Path, default=PICTURE, help=f"where it is drawn (default {PICTURE})")
    given = parser.parse_args()
    day = Day(municipalities=given.municipalities)
    seen = simulated(day)
    given.picture.write_text(picture(seen), "utf-8")
    print(json.dumps(told(day, seen)))


if __name__ == "__main__":
    main()
