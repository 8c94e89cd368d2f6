"""Everything one running Slack workspace consists of, in one place for its parts to share."""

from dataclasses import dataclass, field

from sandbox.platform import Platform as Shared
from sandbox.settings import Json, Settings
from sandbox.slack.manifest import Manifest
from sandbox.slack.mentions import typed
from sandbox.slack.screens import Screens
from sandbox.slack.triggers import Permissions
from sandbox.workspace import Channel, Message


@dataclass
class Platform(Shared):
    """The shared parts, and Slack's own."""

    settings: Settings
    manifest: Manifest
    permissions: Permissions
    screens: Screens = field(default_factory=Screens)
    tickets: set[str] = field(default_factory=set)

    @property
    def face(self) -> str:
        return "slack"

    def has_scope(self, *any_of: str) -> bool:
        return any(scope in self.manifest.scopes for scope in any_of)

    def typed(self, text: str) -> Json:
        return {"text": typed(self.workspace, text)}

    def drawn(self, message: Message, reader: str) -> Json:
        return {"blocks": message.blocks, "broadcast": message.broadcast}

    def app(self) -> Json:
        return {
            "name": self.bot.real_name,
            "id": self.bot.id,
            "home": self.manifest.home_tab,
            "messages": self.manifest.messages_tab,
        }

    def is_only_read(self, channel: Channel) -> bool:
        """Whether the app has turned off writing to it."""
        silent = self.manifest.messages_read_only or not self.manifest.messages_tab
        return silent and channel.kind == "im" and self.bot.id in channel.members

    def name_for(self, wanted: str) -> str:
        return wanted.strip().lower().replace(" ", "-")
