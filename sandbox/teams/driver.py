"""A person in Teams, driven: mentions and slash commands, presses, dialogs, the message menu, the personal chat."""

import re
from collections.abc import Mapping
from typing import ClassVar

from sandbox import driver
from sandbox.driver_parts import Message, Nothing, Seen, expect
from sandbox.settings import Foreign, Json
from sandbox.teams import identities
from sandbox.teams.driver_parts import Home, Modal, TeamsMessage, pressed

_COMMAND = re.compile(r"^/\S+\s*")


class Person(driver.Person):
    """Somebody at their screen in Teams."""

    workspace: "TeamsDriver"

    def _message(self, content: Json) -> Message:
        return TeamsMessage(content)

    def command(
        self,
        words: str,
        channel: str = "#generelt",
        *,
        thread: str = "",
        wait: float | None = None,
        slash: bool = False,
    ) -> Seen:
        """`/netvaerk start` is `@Netværksbot start` here, or with `slash` `/start`, which only the app sees.

        A form needs a press on a button first; that is the person's second click, and belongs to it.
        """
        said = _COMMAND.sub("", words)
        text = said if channel.startswith("a:") else f"<@{self.workspace.bot}> {said}"
        since = self._now()
        if slash:
            asked = self.act("slash", {"channel": channel, "text": f"/{said}", "thread_ts": thread})
        else:
            asked = self.act(f"channels/{channel.removeprefix('#')}/messages", {"text": text, "thread_ts": thread})
        if not asked["ok"]:
            return Seen("error", error=str(asked.get("error", "")))
        sight = self._first(since, wait, self.id, lambda sight: _answers(sight, thread or asked["message"]["ts"]))
        return self._opened(self.look(sight) if sight else Nothing, wait)

    def _bot_chat(self) -> str:
        """Looking opens none: that would install the app."""
        found = [one["id"] for one in self.sidebar()["direct"] if one["with_app"]]
        return str(found[0]) if found else ""

    def _opened(self, seen: Seen, wait: float | None) -> Seen:
        """What is behind a message that only has the button to open a form."""
        message = seen.message
        if not isinstance(message, TeamsMessage) or message.opener is None:
            return seen
        return self._press(message, message.opener, wait)

    def _press(self, message: Message, action: Json, wait: float | None, inputs: Json | None = None) -> Seen:
        given = {"channel": message.channel, "ts": message.ts, "action": action, "inputs": inputs or {}}
        return self._after(lambda: self.act("press", given), wait)

    def click(
        self, label: str, *, in_message: Message, value: Foreign = None, choose: str = "", wait: float | None = None
    ) -> Seen:
        """Press the button with this visible text, and the one to open a form if that comes first."""
        expect(isinstance(in_message, TeamsMessage), in_message)
        assert isinstance(in_message, TeamsMessage)  # noqa: S101 - for the type checker; said above
        return self._opened(self._press(in_message, pressed(in_message.actions, label), wait), wait)

    def shortcut(self, name: str, message: Message | None = None, *, wait: float | None = None) -> Seen:
        """Use an entry of a message's menu; from anywhere there are none in Teams."""
        if message is None:
            raise AssertionError("Teams has shortcuts on messages only")
        offered = self.workspace.get(self._at("offers"))["actions"]
        found = [one["id"] for one in offered if one["title"] == name]
        expect(found, f"no message action {name!r} among {[one['title'] for one in offered]}")
        given = {"id": found[0], "channel": message.channel, "ts": message.ts}
        return self._after(lambda: self.act("shortcut", given), wait)

    def home(self, *, wait: float | None = None) -> Home:
        """Write `mine` in the personal chat: what comes is this person's own page."""
        since = self._now()
        self.say_to_bot("mine")
        sight = self._first(since, wait, ignore_author=self.id)
        seen = self.look(sight) if sight else None
        if seen is None or not isinstance(seen.message, TeamsMessage):
            raise AssertionError(f"no answer to `mine`: {seen}")
        return Home(seen.message)

    def click_home(self, label: str, *, choose: str = "", wait: float | None = None) -> Seen:
        """Press something on one's own page, as it was last answered in the personal chat."""
        shown = [one for one in self.dms() if label in one.buttons]
        expect(shown, f"nothing with {label!r} in the personal chat")
        return self.click(label, in_message=shown[-1], wait=wait)

    def modal_or_none(self) -> Modal | None:
        found = self.workspace.get(self._at("dialog"))["dialog"]
        return Modal(self, found, self.workspace) if found else None

    def submit_with(self, dialog: str, action: Json, values: Json, *, wait: float | None) -> Seen:
        given = {"id": dialog, "action": action, "inputs": values}
        return self._after(lambda: self.act("submit", given), wait)

    def complete(self, typed: str) -> list[Json]:
        """The commands that are offered after a mention or, with a slash, those that have one."""
        offered = self.workspace.get(self._at("offers"))["commands"]
        slash, wanted = typed.startswith("/"), typed.lstrip("/").lower()
        return [one for one in offered if one["title"].lower().startswith(wanted) and (one["slash"] or not slash)]

    def open_messages(self) -> None:
        """Open the personal chat with the app."""
        self.direct()

    def app(self, state: str) -> None:
        """Have the app for oneself (installed), take it away (uninstalled), or shut it up (blocked)."""
        expect(self.act("app", {"state": state})["ok"], state)


def _answers(sight: Json, root: str) -> bool:
    """Whether something new stands beneath what was asked, or in the personal chat."""
    is_new = sight["kind"] in ("message", "ephemeral")
    return is_new and (sight["thread_ts"] == root or sight["channel"].startswith("a:"))


class TeamsDriver(driver.Driver):
    """Where a test begins: `TeamsDriver(url).person("U0METTE01")`. People are named as in the people file."""

    METHODS: ClassVar[Mapping[str, str]] = {"post": "activities.create", "history": "graph.messages"}

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        super().__init__(url, patience=patience)
        self._bot = ""

    def person(self, user: str) -> Person:
        """Be somebody, by id."""
        return Person(self, user)

    @property
    def bot(self) -> str:
        self._bot = self._bot or str(self.get("/sandbox/people")["bot"])
        return self._bot

    def account(self, user: str) -> str:
        return self.object_id(user)

    def object_id(self, person: str) -> str:
        """The directory's id of somebody, which is their account for the bot."""
        return identities.object_id(person)

    def person_of(self, object_id: str) -> str:
        """Whoever has this id in the directory."""
        everyone = [one["id"] for one in self.get("/sandbox/people")["people"]]
        return next((one for one in everyone if identities.object_id(one) == object_id), object_id)

    def teams(self) -> Json:
        """What tenant, team, group and everybody are called here."""
        return self.get("/sandbox/teams/names")

    def inject(self, activity: Json, token: str | None = None) -> Json:
        """Send the bot an activity as it stands, signed by the service or with that token."""
        given: Json = {"activity": activity} | ({} if token is None else {"token": token})
        return self.post("/sandbox/teams/activities", given)

    def signed(self, **claims: object) -> str:
        """A token with the service's signature and these claims instead of the usual ones."""
        return str(self.post("/sandbox/teams/tokens", {"claims": claims})["token"])
