"""Saying things through the connector: post, reply, change, take away; to all, or to one reader."""

import json

from sandbox.settings import Json
from sandbox.teams import rates, refusals
from sandbox.teams.call import Call, Done, Place, operation
from sandbox.teams.cards import card_problems
from sandbox.teams.dialogs import ADAPTIVE
from sandbox.workspace import Message

LARGEST = 100 * 1024
_AT = "/conversations/{conversation}/activities"
_SILENT = ("typing", "event", "trace")
_KNOWN = (ADAPTIVE, "application/vnd.microsoft.card.hero", "image/png", "image/jpeg", "text/html")


def checked(call: Call) -> Json:
    """The fields of a message for the activity of a call, or the service's refusal."""
    body = call.body
    if len(json.dumps(body, ensure_ascii=False).encode("utf-16-le")) > LARGEST:
        raise refusals.too_big()
    text, attachments = body.get("text") or "", body.get("attachments") or []
    if not isinstance(text, str) or not isinstance(attachments, list):
        raise refusals.bad_argument("Activity has a text that is no string, or attachments that are no list.")
    if not text.strip() and not attachments:
        raise refusals.bad_argument("Activity must have text or attachments.")
    for one in attachments:
        _attachment(one)
    entities = [one for one in body.get("entities") or [] if one.get("type") == "mention"]
    for one in entities:
        _mention(call, one, text)
    summary = str(body.get("summary") or "")
    return {"text": text, "summary": summary, "entities": entities, "attachments": attachments}


def _attachment(one: object) -> None:
    if not isinstance(one, dict) or one.get("contentType") not in _KNOWN:
        kind = one.get("contentType") if isinstance(one, dict) else one
        raise refusals.bad_argument(f"Unknown attachment type: {kind}")
    if one["contentType"] == ADAPTIVE and (found := card_problems(one.get("content"))):
        raise refusals.bad_argument("Invalid Adaptive Card: " + "; ".join(found))


def _mention(call: Call, entity: Json, text: str) -> None:
    """Teams refuses a mention whose text does not stand in the message."""
    if str(entity.get("text", "")) not in text or not entity.get("mentioned", {}).get("id"):
        raise refusals.bad_argument("Mention text was not found in the activity's text.")


def _message(call: Call) -> bool:
    """Whether this is something to keep; what only passes by is taken and forgotten."""
    kind = call.body.get("type")
    if kind in _SILENT:
        return False
    if kind != "message":
        raise refusals.bad_argument(f"Unknown activity type: {kind}")
    return True


@operation("activities.create", "connector", "POST", _AT)
def create(call: Call) -> Done:
    """In a channel's own id this begins a thread, in `<id>;messageid=<root>` it goes on with one."""
    return _posted(call, call.place(writing=True))


@operation("activities.reply", "connector", "POST", f"{_AT}/{{activity}}")
def reply(call: Call) -> Done:
    place = call.place(writing=True)
    before = _found(call, place)
    # A personal chat has no threads: a reply stands below the rest.
    root = "" if place.channel.kind == "im" else before.thread_ts or before.ts
    return _posted(call, Place(place.channel, root))


def _posted(call: Call, place: Place) -> Done:
    call.count(f"{place.channel.id} {place.root}", rates.SENDING)
    if not _message(call):
        return Done({"id": call.workspace.next_ts()}, 201)
    fields = checked(call) | {"thread_ts": place.root}
    if call.is_targeted:
        fields["only_for"] = _reader(call, place)
    message = call.workspace.post(place.channel, call.me, **fields)
    return Done({"id": message.ts}, 201)


def _reader(call: Call, place: Place) -> str:
    """The only person who sees a targeted message."""
    if not call.platform.manifest.targeted:
        raise refusals.not_enough("The app does not support targeted messages.")
    if place.channel.kind == "im":
        raise refusals.bad_argument("Targeted messages are not supported in personal chats.")
    recipient = call.body.get("recipient") or {}
    if not recipient.get("id"):
        raise refusals.bad_argument("A targeted message needs a recipient.")
    return call.member(place.channel, recipient["id"]).id


def _found(call: Call, place: Place) -> Message:
    shelf = place.channel.ephemerals if call.is_targeted else place.channel.messages
    message = shelf.get(call.path["activity"])
    if message is None:
        raise refusals.no_activity()
    return message


def _own(call: Call, place: Place) -> Message:
    message = _found(call, place)
    if message.author != call.me:
        raise refusals.not_enough("The bot can only change its own messages.")
    return message


@operation("activities.update", "connector", "PUT", f"{_AT}/{{activity}}")
def update(call: Call) -> Done:
    place = call.place(writing=True)
    call.count(f"{place.channel.id} {place.root}", rates.SENDING)
    message = _own(call, place)
    _message(call)
    # What single readers had instead is gone with what it stood for.
    call.workspace.edit(message, edited=call.workspace.next_ts(), personal={}, **checked(call))
    return Done({"id": message.ts})


@operation("activities.delete", "connector", "DELETE", f"{_AT}/{{activity}}")
def delete(call: Call) -> Done:
    place = call.place(writing=True)
    call.count(f"{place.channel.id} {place.root}", rates.SENDING)
    call.workspace.delete(_own(call, place))
    return Done()
