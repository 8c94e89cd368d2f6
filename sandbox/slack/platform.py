"""Everything one running Slack workspace consists of, in one place for its parts to share."""

from dataclasses import dataclass, field

from sandbox.faults import Faults
from sandbox.recorder import Recorder
from sandbox.settings import Settings
from sandbox.sights import Sights
from sandbox.slack.manifest import Manifest
from sandbox.slack.screens import Screens
from sandbox.slack.triggers import Permissions
from sandbox.workspace import Channel, Person, Workspace


@dataclass
class Platform:
    """The parts; none of them knows the others."""

    settings: Settings
    manifest: Manifest
    workspace: Workspace
    permissions: Permissions
    faults: Faults = field(default_factory=Faults)
    recorder: Recorder = field(default_factory=Recorder)
    sights: Sights = field(default_factory=Sights)
    screens: Screens = field(default_factory=Screens)
    tickets: set[str] = field(default_factory=set)
    url: str = ""

    @property
    def bot(self) -> Person:
        return next(person for person in self.workspace.people.values() if person.is_bot)

    @property
    def team_id(self) -> str:
        return str(self.workspace.team["id"])

    def has_scope(self, *any_of: str) -> bool:
        return any(scope in self.manifest.scopes for scope in any_of)

    def sees(self, channel: Channel, person: str) -> bool:
        """Public channels are visible to all of the team, everything else to members."""
        if person in channel.members:
            return True
        guest = self.workspace.people[person].is_restricted or self.workspace.people[person].is_stranger
        return channel.kind == "public" and not guest
