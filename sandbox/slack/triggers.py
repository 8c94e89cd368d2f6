"""Trigger ids and response URLs: the two short-lived permissions an interaction gives the app."""

import secrets
import time
from dataclasses import dataclass
from typing import Literal

from sandbox.slack.errors import SlackError

RESPONSES = 5


@dataclass
class Trigger:
    """Who may be shown a modal, and whether the interaction came from inside one."""

    person: str
    born: float
    in_modal: bool = False
    used: bool = False


@dataclass
class Reply:
    """Where a response_url leads: a channel, a reader, and the message that was pressed, if any."""

    channel: str
    person: str
    born: float
    message: str = ""
    thread_ts: str = ""
    left: int = RESPONSES


class Permissions:
    """Hands out both kinds and judges them when they come back."""

    def __init__(self, trigger_life: float, url_life: float) -> None:
        self._trigger_life = trigger_life
        self._url_life = url_life
        self._triggers: dict[str, Trigger] = {}
        self._replies: dict[str, Reply] = {}

    def trigger(self, person: str, *, in_modal: bool = False) -> str:
        now = time.monotonic()
        if len(self._triggers) > 10_000:
            self._triggers = {k: t for k, t in self._triggers.items() if now - t.born < 60}
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[name] = Trigger(person, now, in_modal)
        return name

    def redeem(self, name: str) -> Trigger:
        """The trigger, used up; Slack's own refusal when it is unknown, used or too old."""
        trigger = self._triggers.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self._trigger_life:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def reply(self, channel: str, person: str, message: str = "", thread_ts: str = "") -> str:
        name = secrets.token_urlsafe(18)
        self._replies[name] = Reply(channel, person, time.monotonic(), message, thread_ts)
        return name

    def spend(self, name: str) -> Reply | Literal["invalid_url", "used_url", "expired_url"]:
        """One of the five uses of a response_url."""
        reply = self._replies.get(name)
        if reply is None:
            return "invalid_url"
        if time.monotonic() - reply.born > self._url_life:
            return "expired_url"
        if reply.left <= 0:
            return "used_url"
        reply.left -= 1
        return reply
