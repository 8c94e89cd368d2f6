"""The front door of connector and Graph: token, faults, body, then the operation."""

import json
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.befalling import befall
from sandbox.faults import Rule
from sandbox.settings import Json
from sandbox.teams import activities, conversations, graph, graph_rooms, refusals
from sandbox.teams.call import OPERATIONS, Call, Entry
from sandbox.teams.keys import CONNECTOR, GRAPH
from sandbox.teams.platform import Platform
from sandbox.teams.refusals import Refusal

# Named so that the imports visibly do something: each module registers its operations.
MODULES = (activities, conversations, graph, graph_rooms)
_AUDIENCE = {"connector": CONNECTOR, "graph": GRAPH}
_BASE = {"connector": "/connector/v3", "graph": "/graph/v1.0"}


def routes() -> list[Route]:
    return [Route(_BASE[e.service] + e.path, partial(_answered, entry=e), methods=[e.verb]) for e in OPERATIONS]


async def _answered(request: Request, entry: Entry) -> Response:
    platform: Platform = request.app.state.platform
    body = await _body(request)
    asked = {"path": dict(request.path_params), "query": dict(request.query_params), "body": body}
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    record = platform.recorder.call(entry.name, asked, [], token)
    fault = platform.faults.take(entry.name)
    call = Call(platform, request.path_params, request.query_params, body)
    work = partial(_run, entry, call, token, record)
    if fault is None:
        return work()
    record |= {"fault": fault.kind, "ok": False, "error": fault.kind}
    return await befall(request, fault, work, _refuse)


def _run(entry: Entry, call: Call, token: str, record: Json) -> Response:
    """Carry a call out; refusals become Microsoft's error answers."""
    try:
        if not call.platform.keys.accepts(token, _AUDIENCE[entry.service]):
            raise refusals.unauthorized()
        done = entry.run(call)
    except Refusal as refusal:
        record |= {"ok": False, "error": refusal.code}
        return JSONResponse(refusal.body, refusal.status, refusal.headers)
    record["ok"], record["error"] = True, ""
    return Response(status_code=done.status) if done.body is None else JSONResponse(done.body, done.status)


def _refuse(fault: Rule) -> Response:
    if fault.kind == "rate_limit":
        refusal = refusals.throttled(fault.retry_after)
    elif fault.kind == "error":
        refusal = Refusal(403, fault.error, fault.error)
    else:
        refusal = refusals.told(fault.status)
    return JSONResponse(refusal.body, refusal.status, refusal.headers)


async def _body(request: Request) -> Json:
    try:
        found = json.loads(await request.body() or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
