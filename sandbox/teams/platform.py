"""Everything one running Teams tenant consists of, in one place for its parts to share."""

from dataclasses import dataclass, field

from sandbox.platform import Platform as Shared
from sandbox.settings import Json, TeamsSettings
from sandbox.teams import identities
from sandbox.teams.dialogs import Dialogs
from sandbox.teams.keys import Keys
from sandbox.teams.manifest import Manifest
from sandbox.teams.mentions import typed
from sandbox.teams.rates import Rates
from sandbox.teams.workspace import STANDARD, Tenant, membership
from sandbox.workspace import Change, Channel, Message, Person


@dataclass
class Platform(Shared):
    """The shared parts, and Teams' own."""

    settings: TeamsSettings
    workspace: Tenant
    manifest: Manifest
    keys: Keys = field(default_factory=Keys)
    dialogs: Dialogs = field(default_factory=Dialogs)
    rates: Rates = field(default_factory=Rates)

    @property
    def face(self) -> str:
        return "teams"

    @property
    def service_url(self) -> str:
        """Where the bot reaches the connector; it stands in every activity."""
        return f"{self.url}/connector/"

    @property
    def bot_account(self) -> Json:
        return {"id": identities.bot_id(self.settings.app_id), "name": self.bot.real_name}

    def sees(self, channel: Channel, person: str) -> bool:
        """Only what one is in: a team's standard channels are everybody's who is in the team."""
        return person in channel.members

    def is_called(self, channel: Channel, name: str) -> bool:
        return bool(channel.name) and _slug(name.removeprefix("#")) == _slug(channel.name)

    def typed(self, text: str) -> Json:
        return typed(self.workspace, self.bot_account["id"], text)

    def drawn(self, message: Message, reader: str) -> Json:
        attachments = message.personal.get(reader, message.attachments)
        return {"attachments": attachments, "entities": message.entities, "summary": message.summary}

    def app(self) -> Json:
        return {"name": self.bot.real_name, "id": self.bot.id, "home": False, "messages": True}

    def founders(self, private: bool, person: str) -> list[str]:
        return [person] if private else list(self.workspace.general.members)

    def keeps_apart(self, people: list[str]) -> str:
        """Apps have no personal chat with people of other organisations."""
        strangers = any(self.workspace.people[one].is_stranger for one in people if one in self.workspace.people)
        return "apps_not_supported_with_external_people" if strangers and self.bot.id in people else ""

    def let_in(self, channel: Channel, person: str, by: str) -> None:
        """Into a private channel; into the team, where the channel is everybody's."""
        if membership(channel) != STANDARD:
            self.workspace.join(channel, person, by=by)
            return
        for other in self.workspace.standard:
            if other is not channel and person not in other.members:
                other.members.append(person)
        self.workspace.join(channel, person, by=by)

    def let_out(self, channel: Channel, person: str, by: str) -> None:
        """Out of a private channel; out of the team and all its channels, where it is everybody's."""
        if membership(channel) == STANDARD:
            for other in self.workspace.rooms:
                if other is not channel and person in other.members:
                    other.members.remove(person)
        self.workspace.leave(channel, person, by=by)

    def put_away(self, channel: Channel, archived: bool, by: str) -> None:
        """Teams tells an app of the whole team alone, so that is what is archived."""
        for other in self.workspace.rooms:
            other.archived = archived
        kind = "channel_archived" if archived else "channel_unarchived"
        self.workspace.tell(Change(kind, self.workspace.general, by=by))

    def welcome(self, person: Person, *, new: bool) -> None:
        super().welcome(person, new=new)
        if new and not person.is_stranger:
            self.let_in(self.workspace.general, person.id, self.workspace.general.creator)

    def is_reachable(self, person: Person) -> bool:
        """Whether the app is installed for somebody, by themselves or through the team."""
        inside = any(person.id in room.members and self.bot.id in room.members for room in self.workspace.standard)
        return inside and not person.is_stranger and not person.deleted


def _slug(name: str) -> str:
    return name.strip().lower().replace(" ", "-")
