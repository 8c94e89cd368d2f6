"""Reads an app manifest: what the app may do, hear and offer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.manifests import BadManifestError

_NAME = re.compile(r"/[a-z0-9_\-]{1,31}", re.UNICODE)


@dataclass(frozen=True)
class Command:
    """A slash command as people see it; `escaped` turns mentions into ids on the way to the bot."""

    name: str
    description: str
    usage_hint: str
    escaped: bool


@dataclass(frozen=True)
class Shortcut:
    """An entry in the message menu ("message") or in the lightning menu ("global")."""

    kind: str
    name: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """What was read, with Slack's defaults filled in."""

    name: str
    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    scopes: tuple[str, ...]
    events: frozenset[str]
    interactive: bool
    socket_mode: bool
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool

    def command(self, name: str) -> Command | None:
        return next((one for one in self.commands if one.name == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((one for one in self.shortcuts if one.callback_id == callback_id), None)


def read(content: Mapping[str, Any]) -> Manifest:
    """Understand a manifest, refusing what Slack would refuse."""
    features = content.get("features", {})
    settings = content.get("settings", {})
    name = content.get("display_information", {}).get("name")
    if not name:
        raise BadManifestError("The manifest has no display_information.name.")
    home = features.get("app_home", {})
    manifest = Manifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        commands=tuple(_command(one) for one in features.get("slash_commands", [])),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", [])),
        scopes=tuple(content.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
    )
    if (manifest.commands or manifest.shortcuts) and "commands" not in manifest.scopes:
        raise BadManifestError("The manifest has commands or shortcuts but not the bot scope `commands`.")
    return manifest


def _command(fields: Mapping[str, Any]) -> Command:
    name = fields.get("command", "")
    if not _NAME.fullmatch(name):
        raise BadManifestError(f"The command {name!r} must be a slash and 1 to 31 lower-case characters.")
    if not 1 <= len(fields.get("description", "")) <= 2000:
        raise BadManifestError(f"The command {name} needs a description of at most 2000 characters.")
    escaped = bool(fields.get("should_escape", False))
    return Command(name, fields["description"], fields.get("usage_hint", ""), escaped)


def _shortcut(fields: Mapping[str, Any]) -> Shortcut:
    name, kind = fields.get("name", ""), fields.get("type", "")
    if not 1 <= len(name) <= 24:
        raise BadManifestError(f"The shortcut {name!r} must be 1 to 24 characters long.")
    if kind not in ("message", "global"):
        raise BadManifestError(f"The shortcut {name!r} must be of type message or global.")
    return Shortcut(kind, name, fields["callback_id"], fields.get("description", ""))
