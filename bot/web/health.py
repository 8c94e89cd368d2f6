"""/health: whether the process does its work, for a load balancer or an administrator. No names, no texts."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.ports import UnitOfWork

Check = Callable[[], Mapping[str, object]]
"""The figures of one look at the database; an exception means that it cannot be reached."""


def of_work(uow: UnitOfWork, *, now: datetime) -> Mapping[str, object]:
    """How the work goes, in counts and instants. `events`: what platforms told, not worked off yet, or set aside after
    it failed too often. `is_due`: a round or a timed row is due and not done yet. `token_refused`: workspaces that do
    not accept our token.
    """
    ledger = uow.ledger
    oldest, paused = ledger.oldest_waiting(now=now), ledger.paused()
    waiting, set_aside = uow.inbox.counts()
    return {
        "events": {"waiting": waiting, "set_aside": set_aside},
        "is_due": uow.timers.anything_due(now),
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
