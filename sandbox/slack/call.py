"""One Web API call: its arguments read safely, its permissions checked."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.settings import Foreign, Json
from sandbox.slack.errors import SlackError
from sandbox.slack.platform import Platform
from sandbox.slack.shapes import page
from sandbox.workspace import Channel, Message, Workspace

_FAMILY = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
# Newer, narrower scopes that Slack accepts in place of the broad one.
_INSTEAD = {
    "channels:manage": ("channels:manage", "channels:write"),
    "invites": ("write.invites",),
    "topic": ("write.topic",),
}


@dataclass
class Call:
    """What a method function is given."""

    platform: Platform
    arguments: dict[str, Any]

    @property
    def workspace(self) -> Workspace:
        return self.platform.workspace

    @property
    def me(self) -> str:
        return self.platform.bot.id

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str, code: str = "invalid_arguments") -> str:
        """A non-empty argument, or the method's own error code."""
        value = self.text(name)
        if not value:
            more = [f"[ERROR] missing required field: {name}"]
            raise SlackError(code, **({"response_metadata": {"messages": more}} if code == "invalid_arguments" else {}))
        return value

    def flag(self, name: str) -> bool:
        return self.arguments.get(name) in (True, "true", "True", "1", 1)

    def number(self, name: str, default: int, most: int) -> int:
        try:
            value = int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments") from None
        if not 0 < value <= most:
            raise SlackError("invalid_limit")
        return value

    def json(self, name: str, code: str) -> Foreign:
        """A structured argument, which form-encoded callers send as JSON text; None when absent."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(code) from None

    def names(self, name: str) -> list[str]:
        """A comma separated list, which JSON callers may also send as an array."""
        value = self.arguments.get(name) or []
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def scope(self, *any_of: str) -> None:
        if not self.platform.has_scope(*any_of):
            raise SlackError("missing_scope", needed=any_of[0], provided=",".join(self.platform.manifest.scopes))

    def kind_scope(self, channel: Channel, verb: str) -> None:
        """The scope for this kind of conversation: verb is read, history, manage, invites or topic."""
        family = _FAMILY[channel.kind]
        wide = "channels:manage" if family == "channels" else f"{family}:write"
        if verb in ("read", "history"):
            self.scope(f"{family}:{verb}")
        elif verb == "manage":
            self.scope(wide, *_INSTEAD.get(wide, ()))
        else:
            self.scope(wide, *(f"{family}:{narrow}" for narrow in _INSTEAD[verb]))

    def channel(self, verb: str = "", name: str = "channel") -> Channel:
        """The conversation meant, if the bot may see it; with a verb its scope is needed too."""
        found = self.workspace.channels.get(self.required(name, "channel_not_found"))
        if found is None:
            raise SlackError("channel_not_found")
        if verb:
            self.kind_scope(found, verb)
        if not self.platform.sees(found, self.me):
            raise SlackError("channel_not_found")
        return found

    def inside(self, channel: Channel, *, open_only: bool = False) -> Channel:
        """The same conversation, if the bot is in it (and, when changing things, it is not archived)."""
        if open_only and channel.archived:
            raise SlackError("is_archived")
        if self.me not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "ts", code: str = "message_not_found") -> Message:
        found = channel.messages.get(self.required(name, code))
        if found is None:
            raise SlackError(code)
        return found

    def paged(self, found: list[Any], *, default: int = 100, most: int = 1000) -> tuple[list[Any], Json]:
        """One page and the response_metadata that leads to the next."""
        limit = self.number("limit", default, most)
        try:
            part, cursor = page(found, self.text("cursor"), limit)
        except ValueError:
            raise SlackError("invalid_cursor") from None
        return part, {"response_metadata": {"next_cursor": cursor}}


Method = Callable[[Call], Json]


@dataclass(frozen=True)
class Entry:
    """A method, the scopes it always needs (any of a set), the arguments it knows, the token it wants."""

    run: Method
    scopes: tuple[str, ...]
    arguments: frozenset[str]
    app_token: bool = False


METHODS: dict[str, Entry] = {}


def method(
    name: str, arguments: str = "", *, scopes: Iterable[str] = (), app_token: bool = False
) -> Callable[[Method], Method]:
    """Registers a function as a Web API method; `arguments` are the documented names, space separated."""

    def register(run: Method) -> Method:
        METHODS[name] = Entry(run, tuple(scopes), frozenset(arguments.split()), app_token)
        return run

    return register
