"""What every running workspace consists of, whichever chat it plays, for its parts to share."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from sandbox.faults import Faults
from sandbox.recorder import Recorder
from sandbox.settings import Common, Json
from sandbox.sights import Sights
from sandbox.workspace import Channel, Message, Person, Workspace


@dataclass
class Platform(ABC):
    """The parts; none of them knows the others. A chat says here what is its own in looking around and talking."""

    settings: Common
    workspace: Workspace
    faults: Faults = field(default_factory=Faults, kw_only=True)
    recorder: Recorder = field(default_factory=Recorder, kw_only=True)
    sights: Sights = field(default_factory=Sights, kw_only=True)
    url: str = field(default="", kw_only=True)

    @property
    @abstractmethod
    def face(self) -> str:
        """The name of the chat: which of the page's faces draws it."""

    @property
    def bot(self) -> Person:
        return next(person for person in self.workspace.people.values() if person.is_bot)

    @property
    def team_id(self) -> str:
        return str(self.workspace.team["id"])

    def sees(self, channel: Channel, person: str) -> bool:
        """Public channels are visible to all of the team, everything else to members."""
        if person in channel.members:
            return True
        guest = self.workspace.people[person].is_restricted or self.workspace.people[person].is_stranger
        return channel.kind == "public" and not guest

    def is_called(self, channel: Channel, name: str) -> bool:
        """Whether this is the channel that is meant by #name."""
        return bool(channel.name) and name.removeprefix("#") == channel.name

    @abstractmethod
    def typed(self, text: str) -> Json:
        """The fields of a message for what somebody typed."""

    @abstractmethod
    def drawn(self, message: Message, reader: str) -> Json:
        """What this chat adds to a message as its reader gets it."""

    @abstractmethod
    def app(self) -> Json:
        """The app as the sidebar lists it: name, id, and whether it has a `home` and `messages`."""

    def is_only_read(self, channel: Channel) -> bool:
        """Whether people cannot write there."""
        return False

    def name_for(self, wanted: str) -> str:
        """A channel's name as this chat keeps it."""
        return wanted.strip()

    def founders(self, private: bool, person: str) -> list[str]:
        """Who is in a channel that somebody makes, from the start."""
        return [person]

    def keeps_apart(self, people: list[str]) -> str:
        """Why these cannot have a conversation of their own; empty when they can."""
        return ""

    def let_in(self, channel: Channel, person: str, by: str) -> None:
        self.workspace.join(channel, person, by=by)

    def let_out(self, channel: Channel, person: str, by: str) -> None:
        self.workspace.leave(channel, person, by=by)

    def put_away(self, channel: Channel, archived: bool, by: str) -> None:
        self.workspace.archive(channel, archived, by)

    def welcome(self, person: Person, *, new: bool) -> None:
        """Somebody is new in the organisation, or known otherwise."""
        self.workspace.welcome(person, new=new)
