"""What becomes of a delivery after each attempt and each read-back (scheduling.md §5.2): the transitions, no more."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from core.model.deliveries import (
    REPEATABLE,
    Absent,
    Delivery,
    DeliveryState,
    Effect,
    Later,
    Obsolete,
    Outcome,
    Refused,
    Sent,
    Unreadable,
    Unsure,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How patient the sender is. Times in seconds; all of them settings, short where tests kill processes.

    `timeout`: the longest a call outside may take. `margin`: what must be left of a lease beside the timeout when
    a call begins. `lease`: how long a claim holds. `settle`: how late a platform may still show what it took.
    `absences`: how many complete reads, a `settle` apart, must miss it before it is sent again.
    `skew`: how far back before the first try a read begins.
    """

    timeout: float = 10
    margin: float = 5
    lease: float = 60
    settle: float = 15
    absences: int = 2
    most_attempts: int = 48
    first_wait: float = 2
    longest_wait: float = 300
    skew: float = 60

    def __post_init__(self) -> None:
        if self.lease <= self.timeout + self.margin:
            raise ValueError("a lease must be longer than a call and its margin")

    @property
    def longest_stand(self) -> float:
        """How long a process may stand still between its last look at the lease and writing to the line.

        One that goes on later can post a second time: by then others have looked for the message in vain and sent it.
        No lease reaches the line, so nothing on our side can prevent that (docs/deliveries.md).
        """
        return self.absences * self.settle + self.timeout + self.margin

    def covers(self, elapsed: float) -> bool:
        """Whether a lease that old still covers a whole call outside."""
        return self.lease - elapsed >= self.timeout + self.margin

    def backoff(self, attempt: int) -> float:
        """How long to wait after the nth attempt: doubling from `first_wait` to `longest_wait`."""
        return min(self.first_wait * 2.0 ** min(max(attempt - 1, 0), 30), self.longest_wait)


def settled(delivery: Delivery, outcome: Outcome, *, now: datetime, rules: Rules, refreshed: bool = False) -> Delivery:
    """The claimed delivery after what came of it; `now`: wire clock.

    Claimed to be sent it comes SENDING, claimed to be read back UNKNOWN. `refreshed`: a newer state was asked for
    meanwhile (`Deliveries.refresh`), so one that would rest goes out once more.
    """
    reading = delivery.state is DeliveryState.UNKNOWN
    after = (_read if reading else _tried)(delivery, outcome, now, rules)
    return _put(delivery, DeliveryState.PENDING, now, after.error) if refreshed and not after.waits else after


def _tried(delivery: Delivery, outcome: Outcome, now: datetime, rules: Rules) -> Delivery:
    match outcome:
        case Sent():
            return _sent(delivery, outcome)
        case Later(seconds, error, lane):
            delivery = replace(delivery, attempt=delivery.attempt - bool(lane))  # a narrow lane is no fault of its own
            return _again(delivery, now + timedelta(seconds=seconds), error, rules)
        case Unsure(error):
            return _unsure(delivery, now, rules.settle, error, reads=0)
        case Refused(error):
            return ended(delivery, DeliveryState.DEAD, error)
        case Obsolete():
            return ended(delivery, DeliveryState.CANCELLED)
        case Absent() | Unreadable():
            raise ValueError("only a read-back finds nothing")


def _read(delivery: Delivery, outcome: Outcome, now: datetime, rules: Rules) -> Delivery:
    match outcome:
        case Sent():
            return _sent(delivery, outcome)
        case Absent():
            return _missed(delivery, now, rules)
        case Unreadable():
            private = delivery.effect in (Effect.DIRECT, Effect.WHISPER)
            return ended(delivery, DeliveryState.EXPIRED if private else DeliveryState.HELD, delivery.error)
        case Later(seconds, error, _):
            return _unsure(delivery, now, max(seconds, rules.settle), error)
        case Unsure(error):
            return _unsure(delivery, now, rules.settle, error)
        case Refused(error):
            return ended(delivery, DeliveryState.DEAD, error)
        case Obsolete():
            return _unsure(delivery, now, rules.settle, delivery.error)  # never given up unread


