"""The activities that Teams sends to a bot, as the real service writes them."""

import html
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.settings import Json
from sandbox.teams import identities
from sandbox.teams.dialogs import Dialog
from sandbox.teams.graph import instant
from sandbox.teams.platform import Platform
from sandbox.workspace import Channel, Message, Person


def sender(platform: Platform, person: Person) -> Json:
    return {
        "id": identities.account_id(person.id),
        "name": person.real_name,
        "aadObjectId": identities.object_id(person.id),
    }


def conversation(platform: Platform, channel: Channel, root: str = "") -> Json:
    """Where something happens; a channel's is named with the thread it happens in."""
    tenant = platform.workspace.tenant_id
    if channel.kind == "im":
        return {"conversationType": "personal", "tenantId": tenant, "id": channel.id}
    if channel.kind == "mpim":
        return {"conversationType": "groupChat", "isGroup": True, "tenantId": tenant, "id": channel.id}
    named = {} if channel.general else {"name": channel.name}
    id = f"{channel.id};messageid={root}" if root else channel.id
    return {"conversationType": "channel", "isGroup": True, "tenantId": tenant, "id": id} | named


def channel_data(platform: Platform, channel: Channel, person: Person | None = None) -> Json:
    """Team, channel and tenant. The tenant is that of whoever acts, which in a shared channel may be another."""
    workspace = platform.workspace
    tenant = workspace.tenant_of(person) if person else workspace.tenant_id
    data: Json = {"tenant": {"id": tenant}}
    if channel.kind in ("im", "mpim"):
        return data
    general = workspace.general.id
    room: Json = {"id": channel.id}
    if channel.shared or channel.kind == "private":
        room["type"] = "shared" if channel.shared else "private"
    return data | {
        "teamsChannelId": channel.id,
        "teamsTeamId": general,
        "channel": room,
        "team": {"id": general, "aadGroupId": workspace.group_id},
    }


def base(platform: Platform, kind: str, channel: Channel, person: Person, root: str = "") -> Json:
    """What every activity says, but the id that messages have."""
    now = datetime.now(UTC)
    local = now.astimezone(ZoneInfo(person.tz))
    return {
        "type": kind,
        "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "localTimestamp": local.isoformat(timespec="milliseconds"),
        "localTimezone": person.tz,
        "channelId": "msteams",
        "serviceUrl": platform.service_url,
        "from": sender(platform, person),
        "conversation": conversation(platform, channel, root),
        "recipient": dict(platform.bot_account),
        "channelData": channel_data(platform, channel, person),
        "locale": person.locale,
    }


def _client(person: Person) -> Json:
    country = person.locale.partition("-")[2]
    return {
        "type": "clientInfo",
        "locale": person.locale,
        "country": country,
        "platform": "Web",
        "timezone": person.tz,
    }


def message(platform: Platform, said: Message, person: Person, *, kind: str = "message", event: str = "") -> Json:
    """Something a person wrote, changed (messageUpdate) or took away (messageDelete)."""
    channel = platform.workspace.channels[said.channel]
    root = "" if channel.kind == "im" else said.thread_ts or said.ts
    activity = base(platform, kind, channel, person, root) | {"id": said.ts, "entities": [_client(person)]}
    if event:
        activity["channelData"]["eventType"] = event
    if said.only_for:
        activity["recipient"]["isTargeted"] = True
    if kind == "messageDelete":
        return activity
    activity |= {"text": said.text, "textFormat": "plain", "timestamp": instant(said.ts)}
    activity["entities"] = [*said.entities, _client(person)]
    activity["attachments"] = [{"contentType": "text/html", "content": as_html(said)}]
    return activity


def as_html(said: Message) -> str:
    """The same as Teams' own client keeps it."""
    words = html.escape(said.text, quote=False).replace("\n", "<br>")
    for index, one in enumerate(said.entities):
        name = html.escape(one["mentioned"]["name"], quote=False)
        span = f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="{index}">{name}</span>'
        words = words.replace(f"&lt;at&gt;{name}&lt;/at&gt;", span, 1)
    return f"<div><div>{words}</div></div>"


