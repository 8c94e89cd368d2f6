"""What the workspace remembers and what can happen in it; knows no platform's wire format."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from sandbox.settings import Json

Kind = Literal["public", "private", "im", "mpim"]


@dataclass
class Person:
    """Somebody in the workspace, or the app's own bot user."""

    id: str
    name: str
    real_name: str
    title: str = ""
    department: str = ""
    email: str = ""
    tz: str = "Europe/Copenhagen"
    locale: str = "da-DK"
    team_id: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False


@dataclass
class Message:
    """One message; `only_for` names the single reader of an ephemeral one.

    What stands in it is `blocks` on Slack, `entities` and `attachments` on Teams, where `summary` is for notifications
    and `personal` are the attachments that single readers have instead, since they pressed something.
    """

    ts: str
    channel: str
    author: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    broadcast: bool = False
    metadata: Json | None = None
    edited: str = ""
    subtype: str = ""
    only_for: str = ""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    summary: str = ""
    entities: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    personal: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """A thread's root may carry its own ts as thread_ts; a reply carries another's."""
        return bool(self.thread_ts) and self.thread_ts != self.ts


@dataclass
class Channel:
    """A channel or a direct conversation."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""
    archived: bool = False
    general: bool = False
    shared: bool = False
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    def replies(self, root: str) -> list[Message]:
        return [m for m in self.messages.values() if m.thread_ts == root and m.is_reply]

    def top(self) -> list[Message]:
        return [m for m in self.messages.values() if not m.is_reply or m.broadcast]


@dataclass(frozen=True)
class Change:
    """Something that happened; `kind` is past tense, e.g. message_posted or member_joined."""

    kind: str
    channel: Channel | None = None
    message: Message | None = None
    previous: Message | None = None
    person: str = ""
    by: str = ""
    detail: str = ""

    @property
    def where(self) -> Channel:
        """The channel, for kinds of change that always have one."""
        if self.channel is None:
            raise LookupError(f"{self.kind} has no channel")
        return self.channel

    @property
    def said(self) -> Message:
        """The message, for kinds of change that always have one."""
        if self.message is None:
            raise LookupError(f"{self.kind} has no message")
        return self.message


class Workspace:
    """The whole state. Every change is told to the listeners after it holds."""

    def __init__(self, team: Json, people: list[Person]) -> None:
        self.team = team
        self.people = {person.id: person for person in people}
        self.channels: dict[str, Channel] = {}
        self.homes: dict[str, Json] = {}
        self.files: dict[str, Json] = {}
        self.channel_creation = "everyone"
        self.listeners: list[Callable[[Change], None]] = []
        self._last = 0

    def tell(self, change: Change) -> None:
        for listener in self.listeners:
            listener(change)

    def next_ts(self) -> str:
        """A timestamp no other message has: seconds with six decimals, always growing."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        digits, number = "", int(self.next_ts().replace(".", ""))
        while number:
            number, rest = divmod(number, 36)
            digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + digits
        return letter + digits[-10:]

    def channel_id(self, kind: Kind, members: list[str]) -> str:
        """What a new conversation of this kind is called by the platform."""
        return self.new_id("D" if kind == "im" else "C")

    def post(self, channel: Channel, author: str, text: str = "", **more: object) -> Message:
        """`more` are further fields of Message: blocks, thread_ts, metadata, only_for …"""
        message = replace(Message(self.next_ts(), channel.id, author, text), **more)  # type: ignore[arg-type]
        shelf = channel.ephemerals if message.only_for else channel.messages
        shelf[message.ts] = message
        if not message.only_for and not self.people[author].is_bot:
            channel.read[author] = message.ts
        self.tell(Change("message_posted", channel, message, by=author))
        return message

    def edit(self, message: Message, **fields: object) -> None:
        previous = replace(message)
        for name, value in fields.items():
            setattr(message, name, value)
        channel = self.channels[message.channel]
        self.tell(Change("message_changed", channel, message, previous, by=message.author))

    def delete(self, message: Message) -> None:
        channel = self.channels[message.channel]
        (channel.ephemerals if message.only_for else channel.messages).pop(message.ts, None)
        if message.ts in channel.pins:
            channel.pins.remove(message.ts)
        self.tell(Change("message_deleted", channel, message, message, by=message.author))

    def create(self, name: str, kind: Kind, creator: str, members: list[str] | None = None) -> Channel:
        inside = members or [creator]
        channel = Channel(self.channel_id(kind, inside), name, kind, creator, int(time.time()), inside)
        self.channels[channel.id] = channel
        self.tell(Change("channel_created", channel, by=creator))
        return channel

    def direct(self, people: list[str], by: str) -> tuple[Channel, bool]:
        """The conversation of exactly these people, and whether it existed before."""
        wanted = set(people)
        for channel in self.channels.values():
            if channel.kind in ("im", "mpim") and set(channel.members) == wanted:
                return channel, True
        kind: Kind = "im" if len(wanted) <= 2 else "mpim"
        handles = "--".join(sorted(self.people[one].name for one in wanted))
        name = "" if kind == "im" else f"mpdm-{handles}-1"
        return self.create(name, kind, by, sorted(wanted)), False

    def join(self, channel: Channel, person: str, by: str = "") -> None:
        channel.members.append(person)
        self.tell(Change("member_joined", channel, person=person, by=by or person))

    def leave(self, channel: Channel, person: str, by: str = "") -> None:
        channel.members.remove(person)
        self.tell(Change("member_left", channel, person=person, by=by or person))

    def rename(self, channel: Channel, name: str, by: str) -> None:
        channel.previous_names.insert(0, channel.name)
        channel.name = name
        self.tell(Change("channel_renamed", channel, by=by))

    def archive(self, channel: Channel, archived: bool, by: str) -> None:
        channel.archived = archived
        self.tell(Change("channel_archived" if archived else "channel_unarchived", channel, by=by))

    def describe(self, channel: Channel, by: str, **fields: str) -> None:
        """Set topic or purpose."""
        for name, value in fields.items():
            setattr(channel, name, value)
            self.tell(Change(f"channel_{name}", channel, by=by, detail=value))

    def pin(self, channel: Channel, ts: str, by: str) -> None:
        channel.pins.append(ts)
        self.tell(Change("pin_added", channel, channel.messages[ts], by=by))

    def unpin(self, channel: Channel, ts: str, by: str) -> None:
        channel.pins.remove(ts)
        self.tell(Change("pin_removed", channel, channel.messages.get(ts), by=by))

    def react(self, message: Message, name: str, by: str) -> None:
        message.reactions.setdefault(name, []).append(by)
        self.tell(Change("reaction_added", self.channels[message.channel], message, by=by, detail=name))

    def publish_home(self, person: str, view: Json) -> None:
        self.homes[person] = view
        self.tell(Change("home_published", person=person))

    def welcome(self, person: Person, *, new: bool) -> None:
        """Add somebody, or replace what is known about them."""
        self.people[person.id] = person
        self.tell(Change("person_joined" if new else "person_changed", person=person.id))

    def unread(self, channel: Channel, person: str) -> int:
        """Messages of others since the person last looked; replies count in threads one takes part in."""
        since = channel.read.get(person, "")
        fresh = [m for m in channel.messages.values() if m.ts > since and m.author != person]
        return sum(1 for m in fresh if not m.subtype and (not m.is_reply or self._follows(channel, m, person)))

    def _follows(self, channel: Channel, reply: Message, person: str) -> bool:
        root = channel.messages.get(reply.thread_ts)
        if root and root.author == person:
            return True
        return any(m.author == person for m in channel.replies(reply.thread_ts))
