"""/health: whether the process does its work, for a load balancer or an administrator. No names, no texts."""

import sqlite3
from collections.abc import Callable, Mapping

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Check = Callable[[], Mapping[str, object]]
"""The figures of one look at the database; an exception means that it cannot be reached."""


def route(check: Check) -> Route:
    """The endpoint over a check."""

    async def health(request: Request) -> Response:
        figures = await to_thread.run_sync(check)
        return JSONResponse({"status": "ok", "sqlite": sqlite3.sqlite_version, **figures})

    return Route("/health", health)
