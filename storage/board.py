"""Places in lanes, as arithmetic: when something may go, and when what finds no place looks again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.model.deliveries import Urgency
from storage.rates import Horizon, Rate


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
