"""Microsoft's Agents Playground as a process, and the bot before it; driven as its own page does, without the page.

What it cannot do is done in its name: it shows no dialogs, so the form's card is fetched from the bot and sent in by
`fetch` and an activity of one's own; and it lets nobody act but the current user, so the others' activities are put
together here and sent on by it. It has no Graph, deletes nothing and hides nothing that is meant for one reader.
"""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import httpx
import yaml
from websockets.sync.client import ClientConnection, connect

from bot import house as houses
from bot.house import House
from bot.settings import from_values
from bot.teams.playground import MARK
from bot.wiring import build, running
from tests.support.node import NODE, tool
from tests.support.ports import free_port
from tests.support.town import environment, serving

Json = dict[str, Any]
T = TypeVar("T")

AABY = Path(__file__).with_name("aaby.yml")
NAMES: Json = yaml.safe_load(AABY.read_text("utf-8"))
PEOPLE = {one["givenName"]: one for one in (NAMES["currentUser"], *NAMES["users"])}
BOT, TENANT, TEAM = NAMES["bot"], NAMES["tenantId"], NAMES["team"]
CHAT, CHANNEL, GENERAL = NAMES["personalChat"]["id"], TEAM["channels"][0]["id"], TEAM["id"]
CARD = "application/vnd.microsoft.card.adaptive"
PATIENCE = 20.0

_numbers = count(1_800_000_000_000)


class Stream:
    """What one of the Playground's two WebSockets has told, from its beginning."""

    def __init__(self) -> None:
        self.told: list[Json] = []
        self._changed = threading.Condition()

    def until(self, find: Callable[[], T | None]) -> T:
        """What `find` finds, as soon as it is told of."""
        with self._changed:
            assert self._changed.wait_for(lambda: find() is not None, PATIENCE), self.told[-3:]
            found = find()
            assert found is not None
            return found

    def listen(self, socket: ClientConnection) -> None:
        """Until the socket closes."""
        for told in socket:
            with self._changed:
                self.told.append(json.loads(told))
                self._changed.notify_all()


@contextmanager
def listening(url: str) -> Iterator[Stream]:
    stream = Stream()
    with connect(url, max_size=None, proxy=None) as socket:
        listener = threading.Thread(target=stream.listen, args=(socket,), daemon=True)
        listener.start()
        yield stream
    listener.join(5)


@dataclass
class Message:
    """As the Playground shows it just now. `conversation`: with the thread, in a channel."""

    conversation: str
    id: str
    content: Json

    @property
    def card(self) -> Json:
        found: Json = self.content["attachments"][0]["content"]
        return found

    @property
    def text(self) -> str:
        """What can be read in it, without the buttons."""
        return "\n".join(_lines(self.content))

    def action(self, title: str) -> Json:
        return next(one for one in actions(self.card) if one["title"] == title)


