"""Reads an app's manifest: what the app may hear and offer in Teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.manifests import BadManifestError


@dataclass(frozen=True)
class Command:
    """A word that is offered while typing to the app; `is_slash`: behind a / too."""

    title: str
    description: str
    is_slash: bool


@dataclass(frozen=True)
class MessageAction:
    """An entry in a message's menu that opens a dialog of the app's."""

    id: str
    title: str


@dataclass(frozen=True)
class Manifest:
    """What was read, with Teams' defaults filled in."""

    name: str
    scopes: frozenset[str]
    commands: tuple[Command, ...]
    actions: tuple[MessageAction, ...]
    consents: frozenset[str]
    targeted: bool
    private_channels: bool

    @property
    def reads_all(self) -> bool:
        """Whether posts arrive in which the app is not mentioned."""
        return "ChannelMessage.Read.Group" in self.consents

    def action(self, id: str) -> MessageAction | None:
        return next((one for one in self.actions if one.id == id), None)


def read(content: Mapping[str, Any]) -> Manifest:
    """Understand a manifest, refusing what nobody could install."""
    bots = content.get("bots") or []
    if len(bots) != 1 or not bots[0].get("botId"):
        raise BadManifestError("The Teams manifest must have exactly one bot with a botId.")
    bot, name = bots[0], content.get("name", {})
    if not name.get("short"):
        raise BadManifestError("The Teams manifest has no name.short.")
    resource = content.get("authorization", {}).get("permissions", {}).get("resourceSpecific", [])
    if resource and not content.get("webApplicationInfo", {}).get("id"):
        raise BadManifestError("The Teams manifest has resource-specific permissions but no webApplicationInfo.")
    extensions = content.get("composeExtensions") or [{}]
    return Manifest(
        name=name["short"],
        scopes=frozenset(bot.get("scopes", [])),
        commands=tuple(_command(one) for lists in bot.get("commandLists", []) for one in _of(lists)),
        actions=tuple(_action(one) for one in extensions[0].get("commands", []) if "message" in one.get("context", [])),
        consents=frozenset(one["name"] for one in resource if one.get("type") == "Application"),
        targeted=bool(bot.get("supportsTargetedMessages")),
        private_channels=content.get("supportsChannelFeatures") == "tier1",
    )


def _of(lists: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one | {"slash": "slash" in lists.get("triggers", [])} for one in lists.get("commands", [])]


def _command(fields: Mapping[str, Any]) -> Command:
    if not 1 <= len(fields.get("title", "")) <= 128:
        raise BadManifestError("A command of the Teams manifest needs a title of 1 to 128 characters.")
    return Command(fields["title"], fields.get("description", ""), fields["slash"])


def _action(fields: Mapping[str, Any]) -> MessageAction:
    if fields.get("type") != "action" or not fields.get("fetchTask"):
        raise BadManifestError(f"The message action {fields.get('title')!r} must be an action with fetchTask.")
    return MessageAction(fields["id"], fields["title"])
