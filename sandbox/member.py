"""What a person can do without any app: look around and talk. JSON over HTTP, for page and tests alike."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.platform import Platform
from sandbox.settings import Json
from sandbox.workspace import Channel, Message, Person


def platform_of(request: Request) -> Platform:
    platform: Platform = request.app.state.platform
    return platform


def nobody(what: str) -> Response:
    return JSONResponse({"ok": False, "error": what}, 404)


def refused(what: str) -> Response:
    return JSONResponse({"ok": False, "error": what})


async def body(request: Request) -> Json:
    """The JSON body. Only application/json is read, so that no other site's form can act here."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415, "application/json is required")
    found = await request.json()
    if not isinstance(found, dict):
        raise HTTPException(400, "an object is required")
    return found


def person_of(request: Request) -> Person:
    person = platform_of(request).workspace.people.get(request.path_params["user"])
    if person is None or person.is_bot:
        raise HTTPException(404, "no such person")
    return person


def channel_of(request: Request, name: str = "") -> Channel:
    """A conversation by id or #name, if this person may see it."""
    platform, wanted = platform_of(request), name or request.path_params["channel"]
    for channel in platform.workspace.channels.values():
        meant = wanted == channel.id or platform.is_called(channel, wanted)
        if meant and platform.sees(channel, person_of(request).id):
            return channel
    raise HTTPException(404, "channel not found")


def message_of(request: Request, channel: Channel, ts: str = "") -> Message:
    """A message this person may see."""
    wanted = ts or request.path_params["ts"]
    message = channel.messages.get(wanted) or channel.ephemerals.get(wanted)
    if message is None or message.only_for not in ("", person_of(request).id):
        raise HTTPException(404, "message not found")
    return message


def about(channel: Channel, platform: Platform, who: str) -> Json:
    """A conversation as the sidebar lists it."""
    others = [platform.workspace.people[m] for m in channel.members if m != who]
    name = channel.name if channel.kind in ("public", "private") else ", ".join(o.real_name for o in others)
    return {
        "id": channel.id,
        "name": name,
        "kind": channel.kind,
        "topic": channel.topic,
        "purpose": channel.purpose,
        "archived": channel.archived,
        "shared": channel.shared,
        "member": who in channel.members,
        "members": channel.members,
        "unread": platform.workspace.unread(channel, who) if who in channel.members else 0,
        "bookmarks": channel.bookmarks,
        "with_app": channel.kind == "im" and platform.bot.id in channel.members,
        "read_only": platform.is_only_read(channel),
    }


def drawn(message: Message, platform: Platform, reader: str) -> Json:
    """A message as a reader gets it."""
    channel = platform.workspace.channels[message.channel]
    author = platform.workspace.people[message.author]
    replies = channel.replies(message.ts)
    return {
        "ts": message.ts,
        "channel": channel.id,
        "author": author.id,
        "author_name": author.real_name,
        "bot": author.is_bot,
        "text": message.text,
        "thread_ts": message.thread_ts,
        "edited": message.edited,
        "notice": message.subtype,
        "ephemeral": bool(message.only_for),
        "pinned": message.ts in channel.pins,
        "reactions": message.reactions,
        "files": [{"id": f, "title": platform.workspace.files[f]["title"]} for f in message.files],
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts if replies else "",
    } | platform.drawn(message, reader)


def seen_in(channel: Channel, who: str) -> list[Message]:
    """All messages of a channel with this person's own ephemeral ones, oldest first."""
    private = [m for m in channel.ephemerals.values() if m.only_for == who]
    return sorted([*channel.messages.values(), *private], key=lambda m: m.ts)


async def sidebar(request: Request) -> Response:
    platform, me = platform_of(request), person_of(request)
    channels = [about(c, platform, me.id) for c in platform.workspace.channels.values() if platform.sees(c, me.id)]
    rooms = [c for c in channels if c["kind"] in ("public", "private")]
    return JSONResponse(
        {
            "ok": True,
            "channels": sorted((c for c in rooms if c["member"] and not c["archived"]), key=lambda c: c["name"]),
            "joinable": sorted((c for c in rooms if not c["member"] and not c["archived"]), key=lambda c: c["name"]),
            "archived": [c for c in rooms if c["archived"]],
            "direct": [c for c in channels if c["kind"] in ("im", "mpim")],
            "app": platform.app(),
        }
    )


