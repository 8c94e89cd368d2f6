"""A person in Slack, driven: commands, presses, modals, shortcuts and Home."""

from collections.abc import Mapping
from typing import ClassVar

from sandbox import driver
from sandbox.driver_parts import Message, Seen, expect
from sandbox.settings import Foreign, Json
from sandbox.slack import text
from sandbox.slack.driver_parts import Home, Modal, Pressed, SlackMessage, matching


class Person(driver.Person):
    """Somebody at their screen in Slack."""

    def _message(self, content: Json) -> Message:
        return SlackMessage(content, self.workspace.names())

    def command(self, words: str, channel: str = "#generelt", *, thread: str = "", wait: float | None = None) -> Seen:
        """Run a slash command and return the first thing that shows."""
        given = {"text": words, "channel": channel, "thread_ts": thread}
        return self._after(lambda: self.workspace.post(self._at("command"), given), wait)

    def click(
        self, label: str, *, in_message: Message, value: Foreign = None, choose: str = "", wait: float | None = None
    ) -> Seen:
        """Press the element with this visible text; `choose` picks an option of a select by its text."""
        pressed = matching(in_message.content["blocks"], label, choose)
        given = pressed.body(value) | {"channel": in_message.channel, "ts": in_message.ts}
        return self._after(lambda: self.workspace.post(self._at("click"), given), wait)

    def click_home(self, label: str, *, choose: str = "", wait: float | None = None) -> Seen:
        """Press something in the Home tab as last published."""
        view = self.workspace.get(self._at("home"))["view"]
        expect(view, "nothing is published in Home")
        return self.click_view(view, matching(view["blocks"], label, choose), {}, wait=wait)

    def click_view(self, view: Json, pressed: Pressed, values: Json, *, wait: float | None) -> Seen:
        given = pressed.body(None) | {"view_id": view["id"], "values": values}
        return self._after(lambda: self.workspace.post(self._at("click"), given), wait)

    def shortcut(self, name: str, message: Message | None = None, *, wait: float | None = None) -> Seen:
        """Use a shortcut by its visible name, on a message or from anywhere."""
        kind = "message" if message else "global"
        offered = self.workspace.get(self._at("shortcuts"))[kind]
        found = [one["callback_id"] for one in offered if one["name"] == name]
        expect(found, f"no shortcut {name!r} among {[one['name'] for one in offered]}")
        given = {"callback_id": found[0]} | ({"channel": message.channel, "ts": message.ts} if message else {})
        return self._after(lambda: self.workspace.post(self._at("shortcut"), given), wait)

    def home(self, *, wait: float | None = None) -> Home:
        """Open the app's Home: as published in answer to opening it, else (after `wait`) as it was before."""
        since = self._now()
        self.workspace.post(self._at("home"), {"tab": "home"})
        self._first(since, 1.0 if wait is None else wait, ignore_author=self.id)
        view = self.workspace.eventually(lambda: self.workspace.get(self._at("home"))["view"])
        return Home(view, text.of_view(view, self.workspace.names()))

    def modal_or_none(self) -> Modal | None:
        found = self.workspace.get(self._at("modals"))["modals"]
        if not found:
            return None
        return Modal(self, found[-1], self.workspace.names())

    def complete(self, typed: str) -> list[Json]:
        """What is offered while typing a slash command."""
        found: list[Json] = self.workspace.get(self._at("complete"), q=typed)["commands"]
        return found


class SlackDriver(driver.Driver):
    """Where a test begins: `SlackDriver(url).person("U0METTE01")`."""

    METHODS: ClassVar[Mapping[str, str]] = {"post": "chat.postMessage", "history": "conversations.history"}

    def person(self, user: str) -> Person:
        """Be somebody, by id."""
        return Person(self, user)

    def disconnect_sockets(self, reason: str = "refresh_requested") -> int:
        return int(self.post("/sandbox/sockets/disconnect", {"reason": reason})["asked"])
