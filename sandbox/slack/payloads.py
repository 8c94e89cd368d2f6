"""The bodies Slack sends when somebody does something."""

from sandbox.settings import Json
from sandbox.slack import inputs, shapes
from sandbox.slack.mentions import escaped
from sandbox.slack.platform import Platform
from sandbox.slack.screens import View
from sandbox.workspace import Channel, Message

VERIFICATION = "verification-token"


def command(platform: Platform, who: str, channel: Channel, name: str, text: str) -> Json:
    """A slash command's form fields."""
    person = platform.workspace.people[who]
    defined = platform.manifest.command(name)
    return {
        "token": VERIFICATION,
        "team_id": platform.team_id,
        "team_domain": platform.workspace.team["domain"],
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": escaped(platform.workspace, text) if defined and defined.escaped else text,
        "api_app_id": shapes.APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(platform, channel.id, who),
        "trigger_id": platform.permissions.trigger(who),
    }


def channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def response_url(platform: Platform, channel: str, who: str, message: str = "", thread_ts: str = "") -> str:
    token = platform.permissions.reply(channel, who, message, thread_ts)
    return f"{platform.url}/actions/{platform.team_id}/{token}"


def _base(platform: Platform, who: str, kind: str, *, in_modal: bool = False) -> Json:
    person, team = platform.workspace.people[who], platform.workspace.team
    return {
        "type": kind,
        "team": {"id": team["id"], "domain": team["domain"]},
        "user": {"id": who, "username": person.name, "name": person.name, "team_id": person.team_id},
        "api_app_id": shapes.APP_ID,
        "token": VERIFICATION,
        "trigger_id": platform.permissions.trigger(who, in_modal=in_modal),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def action(block: Json, element: Json, value: object, ts: str) -> Json:
    """One entry of block_actions' `actions`."""
    done: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    if element["type"] == "button":
        done |= {name: element[name] for name in ("text", "value", "style") if name in element}
    else:
        done |= inputs.state(element, value)
    return done | {"action_ts": ts}


def message_press(platform: Platform, who: str, message: Message, pressed: Json, state: Json) -> Json:
    """block_actions from a message; an ephemeral one is named but not included, as in Slack."""
    channel = platform.workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    body = _base(platform, who, "block_actions") | {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": state},
        "response_url": response_url(platform, channel.id, who, message.ts, message.thread_ts),
        "actions": [pressed],
    }
    if not message.only_for:
        body["message"] = shapes.message(message, platform.workspace, metadata=True)
    return body


def view_press(platform: Platform, who: str, view: View, pressed: Json) -> Json:
    """block_actions from a modal or the Home tab."""
    modal = view.content["type"] == "modal"
    return _base(platform, who, "block_actions", in_modal=modal) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view.shown(platform.team_id),
        "actions": [pressed],
    }


def submission(platform: Platform, view: View) -> Json:
    return _base(platform, view.person, "view_submission", in_modal=True) | {
        "view": view.shown(platform.team_id),
        "response_urls": [],
    }


def closing(platform: Platform, view: View, *, cleared: bool) -> Json:
    body = _base(platform, view.person, "view_closed")
    del body["trigger_id"]
    return body | {"view": view.shown(platform.team_id), "is_cleared": cleared}


def shortcut(platform: Platform, who: str, callback_id: str, message: Message | None) -> Json:
    """A global shortcut, or a message shortcut when a message is given."""
    body = _base(platform, who, "message_action" if message else "shortcut")
    body |= {"callback_id": callback_id, "action_ts": platform.workspace.next_ts()}
    if message is None:
        return body
    channel = platform.workspace.channels[message.channel]
    return body | {
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message_ts": message.ts,
        "message": shapes.message(message, platform.workspace, metadata=True),
        "response_url": response_url(platform, channel.id, who, "", message.thread_ts),
    }
