"""Files in two steps: ask for an address, send the bytes there, complete."""

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.platform import Platform


@method("files.getUploadURLExternal", "alt_txt filename length snippet_type", scopes=["files:write"])
def upload_url(call: Call) -> Json:
    name = call.required("filename")
    length = call.number("length", 0, 1_000_000_000)
    file_id = call.workspace.new_id("F")
    call.workspace.files[file_id] = {
        "id": file_id,
        "created": int(time.time()),
        "name": name,
        "title": name,
        "alt_txt": call.text("alt_txt"),
        "user": call.me,
        "size": length,
        "mode": "hosted",
        "permalink": f"{call.platform.url}/files/{file_id}",
        "url_private": f"{call.platform.url}/files/{file_id}",
        "channels": [],
        "content": "",
        "done": False,
    }
    return {"upload_url": f"{call.platform.url}/upload/v1/{file_id}", "file_id": file_id}


@method(
    "files.completeUploadExternal",
    "blocks channel_id channels files initial_comment thread_ts",
    scopes=["files:write"],
)
def complete(call: Call) -> Json:
    wanted = call.json("files", "invalid_arguments") or []
    if not wanted:
        raise SlackError("invalid_arguments")
    stored = []
    for one in wanted:
        file = call.workspace.files.get(one.get("id", ""))
        if file is None or not file["content"]:
            raise SlackError("file_not_found")
        file["title"], file["done"] = one.get("title") or file["name"], True
        stored.append(file)
    where = call.names("channels") or call.names("channel_id")
    for place in where:
        if place not in call.workspace.channels:
            raise SlackError("invalid_channel")
        channel = call.inside(call.workspace.channels[place], open_only=True)
        call.workspace.post(
            channel,
            call.me,
            call.text("initial_comment"),
            files=[file["id"] for file in stored],
            thread_ts=call.text("thread_ts"),
        )
        for file in stored:
            file["channels"].append(place)
    return {"files": [shapes.file(file) for file in stored]}


@method("files.info", "count cursor file limit page", scopes=["files:read"])
def info(call: Call) -> Json:
    file = call.workspace.files.get(call.required("file", "file_not_found"))
    if file is None or not file["done"]:
        raise SlackError("file_not_found")
    return {"file": shapes.file(file), "comments": []}


async def receive(request: Request) -> Response:
    """POST /upload/v1/<id>: the raw bytes, as slack_sdk sends them."""
    platform: Platform = request.app.state.platform
    file = platform.workspace.files.get(request.path_params["file_id"])
    if file is None:
        return PlainTextResponse("not found", 404)
    content = await request.body()
    if len(content) != file["size"]:
        return PlainTextResponse("size differs from what was announced", 400)
    file["content"] = content.hex()
    return PlainTextResponse(f"OK - {len(content)}")


async def download(request: Request) -> Response:
    """GET /files/<id>: the bytes, never shown as a page."""
    platform: Platform = request.app.state.platform
    file = platform.workspace.files.get(request.path_params["file_id"])
    if file is None or not file["done"]:
        return JSONResponse({"ok": False, "error": "file_not_found"}, 404)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(bytes.fromhex(file["content"]), media_type="application/octet-stream", headers=headers)
