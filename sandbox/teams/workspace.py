"""A tenant with one team: what is shared with every workspace, under the ids that Teams gives."""

import secrets
import time
import uuid
from pathlib import Path

from sandbox import people
from sandbox.settings import Json
from sandbox.teams import identities
from sandbox.workspace import Channel, Kind, Person, Workspace

STANDARD, PRIVATE, SHARED = "standard", "private", "shared"


class Tenant(Workspace):
    """The state; a message's id is the millisecond of its birth."""

    def __init__(self, team: Json, people: list[Person]) -> None:
        super().__init__(team, people)
        self.apart: dict[str, str] = {}
        self._latest = 0

    def next_ts(self) -> str:
        self._latest = max(self._latest + 1, time.time_ns() // 1_000_000)
        return str(self._latest)

    def channel_id(self, kind: Kind, members: list[str]) -> str:
        if kind == "im" and any(self.people[one].is_bot for one in members):
            return f"a:1{secrets.token_urlsafe(48)}"
        ending = {"im": "unq.gbl.spaces", "mpim": "thread.v2"}.get(kind, "thread.tacv2")
        return f"19:{uuid.uuid4().hex}@{ending}"

    @property
    def tenant_id(self) -> str:
        return identities.object_id(self.team["id"])

    @property
    def group_id(self) -> str:
        """The directory's group behind the team."""
        return identities.object_id(f"group of {self.team['id']}")

    @property
    def general(self) -> Channel:
        """The team's own conversation: its id is the team's, its members are."""
        return next(one for one in self.channels.values() if one.general)

    @property
    def rooms(self) -> list[Channel]:
        """The team's channels, General first."""
        found = [one for one in self.channels.values() if one.kind in ("public", "private")]
        return sorted(found, key=lambda one: not one.general)

    @property
    def standard(self) -> list[Channel]:
        """The channels that everybody in the team is in."""
        return [one for one in self.rooms if membership(one) == STANDARD]

    def tenant_of(self, person: Person) -> str:
        return identities.object_id(person.team_id) if person.is_stranger else self.tenant_id


def membership(channel: Channel) -> str:
    """Whether a channel has the team's members, its own, or others' too."""
    if channel.shared:
        return SHARED
    return PRIVATE if channel.kind == "private" else STANDARD


def founded(path: Path, bot_name: str) -> Tenant:
    """A fresh tenant from a people file: everyone but strangers is in the team, and so is the app."""
    content = people.read(path)
    everybody = people.everybody(content, bot_name)
    team = [one.id for one in everybody if not one.is_stranger]
    bot = next(one.id for one in everybody if one.is_bot)
    tenant = Tenant(content["team"], everybody)
    for one in content["channels"]:
        shared = bool(one.get("shared"))
        channel = Channel(
            id=identities.channel_id(one["id"]),
            name=one["name"],
            kind="private" if shared else "public",
            creator=team[0],
            created=int(time.time()),
            members=[*one["members"], bot] if shared else list(team),
            topic=one.get("topic", ""),
            general=one.get("general", False),
            shared=shared,
        )
        tenant.channels[channel.id] = channel
    return tenant
