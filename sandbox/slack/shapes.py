"""Draws people, channels and messages the way Slack does in JSON."""

import zlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.settings import Json
from sandbox.workspace import Channel, Message, Person, Workspace

APP_ID = "A0NETVAERK"
BOT_ID = "B0NETVAERK"

_COLOURS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "db3150", "235e5b")


def _profile(person: Person, *, email: bool) -> Json:
    shown: Json = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name if person.is_bot else person.real_name,
        "display_name_normalized": person.name if person.is_bot else person.real_name,
        "title": person.title,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "team": person.team_id,
    }
    if email and person.email and not person.is_bot:
        shown["email"] = person.email
    if person.is_bot:
        shown |= {"api_app_id": APP_ID, "bot_id": BOT_ID}
    return shown


def user(person: Person, *, locale: bool = False, email: bool = False) -> Json:
    """A user object; locale and e-mail address only when asked for and allowed."""
    zone = datetime.now(ZoneInfo(person.tz))
    offset = zone.utcoffset()
    shown: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": _COLOURS[zlib.crc32(person.id.encode()) % len(_COLOURS)],
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": zone.tzname() or "",
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(person, email=email),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_stranger": person.is_stranger,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    return shown | {"locale": person.locale} if locale else shown


def channel(one: Channel, viewer: str) -> Json:
    """A conversation object as `viewer` gets it."""
    if one.kind == "im":
        other = next((member for member in one.members if member != viewer), viewer)
        return {
            "id": one.id,
            "created": one.created,
            "is_im": True,
            "is_org_shared": False,
            "user": other,
            "is_archived": one.archived,
            "is_user_deleted": False,
        }
    private = one.kind != "public"
    return {
        "id": one.id,
        "name": one.name,
        "name_normalized": one.name,
        "is_channel": one.kind in ("public", "private"),
        "is_group": False,
        "is_im": False,
        "is_mpim": one.kind == "mpim",
        "is_private": private,
        "created": one.created,
        "creator": one.creator,
        "is_archived": one.archived,
        "is_general": one.general,
        "unlinked": 0,
        "is_shared": one.shared,
        "is_ext_shared": one.shared,
        "is_org_shared": False,
        "pending_shared": [],
        "is_pending_ext_shared": False,
        "is_member": viewer in one.members,
        "context_team_id": "",
        "topic": {"value": one.topic, "creator": one.creator if one.topic else "", "last_set": 0},
        "purpose": {"value": one.purpose, "creator": one.creator if one.purpose else "", "last_set": 0},
        "previous_names": one.previous_names,
        "num_members": len(one.members),
    }


def message(one: Message, workspace: Workspace, *, metadata: bool = False) -> Json:
    """A message object; without `metadata` only the event_type is told."""
    author = workspace.people[one.author]
    shown: Json = {"type": "message", "user": one.author, "text": one.text, "ts": one.ts, "team": author.team_id}
    if one.subtype:
        shown["subtype"] = one.subtype
    if author.is_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": bot(workspace)}
    if one.blocks:
        shown["blocks"] = one.blocks
    if one.edited:
        shown["edited"] = {"user": one.author, "ts": one.edited}
    if one.metadata:
        shown["metadata"] = one.metadata if metadata else {"event_type": one.metadata["event_type"]}
    if one.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in one.reactions.items()
        ]
    if one.files:
        shown["files"] = [file(workspace.files[name]) for name in one.files if name in workspace.files]
    return shown | _threading(one, workspace)


def _threading(one: Message, workspace: Workspace) -> Json:
    home = workspace.channels[one.channel]
    extra: Json = {"pinned_to": [one.channel]} if one.ts in home.pins else {}
    if one.is_reply:
        root = home.messages.get(one.thread_ts)
        return extra | {"thread_ts": one.thread_ts} | ({"parent_user_id": root.author} if root else {})
    replies = home.replies(one.ts)
    if not replies:
        return extra
    authors = list(dict.fromkeys(reply.author for reply in replies))
    return extra | {
        "thread_ts": one.ts,
        "reply_count": len(replies),
        "reply_users_count": len(authors),
        "reply_users": authors,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def bot(workspace: Workspace) -> Json:
    person = next(one for one in workspace.people.values() if one.is_bot)
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": person.id,
        "name": person.real_name,
        "deleted": False,
        "updated": 0,
        "icons": {},
        "team_id": person.team_id,
    }


def file(stored: Json) -> Json:
    """A file object without the bytes."""
    return {name: value for name, value in stored.items() if name not in ("content", "done")}


def channel_type(one: Channel) -> str:
    """The word events use for a conversation's kind."""
    return {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}[one.kind]


def page(found: list[Any], cursor: str, limit: int) -> tuple[list[Any], str]:
    """One page of a list and the cursor of the next; a cursor is opaque to callers."""
    start = int(cursor.removeprefix("side:")) if cursor else 0
    end = start + limit
    return found[start:end], f"side:{end}" if end < len(found) else ""
