"""What a person can do with the app in Teams, as JSON over HTTP: presses, dialogs, the message menu, installing."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.member import IN, about, body, channel_of, drawn, message_of, nobody, person_of, refused, seen_in
from sandbox.settings import Json
from sandbox.teams import identities, payloads
from sandbox.teams.events import Events
from sandbox.teams.interactions import Interactions
from sandbox.teams.platform import Platform

_APART = {"blocked": "remove", "uninstalled": "remove", "installed": "add"}


def _parts(request: Request) -> tuple[Platform, Interactions, str]:
    state = request.app.state
    return state.platform, state.interactions, person_of(request).id


async def posts(request: Request) -> Response:
    """→ {channel, posts: [{… replies: […]}], last_read}: a channel as Teams shows it, replies beneath each post"""
    platform, _, who = _parts(request)
    found = channel_of(request)
    seen = [drawn(one, platform, who) for one in seen_in(found, who)]
    beneath: dict[str, list[Json]] = {}
    for one in seen:
        if one["thread_ts"] and one["thread_ts"] != one["ts"]:
            beneath.setdefault(one["thread_ts"], []).append(one)
    roots = [one for one in seen if not one["thread_ts"] or one["thread_ts"] == one["ts"]]
    shown = [one | {"replies": beneath.get(one["ts"], [])} for one in roots]
    about_it = about(found, platform, who)
    return JSONResponse({"ok": True, "channel": about_it, "posts": shown, "last_read": found.read.get(who, "")})


async def press(request: Request) -> Response:
    """{channel, ts, action, inputs?} → {ok, error?, told?}"""
    _, interactions, who = _parts(request)
    given = await body(request)
    message = message_of(request, channel_of(request, given["channel"]), given["ts"])
    return JSONResponse(await interactions.press(who, message, given["action"], given.get("inputs") or {}))


async def shortcut(request: Request) -> Response:
    """{id, channel, ts} → {ok, error?}"""
    _, interactions, who = _parts(request)
    given = await body(request)
    message = message_of(request, channel_of(request, given["channel"]), given["ts"])
    return JSONResponse(await interactions.message_action(who, given["id"], message))


async def slash(request: Request) -> Response:
    """{channel, text, thread_ts?} → {ok, error?}: to the app alone, where slash commands are"""
    platform, interactions, who = _parts(request)
    given = await body(request)
    channel = channel_of(request, given["channel"])
    if not platform.manifest.targeted or platform.bot.id not in channel.members:
        return refused("The app has no slash commands here.")
    return JSONResponse(interactions.slash(who, channel, given["text"], given.get("thread_ts", "")))


async def dialogs(request: Request) -> Response:
    """→ {dialog: {id, title, card, version} or null}"""
    platform, _, who = _parts(request)
    dialog = platform.dialogs.of(who)
    return JSONResponse({"ok": True, "dialog": dialog.shown() if dialog else None})


async def submit(request: Request) -> Response:
    """{id, action, inputs} → {ok, outcome, told?, error?}"""
    platform, interactions, who = _parts(request)
    given = await body(request)
    dialog = platform.dialogs.find(given["id"])
    if dialog is None or dialog.person != who:
        return nobody("dialog not found")
    return JSONResponse(await interactions.submit(dialog, given["action"], given.get("inputs") or {}))


async def close(request: Request) -> Response:
    """{id} → {ok}"""
    platform, interactions, who = _parts(request)
    given = await body(request)
    dialog = platform.dialogs.find(given["id"])
    if dialog is None or dialog.person != who:
        return nobody("dialog not found")
    return JSONResponse(interactions.close(dialog))


async def offers(request: Request) -> Response:
    """→ {commands: [{title, description, slash}], actions: [{id, title}]}"""
    platform, _, who = _parts(request)
    stranger = platform.workspace.people[who].is_stranger
    words = platform.manifest.commands
    commands = [{"title": one.title, "description": one.description, "slash": one.is_slash} for one in words]
    actions = [] if stranger else [{"id": one.id, "title": one.title} for one in platform.manifest.actions]
    return JSONResponse({"ok": True, "commands": commands, "actions": actions})


async def people(request: Request) -> Response:
    """?q=&channel= → {choices: [{title, value, subtitle}]}: what a people picker finds, by the directory's ids"""
    platform, _, _ = _parts(request)
    words = request.query_params.get("q", "").lower()
    everyone = [one for one in platform.workspace.people.values() if not one.is_bot and not one.deleted]
    found = [one for one in everyone if words in f"{one.real_name} {one.email}".lower() and not one.is_stranger]
    choices: list[Json] = [
        {"title": one.real_name, "value": identities.object_id(one.id), "subtitle": one.title} for one in found
    ]
    return JSONResponse({"ok": True, "choices": choices})


async def app(request: Request) -> Response:
    """{state: installed|uninstalled|blocked} → {ok}; blocking is not told to the app"""
    platform, _, who = _parts(request)
    given = await body(request)
    state = given["state"]
    events: Events = request.app.state.events
    if state not in _APART:
        return refused("no such state")
    channel, _ = platform.workspace.direct([platform.bot.id, who], who)
    platform.workspace.apart.pop(who, None)
    if state != "installed":
        platform.workspace.apart[who] = state
    if state != "blocked":
        events.emit(payloads.installation(platform, channel, person_of(request), _APART[state]))
    return JSONResponse({"ok": True})


_AT = "/sandbox/as/{user}"
ROUTES = [
    Route(f"{IN}/posts", posts),
    Route(f"{_AT}/press", press, methods=["POST"]),
    Route(f"{_AT}/shortcut", shortcut, methods=["POST"]),
    Route(f"{_AT}/slash", slash, methods=["POST"]),
    Route(f"{_AT}/dialog", dialogs),
    Route(f"{_AT}/submit", submit, methods=["POST"]),
    Route(f"{_AT}/close", close, methods=["POST"]),
    Route(f"{_AT}/offers", offers),
    Route(f"{_AT}/people", people),
    Route(f"{_AT}/app", app, methods=["POST"]),
]
