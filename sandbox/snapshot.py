"""Keeps the workspace in a file, so that a restart forgets nothing that people could see."""

import asyncio
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from sandbox.workspace import Change, Channel, Message, Person, Workspace

W = TypeVar("W", bound=Workspace)


def dump(workspace: Workspace) -> dict[str, Any]:
    """The whole state as JSON; ephemeral messages are left out, as Slack keeps none."""
    channels = []
    for channel in workspace.channels.values():
        fields = asdict(channel)
        fields["messages"] = list(fields["messages"].values())
        del fields["ephemerals"]
        channels.append(fields)
    return {
        "team": workspace.team,
        "people": [asdict(person) for person in workspace.people.values()],
        "channels": channels,
        "homes": workspace.homes,
        "files": workspace.files,
    }


def load(path: Path, kind: type[W]) -> W:
    """The workspace that `dump` wrote, of the kind it was."""
    content = json.loads(path.read_text(encoding="utf-8"))
    workspace = kind(content["team"], [Person(**fields) for fields in content["people"]])
    for fields in content["channels"]:
        messages = [Message(**one) for one in fields.pop("messages")]
        channel = Channel(**fields, messages={message.ts: message for message in messages})
        workspace.channels[channel.id] = channel
    workspace.homes = content["homes"]
    workspace.files = content["files"]
    return workspace


class Keeper:
    """Writes the state soon after a change, and at once when asked."""

    def __init__(self, workspace: Workspace, path: Path | None, delay: float) -> None:
        self._workspace = workspace
        self._path = path
        self._delay = delay
        self._pending: asyncio.TimerHandle | None = None
        if path:
            workspace.listeners.append(self._soon)

    def _soon(self, _change: Change) -> None:
        if self._pending is None:
            self._pending = asyncio.get_running_loop().call_later(self._delay, self.write)

    def write(self) -> None:
        if self._pending:
            self._pending.cancel()
            self._pending = None
        if self._path is None:
            return
        # A reader, or a restart after a crash, must never meet half a file.
        draft = self._path.with_suffix(self._path.suffix + ".new")
        draft.write_text(json.dumps(dump(self._workspace), ensure_ascii=False), encoding="utf-8")
        os.replace(draft, self._path)
