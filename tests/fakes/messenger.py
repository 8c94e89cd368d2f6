"""A little platform in memory: conversations, people, messages with their keys, and faults on demand."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from threading import RLock
from typing import TypeVar

from core.model.deliveries import Address
from views.elements import View
from views.messenger import (
    Ambiguous,
    Archived,
    MessageGone,
    NeverSent,
    NotPermitted,
    RateLimited,
    RecipientGone,
    TokenRefused,
    Unreadable,
)

T = TypeVar("T")


class Fault(Enum):
    """What goes wrong with the next call."""

    REFUSED = "refused"  # the connection is: no byte leaves
    DROP_BEFORE = "drop_before"  # the connection breaks before the platform does it
    DROP_AFTER = "drop_after"  # the platform does it and the connection breaks
    TIMEOUT = "timeout"  # the platform does it and no answer comes in time
    ERROR_BEFORE = "error_before"  # 5xx, and nothing was done
    ERROR_AFTER = "error_after"  # 5xx, and it was done
    LATE = "late"  # 5xx now, and it is done later: when `FakeMessenger.catch_up` is called
    LIMITED = "limited"  # 429
    TOKEN = "token"  # the workspace does not accept our token


@dataclass(frozen=True)
class Message:
    """One that stands there; `key` as the platform keeps it for us."""

    conversation: str
    id: str
    key: str
    view: View
    thread: str | None = None
    pinned: bool = False


@dataclass
class Conversation:
    id: str
    name: str
    private: bool = True
    key: str = ""
    members: set[str] = field(default_factory=set)
    archived: bool = False


@dataclass
class FakeMessenger:
    """One workspace. `log`: every effect carried out, in order. `meanwhile`: what happens during the next call."""

    people: set[str] = field(default_factory=set)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[Address, Message] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    whispers: list[tuple[str, str, View]] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    late: list[Callable[[], object]] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    makes_conversations: bool = True
    readable: bool = True
    lets_in: bool = True
    archives: bool = True
    retry_after: float = 30

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._lock = RLock()

    # What the world does.

    def meeting_place(self, name: str = "torvet", *, members: Sequence[str] = ()) -> str:
        """A conversation that people made."""
        made = Conversation(f"C{next(self._numbers)}", name, members=set(members))
        self.conversations[made.id] = made
        return made.id

    def catch_up(self) -> None:
        """What was late is done now."""
        while self.late:
            self.late.pop(0)()

    def seen(self, conversation: str, thread: str | None = None) -> list[Message]:
        """What stands there, oldest first."""
        return [m for m in self.messages.values() if m.conversation == conversation and m.thread == thread]

    def times(self, key: str) -> int:
        """How often an effect of that key is there to be seen."""
        posts = sum(message.key == key for message in self.messages.values())
        return posts + sum(conversation.key == key for conversation in self.conversations.values())

    # What a Messenger does.

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        return self._do("post", key, lambda: self._write(self._in_use(conversation).id, view, key, thread))

    def direct(self, workspace: str, account: str, view: View, *, key: str) -> Address:
        return self._do("direct", key, lambda: self._write(self._talk(account), view, key, None))

    def whisper(
        self, workspace: str, conversation: str, account: str, view: View, *, thread: str | None = None
    ) -> None:
        def say() -> None:
            if account not in self._open(conversation).members:
                raise RecipientGone("not_in_conversation")
            self.whispers.append((conversation, account, view))

        self._do("whisper", account, say)

    def update(self, workspace: str, address: Address, view: View, *, key: str) -> None:
        def change() -> None:
            if address in self.messages and address.conversation in self.conversations:
                self._in_use(address.conversation)
            self.messages[address] = replace(self._message(address), view=view, key=key)

        self._do("update", key, change)

    def remove(self, workspace: str, address: Address) -> None:
        self._do("remove", address.message, lambda: self.messages.pop(address, None))

    def create(self, workspace: str, name: str, *, private: bool, key: str) -> str:
        def make() -> str:
            if not self.makes_conversations:
                raise NotPermitted("restricted_action")
            made = Conversation(f"C{next(self._numbers)}", self._free(name), private, key)
            self.conversations[made.id] = made
            return made.id

        return self._do("create", key, make)

    def add(self, workspace: str, conversation: str, accounts: Sequence[str]) -> None:
        def let_in() -> None:
            if not self.lets_in:
                raise NotPermitted("not_in_channel")
            for account in accounts:
                self._open(conversation).members.add(self._known(account))

        self._do("add", conversation, let_in)

    def drop(self, workspace: str, conversation: str, account: str) -> None:
        self._do("drop", conversation, lambda: self._open(conversation).members.discard(account))

    def archive(self, workspace: str, conversation: str) -> None:
        def put_away() -> None:
            if not self.archives:
                raise NotPermitted("conversations_stay")
            self._open(conversation).archived = True

        self._do("archive", conversation, put_away)

    def pin(self, workspace: str, address: Address) -> None:
        def keep_at_hand() -> None:
            self.messages[address] = replace(self._message(address), pinned=True)

        self._do("pin", address.message, keep_at_hand)

    def publish_home(self, workspace: str, account: str, view: View) -> None:
        self._do("home", account, lambda: self.homes.update({self._known(account): view}))

    def find_message(
        self, workspace: str, conversation: str, *, key: str, since: float, thread: str | None = None
    ) -> Address | None:
        return self._read(lambda: self._found(self._open(conversation).id, key, thread))

    def find_direct(self, workspace: str, account: str, *, key: str, since: float) -> Address | None:
        return self._read(lambda: self._found(self._talk(account), key, None))

    def find_conversation(self, workspace: str, *, key: str) -> str | None:
        return self._read(lambda: next((c.id for c in self.conversations.values() if c.key == key), None))

    # How it works inside.

    def _do(self, what: str, key: str, effect: Callable[[], T]) -> T:
        with self._lock:
            fault = self.faults.popleft() if self.faults else None
            _before(fault, self.retry_after)
            if fault is Fault.LATE:
                self.late.append(effect)
                raise Ambiguous("internal_error")
            if self.meanwhile:
                self.meanwhile.pop(0)()
            result = effect()
            self.log.append((what, key))
            _after(fault)
            return result

    def _read(self, look: Callable[[], T]) -> T:
        with self._lock:
            if not self.readable:
                raise Unreadable("no_history")
            fault = self.faults.popleft() if self.faults else None
            _before(fault, self.retry_after)
            _after(fault)
            return look()

    def _write(self, conversation: str, view: View, key: str, thread: str | None) -> Address:
        if thread is not None and Address(conversation, thread) not in self.messages:
            raise MessageGone("thread_not_found")
        at = Address(conversation, f"{next(self._numbers)}.0")
        self.messages[at] = Message(conversation, at.message, key, view, thread)
        return at

    def _open(self, conversation: str) -> Conversation:
        if conversation not in self.conversations:
            raise RecipientGone("conversation_not_found")
        return self.conversations[conversation]

    def _in_use(self, conversation: str) -> Conversation:
        found = self._open(conversation)
        if found.archived:
            raise Archived("archived")
        return found

    def _known(self, account: str) -> str:
        if account not in self.people:
            raise RecipientGone("person_not_found")
        return account

    def _talk(self, account: str) -> str:
        return f"D-{self._known(account)}"

    def _message(self, address: Address) -> Message:
        if address not in self.messages:
            raise MessageGone("message_not_found")
        return self.messages[address]

    def _free(self, name: str) -> str:
        taken = {conversation.name for conversation in self.conversations.values()}
        return name if name not in taken else next(f"{name}-{n}" for n in count(2) if f"{name}-{n}" not in taken)

    def _found(self, conversation: str, key: str, thread: str | None) -> Address | None:
        return next((Address(m.conversation, m.id) for m in self.seen(conversation, thread) if m.key == key), None)


def _before(fault: Fault | None, retry_after: float) -> None:
    match fault:
        case Fault.REFUSED:
            raise NeverSent("connection_refused")
        case Fault.TOKEN:
            raise TokenRefused("token_revoked")
        case Fault.LIMITED:
            raise RateLimited("ratelimited", seconds=retry_after, lane="post")
        case Fault.DROP_BEFORE:
            raise Ambiguous("connection_lost")
        case Fault.ERROR_BEFORE:
            raise Ambiguous("internal_error")


def _after(fault: Fault | None) -> None:
    codes = {Fault.DROP_AFTER: "connection_lost", Fault.TIMEOUT: "timeout", Fault.ERROR_AFTER: "internal_error"}
    if fault in codes:
        raise Ambiguous(codes[fault])
