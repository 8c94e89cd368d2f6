"""What was said under an open prompt while nobody listened, told as Slack would have told it.

An event's key is made of what it tells (`bot.slack.events.identity`), so what was heard after all is known again.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.slack.client import SlackClient
from core.model.deliveries import Address

Json = Mapping[str, Any]

_PAGE = 100


def told(client: SlackClient, team: str, card: Address, known: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """An envelope for each message in a prompt's thread and each edit, and for each known one that is gone.

    `known`: messages that became replies, and whose they are. Raises the delivery errors; what is gone is only told
    after the whole thread was read.
    """
    there: set[str] = set()
    for message in client.pages(
        "conversations.replies", "messages", channel=card.conversation, ts=card.message, limit=_PAGE
    ):
        there.add(message["ts"])
        if message["ts"] != card.message:
            yield from _said(team, card.conversation, message, known)
    for ts in known.keys() - there:
        gone = {"user": known[ts], "ts": ts, "thread_ts": card.message}
        change = {"subtype": "message_deleted", "deleted_ts": ts, "previous_message": gone}
        yield _envelope(team, card.conversation, change)


def _said(team: str, channel: str, message: Json, known: Collection[str]) -> Iterator[dict[str, Any]]:
    yield _envelope(team, channel, {**message, "channel_type": "channel"})
    if "edited" in message and message["ts"] in known:
        yield _envelope(team, channel, {"subtype": "message_changed", "message": message})


def _envelope(team: str, channel: str, event: Json) -> dict[str, Any]:
    return {"team_id": team, "event_id": "", "event": {**event, "type": "message", "channel": channel}}
