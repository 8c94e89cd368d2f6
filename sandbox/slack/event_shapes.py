"""What each change in the workspace looks like as Slack events."""

from collections.abc import Callable, Iterator

from sandbox.settings import Json
from sandbox.slack import shapes
from sandbox.slack.platform import Platform
from sandbox.workspace import Change, Channel


def _kind(channel: Channel) -> tuple[str, str]:
    """The message subscription of a conversation, and its channel_type."""
    name = shapes.channel_type(channel)
    return {"channel": "message.channels", "group": "message.groups"}.get(name, f"message.{name}"), name


Drawn = Iterator[tuple[str, Json]]


def _posted(platform: Platform, change: Change) -> Drawn:
    subscription, kind = _kind(change.where)
    shown = shapes.message(change.said, platform.workspace, metadata=True)
    event = shown | {"channel": change.where.id, "channel_type": kind, "event_ts": change.said.ts}
    yield subscription, event
    mentioned = f"<@{platform.bot.id}>" in change.said.text and not change.said.subtype
    if mentioned and kind != "im" and change.by != platform.bot.id:
        yield "app_mention", {k: v for k, v in event.items() if k != "channel_type"} | {"type": "app_mention"}


def _changed(platform: Platform, change: Change) -> Drawn:
    subscription, kind = _kind(change.where)
    yield (
        subscription,
        {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": change.where.id,
            "channel_type": kind,
            "ts": platform.workspace.next_ts(),
            "message": shapes.message(change.said, platform.workspace, metadata=True),
            "previous_message": shapes.message(change.previous or change.said, platform.workspace, metadata=True),
        },
    )


def _deleted(platform: Platform, change: Change) -> Drawn:
    subscription, kind = _kind(change.where)
    yield (
        subscription,
        {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "channel": change.where.id,
            "channel_type": kind,
            "ts": platform.workspace.next_ts(),
            "deleted_ts": change.said.ts,
            "previous_message": shapes.message(change.said, platform.workspace, metadata=True),
        },
    )


def _member(name: str) -> Callable[[Platform, Change], Drawn]:
    def draw(platform: Platform, change: Change) -> Drawn:
        letter = "C" if change.where.kind == "public" else "G"
        event: Json = {
            "type": name,
            "user": change.person,
            "channel": change.where.id,
            "channel_type": letter,
            "team": platform.workspace.people[change.person].team_id,
        }
        yield name, event | ({"inviter": change.by} if change.by != change.person else {})

    return draw


def _channel(name: str, *, whole: bool = False) -> Callable[[Platform, Change], Drawn]:
    def draw(platform: Platform, change: Change) -> Drawn:
        group = change.where.kind == "private"
        kind = name.replace("channel_", "group_") if group else name
        about: object = change.where.id
        if whole:
            about = {"id": change.where.id, "name": change.where.name, "created": change.where.created}
        yield kind, {"type": kind, "channel": about, "user": change.by}

    return draw


def _item(name: str) -> Callable[[Platform, Change], Drawn]:
    def draw(platform: Platform, change: Change) -> Drawn:
        if not change.message or not change.channel:
            return
        item = {"type": "message", "channel": change.where.id, "ts": change.said.ts}
        event: Json = {"type": name, "user": change.by, "item": item}
        if name == "reaction_added":
            event |= {"reaction": change.detail, "item_user": change.said.author}
        else:
            event |= {"channel_id": change.where.id, "pin_count": len(change.where.pins)}
        yield name, event

    return draw


def _person(name: str) -> Callable[[Platform, Change], Drawn]:
    def draw(platform: Platform, change: Change) -> Drawn:
        person = platform.workspace.people[change.person]
        yield name, {"type": name, "user": shapes.user(person, locale=True)}

    return draw


DRAWN: dict[str, Callable[[Platform, Change], Drawn]] = {
    "message_posted": _posted,
    "message_changed": _changed,
    "message_deleted": _deleted,
    "member_joined": _member("member_joined_channel"),
    "member_left": _member("member_left_channel"),
    "channel_archived": _channel("channel_archive"),
    "channel_unarchived": _channel("channel_unarchive"),
    "channel_renamed": _channel("channel_rename", whole=True),
    "channel_created": _channel("channel_created", whole=True),
    "reaction_added": _item("reaction_added"),
    "pin_added": _item("pin_added"),
    "pin_removed": _item("pin_removed"),
    "person_joined": _person("team_join"),
    "person_changed": _person("user_change"),
}
