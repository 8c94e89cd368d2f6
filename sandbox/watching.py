"""Live updates: who sees which change, and the stream and the wait that tell them."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.member import person_of, platform_of
from sandbox.sights import Sights
from sandbox.workspace import Change, Workspace

_MESSAGES = {"message_posted": "message", "message_changed": "message_changed", "message_deleted": "message_deleted"}
_MEMBERS = ("pin_added", "pin_removed", "reaction_added")
_LONGEST_WAIT = 30.0
_HEARTBEAT = 15.0


def watch(workspace: Workspace, sights: Sights) -> None:
    """Let every change be seen by those it concerns."""

    def see(change: Change) -> None:
        channel, message = change.channel, change.message
        if change.kind == "home_published":
            sights.show([change.person], "home")
        elif channel and message and change.kind in _MESSAGES:
            readers = [message.only_for] if message.only_for else channel.members
            what = {"channel": channel.id, "ts": message.ts, "thread_ts": message.thread_ts, "author": message.author}
            kind = "ephemeral" if message.only_for else _MESSAGES[change.kind]
            sights.show(readers, kind, **what)
        elif channel and change.kind in _MEMBERS:
            sights.show(channel.members, "channel", channel=channel.id)
        else:
            sights.show(list(workspace.people), "channels")

    workspace.listeners.append(see)


async def sights(request: Request) -> Response:
    """?after=seq&wait=seconds → {latest, sights}; without `after` only the latest number."""
    platform, me = platform_of(request), person_of(request)
    if "after" not in request.query_params:
        return JSONResponse({"ok": True, "latest": platform.sights.latest, "sights": []})
    after = int(request.query_params["after"])
    wait = min(float(request.query_params.get("wait", "0")), _LONGEST_WAIT)
    found = await platform.sights.wait(me.id, after, wait)
    return JSONResponse({"ok": True, "latest": platform.sights.latest, "sights": found})


async def stream(request: Request) -> Response:
    """Server-sent events: one sight each, from now on."""
    platform, me = platform_of(request), person_of(request)
    stopping: asyncio.Event = request.app.state.stopping

    async def lines() -> AsyncIterator[str]:
        seq, quiet = platform.sights.latest, 0.0
        yield "retry: 1000\n\n"
        # Waiting in short steps lets a stopping server end its streams.
        while not stopping.is_set():
            found = await platform.sights.wait(me.id, seq, 0.5)
            quiet = 0.0 if found else quiet + 0.5
            for sight in found:
                seq = sight["seq"]
                yield f"data: {json.dumps(sight)}\n\n"
            if quiet >= _HEARTBEAT:
                quiet = 0.0
                yield ": still here\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/sandbox/as/{user}/sights", sights),
    Route("/sandbox/as/{user}/stream", stream),
]