def _missed(delivery: Delivery, now: datetime, rules: Rules) -> Delivery:
    reads = delivery.absent_reads + 1
    if delivery.effect in REPEATABLE or reads >= rules.absences:
        return _again(replace(delivery, absent_reads=0), now, delivery.error, rules)
    return _unsure(delivery, now, rules.settle, delivery.error, reads=reads)


def _again(delivery: Delivery, at: datetime, error: str | None, rules: Rules) -> Delivery:
    if delivery.attempt >= rules.most_attempts:
        return ended(delivery, DeliveryState.DEAD, error)
    return _put(delivery, DeliveryState.PENDING, at, error)


def _unsure(
    delivery: Delivery, now: datetime, seconds: float, error: str | None, *, reads: int | None = None
) -> Delivery:
    """`reads`: how often it was not found so far; None: as often as before."""
    absent = delivery.absent_reads if reads is None else reads
    return _put(delivery, DeliveryState.UNKNOWN, now + timedelta(seconds=seconds), error, absent_reads=absent)


def _put(
    delivery: Delivery,
    state: DeliveryState,
    at: datetime | None,
    error: str | None,
    **more: Any,  # noqa: ANN401 - fields of a delivery
) -> Delivery:
    return replace(delivery, state=state, token=None, lease_until=None, retry_at=at, error=error, **more)


def _sent(delivery: Delivery, sent: Sent) -> Delivery:
    at = {"sent_conversation": sent.conversation or None, "sent_message": sent.message or None}
    return _put(delivery, DeliveryState.SENT, None, None, payload="", **at)


def ended(delivery: Delivery, state: DeliveryState, error: str | None = None) -> Delivery:
    """The delivery at rest. The payload is emptied with it (an answer may quote somebody), unless it is HELD."""
    kept = delivery.payload if state is DeliveryState.HELD else ""
    return _put(delivery, state, None, error, payload=kept)


def run_out(delivery: Delivery, *, now: datetime, rules: Rules) -> Delivery:
    """A delivery whose lease ran out while it was being sent: nobody knows, so it is read back after settling."""
    return _unsure(delivery, now, rules.settle, "lease_run_out", reads=0)


RESTORED = "restored"
"""The error of a delivery that was looked for since a restore from a backup."""


def doubted(delivery: Delivery, *, since: datetime, now: datetime, rules: Rules) -> Delivery:
    """A waiting delivery that may have gone out in a time that a restore has lost: one complete look decides."""
    first = min(delivery.first_try_at or since, since)
    looked_for = replace(delivery, first_try_at=first, absent_reads=rules.absences - 1)
    return _put(looked_for, DeliveryState.UNKNOWN, now, RESTORED)


def released(delivery: Delivery) -> Delivery:
    """A claimed delivery handed back before anything was sent: as if it had not been claimed."""
    if delivery.state is DeliveryState.UNKNOWN:
        return replace(delivery, token=None, lease_until=None)
    return _put(replace(delivery, attempt=delivery.attempt - 1), DeliveryState.PENDING, None, delivery.error)


def arrived(delivery: Delivery) -> Delivery:
    """Somebody has seen it: it rests. Nobody knows its address, so nothing is threaded under it or changed in it."""
    return ended(delivery, DeliveryState.SENT)


def taken_up(delivery: Delivery) -> Delivery:
    """Somebody wants it tried (again), from the beginning. `first_try_at` stays: a read-back still sees that far."""
    return _put(replace(delivery, attempt=0, absent_reads=0), DeliveryState.PENDING, None, None)


def dropped(delivery: Delivery, reason: str) -> Delivery:
    """Somebody does not want it any more."""
    return ended(delivery, DeliveryState.CANCELLED, f"dropped: {reason}")
