"""Slack as a Messenger: every effect that the scheduler asks for, and what is read back after a crash.

A message carries its key in its metadata and in the block_id of its first block; a conversation in its purpose
(`names.mark`). Slack sets that in a call of its own, so after a crash between the two a conversation may stand
unmarked: it is the bot's, has the name and says nothing of itself, and making it again adopts it. A person added
or dropped, a pin, an update and a Home need no key: done twice they are as done once.
A message too long for one goes on in its thread; its metadata says how many parts it has. One that lacks a part
when it is read back is taken away and counts as never sent, so that it is sent once more, whole.
"""

from collections.abc import Iterator, Sequence
from threading import Lock

from bot.slack import limits, names
from bot.slack.blocks import Json, render_home, render_message, render_whole
from bot.slack.client import SlackClient
from core.model.deliveries import Address
from views.elements import View
from views.messenger import (
    Ambiguous,
    DeliveryError,
    NeverSent,
    NotPermitted,
    RecipientGone,
    Rejected,
    Unreadable,
)

EVENT = "netvaerksbot_delivery"

_PAGE = 200
_CLOCKS_DIFFER = 60.0
_QUIET = {"unfurl_links": False, "unfurl_media": False}


class SlackMessenger:
    """One workspace. `bot_user`: the bot's own account, whose messages and conversations are ours."""

    def __init__(self, client: SlackClient, *, bot_user: str) -> None:
        self._client = client
        self._bot = bot_user
        self._talks: dict[str, str] = {}
        self._making: dict[str, tuple[str, str]] = {}  # what was to be made for a key, and the name last tried
        self._one_at_a_time = Lock()  # one that is not marked yet must not be taken for another's

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        first, rest = render_message(view, key)
        count = len(rest) + 1
        message = self._post(conversation, first, _metadata(key, 1, count), thread)
        for number, part in enumerate(rest, 2):
            try:
                self._post(conversation, part, _metadata(key, number, count), thread or message)
            except DeliveryError as error:
                raise Ambiguous(error.code) from error  # some of it stands: read back, taken away, sent anew
        return Address(conversation, message)

    def direct(self, workspace: str, account: str, view: View, *, key: str) -> Address:
        return self.post(workspace, self._talk(account), view, key=key)

    def whisper(
        self, workspace: str, conversation: str, account: str, view: View, *, thread: str | None = None
    ) -> None:
        body = render_whole(view)
        self._client.call("chat.postEphemeral", channel=conversation, user=account, thread_ts=thread, **body)

    def update(self, workspace: str, address: Address, view: View, *, key: str) -> None:
        """The metadata is left out, and so stays: the message keeps the key it was posted with."""
        self._client.call("chat.update", channel=address.conversation, ts=address.message, **render_whole(view, key))

    def remove(self, workspace: str, address: Address) -> None:
        self._fine(("message_not_found",), "chat.delete", channel=address.conversation, ts=address.message)

    def create(self, workspace: str, name: str, *, private: bool, key: str) -> str:
        with self._one_at_a_time:
            for candidate in names.conversation_names(name):
                self._making[key] = (name, candidate)
                conversation = self._create(candidate, private) or self._adoptable(candidate, key)
                if conversation:
                    return self._marked(conversation, name, key)
        raise Rejected("name_taken")

    def _marked(self, conversation: str, name: str, key: str) -> str:
        self._client.prepare("conversations.setPurpose", channel=conversation, purpose=names.purpose(name, key))
        return conversation

    def add(self, workspace: str, conversation: str, accounts: Sequence[str]) -> None:
        for start in range(0, len(accounts), limits.INVITED):
            self._invite(conversation, accounts[start : start + limits.INVITED])

    def drop(self, workspace: str, conversation: str, account: str) -> None:
        gone = ("not_in_channel", "user_not_in_channel")
        self._fine(gone, "conversations.kick", channel=conversation, user=account)

    def archive(self, workspace: str, conversation: str) -> None:
        self._fine(("already_archived",), "conversations.archive", channel=conversation)

    def pin(self, workspace: str, address: Address) -> None:
        self._fine(("already_pinned",), "pins.add", channel=address.conversation, timestamp=address.message)

    def publish_home(self, workspace: str, account: str, view: View) -> None:
        self._client.call("views.publish", user_id=account, view=render_home(view))

    def find_message(
        self, workspace: str, conversation: str, *, key: str, since: float, thread: str | None = None
    ) -> Address | None:
        try:
            return self._find(conversation, key, max(0.0, since - _CLOCKS_DIFFER), thread)
        except Rejected as error:
            if error.code == "thread_not_found":
                return None  # the thread went away, and what stood in it
            raise Unreadable(error.code) from error

    def find_direct(self, workspace: str, account: str, *, key: str, since: float) -> Address | None:
        return self.find_message(workspace, self._talk(account), key=key, since=since)

    def find_conversation(self, workspace: str, *, key: str) -> str | None:
        with self._one_at_a_time:
            channels = list(self._ours())
            name, tried = self._making.get(key, ("", ""))
            for channel in channels:
                if names.mark(key) in _purpose(channel):
                    return str(channel["id"])
            for channel in channels:
                if channel["name"] == tried and not _purpose(channel):
                    return self._marked(str(channel["id"]), name, key)
        return None

    def _post(self, conversation: str, body: Json, metadata: Json, thread: str | None) -> str:
        arguments = {"channel": conversation, "thread_ts": thread, "metadata": metadata, **_QUIET, **body}
        try:
            return str(self._client.call("chat.postMessage", **arguments)["ts"])
        except RecipientGone as error:
            if error.code != "not_in_channel":
                raise
        # An open conversation that somebody chose for a network: the bot may come in by itself.
        self._client.prepare("conversations.join", channel=conversation)
        return str(self._client.call("chat.postMessage", **arguments)["ts"])

    def _talk(self, account: str) -> str:
        """The talk with one person; opening it is not the message yet, so it never leaves a doubt."""
        if account not in self._talks:
            answer = self._client.prepare("conversations.open", users=account)
            self._talks[account] = str(answer["channel"]["id"])
        return self._talks[account]

    def _create(self, name: str, private: bool) -> str | None:
        try:
            answer = self._client.call("conversations.create", name=name, is_private=private)
        except Rejected as error:
            if error.code == "name_taken":
                return None
            raise
        return str(answer["channel"]["id"])

    def _adoptable(self, name: str, key: str) -> str | None:
        """A conversation of that name that the bot made for this key, or made and had no time to mark."""
        for channel in self._ours():
            if channel["name"] == name and (not _purpose(channel) or names.mark(key) in _purpose(channel)):
                return str(channel["id"])
        return None

    def _ours(self) -> Iterator[Json]:
        kinds = "public_channel,private_channel"
        try:
            channels = list(
                self._client.pages("users.conversations", "channels", types=kinds, exclude_archived=True, limit=_PAGE)
            )
        except Ambiguous as error:
            raise NeverSent(error.code) from error
        return (channel for channel in channels if channel.get("creator") == self._bot)

    def _invite(self, conversation: str, accounts: Sequence[str]) -> None:
        """All who can be let in are; one who cannot is told of after."""
        try:
            answer = self._client.call(
                "conversations.invite", channel=conversation, users=",".join(accounts), force=len(accounts) > 1
            )
        except DeliveryError as error:
            if error.code != "already_in_channel":
                raise
            return
        refused = [one["error"] for one in answer.get("errors") or () if one["error"] != "already_in_channel"]
        if refused:
            raise NotPermitted(refused[0])

    def _fine(self, codes: Sequence[str], method: str, **arguments: str) -> None:
        """Do it; that it was so already, which any of the codes says, is fine."""
        try:
            self._client.call(method, **arguments)
        except Rejected as error:
            if error.code not in codes:
                raise

    def _find(self, conversation: str, key: str, since: float, thread: str | None) -> Address | None:
        parts = {
            number: message
            for message in self._said(conversation, since, thread)
            if (number := self._part(message, key))
        }
        if not parts:
            return None
        count = max(_count(message) for message in parts.values())
        if count > len(parts) and 1 in parts and not thread:
            for message in self._said(conversation, since, parts[1]["ts"]):
                if number := self._part(message, key):
                    parts[number] = message
        if len(parts) == count:
            return Address(conversation, str(parts[1]["ts"]))
        for message in parts.values():
            self.remove("", Address(conversation, str(message["ts"])))
        return None

    def _said(self, conversation: str, since: float, thread: str | None) -> Iterator[Json]:
        method = "conversations.replies" if thread else "conversations.history"
        return self._client.pages(
            method,
            "messages",
            channel=conversation,
            ts=thread,
            oldest=f"{since:.6f}",
            include_all_metadata=True,
            limit=_PAGE,
        )

    def _part(self, message: Json, key: str) -> int:
        """Which part of our message of that key this is; 0 if none."""
        if message.get("user") != self._bot:
            return 0
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") == EVENT and payload:
            return int(payload.get("part", 1)) if payload.get("key") == key else 0
        # A message that was replaced after a press has lost its metadata; its first block still says whose it is.
        blocks = message.get("blocks") or [{}]
        return int(blocks[0].get("block_id") == key[: limits.ID])


def _metadata(key: str, part: int, count: int) -> Json:
    payload: Json = {"key": key}
    if count > 1:
        payload |= {"part": part, "parts": count}
    return {"event_type": EVENT, "event_payload": payload}


def _count(message: Json) -> int:
    return int(((message.get("metadata") or {}).get("event_payload") or {}).get("parts", 1))


def _purpose(channel: Json) -> str:
    return str((channel.get("purpose") or {}).get("value") or "")
