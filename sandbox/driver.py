"""A person at the workspace, for tests that read like what somebody does and sees; the same words for every chat."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from http import HTTPStatus

import httpx

from sandbox.driver_parts import Home, Message, Modal, Nothing, Seen, expect
from sandbox.driver_workspace import Workspace
from sandbox.settings import Foreign, Json


class Person(ABC):
    """Somebody at their screen. Every act returns what that person would see."""

    workspace: "Driver"

    def __init__(self, workspace: "Driver", id: str) -> None:
        self.workspace = workspace
        self.id = id

    def _at(self, path: str) -> str:
        return f"/sandbox/as/{self.id}/{path}"

    def _now(self) -> int:
        return int(self.workspace.get(self._at("sights"))["latest"])

    def _first(
        self, after: int, wait: float | None, ignore_author: str = "", heeds: Callable[[Json], bool] = bool
    ) -> Json | None:
        """The first thing of interest this person saw after a moment. `heeds`: which sights of messages count."""
        end = time.monotonic() + (self.workspace.patience if wait is None else wait)
        while (left := end - time.monotonic()) > 0:
            found = self.workspace.get(self._at("sights"), after=after, wait=min(left, 10))["sights"]
            for sight in found:
                after = sight["seq"]
                if sight["kind"] in ("modal", "error", "home", "told"):
                    return dict(sight)
                about_message = sight["kind"] in ("ephemeral", "message", "message_changed", "message_deleted")
                if about_message and sight.get("author") != ignore_author and heeds(sight):
                    return dict(sight)
        return None

    def _after(self, act: Callable[[], Json], wait: float | None) -> Seen:
        since = self._now()
        answer = act()
        if not answer["ok"]:
            return Seen("error", error=str(answer.get("error", "")))
        sight = self._first(since, wait, ignore_author=self.id)
        return self.look(sight) if sight else Nothing

    def look(self, sight: Json) -> Seen:
        """What this person finds where they saw something: its form, its message, or that it is gone."""
        if sight["kind"] == "modal":
            return Seen("modal" if self.modal_or_none() else "closed", modal=self.modal_or_none())
        if sight["kind"] == "error":
            return Seen("error", error=sight["text"])
        if sight["kind"] == "told":
            return Seen("told", told=sight["text"])
        if sight["kind"] == "home":
            return Seen("home")
        found = next((one for one in self._around(sight) if one.ts == sight["ts"]), None)
        return Seen("message" if found else "gone", message=found)

    def _around(self, sight: Json) -> list[Message]:
        """The conversation a sight was in; none when this person has been taken out of it meanwhile."""
        channel, thread = sight["channel"], sight["thread_ts"]
        try:
            return self.thread(channel, thread) if thread else self.messages(channel)
        except httpx.HTTPStatusError as refused:
            if refused.response.status_code != HTTPStatus.NOT_FOUND:
                raise
            return []

    @abstractmethod
    def _message(self, content: Json) -> Message:
        """A message of this chat."""

    @abstractmethod
    def command(self, words: str, channel: str = "#generelt", *, thread: str = "", wait: float | None = None) -> Seen:
        """Ask the bot in words that begin with `/netvaerk`; the first thing that shows."""

    @abstractmethod
    def click(
        self, label: str, *, in_message: Message, value: Foreign = None, choose: str = "", wait: float | None = None
    ) -> Seen:
        """Press the element with this visible text; `choose` picks an option of a select by its text."""

    @abstractmethod
    def shortcut(self, name: str, message: Message | None = None, *, wait: float | None = None) -> Seen:
        """Use what the app offers for a message (or from anywhere) by its visible name."""

    @abstractmethod
    def home(self, *, wait: float | None = None) -> Home:
        """What this person finds of their own with the app."""

    @abstractmethod
    def click_home(self, label: str, *, choose: str = "", wait: float | None = None) -> Seen:
        """Press something there, as it was last shown."""

    @abstractmethod
    def modal_or_none(self) -> Modal | None:
        """The form on top of this person's screen, if there is one."""

    @abstractmethod
    def complete(self, typed: str) -> Sequence[Json]:
        """What is offered while typing a command."""

    @property
    def modal(self) -> Modal:
        """The form on top of this person's screen."""
        found = self.modal_or_none()
        if found is None:
            raise AssertionError("no modal is open")
        return found

    def _typed(self, words: str) -> str:
        return words

    def say(self, words: str, channel: str, *, thread: str = "", broadcast: bool = False) -> Message:
        """Write in a channel, thread or direct conversation (by id or #name)."""
        given = {"text": self._typed(words), "thread_ts": thread, "broadcast": broadcast}
        answer = self.workspace.post(self._at(f"channels/{_path(channel)}/messages"), given)
        expect(answer["ok"], answer)
        return self._message(answer["message"])

    def say_to_bot(self, words: str, *, thread: str = "") -> Message:
        return self.say(words, self.direct(), thread=thread)

    def edit(self, message: Message, words: str) -> None:
        path = f"channels/{message.channel}/messages/{message.ts}/edit"
        answer = self.workspace.post(self._at(path), {"text": self._typed(words)})
        expect(answer["ok"], answer)

    def delete(self, message: Message) -> None:
        answer = self.workspace.post(self._at(f"channels/{message.channel}/messages/{message.ts}/delete"))
        expect(answer["ok"], answer)

    def react(self, message: Message, name: str) -> None:
        self.workspace.post(self._at(f"channels/{message.channel}/messages/{message.ts}/react"), {"name": name})

    def messages(self, channel: str, *, notices: bool = False) -> list[Message]:
        """What this person sees in a channel, oldest first; join notices only when asked for."""
        found = self.workspace.get(self._at(f"channels/{_path(channel)}"))["messages"]
        return [self._message(one) for one in found if notices or not one["notice"]]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The root and its replies."""
        found = self.workspace.get(self._at(f"channels/{_path(channel)}/threads/{ts}"))["messages"]
        return [self._message(one) for one in found]

    def pins(self, channel: str) -> list[Message]:
        found = self.workspace.get(self._at(f"channels/{_path(channel)}"))["pins"]
        return [self._message(one) for one in found]

    def sidebar(self) -> Json:
        """channels, joinable, archived and direct, each with id, name, kind, unread …; and app."""
        return self.workspace.get(self._at("sidebar"))

    def channels(self) -> list[str]:
        """The names of the channels this person is in, as #name finds them."""
        return [one["name"].lower().replace(" ", "-") for one in self.sidebar()["channels"]]

    def unread(self, channel: str) -> int:
        side = self.sidebar()
        wanted = channel.removeprefix("#")
        return sum(c["unread"] for c in [*side["channels"], *side["direct"]] if wanted in (c["id"], c["name"]))

    def direct(self, *others: str) -> str:
        """The id of the conversation with these people, or with the bot when nobody is named."""
        users = list(others) or [self.workspace.get("/sandbox/people")["bot"]]
        return str(self.workspace.post(self._at("direct"), {"users": users})["channel"]["id"])

    def dms(self) -> list[Message]:
        """The bot's direct messages to this person, oldest first."""
        where = self._bot_chat()
        bot = self.workspace.get("/sandbox/people")["bot"]
        return [one for one in self.messages(where) if one.author == bot] if where else []

    def _bot_chat(self) -> str:
        """The conversation with the bot; empty if there is none."""
        return self.direct()

    def reads(self, words: str, channel: str = "", *, thread: str = "", within: float | None = None) -> Message:
        """Wait for a message with these words (in the bot's direct messages when no channel is named)."""

        def find() -> Message | None:
            where = channel or self._bot_chat()
            if not where:
                return None
            shown = self.thread(where, thread) if thread else self.messages(where)
            return next((one for one in reversed(shown) if words in one.text), None)

        found = self.workspace.eventually(find, within=within)
        if found is None:
            raise AssertionError(words)
        return found

    def join(self, channel: str) -> None:
        self._on(channel, "join")

    def leave(self, channel: str) -> None:
        self._on(channel, "leave")

    def invite(self, channel: str, *users: str) -> None:
        self._on(channel, "invite", users=list(users))

    def remove(self, channel: str, user: str) -> None:
        """Take somebody, or the bot, out."""
        self._on(channel, "remove", user=user)

    def archive(self, channel: str, *, archived: bool = True) -> None:
        """Put a channel away, or bring it back into use."""
        self._on(channel, "archive", archived=archived)

    def mark_read(self, channel: str) -> None:
        self._on(channel, "read")

    def _on(self, channel: str, act: str, **given: object) -> None:
        answer = self.workspace.post(self._at(f"channels/{_path(channel)}/{act}"), given)
        expect(answer["ok"], answer)

    def create_channel(self, name: str, *, private: bool = False) -> str:
        """A channel of this person's own; its id."""
        answer = self.workspace.post(self._at("channels"), {"name": name, "private": private})
        expect(answer["ok"], answer)
        return str(answer["channel"]["id"])

    def open_messages(self) -> None:
        """Open the app's Messages tab, which the bot hears of."""
        self.workspace.post(self._at("home"), {"tab": "messages"})

    def act(self, path: str, given: Json) -> Json:
        """Any other act of this person, as JSON."""
        return self.workspace.post(self._at(path), given)


def _path(channel: str) -> str:
    return channel.removeprefix("#")


class Driver(Workspace, ABC):
    """Where a test begins, e.g. `SlackDriver(url).person("U0METTE01")`."""

    @abstractmethod
    def person(self, user: str) -> Person:
        """Be somebody, by id."""

    def account(self, user: str) -> str:
        """What the platform calls somebody towards the bot."""
        return user
