"""/health: whether the process does its work, for a load balancer or an administrator. No names, no texts."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.ports_outside import Ledger

Check = Callable[[], Mapping[str, object]]
"""The figures of one look at the database; an exception means that it cannot be reached."""


def of_deliveries(ledger: Ledger, *, now: datetime) -> Mapping[str, object]:
    """How sending goes, in counts and instants. `token_refused`: workspaces that do not accept our token."""
    oldest, paused = ledger.oldest_waiting(now=now), ledger.paused()
    return {
        "deliveries": {state.value: count for state, count in ledger.counts().items()},
        "backlog": ledger.backlog(now=now),
        "oldest_waiting": oldest.isoformat() if oldest else None,
        "lanes_paused": {"count": paused.lanes, "until": paused.until.isoformat() if paused.until else None},
        "token_refused": paused.workspaces,
    }


def route(check: Check) -> Route:
    """The endpoint over a check."""

    async def health(request: Request) -> Response:
        figures = await to_thread.run_sync(check)
        return JSONResponse({"status": "ok", "sqlite": sqlite3.sqlite_version, **figures})

    return Route("/health", health)
