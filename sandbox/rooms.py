"""What people do with conversations: make them, come in, go out, let others in, take them out, put a place away."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.member import AT, IN, about, body, channel_of, person_of, platform_of, refused


async def join(request: Request) -> Response:
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    await body(request)
    if me.id not in found.members and found.kind == "public" and not found.archived:
        platform.let_in(found, me.id, me.id)
    return JSONResponse({"ok": me.id in found.members})


async def leave(request: Request) -> Response:
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    await body(request)
    if found.general or me.id not in found.members or found.kind in ("im", "mpim"):
        return refused("cant_leave")
    platform.let_out(found, me.id, me.id)
    return JSONResponse({"ok": True})


async def invite(request: Request) -> Response:
    """{users: [id …]} → {ok}; the bot too can be invited"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    given = await body(request)
    if me.id not in found.members or me.is_restricted:
        return refused("not_in_channel")
    for one in given["users"]:
        if one in platform.workspace.people and one not in found.members:
            platform.let_in(found, one, me.id)
    return JSONResponse({"ok": True})


async def remove(request: Request) -> Response:
    """{user} → {ok}; the bot too can be taken out"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    given = await body(request)
    if me.id not in found.members or me.is_restricted or given["user"] not in found.members or found.general:
        return refused("cant_kick")
    platform.let_out(found, given["user"], me.id)
    return JSONResponse({"ok": True})


async def archive(request: Request) -> Response:
    """{archived} → {ok}; false brings it back into use"""
    platform, me, found = platform_of(request), person_of(request), channel_of(request)
    given = await body(request)
    if me.is_restricted or found.general or found.kind in ("im", "mpim") or found.archived == given["archived"]:
        return refused("cant_archive")
    platform.put_away(found, given["archived"], me.id)
    return JSONResponse({"ok": True})


async def create(request: Request) -> Response:
    """{name, private?} → {channel}"""
    platform, me, given = platform_of(request), person_of(request), await body(request)
    name = platform.name_for(str(given["name"]))
    if not name or any(one.name == name for one in platform.workspace.channels.values()):
        return refused("name_taken")
    private = bool(given.get("private"))
    inside = platform.founders(private, me.id)
    made = platform.workspace.create(name, "private" if private else "public", me.id, inside)
    return JSONResponse({"ok": True, "channel": about(made, platform, me.id)})


async def direct(request: Request) -> Response:
    """{users: [id …]} → {channel}"""
    platform, me, given = platform_of(request), person_of(request), await body(request)
    if reason := platform.keeps_apart([me.id, *given["users"]]):
        return refused(reason)
    found, _ = platform.workspace.direct([me.id, *given["users"]], me.id)
    return JSONResponse({"ok": True, "channel": about(found, platform, me.id)})


ROUTES = [
    Route(f"{AT}/channels", create, methods=["POST"]),
    Route(f"{AT}/direct", direct, methods=["POST"]),
    Route(f"{IN}/join", join, methods=["POST"]),
    Route(f"{IN}/leave", leave, methods=["POST"]),
    Route(f"{IN}/invite", invite, methods=["POST"]),
    Route(f"{IN}/remove", remove, methods=["POST"]),
    Route(f"{IN}/archive", archive, methods=["POST"]),
]
