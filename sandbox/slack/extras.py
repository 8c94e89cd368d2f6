"""The small methods: pins, reactions, bookmarks, and the door to Socket Mode."""

import secrets

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError

_MOST_BOOKMARKS = 100


@method("pins.add", "channel timestamp", scopes=["pins:write"])
def pin(call: Call) -> Json:
    channel = call.inside(call.channel(), open_only=True)
    message = call.message(channel, "timestamp")
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    call.workspace.pin(channel, message.ts, call.me)
    return {}


@method("pins.remove", "channel timestamp", scopes=["pins:write"])
def unpin(call: Call) -> Json:
    channel = call.inside(call.channel(), open_only=True)
    if call.text("timestamp") not in channel.pins:
        raise SlackError("no_pin")
    call.workspace.unpin(channel, call.text("timestamp"), call.me)
    return {}


@method("pins.list", "channel", scopes=["pins:read"])
def pins(call: Call) -> Json:
    channel = call.inside(call.channel())
    items = [
        {
            "type": "message",
            "channel": channel.id,
            "message": shapes.message(channel.messages[ts], call.workspace),
            "created": int(float(ts)),
            "created_by": call.me,
        }
        for ts in reversed(channel.pins)
    ]
    return {"items": items}


@method("reactions.add", "channel name timestamp", scopes=["reactions:write"])
def react(call: Call) -> Json:
    channel = call.inside(call.channel(), open_only=True)
    message = call.message(channel, "timestamp")
    name = call.required("name", "invalid_name").strip(":")
    if call.me in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    call.workspace.react(message, name, call.me)
    return {}


_BOOKMARK = "access_level channel_id emoji entity_id link parent_id title type"


@method("bookmarks.add", _BOOKMARK, scopes=["bookmarks:write"])
def bookmark(call: Call) -> Json:
    channel = call.inside(call.channel(name="channel_id"), open_only=True)
    if call.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    title, link = call.required("title"), call.required("link", "invalid_link")
    if len(title) > 256 or len(link) > 2048 or not link.startswith(("https://", "http://")):
        raise SlackError("invalid_link" if len(title) <= 256 else "invalid_arguments")
    if len(channel.bookmarks) >= _MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    mark: Json = {
        "id": call.workspace.new_id("Bk"),
        "channel_id": channel.id,
        "title": title,
        "link": link,
        "emoji": call.text("emoji"),
        "type": "link",
        "app_id": shapes.APP_ID,
    }
    channel.bookmarks.append(mark)
    return {"bookmark": mark}


@method("apps.connections.open", app_token=True)
def connect(call: Call) -> Json:
    """A one-time address for a Socket Mode connection."""
    if not call.platform.manifest.socket_mode:
        raise SlackError("forbidden_method")
    ticket = secrets.token_urlsafe(24)
    call.platform.tickets.add(ticket)
    address = call.platform.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={shapes.APP_ID}"}
