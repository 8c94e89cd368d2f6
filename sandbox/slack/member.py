"""What a person can do with the app in Slack, as JSON over HTTP: commands, presses, modals, shortcuts, Home."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.member import body, channel_of, message_of, nobody, person_of
from sandbox.settings import Json
from sandbox.slack.inputs import NoSuchOptionError
from sandbox.slack.interactions import Interactions
from sandbox.slack.platform import Platform
from sandbox.slack.views import home


def _parts(request: Request) -> tuple[Platform, Interactions, str]:
    state = request.app.state
    return state.platform, state.interactions, person_of(request).id


async def command(request: Request) -> Response:
    """{text, channel, thread_ts?} → {ok, error?}"""
    _, interactions, who = _parts(request)
    given = await body(request)
    channel = channel_of(request, given["channel"])
    return JSONResponse(await interactions.command(who, channel, given["text"], given.get("thread_ts", "")))


async def click(request: Request) -> Response:
    """{channel, ts} or {view_id}, with {block_id, action_id, value?, values?} → {ok, error?}"""
    platform, interactions, who = _parts(request)
    given = await body(request)
    what: dict[str, Any] = {
        "block_id": given["block_id"],
        "action_id": given["action_id"],
        "value": given.get("value"),
        "given": given.get("values") or {},
    }
    try:
        if "view_id" not in given:
            message = message_of(request, channel_of(request, given["channel"]), given["ts"])
            return JSONResponse(await interactions.press_message(who, message, **what))
        stored = platform.workspace.homes.get(who)
        view = platform.screens.find(given["view_id"])
        if stored and stored["id"] == given["view_id"]:
            view = home(stored, who)
            if view.element(what["block_id"], what["action_id"]) is None:
                # Pressed as it stood on the person's screen, while the app published it anew.
                view = home(stored.get("before", stored), who)
        if view is None or view.person != who:
            return nobody("view not found")
        return JSONResponse(await interactions.press_view(who, view, **what))
    except NoSuchOptionError as error:
        return JSONResponse({"ok": False, "error": str(error)})


async def shortcut(request: Request) -> Response:
    """{callback_id, channel?, ts?} → {ok, error?}"""
    _, interactions, who = _parts(request)
    given = await body(request)
    message = None
    if given.get("ts"):
        message = message_of(request, channel_of(request, given["channel"]), given["ts"])
    return JSONResponse(await interactions.shortcut(who, given["callback_id"], message))


async def submit(request: Request) -> Response:
    """{view_id, values: {block_id: {action_id: value}}} → {ok, outcome, errors?, error?}"""
    platform, interactions, who = _parts(request)
    given = await body(request)
    view = platform.screens.find(given["view_id"])
    if view is None or view.person != who:
        return nobody("view not found")
    try:
        return JSONResponse(await interactions.submit(view, given.get("values") or {}))
    except NoSuchOptionError as error:
        return JSONResponse({"ok": False, "outcome": "trouble", "error": str(error)})


async def close(request: Request) -> Response:
    """{view_id, all?} → {ok}"""
    platform, interactions, who = _parts(request)
    given = await body(request)
    view = platform.screens.find(given["view_id"])
    if view is None or view.person != who:
        return nobody("view not found")
    return JSONResponse(await interactions.close(view, everything=bool(given.get("all"))))


async def modals(request: Request) -> Response:
    """→ {modals: [view …]}, the last on top"""
    platform, _, who = _parts(request)
    stack = [view.shown(platform.team_id) for view in platform.screens.stack(who)]
    return JSONResponse({"ok": True, "modals": stack})


async def open_app(request: Request) -> Response:
    """{tab: home|messages} → {channel, view}; the app hears app_home_opened"""
    _, interactions, who = _parts(request)
    given = await body(request)
    return JSONResponse(interactions.open_app(who, given.get("tab", "home")))


async def show_home(request: Request) -> Response:
    """→ {view} as last published, without telling the app"""
    _, interactions, who = _parts(request)
    return JSONResponse({"ok": True, "view": interactions.home(who)})


async def complete(request: Request) -> Response:
    """?q=/net → {commands: [{name, description, usage_hint}]}"""
    platform, _, who = _parts(request)
    wanted = request.query_params.get("q", "").split(" ")[0]
    stranger = platform.workspace.people[who].is_stranger
    found: list[Json] = [
        {"name": one.name, "description": one.description, "usage_hint": one.usage_hint}
        for one in platform.manifest.commands
        if wanted.startswith("/") and one.name.startswith(wanted) and not stranger
    ]
    return JSONResponse({"ok": True, "commands": found})


async def shortcuts(request: Request) -> Response:
    """→ {message: [...], global: [...]} of {name, callback_id, description}"""
    platform, _, who = _parts(request)
    stranger = platform.workspace.people[who].is_stranger
    found: dict[str, list[Json]] = {"message": [], "global": []}
    for one in () if stranger else platform.manifest.shortcuts:
        about = {"name": one.name, "callback_id": one.callback_id, "description": one.description}
        found[one.kind].append(about)
    return JSONResponse({"ok": True} | found)


_AT = "/sandbox/as/{user}"
ROUTES = [
    Route(f"{_AT}/command", command, methods=["POST"]),
    Route(f"{_AT}/click", click, methods=["POST"]),
    Route(f"{_AT}/shortcut", shortcut, methods=["POST"]),
    Route(f"{_AT}/submit", submit, methods=["POST"]),
    Route(f"{_AT}/close", close, methods=["POST"]),
    Route(f"{_AT}/modals", modals),
    Route(f"{_AT}/home", open_app, methods=["POST"]),
    Route(f"{_AT}/home", show_home, methods=["GET"]),
    Route(f"{_AT}/complete", complete),
    Route(f"{_AT}/shortcuts", shortcuts),
]
