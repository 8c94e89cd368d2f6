"""What Teams tells of, as Interactions. What is not wanted is None, and never stored.

An event's key is made of conversation, message and what happened, so a second telling of the same is known. Of talk in
channels only what stands in a thread is let in, and of that only what is under a prompt is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.teams import words
from bot.teams.activities import Scene, part, scene_of, text
from bot.teams.installation import PLATFORM, Installation
from handlers import commands
from handlers.routing import Interaction

Json = Mapping[str, Any]

AS_REPLY = "as_reply"
"""Ours, in what is kept: it names the bot, and is an answer all the same."""

_KEPT = ("type", "id", "text", "timestamp", "serviceUrl", "replyToId", "action", AS_REPLY)
_PERSON = ("id", "aadObjectId", "name", "tenantId")
_PLACE = ("id", "tenantId", "conversationType")
_BACK = frozenset({"channelRestored", "channelUnarchived"})
TEAM_BACK = frozenset({"teamUnarchived", "teamRestored"})
"""What is told of a team is so of each of its channels."""


def interaction(activity: Json, me: Installation) -> Interaction | None:
    """What an event means, or None if nothing to us. Raises `Unreadable`."""
    scene = scene_of(activity)
    match text(activity, "type"):
        case "message":
            return _message(activity, scene, me)
        case "messageUpdate":
            return _changed(activity, scene, me)
        case "messageDelete":
            return _talk(activity, scene, me, "messages.deleted")
        case "conversationUpdate":
            return _room(activity, scene, me)
        case _:
            return None


def single(activity: Json) -> Iterator[dict[str, Any]]:
    """The activity as often as there are people it tells of: each of them is an event of its own."""
    moved = [(which, one) for which in ("membersAdded", "membersRemoved") for one in _listed(activity, which)]
    if not moved:
        yield dict(activity)
        return
    rest = {name: each for name, each in activity.items() if name not in ("membersAdded", "membersRemoved")}
    for which, one in moved:
        yield {**rest, which: [one]}


def essence(activity: Json) -> dict[str, Any]:
    """The activity with what is read of it and nothing more: attachments and cards are not ours to keep."""
    kept: dict[str, Any] = {name: activity[name] for name in _KEPT if name in activity}
    kept["from"] = _some(part(activity, "from"), _PERSON)
    kept["conversation"] = _some(part(activity, "conversation"), _PLACE)
    kept["recipient"] = _some(part(activity, "recipient"), ("id", "isTargeted"))
    kept["channelData"] = _data(part(activity, "channelData"))
    kept["entities"] = [
        {"type": "mention", "text": one.get("text"), "mentioned": _some(one["mentioned"], _PERSON)}
        for one in words.mentioned(activity)
    ]
    for which in ("membersAdded", "membersRemoved"):
        if _listed(activity, which):
            kept[which] = [_some(one, _PERSON) for one in _listed(activity, which)]
    return kept


def names_bot(activity: Json, me: Installation) -> bool:
    return any(one["mentioned"].get("id") == me.bot for one in words.mentioned(activity))


def may_be_reply(activity: Json, told: Interaction) -> bool:
    """Whether words to the bot in a thread could be an answer: they begin with no command."""
    in_thread = bool(told.thread) and told.thread != told.message
    return in_thread and not told.is_private and commands.resolve(told).route == "home.help" and bool(told.text)


def _message(activity: Json, scene: Scene, me: Installation) -> Interaction | None:
    if not scene.account or scene.user.startswith("28:") or not text(activity, "text").strip():
        return None
    if activity.get(AS_REPLY) is True:
        return _talk(activity, scene, me, "messages.posted")
    is_meant = names_bot(activity, me) or part(activity, "recipient").get("isTargeted") is True
    if scene.is_personal or is_meant:
        return _said(activity, scene, me)
    return _talk(activity, scene, me, "messages.posted") if scene.root != text(activity, "id") else None


def _said(activity: Json, scene: Scene, me: Installation) -> Interaction:
    """Words to the bot: in the talk with it, by naming it, or as a command that nobody else sees."""
    told = words.said(activity, me.bot)
    people = (str(one["mentioned"].get("aadObjectId") or "") for one in words.mentioned(activity))
    return replace(
        _base(activity, scene, ""),
        text=told.removeprefix("/"),
        mentions=tuple(dict.fromkeys(account for account in people if account)),
        conversation=scene.conversation,
        message=text(activity, "id"),
        thread=scene.root,
        is_private=scene.is_personal,
    )


def _talk(activity: Json, scene: Scene, me: Installation, route: str) -> Interaction | None:
    """A message in a thread: written, changed or taken away."""
    if scene.is_personal or not scene.account or scene.user.startswith("28:"):
        return None
    told = words.said(activity, me.bot) if route != "messages.deleted" else ""
    return replace(
        _base(activity, scene, route),
        text=told,
        conversation=scene.conversation,
        message=text(activity, "id"),
        thread=scene.root,
    )


def _changed(activity: Json, scene: Scene, me: Installation) -> Interaction | None:
    """A message that is brought back after all is as if it were written anew."""
    is_back = text(part(activity, "channelData"), "eventType") == "undeleteMessage"
    return _talk(activity, scene, me, "messages.posted" if is_back else "messages.edited")


def _room(activity: Json, scene: Scene, me: Installation) -> Interaction | None:
    """Somebody came or went; the bot was let in; a channel is in use again."""
    if scene.is_personal:
        return None
    for which, route in (("membersAdded", "conversations.joined"), ("membersRemoved", "conversations.left")):
        for one in _listed(activity, which):
            return _moved(activity, scene, me, one, route)
    data = part(activity, "channelData")
    if text(data, "eventType") not in _BACK | TEAM_BACK or not scene.account:
        return None
    channel = text(part(data, "channel"), "id") if text(data, "eventType") in _BACK else ""
    return replace(_base(activity, scene, "conversations.reopened"), conversation=channel or scene.conversation)


def _moved(activity: Json, scene: Scene, me: Installation, who: Json, route: str) -> Interaction | None:
    if text(who, "id") == me.bot:
        if route != "conversations.joined" or not scene.account:
            return None
        return replace(_base(activity, scene, "conversations.entered"), conversation=scene.conversation)
    account = text(who, "aadObjectId")
    if not account:
        return None
    return replace(_base(activity, scene, route, account), conversation=scene.conversation)


def _base(activity: Json, scene: Scene, route: str, account: str = "") -> Interaction:
    return Interaction(
        key=identity(activity, scene, account),
        route=route,
        platform=PLATFORM,
        workspace=scene.tenant,
        account=account or scene.account,
        is_outside=scene.is_outside and not account,
    )


def identity(activity: Json, scene: Scene, account: str = "") -> str:
    """What was told, as a key; of a change also when, and of a coming and going also who."""
    kind = text(activity, "type")
    happened = () if kind == "message" else (kind, text(part(activity, "channelData"), "eventType"))
    when = (text(activity, "timestamp"),) if kind in ("messageUpdate", "conversationUpdate") else ()
    return ":".join(
        [PLATFORM, scene.conversation, text(activity, "id"), *happened, *when, *([account] * bool(account))]
    )


def _listed(activity: Json, name: str) -> list[Json]:
    found = activity.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _some(given: Json, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}


def _data(data: Json) -> dict[str, Any]:
    kept: dict[str, Any] = {"eventType": data["eventType"]} if "eventType" in data else {}
    for name, fields in (("tenant", ("id",)), ("team", ("id", "aadGroupId", "name")), ("channel", ("id", "type"))):
        if isinstance(data.get(name), dict):
            kept[name] = _some(data[name], fields)
    return kept
