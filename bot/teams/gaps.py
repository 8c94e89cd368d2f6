"""What was said under an open prompt while nobody listened, told as Teams would have told it.

Only where a team's owner has agreed that the bot reads along; elsewhere it is `Unreadable`. An event's key is made of
what it tells (`bot.teams.events.identity`), so what was heard after all is known again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.teams.activities import THREAD, part, text
from bot.teams.client import Json
from bot.teams.directions import Directions
from bot.teams.events import AS_REPLY
from bot.teams.graph import Graph
from bot.teams.words import from_html
from core.model.deliveries import Address
from views.messenger import Rejected, Unreadable


def told(
    graph: Graph, directions: Directions, tenant: str, card: Address, known: Mapping[str, str], *, bot: str
) -> Iterator[dict[str, Any]]:
    """An activity for each message in a prompt's thread and each edit, and for each known one that is gone.

    `known`: messages that became replies, and whose they are; `bot`: what the bot is called, where it is named. What is
    gone is only told after the whole thread was read.
    """
    group = directions.place(tenant, card.conversation).group
    if not group:
        raise Unreadable("no_group_known")
    there: set[str] = set()
    try:
        replies = list(graph.messages(tenant, group, card.conversation, root=card.message))
    except Rejected as error:
        raise Unreadable(error.code) from error
    for message in reversed(replies):
        if not message.get("deletedDateTime"):
            there.add(text(message, "id"))
            yield from _said(tenant, card, message, known, bot)
    for id in known.keys() - there:
        gone = {"type": "messageDelete", "id": id, "from": {"aadObjectId": known[id]}}
        yield _activity(tenant, card, gone, "softDeleteMessage")


def _said(tenant: str, card: Address, message: Json, known: Mapping[str, str], bot: str) -> Iterator[dict[str, Any]]:
    author = part(part(message, "from"), "user")
    if not text(author, "id"):
        return
    words = from_html(text(part(message, "body"), "content")).replace(f"@{bot}", "").strip()
    said = {
        "id": text(message, "id"),
        "from": {"aadObjectId": text(author, "id"), "name": text(author, "displayName")},
        "text": words,
    }
    yield _activity(tenant, card, {"type": "message", AS_REPLY: True, **said}, "")
    edited = text(message, "lastEditedDateTime")
    if edited and said["id"] in known:
        yield _activity(tenant, card, {"type": "messageUpdate", "timestamp": edited, **said}, "editMessage")


def _activity(tenant: str, card: Address, told: Json, event: str) -> dict[str, Any]:
    place = {
        "id": f"{card.conversation}{THREAD}{card.message}",
        "tenantId": tenant,
        "conversationType": "channel",
    }
    data = {"tenant": {"id": tenant}} | ({"eventType": event} if event else {})
    return {**told, "conversation": place, "channelData": data}
