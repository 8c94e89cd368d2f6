"""Reading conversations: what there is, who is in it, what was said."""

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError
from sandbox.workspace import Channel, Message

_KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def _of_kinds(call: Call) -> list[Channel]:
    wanted = call.names("types") or ["public_channel"]
    for name in wanted:
        if name not in _KINDS:
            raise SlackError("invalid_types")
        call.scope(_SCOPES[_KINDS[name]])
    kinds = {_KINDS[name] for name in wanted}
    found = [one for one in call.workspace.channels.values() if one.kind in kinds]
    return [one for one in found if not (one.archived and call.flag("exclude_archived"))]


@method("conversations.list", "cursor exclude_archived limit types")
def listed(call: Call) -> Json:
    seen = [one for one in _of_kinds(call) if call.platform.sees(one, call.me)]
    part, more = call.paged(seen, most=1000)
    return {"channels": [shapes.channel(one, call.me) for one in part]} | more


@method("users.conversations", "cursor exclude_archived limit types user")
def of_person(call: Call) -> Json:
    who = call.text("user") or call.me
    if who not in call.workspace.people:
        raise SlackError("user_not_found")
    both = [c for c in _of_kinds(call) if who in c.members and call.platform.sees(c, call.me)]
    part, more = call.paged(both, most=1000)
    return {"channels": [shapes.channel(one, call.me) for one in part]} | more


@method("conversations.info", "channel include_locale include_num_members")
def info(call: Call) -> Json:
    shown = shapes.channel(call.channel("read"), call.me)
    if not call.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


@method("conversations.members", "channel cursor limit")
def members(call: Call) -> Json:
    part, more = call.paged(call.channel("read").members, most=1000)
    return {"members": part} | more


def _window(call: Call, found: list[Message]) -> list[Message]:
    """Messages between oldest and latest; the edges count only with `inclusive`."""
    oldest, latest, edge = call.text("oldest", "0"), call.text("latest"), call.flag("inclusive")

    def within(message: Message) -> bool:
        at = _instant(message.ts)
        if at < _instant(oldest) or (latest and at > _instant(latest)):
            return False
        on_edge = at == _instant(oldest) or (latest and at == _instant(latest))
        return edge or not on_edge

    return [message for message in found if within(message)]


def _instant(ts: str) -> int:
    """A timestamp as whole microseconds; floats would merge neighbours."""
    whole, _, part = ts.partition(".")
    try:
        return int(whole or 0) * 1_000_000 + int((part + "000000")[:6])
    except ValueError:
        raise SlackError("invalid_ts_latest") from None


@method("conversations.history", "channel cursor include_all_metadata inclusive latest limit oldest")
def history(call: Call) -> Json:
    channel = call.inside(call.channel("history"))
    newest_first = sorted(_window(call, channel.top()), key=lambda m: m.ts, reverse=True)
    part, more = call.paged(newest_first, most=999)
    has_more = bool(more["response_metadata"]["next_cursor"])
    metadata = call.flag("include_all_metadata")
    shown = [shapes.message(one, call.workspace, metadata=metadata) for one in part]
    answer: Json = {"messages": shown, "has_more": has_more, "pin_count": len(channel.pins)}
    return answer | (more if has_more else {})


@method("conversations.replies", "channel ts cursor include_all_metadata inclusive latest limit oldest")
def replies(call: Call) -> Json:
    """The root first, then its replies, oldest first."""
    channel = call.inside(call.channel("history"))
    root = call.message(channel, code="thread_not_found")
    if root.is_reply:
        root = channel.messages.get(root.thread_ts, root)
    later = [one for one in _window(call, channel.replies(root.ts))]
    part, more = call.paged([root, *later], default=1000)
    has_more = bool(more["response_metadata"]["next_cursor"])
    metadata = call.flag("include_all_metadata")
    shown = [shapes.message(one, call.workspace, metadata=metadata) for one in part]
    return {"messages": shown, "has_more": has_more} | (more if has_more else {})
