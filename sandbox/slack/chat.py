"""Saying things: post, change, delete, whisper, link."""

import json

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.blockkit import problems, rendered_size
from sandbox.slack.blockkit_limits import LIMITS
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.screens import with_ids
from sandbox.workspace import Channel

_LONGEST_TEXT = 40_000
_LONGEST_UPDATE = 4000
_LARGEST_METADATA = 16_000
_POST = (
    "as_user attachments blocks channel icon_emoji icon_url link_names markdown_text metadata mrkdwn parse "
    "reply_broadcast text thread_ts unfurl_links unfurl_media username"
)


def checked_blocks(blocks: object) -> list[Json]:
    """Blocks fit for a message, with Slack's additions."""
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    found = problems(blocks, "message")
    if found:
        messages = [f"[ERROR] {one}" for one in found]
        raise SlackError("invalid_blocks", errors=found, response_metadata={"messages": messages})
    if rendered_size(blocks) > LIMITS["message.rendered"]:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks)


def body(call: Call) -> tuple[str, list[Json], Json]:
    """The text and blocks of a call, and warnings for its answer."""
    text, markdown = call.text("text"), call.text("markdown_text")
    blocks = checked_blocks(call.json("blocks", "invalid_blocks_format"))
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > LIMITS["message.markdown"]:
            raise SlackError("msg_too_long")
        return "", with_ids([{"type": "markdown", "text": markdown}]), {}
    if not text.strip() and not blocks and not call.json("attachments", "invalid_attachments"):
        raise SlackError("no_text")
    if len(text) > _LONGEST_TEXT:
        return text[:_LONGEST_TEXT], blocks, {"response_metadata": {"warnings": ["message_truncated"]}}
    return text, blocks, {}


def checked_metadata(call: Call) -> Json | None:
    """Metadata with an event_type and a flat payload; None when the call has none."""
    given = call.json("metadata", "invalid_metadata_format")
    if given is None or given == {}:
        return None if given is None else {}
    if not isinstance(given, dict) or set(given) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_format")
    if not isinstance(given.get("event_type"), str) or not given["event_type"]:
        raise SlackError("invalid_metadata_format")
    payload = given.get("event_payload")
    if not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if not all(isinstance(value, str | int | float | bool) for value in payload.values()):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(given)) > _LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return given


def _target(call: Call) -> Channel:
    """Where to post: a conversation, or a person's direct messages."""
    wanted = call.required("channel", "channel_not_found")
    person = call.workspace.people.get(wanted)
    if person is None:
        return call.inside(call.channel(), open_only=True)
    if person.deleted:
        raise SlackError("channel_not_found")
    return call.workspace.direct([call.me, person.id], call.me)[0]


def _thread(call: Call, channel: Channel) -> str:
    root = call.text("thread_ts")
    if not root:
        return ""
    message = channel.messages.get(root)
    if message is None:
        raise SlackError("thread_not_found")
    if message.is_reply or message.subtype:
        raise SlackError("cannot_reply_to_message")
    return root


@method("chat.postMessage", _POST, scopes=["chat:write"])
def post(call: Call) -> Json:
    if call.text("username") or call.text("icon_emoji") or call.text("icon_url"):
        call.scope("chat:write.customize")
    channel = _target(call)
    text, blocks, warnings = body(call)
    message = call.workspace.post(
        channel,
        call.me,
        text,
        blocks=blocks,
        thread_ts=_thread(call, channel),
        broadcast=call.flag("reply_broadcast"),
        metadata=checked_metadata(call) or None,
    )
    shown = shapes.message(message, call.workspace, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown} | warnings


_UPDATE = "as_user attachments blocks channel file_ids link_names markdown_text metadata parse reply_broadcast text ts"


def _keep_ids(before: list[Json], after: list[Json]) -> None:
    """A button that an update leaves as it was can still be pressed on a screen that shows the message as before."""
    ids = {json.dumps(block | {"block_id": ""}, sort_keys=True): block["block_id"] for block in before}
    for block in after:
        block["block_id"] = ids.pop(json.dumps(block | {"block_id": ""}, sort_keys=True), block["block_id"])


@method("chat.update", _UPDATE, scopes=["chat:write"])
def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if message.author != call.me:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    if len(call.text("text")) > _LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    text, blocks, warnings = body(call)
    _keep_ids(message.blocks, blocks)
    metadata = checked_metadata(call)
    # Metadata left out stays; an empty object takes it away. Text without blocks takes the blocks away.
    kept = message.metadata if metadata is None else (metadata or None)
    call.workspace.edit(message, text=text, blocks=blocks, metadata=kept, edited=call.workspace.next_ts())
    shown = shapes.message(message, call.workspace, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": shown} | warnings


@method("chat.delete", "as_user channel ts", scopes=["chat:write"])
def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if message.author != call.me:
        raise SlackError("cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", _POST.replace("metadata ", "") + " user", scopes=["chat:write"])
def whisper(call: Call) -> Json:
    channel = call.inside(call.channel(), open_only=True)
    reader = call.required("user", "user_not_found")
    if reader not in call.workspace.people:
        raise SlackError("user_not_found")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks, warnings = body(call)
    thread = _thread(call, channel)
    message = call.workspace.post(channel, call.me, text, blocks=blocks, thread_ts=thread, only_for=reader)
    return {"message_ts": message.ts} | warnings


@method("chat.getPermalink", "channel message_ts")
def permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": link(call, channel, message.ts, message.thread_ts)}


def link(call: Call, channel: Channel, ts: str, thread_ts: str = "") -> str:
    """An address the workspace's own page understands."""
    tail = f"?thread_ts={thread_ts}&cid={channel.id}" if thread_ts and thread_ts != ts else ""
    return f"{call.platform.url}/archives/{channel.id}/p{ts.replace('.', '')}{tail}"
