"""Reading a channel back through Graph: its posts, and the replies beneath one of them."""

import json
from datetime import UTC, datetime

from sandbox.settings import Json
from sandbox.teams import identities
from sandbox.teams.call import Call, Done, operation
from sandbox.teams.refusals import Refusal
from sandbox.workspace import Channel, Message

_MESSAGES = "/teams/{group}/channels/{channel}/messages"
_READ = "ChannelMessage.Read.Group"
_USUAL, _MOST = 20, 50


def instant(ts: str) -> str:
    """A message's millisecond, as Microsoft writes times."""
    at = datetime.fromtimestamp(int(ts) / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@operation("graph.messages", "graph", "GET", _MESSAGES)
def messages(call: Call) -> Done:
    """Posts, the one that was last written in first, page by page ($top, $skiptoken)."""
    channel = _readable(call)
    roots = sorted((m for m in channel.messages.values() if not m.is_reply), key=lambda m: m.ts, reverse=True)
    return _paged(call, [shape(call, channel, one) for one in roots])


@operation("graph.message", "graph", "GET", f"{_MESSAGES}/{{message}}")
def message(call: Call) -> Done:
    channel = _readable(call)
    return Done(shape(call, channel, _root(call, channel)))


@operation("graph.replies", "graph", "GET", f"{_MESSAGES}/{{message}}/replies")
def replies(call: Call) -> Done:
    channel = _readable(call)
    found = sorted(channel.replies(_root(call, channel).ts), key=lambda m: m.ts, reverse=True)
    return _paged(call, [shape(call, channel, one) for one in found])


def _readable(call: Call) -> Channel:
    channel = call.group_room()
    call.granted(_READ)
    if call.me not in channel.members:
        raise Refusal(403, "Forbidden", "The app is not in this channel.")
    return channel


def _root(call: Call, channel: Channel) -> Message:
    found = channel.messages.get(call.path["message"])
    if found is None or found.is_reply:
        raise Refusal(404, "NotFound", "NotFound")
    return found


def _paged(call: Call, found: list[Json]) -> Done:
    try:
        size = min(max(int(call.query.get("$top", _USUAL)), 1), _MOST)
        start = int(call.query.get("$skiptoken", "0"))
    except ValueError:
        raise Refusal(400, "BadRequest", "Invalid $top or $skiptoken.") from None
    body: Json = {"@odata.count": len(found[start : start + size]), "value": found[start : start + size]}
    if start + size < len(found):
        where = _MESSAGES if "message" not in call.path else f"{_MESSAGES}/{{message}}/replies"
        address = f"{call.platform.url}/graph/v1.0{where.format(**call.path)}"
        body["@odata.nextLink"] = f"{address}?$top={size}&$skiptoken={start + size}"
    return Done(body)


def shape(call: Call, channel: Channel, message: Message) -> Json:
    """A message as Graph writes it: HTML with the cards standing beside it, each as JSON in a string."""
    cards = [
        {"id": f"{message.ts}{index}", "contentType": one["contentType"], "content": json.dumps(one.get("content"))}
        for index, one in enumerate(message.attachments)
    ]
    marks = "".join(f'<attachment id="{one["id"]}"></attachment>' for one in cards)
    return {
        "id": message.ts,
        "replyToId": message.thread_ts or None,
        "etag": message.edited or message.ts,
        "messageType": "message",
        "createdDateTime": instant(message.ts),
        "lastModifiedDateTime": instant(message.edited or message.ts),
        "lastEditedDateTime": instant(message.edited) if message.edited else None,
        "deletedDateTime": None,
        "from": _author(call, message),
        "body": {"contentType": "html", "content": message.text + marks},
        "attachments": cards,
        "mentions": [],
        "channelIdentity": {"teamId": call.workspace.group_id, "channelId": channel.id},
    }


def _author(call: Call, message: Message) -> Json:
    person = call.workspace.people[message.author]
    if person.is_bot:
        app = {"id": call.platform.settings.app_id, "displayName": person.real_name, "applicationIdentityType": "bot"}
        return {"application": app, "user": None, "device": None}
    user = {
        "id": identities.object_id(person.id),
        "displayName": person.real_name,
        "userIdentityType": "aadUser",
        "tenantId": call.workspace.tenant_of(person),
    }
    return {"application": None, "user": user, "device": None}
