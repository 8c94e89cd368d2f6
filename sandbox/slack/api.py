"""The Web API's front door: token, faults, arguments, scopes, then the method."""

import hmac
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.befalling import befall
from sandbox.faults import Rule
from sandbox.slack import chat, conversations, extras, files, membership, users, views
from sandbox.slack.call import METHODS, Call, Entry
from sandbox.slack.errors import SlackError
from sandbox.slack.platform import Platform

# Named so that the imports visibly do something: each module registers its methods.
MODULES = (chat, conversations, extras, files, membership, users, views)
_ALWAYS_KNOWN = frozenset({"token", "team_id"})


async def endpoint(request: Request) -> Response:
    """POST or GET /api/<method>."""
    platform: Platform = request.app.state.platform
    name = request.path_params["method"]
    arguments = await _arguments(request)
    token = _token(request, arguments)
    entry = METHODS.get(name)
    unknown = sorted(set(arguments) - entry.arguments - _ALWAYS_KNOWN) if entry else []
    public = {key: value for key, value in arguments.items() if key != "token"}
    record = platform.recorder.call(name, public, unknown, token)
    fault = platform.faults.take(name)
    if fault is None:
        return _answer(platform, run(platform, name, entry, arguments, token), record)
    record |= {"fault": fault.kind, "ok": False, "error": fault.kind}
    return await befall(
        request, fault, lambda: _answer(platform, run(platform, name, entry, arguments, token), record), _refuse
    )


def run(platform: Platform, name: str, entry: Entry | None, arguments: dict[str, Any], token: str) -> dict[str, Any]:
    """Carry out a call; refusals become Slack's error answers."""
    try:
        if entry is None:
            raise SlackError("unknown_method", req_method=name)
        _authorise(platform, entry, token)
        call = Call(platform, arguments)
        if entry.scopes:
            call.scope(*entry.scopes)
        return {"ok": True} | entry.run(call)
    except SlackError as error:
        return {"ok": False, "error": error.code} | error.more


def _authorise(platform: Platform, entry: Entry, token: str) -> None:
    if not token:
        raise SlackError("not_authed")
    bot, app = platform.settings.bot_token, platform.settings.app_token
    right, other = (app, bot) if entry.app_token else (bot, app)
    if other and hmac.compare_digest(token.encode(), other.encode()):
        raise SlackError("not_allowed_token_type")
    if not right or not hmac.compare_digest(token.encode(), right.encode()):
        raise SlackError("invalid_auth")


def _answer(platform: Platform, body: dict[str, Any], record: dict[str, Any]) -> Response:
    record["ok"] = body["ok"]
    record["error"] = body.get("error", "")
    headers = {"x-oauth-scopes": ",".join(platform.manifest.scopes)}
    return JSONResponse(body, headers=headers)


def _refuse(fault: Rule) -> Response:
    if fault.kind == "rate_limit":
        headers = {"Retry-After": str(fault.retry_after)}
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
    if fault.kind == "status":
        return Response("upstream error", fault.status)
    return JSONResponse({"ok": False, "error": fault.error})


async def _arguments(request: Request) -> dict[str, Any]:
    """Query, then form or JSON body, the later winning."""
    found: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").split(";")[0]
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            body = {}
        found |= body if isinstance(body, dict) else {}
    elif kind == "application/x-www-form-urlencoded":
        text = (await request.body()).decode("utf-8", "replace")
        found |= dict(parse_qsl(text, keep_blank_values=True))
    return found


def _token(request: Request, arguments: dict[str, Any]) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(arguments.get("token", ""))
