"""Slack's events as Interactions. What is not wanted is None, and never stored.

An event's key is made of what it tells, not of Slack's id of the telling: the same thing told anew under another
id is still the same. Only the talk in threads is let in, and of that wiring keeps what is under a prompt.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.slack.installation import Installation
from bot.slack.interactions import PLATFORM, is_direct, is_outside, words
from handlers.routing import Interaction

Json = Mapping[str, Any]

_WRITTEN = (None, "file_share", "thread_broadcast", "me_message")
_USER = ("id", "name", "real_name", "locale", "deleted", "is_bot", "is_restricted", "is_ultra_restricted")
_USER_TOO = ("is_stranger", "team_id", "enterprise_user")
_MESSAGE = ("user", "text", "ts", "thread_ts", "edited", "subtype", "bot_id")
_EVENT = ("type", "subtype", "user", "channel", "channel_type", "ts", "thread_ts", "event_ts", "deleted_ts", "text")
_EVENT_TOO = ("tab", "bot_id", "user_team", "source_team", "team", "inviter")


def interaction(envelope: Json, me: Installation) -> Interaction | None:
    """What an event means, or None if nothing to us."""
    event = envelope["event"]
    match event["type"]:
        case "message":
            return _message(envelope, event, me)
        case "app_mention":
            return None if _is_bot(event, me) else _said(envelope, event, me)
        case "member_joined_channel":
            return _member(envelope, event, me, "conversations.joined")
        case "member_left_channel":
            return _member(envelope, event, me, "conversations.left")
        case "channel_unarchive" | "group_unarchive":
            return replace(
                _base(envelope, event, me, "conversations.reopened", event["user"]), conversation=event["channel"]
            )
        case "team_join" | "user_change":
            return _person(envelope, event, me)
        case "app_home_opened":
            return _home(envelope, event, me)
        case _:
            return None


def essence(envelope: Json) -> dict[str, Any]:
    """The event with what is read of it and nothing more: files, blocks and profiles are not ours to keep."""
    event = envelope["event"]
    kept = {name: event[name] for name in (*_EVENT, *_EVENT_TOO) if name in event}
    if isinstance(event.get("user"), Mapping):
        kept["user"] = _user(event["user"])
    for name, fields in (("message", _MESSAGE), ("previous_message", _MESSAGE)):
        if isinstance(event.get(name), Mapping):
            kept[name] = {field: event[name][field] for field in fields if field in event[name]}
    shown = {
        name: envelope[name] for name in ("team_id", "event_id", "event_time", "enterprise_id") if name in envelope
    }
    return {**shown, "event": kept}


def _user(user: Json) -> dict[str, Any]:
    kept = {name: user[name] for name in (*_USER, *_USER_TOO) if name in user}
    profile = user.get("profile") or {}
    kept["profile"] = {name: profile[name] for name in ("display_name", "real_name") if name in profile}
    return kept


def _message(envelope: Json, event: Json, me: Installation) -> Interaction | None:
    kind = event.get("subtype")
    if kind == "message_changed":
        return _changed(envelope, event, me)
    if kind == "message_deleted":
        return _gone(envelope, event, event.get("previous_message") or {}, me)
    if kind not in _WRITTEN or _is_bot(event, me):
        return None
    if event.get("channel_type") == "im" or is_direct(event["channel"]):
        return _said(envelope, event, me)
    if not _is_reply(event) or f"<@{me.bot_user}>" in event.get("text", ""):
        return None  # what names the bot comes as a mention too, and is meant for it
    return _written(envelope, event, event, me, "messages.posted")


def _changed(envelope: Json, event: Json, me: Installation) -> Interaction | None:
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("subtype") == "tombstone":
        return _gone(envelope, event, before, me)
    if is_direct(event["channel"]) or _is_bot(now, me) or "edited" not in now or now.get("text") == before.get("text"):
        return None
    return _written(envelope, event, now, me, "messages.edited")


def _gone(envelope: Json, event: Json, before: Json, me: Installation) -> Interaction | None:
    if is_direct(event["channel"]) or not before.get("user") or _is_bot(before, me):
        return None
    return _written(envelope, event, before, me, "messages.deleted")


def _written(envelope: Json, event: Json, message: Json, me: Installation, route: str) -> Interaction:
    text, mentions = words(message.get("text", "")) if route != "messages.deleted" else ("", ())
    return replace(
        _base(envelope, event, me, route, message["user"]),
        text=text,
        mentions=mentions,
        conversation=event["channel"],
        message=message.get("ts") or event.get("deleted_ts", ""),
        thread=message.get("thread_ts", ""),
    )


def _said(envelope: Json, event: Json, me: Installation) -> Interaction:
    """Words to the bot, in the talk with it or by naming it."""
    text, mentions = words(event.get("text", ""), without=me.bot_user)
    return replace(
        _base(envelope, event, me, "", event["user"]),
        text=text,
        mentions=mentions,
        conversation=event["channel"],
        message=event["ts"],
        thread=event.get("thread_ts", ""),
        is_private=is_direct(event["channel"]),
    )


def _member(envelope: Json, event: Json, me: Installation, route: str) -> Interaction | None:
    if event["user"] == me.bot_user:
        return _entered(envelope, event, me) if route == "conversations.joined" and event.get("inviter") else None
    return replace(_base(envelope, event, me, route, event["user"]), conversation=event["channel"])


def _entered(envelope: Json, event: Json, me: Installation) -> Interaction:
    """Somebody let the bot in."""
    told = _base(envelope, event, me, "conversations.entered", event["inviter"])
    return replace(told, conversation=event["channel"])


def _person(envelope: Json, event: Json, me: Installation) -> Interaction | None:
    if event["user"].get("is_bot"):
        return None
    return _base(envelope, event, me, "people.changed", event["user"]["id"])


def _home(envelope: Json, event: Json, me: Installation) -> Interaction | None:
    if event.get("tab") != "home":
        return None
    return replace(_base(envelope, event, me, "home.opened", event["user"]), is_private=True)


def _base(envelope: Json, event: Json, me: Installation, route: str, account: str) -> Interaction:
    team = event.get("user_team") or event.get("source_team") or event.get("team")
    return Interaction(
        key=identity(envelope),
        route=route,
        platform=PLATFORM,
        workspace=me.team,
        account=account,
        is_outside=is_outside(team, None, me),
    )


def identity(envelope: Json) -> str:
    """What was told, as a key: team, kind, place, instant and, of an edit, which one."""
    event = envelope["event"]
    user = event.get("user")
    message = event.get("message") or {}
    instant = event.get("deleted_ts") or message.get("ts") or event.get("ts") or event.get("event_ts")
    if not instant:
        return str(envelope["event_id"])
    parts = (
        envelope.get("team_id", ""),
        event["type"],
        event.get("subtype", ""),
        event.get("channel", ""),
        user.get("id", "") if isinstance(user, Mapping) else user or "",
        instant,
        (message.get("edited") or {}).get("ts", ""),
    )
    return ":".join(str(part) for part in parts)


def _is_bot(message: Json, me: Installation) -> bool:
    return bool(message.get("bot_id")) or message.get("user") in (None, me.bot_user, "USLACKBOT")


def _is_reply(message: Json) -> bool:
    return message.get("thread_ts") not in (None, message["ts"])
