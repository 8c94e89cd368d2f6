"""The test's levers for Socket Mode."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.member import body


async def disconnect(request: Request) -> Response:
    """{reason?}: every Socket Mode connection is asked to come back."""
    given = await body(request)
    count = await request.app.state.sockets.disconnect(given.get("reason", "refresh_requested"))
    return JSONResponse({"ok": True, "asked": count})


async def sockets(request: Request) -> Response:
    return JSONResponse({"ok": True, "open": request.app.state.sockets.count})


ROUTES = [
    Route("/sandbox/sockets", sockets, methods=["GET"]),
    Route("/sandbox/sockets/disconnect", disconnect, methods=["POST"]),
]
