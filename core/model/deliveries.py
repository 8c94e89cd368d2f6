"""A delivery: one effect outside that a committed change calls for, written in the same transaction.

The payload names things by id; what people see is built when it is sent, from how things are then.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from core.model.ids import DeliveryId, NetworkId, OrganisationId, PersonId, WorkspaceId, new_id


class Effect(Enum):
    """What is done outside; each has its own rule for "did it happen?" (docs/deliveries.md)."""

    POST = "post"  # a message in a conversation, or in a thread of it
    DIRECT = "direct"  # a message to one person
    WHISPER = "whisper"  # a message in a conversation that only one person sees
    UPDATE = "update"  # a message of ours shows the newest state
    REMOVE = "remove"  # a message of ours goes away
    CREATE = "create"  # a conversation for a network
    ADD = "add"  # a person into a conversation
    DROP = "drop"  # a person out of a conversation
    PIN = "pin"  # a message of ours stays at hand
    HOME = "home"  # a person's own page


class Content(Enum):
    """What is shown; `scheduler.composing` builds it."""

    NOTHING = "nothing"
    ANSWER = "answer"  # the answer to something written to the bot; the payload holds the view
    CHARTER = "charter"
    NEEDS = "needs"  # to the leader: what an idea needs before its first round
    NO_CONVERSATION = "no_conversation"  # to the leader: the workspace lets no bot make one; use one that is there
    ANCHOR_QUESTION = "anchor_question"
    INVITATION = "invitation"
    WELCOME = "welcome"  # into the conversation: somebody has joined
    PROMPT = "prompt"
    REMINDER = "reminder"
    SHARED_REPLY = "shared_reply"
    RECEIPT = "receipt"  # to the writer: the message in the thread became a reply
    SHAREBACK = "shareback"
    THANKS = "thanks"  # the network has closed
    REMOVED = "removed"  # to a person: you are not a member any more
    LEADER_CHANGED = "leader_changed"
    HOME = "home"


class DeliveryState(Enum):
    """Where a delivery stands (scheduling.md §5.2)."""

    PENDING = "pending"  # waits for its time, its lane or what it comes after
    SENDING = "sending"  # claimed: a lease and a token, one per claim
    SENT = "sent"  # it happened; `address` says where
    UNKNOWN = "unknown"  # it may have happened: read back before anything else
    HELD = "held"  # it may have happened and nothing can be read: a person decides
    DEAD = "dead"  # the platform said a definite no
    EXPIRED = "expired"  # its time passed before it could be sent
    CANCELLED = "cancelled"  # what it was for is gone


class Urgency(Enum):
    """What goes first when a lane is narrow."""

    ANSWER = 0
    PROMPT = 1
    REMINDER = 2
    DIGEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """`key`: the same cause gives the same key, and a key exists once.

    `subject`: the id of what is shown (a round, a reply, a member ...). `person_id`: whom it is for, if one person.
    `conversation`: the platform's id, None for the network's own at the time of sending.
    `thread_key` / `after_key`: deliveries whose message is the thread's root, or which must have been sent before.
    `target_key`: the delivery whose message is updated, removed or pinned.
    `due_at`, `expires_at`: calendar clock. `lease_until`, `first_try_at`, `settled_at`: wire clock.
    """

    key: str
    effect: Effect
    content: Content
    organisation_id: OrganisationId
    workspace_id: WorkspaceId
    due_at: datetime
    id: DeliveryId = field(default_factory=lambda: DeliveryId(new_id()))
    urgency: Urgency = Urgency.PROMPT
    network_id: NetworkId | None = None
    subject: str = ""
    person_id: PersonId | None = None
    conversation: str | None = None
    thread: str | None = None
    thread_key: str | None = None
    after_key: str | None = None
    target_key: str | None = None
    payload: str = ""
    expires_at: datetime | None = None
    state: DeliveryState = DeliveryState.PENDING
    attempt: int = 0
    token: str | None = None
    lease_until: datetime | None = None
    retry_at: datetime | None = None
    first_try_at: datetime | None = None
    absent_reads: int = 0
    revision: int = 0
    sent_conversation: str | None = None
    sent_message: str | None = None
    error: str | None = None

    @property
    def waits(self) -> bool:
        return self.state in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message stands: the platform's ids of the conversation and of the message in it."""

    conversation: str
    message: str


@dataclass(frozen=True, slots=True)
class Sent:
    """It happened. `message` is empty where the effect leaves none (a conversation made, a person added)."""

    conversation: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """A definite "not now": the same will be tried after `seconds` (429, connection never made)."""

    seconds: float
    error: str
    lane: str | None = None  # the lane to pause, e.g. "c:T1:C1" or "w:T1:chat.postMessage"; None: only this one


@dataclass(frozen=True, slots=True)
class Refused:
    """A definite no: it did not happen and will not."""

    error: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have happened (timeout, lost connection, 5xx)."""

    error: str


@dataclass(frozen=True, slots=True)
class Obsolete:
    """What it was for is gone; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A complete read-back did not find it."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nothing can be read back for this kind: a private one expires, one in a network's conversation is held."""


Outcome = Sent | Later | Refused | Unsure | Obsolete | Absent | Unreadable


REPEATABLE = frozenset({Effect.UPDATE, Effect.REMOVE, Effect.ADD, Effect.DROP, Effect.PIN, Effect.HOME})
"""What may be done again without anyone seeing a difference: not read back, just done again."""


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
            return _unsure(replace(delivery, absent_reads=0), now, rules.settle, error)
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
    return _unsure(replace(delivery, absent_reads=reads), now, rules.settle, delivery.error)


def _again(delivery: Delivery, at: datetime, error: str | None, rules: Rules) -> Delivery:
    if delivery.attempt >= rules.most_attempts:
        return ended(delivery, DeliveryState.DEAD, error)
    return _put(delivery, DeliveryState.PENDING, at, error)


def _unsure(delivery: Delivery, now: datetime, seconds: float, error: str | None) -> Delivery:
    return _put(delivery, DeliveryState.UNKNOWN, now + timedelta(seconds=seconds), error)


def _put(delivery: Delivery, state: DeliveryState, at: datetime | None, error: str | None) -> Delivery:
    return replace(delivery, state=state, token=None, lease_until=None, retry_at=at, error=error)


def _sent(delivery: Delivery, sent: Sent) -> Delivery:
    done = ended(delivery, DeliveryState.SENT)
    return replace(done, sent_conversation=sent.conversation or None, sent_message=sent.message or None)


def ended(delivery: Delivery, state: DeliveryState, error: str | None = None) -> Delivery:
    """The delivery at rest. The payload is emptied with it (an answer may quote somebody), unless it is HELD."""
    rests = _put(delivery, state, None, error)
    return rests if state is DeliveryState.HELD else replace(rests, payload="")


def run_out(delivery: Delivery, *, now: datetime, rules: Rules) -> Delivery:
    """A delivery whose lease ran out while it was being sent: nobody knows, so it is read back after settling."""
    return _unsure(replace(delivery, absent_reads=0), now, rules.settle, "lease_run_out")


def released(delivery: Delivery) -> Delivery:
    """A claimed delivery handed back before anything was sent: as if it had not been claimed."""
    if delivery.state is DeliveryState.UNKNOWN:
        return replace(delivery, token=None, lease_until=None)
    return _put(replace(delivery, attempt=delivery.attempt - 1), DeliveryState.PENDING, None, delivery.error)
