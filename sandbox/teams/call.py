"""One call of the bot's to the connector or to Graph: what it asks, and what it may ask about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sandbox.settings import Json
from sandbox.teams import identities, rates, refusals
from sandbox.teams.platform import Platform
from sandbox.teams.refusals import Refusal
from sandbox.teams.workspace import Tenant
from sandbox.workspace import Channel, Person

_THREAD = ";messageid="


@dataclass(frozen=True)
class Place:
    """A conversation, and the root of the thread in it that is meant, if one is."""

    channel: Channel
    root: str = ""


@dataclass
class Call:
    """What an operation is given."""

    platform: Platform
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json

    @property
    def workspace(self) -> Tenant:
        return self.platform.workspace

    @property
    def me(self) -> str:
        return self.platform.bot.id

    @property
    def is_targeted(self) -> bool:
        return self.query.get("isTargetedActivity", "").lower() == "true"

    def place(self, *, writing: bool = False) -> Place:
        """The conversation of the path, if the bot is in it (and, when writing, may write there)."""
        id, _, root = self.path["conversation"].partition(_THREAD)
        channel = self.workspace.channels.get(id)
        if channel is None:
            raise refusals.no_conversation()
        if self.me not in channel.members:
            raise refusals.not_in_roster()
        if writing:
            self._writable(channel)
        if root:
            self._thread(channel, root)
        return Place(channel, root)

    def _writable(self, channel: Channel) -> None:
        if channel.archived:
            raise refusals.archived()
        if channel.kind != "im":
            return
        for one in channel.members:
            self.reachable(self.workspace.people[one])

    def reachable(self, person: Person) -> None:
        """A refusal unless the app may write to this person alone."""
        if person.is_bot:
            return
        apart = self.workspace.apart.get(person.id)
        if apart == "blocked":
            raise refusals.blocked()
        if apart or not self.platform.is_reachable(person):
            raise refusals.not_installed()

    def _thread(self, channel: Channel, root: str) -> None:
        # What somebody said to the app alone begins a thread of the two.
        message = channel.messages.get(root) or channel.ephemerals.get(root)
        if message is None:
            raise refusals.no_activity()
        if message.is_reply:
            raise refusals.bad_argument("messageid must name the first message of a thread.")

    def member(self, channel: Channel, id: str) -> Person:
        """Somebody in a conversation, by either id."""
        person = identities.found(self.workspace.people.values(), id)
        if person is None or person.id not in channel.members:
            raise Refusal(404, "MemberNotFoundInConversation", "The member was not found in the conversation.")
        return person

    def count(self, lane: str, limits: rates.Limits) -> None:
        """Where the service's own limits hold, 429 for what comes too fast."""
        if not self.platform.faults.strict:
            return
        seconds = self.platform.rates.wait("tenant", rates.TENANT) or self.platform.rates.wait(lane, limits)
        if seconds:
            raise refusals.throttled(seconds)

    def team(self) -> Channel:
        """The team of the path, which is called as its General channel is."""
        general = self.workspace.general
        if self.path["team"] != general.id:
            raise refusals.no_conversation()
        if self.me not in general.members:
            raise refusals.not_in_roster()
        return general

    def group_room(self) -> Channel:
        """The channel of a Graph path."""
        self.group()
        channel = self.workspace.channels.get(self.path["channel"])
        if channel is None or channel not in self.workspace.rooms:
            raise Refusal(404, "NotFound", "NotFound")
        return channel

    def group(self) -> None:
        if self.path["group"] != self.workspace.group_id:
            raise Refusal(404, "NotFound", "No team found with Group Id.")

    def granted(self, *consents: str, graph: str = "") -> None:
        """Graph's 403 unless the team or the administrator has consented to one of these."""
        given = self.platform.manifest.consents & set(consents)
        inside = self.me in self.workspace.general.members
        if not (given and inside) and graph not in self.platform.settings.graph:
            needed = ", ".join(consents) or graph
            message = f"Missing role permissions on the request. API requires one of '{needed}'."
            raise Refusal(403, "Forbidden", message)


@dataclass(frozen=True)
class Done:
    """A good answer."""

    body: Json | None = None
    status: int = 200


Operation = Callable[[Call], Done]
Service = Literal["connector", "graph"]


@dataclass(frozen=True)
class Entry:
    """An operation, the name that faults and records know it by, and where it is reached."""

    name: str
    run: Operation
    service: Service
    verb: str
    path: str


OPERATIONS: list[Entry] = []


def operation(name: str, service: Service, verb: str, path: str) -> Callable[[Operation], Operation]:
    """Registers a function as an operation of a service; `path` as in Starlette's routes."""

    def register(run: Operation) -> Operation:
        OPERATIONS.append(Entry(name, run, service, verb, path))
        return run

    return register
