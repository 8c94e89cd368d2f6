"""The test's and the page's levers: faults, recorded calls, state, people, the calendar clock."""

from dataclasses import asdict, replace

import aiohttp
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import people as founding
from sandbox.member import body, platform_of
from sandbox.snapshot import dump

_CLOCK_PATIENCE = 60.0


async def show_faults(request: Request) -> Response:
    platform = platform_of(request)
    return JSONResponse(platform.faults.shown() | {"channel_creation": platform.workspace.channel_creation})


async def set_faults(request: Request) -> Response:
    """{rules?, events?, channel_creation?}; what is not mentioned stays. Events no longer held go out."""
    platform, given = platform_of(request), await body(request)
    try:
        platform.faults.set(given)
    except (TypeError, ValueError) as error:
        return JSONResponse({"ok": False, "error": str(error)}, 400)
    if "channel_creation" in given:
        platform.workspace.channel_creation = given["channel_creation"]
    if not platform.faults.hold:
        request.app.state.events.release()
    return await show_faults(request)


async def calls(request: Request) -> Response:
    """?method= narrows"""
    wanted = request.query_params.get("method")
    found = [one for one in platform_of(request).recorder.calls if wanted in (None, one["method"])]
    return JSONResponse({"ok": True, "calls": found})


async def forget_calls(request: Request) -> Response:
    platform_of(request).recorder.clear()
    return JSONResponse({"ok": True})


async def deliveries(request: Request) -> Response:
    """What was told to the bot, and how much of it is under way just now"""
    told = list(platform_of(request).recorder.deliveries)
    return JSONResponse({"ok": True, "deliveries": told, "under_way": request.app.state.events.under_way})


async def state(request: Request) -> Response:
    """Everything, for asserts, with the ephemeral messages a snapshot leaves out."""
    platform = platform_of(request)
    content = dump(platform.workspace)
    for shown in content["channels"]:
        hidden = platform.workspace.channels[shown["id"]].ephemerals
        shown["ephemerals"] = [asdict(message) for message in hidden.values()]
    return JSONResponse(content)


async def people(request: Request) -> Response:
    """Everybody, and the names of channels, for the page and for reading text."""
    platform = platform_of(request)
    return JSONResponse(
        {
            "ok": True,
            "face": platform.face,
            "team": platform.workspace.team,
            "bot": platform.bot.id,
            "people": [asdict(person) for person in platform.workspace.people.values()],
            "channels": {c.id: c.name for c in platform.workspace.channels.values() if c.kind == "public"},
            "clock": bool(platform.settings.clock_url),
            "mails": platform.settings.mails_url,
        }
    )


async def add_person(request: Request) -> Response:
    """{id, name, real_name, …}: somebody new, or changed when the id is known."""
    platform, given = platform_of(request), await body(request)
    known = platform.workspace.people.get(given.get("id", ""))
    try:
        person = replace(known, **given) if known else founding.person(given, platform.workspace.team)
    except (TypeError, KeyError) as error:
        return JSONResponse({"ok": False, "error": str(error)}, 400)
    platform.welcome(person, new=known is None)
    return JSONResponse({"ok": True})


async def clock(request: Request) -> Response:
    """The bot's calendar clock, read (GET) or moved (POST {to: "next"} or {days: n})."""
    address = platform_of(request).settings.clock_url
    if not address:
        return JSONResponse({"ok": False, "error": "no clock"}, 404)
    given = await body(request) if request.method == "POST" else None
    limit = aiohttp.ClientTimeout(total=_CLOCK_PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.request(request.method, address, json=given) as response,
        ):
            return JSONResponse(await response.json(content_type=None), response.status)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return JSONResponse({"ok": False, "error": "the bot's clock does not answer"}, 502)


ROUTES = [
    Route("/sandbox/faults", show_faults, methods=["GET"]),
    Route("/sandbox/faults", set_faults, methods=["POST"]),
    Route("/sandbox/calls", calls, methods=["GET"]),
    Route("/sandbox/calls", forget_calls, methods=["DELETE"]),
    Route("/sandbox/deliveries", deliveries),
    Route("/sandbox/state", state),
    Route("/sandbox/people", people, methods=["GET"]),
    Route("/sandbox/people", add_person, methods=["POST"]),
    Route("/sandbox/clock", clock, methods=["GET", "POST"]),
]
