"""Activities as Teams sends them, of people and channels of the local tenant."""

from itertools import count
from typing import Any

from tests.bot.teams.places import METTE, Place

_numbers = count(1_700_000_000_000)


def a_message(
    place: Place, text: str, *, by: str = METTE, channel: str = "", root: str = "", tenant: str = "", **more: Any
) -> dict[str, Any]:
    """Something written in a channel (in the thread of `root`), or in the personal chat. `tenant`: somebody else's."""
    tenant, id = tenant or place.workspace, str(next(_numbers))
    talk = {"conversationType": "personal", "tenantId": tenant, "id": f"a:1{by}"}
    room = {
        "conversationType": "channel",
        "isGroup": True,
        "tenantId": tenant,
        "id": f"{channel};messageid={root or id}",
    }
    data: dict[str, Any] = {"tenant": {"id": tenant}}
    if channel:
        data |= {"channel": {"id": channel}, "team": {"id": place.names["team"], "aadGroupId": place.names["group"]}}
    return {
        "type": "message",
        "id": id,
        "timestamp": "2026-11-24T09:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": place.me.service,
        "from": {
            "id": place.names["people"][by]["account_id"],
            "aadObjectId": place.account(by),
            "name": "Mette Holm",
        },
        "conversation": room if channel else talk,
        "recipient": {"id": place.me.bot, "name": "Netværksbot"},
        "channelData": data,
        "locale": "da-DK",
        "text": text,
        "textFormat": "plain",
        "entities": [{"type": "clientInfo", "locale": "da-DK", "platform": "Web"}],
    } | more


def naming(place: Place, activity: dict[str, Any], *people: str) -> dict[str, Any]:
    """The same, naming the bot first and then people."""
    bot = {"type": "mention", "mentioned": {"id": place.me.bot, "name": "Netværksbot"}, "text": "<at>Netværksbot</at>"}
    others = [
        {
            "type": "mention",
            "mentioned": {"id": place.names["people"][one]["account_id"], "name": one},
            "text": f"<at>{one}</at>",
        }
        for one in people
    ]
    text = " ".join([bot["text"], activity["text"], *(str(one["text"]) for one in others)])
    return activity | {"text": text, "entities": [*activity["entities"], bot, *others]}


def an_invoke(place: Place, name: str, value: dict[str, Any], **where: Any) -> dict[str, Any]:
    """A question that is answered at once."""
    activity = a_message(place, "", **where)
    return activity | {"type": "invoke", "name": name, "value": value, "id": f"f:{activity['id']}"}


def pressed(place: Place, route: str, value: str = "", **where: Any) -> dict[str, Any]:
    """A button in a message."""
    action = {"type": "Action.Execute", "verb": route, "data": {"action": route, "value": value}}
    invoke = an_invoke(place, "adaptiveCard/action", {"action": action, "trigger": "manual"}, **where)
    return invoke | {"replyToId": "1699999999999"}


def fetched(place: Place, route: str, value: str = "", **where: Any) -> dict[str, Any]:
    """A button that opens a dialog."""
    data = {"msteams": {"type": "task/fetch"}, "action": route, "value": value}
    return an_invoke(place, "task/fetch", {"data": data, "context": {"theme": "default"}}, **where) | {
        "replyToId": "1699999999999"
    }


def submitted(place: Place, data: dict[str, Any], **where: Any) -> dict[str, Any]:
    """A form that is sent in, or a button in a dialog."""
    return an_invoke(place, "task/submit", {"data": data, "context": {"theme": "default"}}, **where)
