"""Turns what happens in the workspace into the events the app subscribed to, and sees them delivered."""

import asyncio
import time
from collections.abc import Iterator

from sandbox.feed import Feed
from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.event_shapes import DRAWN
from sandbox.slack.line import Line
from sandbox.slack.platform import Platform
from sandbox.workspace import Change

_SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "channel_rename": "channels:read",
    "channel_created": "channels:read",
}


class Events:
    """The feed to the bot, with Slack's retries and a test's mischief."""

    def __init__(self, platform: Platform, line: Line) -> None:
        self._platform = platform
        self._line = line
        self._feed = Feed(platform.faults, self._deliver)
        platform.workspace.listeners.append(self.happened)

    def happened(self, change: Change) -> None:
        for subscription, event in self._events(change):
            self.emit(subscription, event)

    def emit(self, subscription: str, event: Json) -> None:
        """Send one event, if the app subscribed to it and holds its scope."""
        platform = self._platform
        needed = _SCOPES.get(subscription)
        if subscription not in platform.manifest.events or (needed and not platform.has_scope(needed)):
            return
        self._feed.emit(self._envelope(event))

    @property
    def under_way(self) -> int:
        return self._feed.under_way

    def release(self) -> None:
        self._feed.release()

    async def close(self) -> None:
        await self._feed.close()

    async def _deliver(self, envelope: Json) -> None:
        name, reason = envelope["event"]["type"], ""
        for retry, pause in enumerate((0.0, *self._platform.settings.patience.event_retries)):
            if pause:
                await asyncio.sleep(pause)
            answer = await self._line.send("events_api", envelope, retry=retry, reason=reason)
            self._platform.recorder.delivery("event", name, answer.outcome, retry)
            if answer.ok or answer.no_retry:
                return
            reason = answer.outcome

    def _envelope(self, event: Json) -> Json:
        platform = self._platform
        where = event.get("channel")
        room = platform.workspace.channels.get(where) if isinstance(where, str) else None
        return {
            "token": "verification-token",
            "team_id": platform.team_id,
            "context_team_id": platform.team_id,
            "context_enterprise_id": None,
            "api_app_id": shapes.APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": platform.workspace.new_id("Ev"),
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": platform.team_id,
                    "user_id": platform.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(room and room.shared),
            "event_context": platform.workspace.new_id("EC"),
        }

    def _events(self, change: Change) -> Iterator[tuple[str, Json]]:
        """Subscription name and event, for each event a change means; only from where the bot is."""
        channel = change.channel
        told_to_all = change.kind == "channel_created" and channel and channel.kind == "public"
        present = channel and self._platform.bot.id in (*channel.members, change.person)
        if channel and not present and not told_to_all:
            return
        if change.message and change.message.only_for:
            return
        draw = DRAWN.get(change.kind)
        if draw:
            for subscription, event in draw(self._platform, change):
                yield subscription, {"event_ts": self._platform.workspace.next_ts()} | event