def _lines(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _lines(one)
    elif isinstance(node, dict) and node.get("type") == "RichTextBlock":
        yield "".join(run["text"] for run in node["inlines"])
    elif isinstance(node, dict):
        yield str(node.get("text") or "")
        for name in ("attachments", "content", "body", "items"):
            yield from _lines(node.get(name))


def actions(node: object) -> Iterator[Json]:
    """All actions anywhere in a card, also behind one that shows another card."""
    if isinstance(node, list):
        for one in node:
            yield from actions(one)
    elif isinstance(node, dict):
        if str(node.get("type", "")).startswith("Action."):
            yield node
        for one in node.values():
            yield from actions(one)


@dataclass
class Ground:
    """The Playground, and the bot that it calls."""

    url: str
    bot_url: str
    house: House
    http: httpx.Client
    shown: Stream
    wire: Stream

    def say(self, conversation: str, text: str) -> str:
        """The current user writes, naming the bot where there are others; the conversation of it."""
        body: Json = {"from": {"id": NAMES["currentUser"]["id"]}, "text": text, "textFormat": "plain"}
        if conversation != CHAT:
            tag = f"<at>{BOT['name']}</at>"
            body |= {"text": f"{tag} {text}", "mentions": [{"mentioned": {"id": BOT["id"]}, "text": tag}]}
        sent = self._post(f"_conversation/v1/conversations/{conversation}/messages", body)
        return str(sent.get("postConversationId") or conversation)

    def press(self, message: Message, title: str) -> Json:
        """The current user presses; what the bot answered, as the Playground passes it to the page."""
        action = message.action(title)
        assert action["type"] == "Action.Execute", action
        return self._post(
            "_conversation/v1/invoke",
            {
                "name": "adaptiveCard/action",
                "value": {"action": action, "trigger": "manual"},
                "from": {"id": NAMES["currentUser"]["id"]},
                "conversation": {"id": message.conversation},
                "replyToId": message.id,
            },
        )

    def send(self, activity: Json) -> None:
        """An activity of one's own, passed on by the Playground; it keeps the answer to itself."""
        self._post("_internal/v1/customActivities", activity)

    def fetch(self, activity: Json) -> Json:
        """The same without it, for the answer."""
        answer = self.http.post(f"{self.bot_url}/api/messages", json=activity, headers={MARK: "true"})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def activity(self, by: str, conversation: str, **more: Any) -> Json:
        """By anybody, on the Playground's own pattern."""
        place = conversation.partition(";")[0]
        answer = self.http.get(f"{self.url}/_internal/v1/customActivities/template", params={"conversationId": place})
        made: Json = answer.json()
        made["id"] = str(next(_numbers))
        made["from"] = {"id": PEOPLE[by]["id"], "name": PEOPLE[by]["name"], "aadObjectId": PEOPLE[by]["aadObjectId"]}
        made["conversation"] |= {"id": conversation}
        team = {"id": TEAM["id"], "aadGroupId": TEAM["aadGroupId"]}
        made["channelData"] = {"tenant": {"id": TENANT}, "channel": {"id": place}, "team": team}
        return made | more

    def install(self, conversation: str) -> None:
        self._post(f"_debug/conversation/{conversation}/installation", {})

    def sees(self, conversation: str, words: str, *, action: str = "", within: str = "") -> Message:
        """The newest message there (in this thread) with these words and this button, as soon as it is shown."""

        def find() -> Message | None:
            shown = (one for one in reversed(self.messages()) if one.conversation.split(";")[0] == conversation)
            found = (one for one in shown if words in one.text and within in ("", one.conversation))
            return next((one for one in found if not action or any(_titled(one, action))), None)

        return self.shown.until(find)

    def message(self, id: str) -> Message:
        """As it is shown by now."""
        return next(one for one in self.messages() if one.id == id)

    def messages(self) -> list[Message]:
        """All that the Playground shows."""
        found: dict[str, Message] = {}
        for told in self.shown.told:
            content = told.get("message") or {}
            id, place = str(content.get("messageId", "")), content.get("postConversationId")
            if told["action"] == "createMessage":
                found[id] = Message(str(place or told["actionConversationId"]), id, content)
            elif told["action"] == "updateMessage" and id in found:
                found[id].content = content
        return list(found.values())

    def call(self, name: str, holds: Callable[[Json], bool]) -> Json:
        """A call of the bot's that the Playground has served, by its own name for it."""

        def find() -> Json | None:
            calls = (told.get("log") or {} for told in self.wire.told)
            return next((one for one in calls if one.get("activityName") == name and holds(one)), None)

        return self.wire.until(find)

    def next_round(self) -> None:
        answer = self.http.post(f"{self.bot_url}/try/clock", json={"to": "next"})
        assert answer.status_code == 200, answer.text

    def _post(self, path: str, body: Json) -> Json:
        answer = self.http.post(f"{self.url}/{path}", json=body)
        assert answer.is_success, answer.text
        found: Json = answer.json() if answer.headers.get("content-type", "").startswith("application/json") else {}
        return found


def _titled(message: Message, title: str) -> Iterator[bool]:
    return (one.get("title") == title for one in actions(message.content))


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """Everything started, the app added to the team, and gone again after."""
    bot_port, port = free_port(), free_port()
    bot_url, url = f"http://127.0.0.1:{bot_port}", f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        http = stack.enter_context(httpx.Client(timeout=PATIENCE, trust_env=False))
        stack.enter_context(playground(folder, port, f"{bot_url}/api/messages", http))
        house = stack.enter_context(houses.opened(from_values(settings(folder, bot_port, url))))
        stack.enter_context(serving(build(running(house)), bot_port))
        shown, wire = (
            stack.enter_context(listening(f"ws://127.0.0.1:{port}/{path}"))
            for path in ("_ws_conversation/v1/conversations/stream", "_ws/log/stream")
        )
        place = Ground(url, bot_url, house, http, shown, wire)
        place.install(GENERAL)
        place.install(CHANNEL)
        place.call("getConversationPagedMembers", lambda call: True)
        yield place


@contextmanager
def playground(folder: Path, port: int, endpoint: str, http: httpx.Client) -> Iterator[None]:
    """The process; it calls nobody but the bot, and opens no browser."""
    told = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(AABY),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
    }
    command = [NODE, tool("@microsoft/m365agentsplayground/cli.js"), "start", "-e", endpoint, "-c", "msteams"]
    command += ["-p", str(port), "--disable-telemetry"]
    with subprocess.Popen(command, cwd=folder, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()  # it says so before it answers, and also if it is about to give up
            assert b"Listening" in first, first
            assert http.get(f"http://127.0.0.1:{port}/_debug/ping").text == "pong"
            yield
        finally:
            process.terminate()


def settings(folder: Path, port: int, playground_url: str) -> Mapping[str, str]:
    given = environment(f"sqlite:///{folder / 'ground.db'}", playground_url, folder, port=port)
    return {name: text for name, text in given.items() if not name.startswith("SLACK_")} | {
        "SECRETARIAT": PEOPLE["Sara"]["aadObjectId"],
        "TEAMS_APP_ID": BOT["id"].removeprefix("28:"),
        "TEAMS_TENANT": TENANT,
        "TEAMS_LOCAL_URL": playground_url,
        "TEAMS_TRUST": "playground",
    }
