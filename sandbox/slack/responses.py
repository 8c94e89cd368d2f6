"""response_url: what the app says after the fact, and what an acknowledgement says at once."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.settings import Json
from sandbox.slack.chat import checked_blocks
from sandbox.slack.errors import SlackError
from sandbox.slack.platform import Platform
from sandbox.slack.triggers import Reply


async def endpoint(request: Request) -> Response:
    """POST /actions/<team>/<token>."""
    platform: Platform = request.app.state.platform
    try:
        body = json.loads(await request.body())
    except ValueError:
        return PlainTextResponse("invalid_payload", 400)
    reply = platform.permissions.spend(request.path_params["token"])
    entry = platform.recorder.call("response_url", body, [], "")
    if isinstance(reply, str):
        entry["ok"], entry["error"] = False, reply
        return JSONResponse({"ok": False, "error": reply}, 404)
    try:
        say(platform, reply, body)
    except SlackError as error:
        entry["ok"], entry["error"] = False, error.code
        return JSONResponse({"ok": False, "error": error.code} | error.more, 400)
    entry["ok"] = True
    return PlainTextResponse("ok")


def say(platform: Platform, reply: Reply, body: Json) -> None:
    """Replace or delete the message that was pressed, or say something new."""
    channel = platform.workspace.channels[reply.channel]
    original = channel.messages.get(reply.message) or channel.ephemerals.get(reply.message)
    if body.get("delete_original"):
        if original:
            platform.workspace.delete(original)
        return
    text, blocks = _content(body)
    if body.get("replace_original") and original:
        edited = "" if original.only_for else platform.workspace.next_ts()
        platform.workspace.edit(original, text=text, blocks=blocks, edited=edited)
        return
    reader = "" if body.get("response_type") == "in_channel" else reply.person
    platform.workspace.post(
        channel,
        platform.bot.id,
        text,
        blocks=blocks,
        thread_ts=str(body.get("thread_ts") or ""),
        only_for=reader,
    )


def _content(body: Json) -> tuple[str, list[Json]]:
    blocks: Any = body.get("blocks")
    if isinstance(blocks, str):
        blocks = json.loads(blocks)
    checked = checked_blocks(blocks)
    text = str(body.get("text") or "")
    if not text.strip() and not checked:
        raise SlackError("no_text")
    return text, checked
