"""Puts a workspace together as one Starlette application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from sandbox import control, member, rooms, snapshot, watching
from sandbox.face import Face
from sandbox.settings import PAGE, Common, Settings, TeamsSettings
from sandbox.slack import face as slack
from sandbox.static import HEADERS, Static
from sandbox.watching import watch


class Sandbox(Starlette):
    """Starlette, plus a way for a handler to cut its caller's connection without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            # Only the innermost `send` is bound to the server's request cycle, which owns the transport.
            cycle = getattr(send, "__self__", None)
            scope["sandbox.cut"] = lambda: cycle.transport.abort() if cycle else None
        await super().__call__(scope, receive, send)


def build(settings: Common) -> Sandbox:
    """The application; `app.state.platform.url` must be set once the port is known."""
    face = _furnished(settings)
    platform = face.platform
    platform.url = f"http://{settings.host}:{settings.port}"
    keeper = snapshot.Keeper(platform.workspace, settings.state, settings.patience.snapshot)
    watch(platform.workspace, platform.sights)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        for begin in face.opening:
            await begin()
        yield
        for close in face.closing:
            await close()
        keeper.write()

    app = Sandbox(
        routes=[*face.routes, *_routes()],
        lifespan=lifespan,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )
    app.state.platform = platform
    app.state.face = face
    app.state.stopping = asyncio.Event()
    for name, part in face.parts.items():
        setattr(app.state, name, part)
    return app


def _furnished(settings: Common) -> Face:
    if isinstance(settings, TeamsSettings):
        from sandbox.teams.face import furnish  # its library for tokens is there only where Teams is wanted

        return furnish(settings)
    if isinstance(settings, Settings):
        return slack.furnish(settings)
    raise TypeError(f"no face for {type(settings).__name__}")


async def _page(request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers=HEADERS)


def _routes() -> list[BaseRoute]:
    return [
        Route("/", _page),
        Route("/archives/{channel}/{message}", _page),
        Mount("/page", Static(directory=PAGE)),
        *member.ROUTES,
        *rooms.ROUTES,
        *watching.ROUTES,
        *control.ROUTES,
    ]
