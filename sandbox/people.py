"""Reads the people and channels a new workspace starts with."""

import json
import time
from pathlib import Path
from typing import Any

from sandbox.workspace import Channel, Person, Workspace

BOT_USER = "U0NETVBOT"


def founded(path: Path, bot_name: str) -> Workspace:
    """A fresh workspace from a people file, the app's bot user added."""
    content = read(path)
    people = everybody(content, bot_name)
    workspace = Workspace(content["team"], people)
    for one in content["channels"]:
        channel = _channel(one, people)
        workspace.channels[channel.id] = channel
    return workspace


def read(path: Path) -> dict[str, Any]:
    """What stands in a people file: team, people, channels."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def everybody(content: dict[str, Any], bot_name: str) -> list[Person]:
    """The people of a file, and the app's bot user."""
    team = content["team"]
    bot = Person(BOT_USER, bot_name.lower().replace(" ", ""), bot_name, team_id=team["id"], is_bot=True)
    return [*(person(one, team) for one in content["people"]), bot]


def person(fields: dict[str, Any], team: dict[str, Any]) -> Person:
    """One person of the file; the address and the team follow from the rest."""
    known = {"team_id": team["id"], "email": f"{fields['name']}@{team['domain']}.example"} | fields
    return Person(**known)


def _channel(fields: dict[str, Any], people: list[Person]) -> Channel:
    staff = [p.id for p in people if not p.is_restricted and not p.is_stranger and not p.is_bot]
    members = staff if fields["members"] == "staff" else list(fields["members"])
    return Channel(
        id=fields["id"],
        name=fields["name"],
        kind="public",
        creator=members[0],
        created=int(time.time()),
        members=list(members),
        topic=fields.get("topic", ""),
        general=fields.get("general", False),
        shared=fields.get("shared", False),
    )
