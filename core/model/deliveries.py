"""A delivery: one effect outside that a committed change calls for, written in the same transaction.

The payload names things by id; what people see is built when it is sent, from how things are then.
"""

from dataclasses import dataclass, field
from datetime import datetime
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
    ARCHIVE = "archive"  # a conversation that the bot made is put away


class Content(Enum):
    """What is shown; `scheduler.composing` builds it."""

    NOTHING = "nothing"
    ANSWER = "answer"  # the answer to something written to the bot; the payload holds the view
    CHARTER = "charter"
    NEEDS = "needs"  # to the leader: what an idea needs before its first round
    NO_CONVERSATION = "no_conversation"  # to the leader: the workspace lets no bot make one; use one that is there
    ANCHOR_QUESTION = "anchor_question"
    ROLE_QUESTION = "role_question"  # will you be the receiver, the co-leader, the next leader?
    ROLE_DECLINED = "role_declined"  # to the leader: who was asked has said no
    END_QUESTION = "end_question"  # to the leader: the end is near, or has passed; what is to happen?
    END_MOVED = "end_moved"
    INVITATION = "invitation"
    WELCOME = "welcome"  # into the conversation: somebody has joined
    PROMPT = "prompt"
    REMINDER = "reminder"
    SHARED_REPLY = "shared_reply"
    RECEIPT = "receipt"  # to the writer: the message in the thread became a reply
    SHAREBACK = "shareback"
    OUTCOME = "outcome"  # into the conversation: something that came out of the network
    THANKS = "thanks"  # the network has closed: its harvest, and thanks by name
    RESUMED = "resumed"  # into the conversation: the closing was taken back
    REMOVED = "removed"  # to a person: you are not a member any more
    PHASES = "phases"  # to a person: you are in some phases only, or in all again
    LEFT = "left"  # to a person: you have left, and the conversation went with it
    LEADER_CHANGED = "leader_changed"
    CO_LEADER = "co_leader"  # into the conversation: somebody shares the lead
    HELD_QUESTION = "held_question"  # to the leader: a post may have arrived; did it?
    STUCK = "stuck"  # to the leader: nothing gets through to where the network talks, and what to do
    INVITATION_UNREACHED = "invitation_unreached"  # to who invited: that person cannot be reached
    ANCHOR_UNREACHED = "anchor_unreached"  # to the leader: the one asked to be the anchor cannot be reached
    ROLE_UNREACHED = "role_unreached"  # to the leader: the one asked for another role cannot be reached
    NOT_LET_IN = "not_let_in"  # to the leader: a member whom the bot may not let in where the network talks
    SILENCE = "silence"  # to a member who has not answered for long: shall I stop reminding you?
    CONDITION = "condition"  # to a network: what became of a driver or barrier that it raised
    HOME = "home"
    DIGEST = "digest"  # to the anchor: what a month told, in figures
    DIGEST_DESK = "digest_desk"  # to the secretariat: what is new since the last
    DIGEST_COMMITTEE = "digest_committee"  # to somebody named for a committee: its networks, in figures
    ECHO = "echo"  # to a member: the network has closed some months ago, what do you notice?
    ECHO_BACK = "echo_back"  # to a member: what they told
    INQUIRY = "inquiry"  # to somebody in a role: a question of their own
    CALL = "call"  # to the secretariat: a leader asks for help
    CALL_ANSWERED = "call_answered"  # to the leader who asked for help: the answer
    INVITATIONS = "invitations"  # to somebody without an account: invitations that still wait, once
    ASKED = "asked"  # to a member without an account: a round is open
    FAREWELL = "farewell"  # to a member without an account: the network has closed
    READOUT = "readout"  # to who asked: what a language model has drafted, beside its sources
    MODEL_SWITCHED = "model_switched"  # to a network: a language model may read along from now on, or may not
    NOT_THEIRS = "not_theirs"  # to the leader: a link came to somebody else


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
    def comes_after_another(self) -> bool:
        return any((self.thread_key, self.after_key, self.target_key))

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


EVERYTHING = "a:"
"""How the lane of a whole workspace begins: everything that goes there."""


@dataclass(frozen=True, slots=True)
class Later:
    """A definite "not now": the same will be tried after `seconds` (429, connection never made)."""

    seconds: float
    error: str
    lane: str | None = None  # the lane to pause: one conversation ("c:"), one kind of call ("w:"), all ("a:"); or none


class Cause(Enum):
    """Why the platform says no for good; what people are told to do follows from it."""

    SHUT_OUT = "shut_out"  # the conversation or the person is not there any more, or we are not let in
    ARCHIVED = "archived"  # the conversation is put away
    NOT_ALLOWED = "not_allowed"  # the workspace does not let the bot do this
    MESSAGE_GONE = "message_gone"  # the message it is about, or under, is not there any more
    OTHER = "other"  # anything else, tries used up among it


@dataclass(frozen=True, slots=True)
class Refused:
    """A definite no: it did not happen and will not."""

    error: str
    cause: Cause = Cause.OTHER


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


ORPHAN = "comes_after_nothing"
"""The `error` of what was cancelled because what it comes after never was; it is taken up again with that."""

MAILED = frozenset({Content.INVITATION, Content.INVITATIONS, Content.ASKED, Content.FAREWELL})
"""What somebody without an account is written: nothing else is worth a mail, their page shows it."""

REPEATABLE = frozenset({Effect.UPDATE, Effect.REMOVE, Effect.ADD, Effect.DROP, Effect.PIN, Effect.HOME, Effect.ARCHIVE})
"""What may be done again without anyone seeing a difference: not read back, just done again."""