async def channel(request: Request) -> Response:
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    top = [m for m in seen_in(found, me.id) if not m.is_reply or m.broadcast]
    return JSONResponse(
        {
            "ok": True,
            "channel": about(found, platform, me.id),
            "messages": [drawn(m, platform, me.id) for m in top],
            "pins": [drawn(found.messages[ts], platform, me.id) for ts in found.pins],
            "last_read": found.read.get(me.id, ""),
        }
    )


async def thread(request: Request) -> Response:
    """The root and its replies; 404 when there is no such message."""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    root = message_of(request, found)
    replies = [m for m in seen_in(found, me.id) if m.is_reply and m.thread_ts == root.ts]
    return JSONResponse({"ok": True, "messages": [drawn(m, platform, me.id) for m in [root, *replies]]})


async def say(request: Request) -> Response:
    """{text, thread_ts?, broadcast?} → {message}"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    given = await body(request)
    if found.archived:
        return refused("is_archived")
    if me.id not in found.members:
        return refused("not_in_channel")
    if platform.is_only_read(found):
        return refused("Sending messages to this app has been turned off.")
    if not str(given.get("text", "")).strip():
        return refused("no_text")
    thread_ts = given.get("thread_ts", "")
    if thread_ts and thread_ts not in found.messages:
        return refused("thread_not_found")
    fields = platform.typed(given["text"]) | {"thread_ts": thread_ts, "broadcast": bool(given.get("broadcast"))}
    message = platform.workspace.post(found, me.id, **fields)
    return JSONResponse({"ok": True, "message": drawn(message, platform, me.id)})


async def edit(request: Request) -> Response:
    """{text} → {message}; only one's own"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    message, given = message_of(request, found), await body(request)
    if message.author != me.id:
        return refused("cant_update_message")
    fields = platform.typed(given["text"])
    platform.workspace.edit(message, edited=platform.workspace.next_ts(), **fields)
    return JSONResponse({"ok": True, "message": drawn(message, platform, me.id)})


async def delete(request: Request) -> Response:
    """{} → {ok}; one's own, or an ephemeral message, which is merely put away"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    message, _ = message_of(request, found), await body(request)
    if message.author != me.id and not message.only_for:
        return refused("cant_delete_message")
    platform.workspace.delete(message)
    return JSONResponse({"ok": True})


async def react(request: Request) -> Response:
    """{name} → {ok}"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    message, given = message_of(request, found), await body(request)
    if me.id in message.reactions.get(given["name"], []):
        return refused("already_reacted")
    platform.workspace.react(message, given["name"], me.id)
    return JSONResponse({"ok": True})


async def read(request: Request) -> Response:
    """{ts?} → {ok}; without ts everything is read"""
    _, me, found = platform_of(request), person_of(request), channel_of(request)
    given = await body(request)
    found.read[me.id] = given.get("ts") or platform_of(request).workspace.next_ts()
    platform_of(request).sights.show([me.id], "read", channel=found.id)
    return JSONResponse({"ok": True})


AT = "/sandbox/as/{user}"
IN = f"{AT}/channels/{{channel}}"
_ON = f"{IN}/messages/{{ts}}"
ROUTES = [
    Route(f"{AT}/sidebar", sidebar),
    Route(IN, channel),
    Route(f"{IN}/threads/{{ts}}", thread),
    Route(f"{IN}/messages", say, methods=["POST"]),
    Route(f"{_ON}/edit", edit, methods=["POST"]),
    Route(f"{_ON}/delete", delete, methods=["POST"]),
    Route(f"{_ON}/react", react, methods=["POST"]),
    Route(f"{IN}/read", read, methods=["POST"]),
]