def submitted(platform: Platform, about: Message, person: Person, data: Json) -> Json:
    """Action.Submit in a message: a message without words, with a value."""
    channel = platform.workspace.channels[about.channel]
    root = "" if channel.kind == "im" else about.thread_ts or about.ts
    return base(platform, "message", channel, person, root) | {
        "id": platform.workspace.next_ts(),
        "replyToId": about.ts,
        "value": data,
        "entities": [_client(person)],
    }


def invoke(platform: Platform, name: str, where: Json, person: Person, value: Json) -> Json:
    """`where`: {channel, root, message}; message may be empty."""
    channel = platform.workspace.channels[where["channel"]]
    activity = base(platform, "invoke", channel, person, where.get("root", ""))
    activity |= {"id": f"f:{platform.workspace.next_ts()}", "name": name, "value": value}
    activity["entities"] = [_client(person)]
    if where.get("message"):
        activity["replyToId"] = where["message"]
    return activity


def executed(action: Json, data: Json) -> Json:
    """The value of adaptiveCard/action."""
    pressed = {name: action[name] for name in ("type", "id", "title", "verb") if name in action}
    return {"action": pressed | {"data": data}, "trigger": "manual"}


def dialog_value(data: Json) -> Json:
    """The value of task/fetch and task/submit."""
    return {"data": data, "context": {"theme": "default"}}


def extension_value(platform: Platform, command: str, about: Message) -> Json:
    """The value of composeExtension/fetchTask: the message that the menu belongs to."""
    author = platform.workspace.people[about.author]
    user = {"userIdentityType": "aadUser", "id": identities.object_id(author.id), "displayName": author.real_name}
    app = {"applicationIdentityType": "bot", "id": platform.settings.app_id, "displayName": author.real_name}
    return {
        "commandId": command,
        "commandContext": "message",
        "requestId": platform.workspace.next_ts(),
        "context": {"theme": "default"},
        "messagePayload": {
            "id": about.ts,
            "replyToId": about.thread_ts or None,
            "createdDateTime": instant(about.ts),
            "lastModifiedDateTime": instant(about.edited) if about.edited else None,
            "deleted": False,
            "importance": "normal",
            "locale": "da-dk",
            "body": {"contentType": "html", "content": as_html(about)},
            "from": {"user": None, "application": app} if author.is_bot else {"user": user, "application": None},
            "attachments": about.attachments,
            "mentions": [],
            "reactions": [],
        },
    }


def extension_submit(dialog: Dialog, data: Json) -> Json:
    """The value of composeExtension/submitAction."""
    value: Json = dialog.about["value"]
    return value | {"data": data}


def update(platform: Platform, channel: Channel, by: Person, event: str, **more: object) -> Json:
    """conversationUpdate; `event` is Teams' own name of what happened."""
    activity = base(platform, "conversationUpdate", channel, by) | more
    activity["id"] = f"f:{platform.workspace.next_ts()}"
    if channel.kind != "im":
        activity["channelData"] |= {"eventType": event, "team": _team(platform)}
        if event.startswith("channel"):
            activity["channelData"]["channel"] = {"id": channel.id, "name": channel.name}
    return activity


def _team(platform: Platform) -> Json:
    workspace = platform.workspace
    return {"id": workspace.general.id, "aadGroupId": workspace.group_id, "name": workspace.team["name"]}


def installation(platform: Platform, channel: Channel, by: Person, action: str) -> Json:
    """installationUpdate: the app was added or removed."""
    activity = base(platform, "installationUpdate", channel, by) | {"action": action}
    activity["id"] = f"f:{platform.workspace.next_ts()}"
    if channel.kind != "im":
        activity["channelData"] |= {"settings": {"selectedChannel": {"id": channel.id}}, "team": _team(platform)}
    return activity


def reaction(platform: Platform, about: Message, person: Person, name: str) -> Json:
    channel = platform.workspace.channels[about.channel]
    root = "" if channel.kind == "im" else about.thread_ts or about.ts
    return base(platform, "messageReaction", channel, person, root) | {
        "id": f"f:{platform.workspace.next_ts()}",
        "replyToId": about.ts,
        "reactionsAdded": [{"type": name}],
    }
