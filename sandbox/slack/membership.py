"""Changing conversations: create, open, invite, rename, archive and the like."""

import re

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.call import Call, method
from sandbox.slack.errors import SlackError
from sandbox.workspace import Channel

_MOST_INVITED = 100
_LONGEST_NAME = 80
_LONGEST_TOPIC = 250


def checked_name(call: Call, name: str) -> str:
    """A channel name Slack accepts; letters of any language may be used, capitals may not."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > _LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    if any(one.name == name for one in call.workspace.channels.values() if one.kind in ("public", "private")):
        raise SlackError("name_taken")
    return name


@method("conversations.create", "name is_private")
def create(call: Call) -> Json:
    private = call.flag("is_private")
    call.scope(*(("groups:write",) if private else ("channels:manage", "channels:write")))
    if call.workspace.channel_creation == "nobody":
        raise SlackError("restricted_action")
    name = checked_name(call, call.text("name"))
    channel = call.workspace.create(name, "private" if private else "public", call.me)
    return {"channel": shapes.channel(channel, call.me)}


def _channel_to_change(call: Call, verb: str = "manage") -> Channel:
    channel = call.channel(verb)
    if channel.kind in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    return call.inside(channel, open_only=True)


@method("conversations.open", "channel prevent_creation return_im users")
def open_direct(call: Call) -> Json:
    users = call.names("users")
    call.scope(*(("mpim:write",) if len(users) > 1 else ("im:write",)))
    if call.text("channel"):
        channel = call.channel()
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 8:
        raise SlackError("too_many_users")
    for one in users:
        person = call.workspace.people.get(one)
        if person is None:
            raise SlackError("user_not_found")
        if person.deleted:
            raise SlackError("user_disabled")
    channel, existed = call.workspace.direct([call.me, *users], call.me)
    shown = shapes.channel(channel, call.me) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if existed else {})


def refusal(call: Call, channel: Channel, who: str) -> str:
    """Why this person cannot be invited here; empty when they can."""
    person = call.workspace.people.get(who)
    if who == call.me:
        return "cant_invite_self"
    if person is None or person.deleted:
        return "user_not_found"
    if who in channel.members:
        return "already_in_channel"
    if person.is_stranger and not channel.shared:
        return "cant_invite"
    if person.is_ultra_restricted:
        rooms = [c for c in call.workspace.channels.values() if c.kind in ("public", "private")]
        return "ura_max_channels" if any(who in c.members for c in rooms) else ""
    return ""


@method("conversations.invite", "channel force users")
def invite(call: Call) -> Json:
    channel = _channel_to_change(call, "invites")
    users = call.names("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > _MOST_INVITED:
        raise SlackError("too_many_users")
    errors = [{"user": who, "ok": False, "error": no} for who in users if (no := refusal(call, channel, who))]
    refused = {one["user"] for one in errors}
    # All or nothing, unless force says to go on with those who can be invited.
    if errors and (not call.flag("force") or len(refused) == len(set(users))):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    for who in dict.fromkeys(users):
        if who not in refused:
            call.workspace.join(channel, who, by=call.me)
    return {"channel": shapes.channel(channel, call.me)} | ({"errors": errors} if errors else {})


@method("conversations.join", "channel", scopes=["channels:join"])
def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if call.me in channel.members:
        return {"channel": shapes.channel(channel, call.me), "warning": "already_in_channel"}
    call.workspace.join(channel, call.me)
    return {"channel": shapes.channel(channel, call.me)}


@method("conversations.leave", "channel")
def leave(call: Call) -> Json:
    channel = call.channel("manage")
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if channel.general:
        raise SlackError("cant_leave_general")
    if call.me not in channel.members:
        return {"not_in_channel": True}
    call.workspace.leave(channel, call.me)
    return {}


@method("conversations.kick", "channel user")
def kick(call: Call) -> Json:
    channel = _channel_to_change(call)
    who = call.required("user", "user_not_found")
    if who == call.me:
        raise SlackError("cant_kick_self")
    if who not in call.workspace.people:
        raise SlackError("user_not_found")
    if channel.general:
        raise SlackError("cant_kick_from_general")
    if who not in channel.members:
        raise SlackError("not_in_channel")
    call.workspace.leave(channel, who, by=call.me)
    return {"errors": {}}


@method("conversations.archive", "channel")
def archive(call: Call) -> Json:
    channel = call.channel("manage")
    if channel.kind in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("already_archived")
    if channel.general:
        raise SlackError("cant_archive_general")
    call.workspace.archive(call.inside(channel), True, call.me)
    return {}


@method("conversations.unarchive", "channel")
def unarchive(call: Call) -> Json:
    channel = call.channel("manage")
    if not channel.archived:
        raise SlackError("not_archived")
    call.workspace.archive(call.inside(channel), False, call.me)
    return {}


@method("conversations.rename", "channel name")
def rename(call: Call) -> Json:
    channel = _channel_to_change(call)
    if channel.general or (channel.creator != call.me and not call.platform.bot.is_admin):
        raise SlackError("not_authorized")
    call.workspace.rename(channel, checked_name(call, call.text("name")), call.me)
    return {"channel": shapes.channel(channel, call.me)}


def _described(call: Call, field: str) -> Json:
    channel = call.channel("topic")
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    call.inside(channel, open_only=True)
    value = call.text(field)
    if len(value) > _LONGEST_TOPIC:
        raise SlackError("too_long")
    call.workspace.describe(channel, call.me, **{field: value})
    return {"channel": shapes.channel(channel, call.me)}


@method("conversations.setTopic", "channel topic")
def set_topic(call: Call) -> Json:
    return _described(call, "topic")


@method("conversations.setPurpose", "channel purpose")
def set_purpose(call: Call) -> Json:
    return _described(call, "purpose") | {"purpose": call.text("purpose")}
