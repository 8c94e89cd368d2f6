"""Puts a workspace together as one Starlette application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from sandbox import control, member, people, rooms, snapshot, watching
from sandbox.settings import PAGE, Settings
from sandbox.slack import api, files, manifest, responses
from sandbox.slack import member as slack_member
from sandbox.slack.events import Events
from sandbox.slack.interactions import Interactions
from sandbox.slack.line import Line
from sandbox.slack.platform import Platform
from sandbox.slack.sockets import Sockets
from sandbox.slack.triggers import Permissions
from sandbox.watching import watch

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' https: data:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Sandbox(Starlette):
    """Starlette, plus a way for a handler to cut its caller's connection without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            # Only the innermost `send` is bound to the server's request cycle, which owns the transport.
            cycle = getattr(send, "__self__", None)
            scope["sandbox.cut"] = lambda: cycle.transport.abort() if cycle else None
        await super().__call__(scope, receive, send)


def build(settings: Settings) -> Sandbox:
    """The application; `app.state.platform.url` must be set once the port is known."""
    understood = manifest.read(settings.manifest)
    if settings.state and settings.state.exists():
        workspace = snapshot.load(settings.state)
    else:
        workspace = people.founded(settings.people, understood.bot_name)
    patience = settings.patience
    permissions = Permissions(patience.trigger, patience.response_url)
    platform = Platform(settings, understood, workspace, permissions)
    platform.url = f"http://{settings.host}:{settings.port}"
    sockets = Sockets(platform.tickets)
    line = Line(settings, sockets, understood.socket_mode)
    keeper = snapshot.Keeper(workspace, settings.state, patience.snapshot)
    watch(workspace, platform.sights)
    events = Events(platform, line)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await events.close()
        await line.close()
        keeper.write()

    app = Sandbox(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )
    app.state.platform = platform
    app.state.sockets = sockets
    app.state.events = events
    app.state.interactions = Interactions(platform, line, events)
    app.state.stopping = asyncio.Event()
    return app


async def _page(request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers=_HEADERS)


async def _socket(socket: WebSocket) -> None:
    sockets: Sockets = socket.app.state.sockets
    await sockets.serve(socket)


class _Static(StaticFiles):
    """The page's files, always asked for afresh: the page is edited while it runs."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(_HEADERS)
        return response


def _routes() -> list[Route | Mount | WebSocketRoute]:
    return [
        Route("/", _page),
        Route("/archives/{channel}/{message}", _page),
        Mount("/page", _Static(directory=PAGE)),
        Route("/api/{method}", api.endpoint, methods=["GET", "POST"]),
        Route("/actions/{team}/{token}", responses.endpoint, methods=["POST"]),
        Route("/upload/v1/{file_id}", files.receive, methods=["POST", "PUT"]),
        Route("/files/{file_id}", files.download),
        WebSocketRoute("/link/", _socket),
        *member.ROUTES,
        *rooms.ROUTES,
        *slack_member.ROUTES,
        *watching.ROUTES,
        *control.ROUTES,
    ]
