"""Where the adapter is tried: a local workspace over real HTTP, with the bot's door beside it."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette

from bot.crew import Crew
from bot.platforms import Doors
from bot.slack.app import build
from bot.slack.client import SlackClient
from bot.slack.http import routes
from bot.slack.installation import Installation
from bot.slack.manifest import manifest
from bot.slack.messenger import SlackMessenger
from bot.slack.socket_mode import run_socket
from handlers.routing import Done, Interaction, Response
from locales.words import Plain
from sandbox.driver import Driver
from sandbox.serve import Running, running
from sandbox.settings import Patience, Settings
from sandbox.slack.driver import SlackDriver
from views.elements import Text, View

SECRET, TOKEN, APP_TOKEN = "sssh", "xoxb-test", "xapp-test"
TEAM, BOT = "T0KOMMUNE", "U0NETVBOT"
METTE, ANDERS, KIRSTEN = "U0METTE01", "U0ANDERS1", "U0KIRSTEN"
QUICK = Patience(acknowledgement=1.5, trigger=1.0, event_retries=(0.0, 0.05, 0.1), snapshot=0.05)


def saying(text: str) -> View:
    return View(summary=text, elements=(Text((Plain(text),)),))


@dataclass
class Handlers:
    """Handlers of a test: by route (a command's is its text), noted as they are called."""

    answers: dict[str, Response | Exception] = field(default_factory=dict)
    done: list[Interaction] = field(default_factory=list)
    told: dict[str, dict] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)
    refusing: int = 0

    def dispatch(self, interaction: Interaction) -> Response:
        self.done.append(interaction)
        answer = self.answers.get(interaction.route or interaction.text, Done())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def receive(self, key: str, payload: str) -> bool:
        if self.refusing:
            self.refusing -= 1
            raise RuntimeError("the database is away")
        is_new = key not in self.told
        self.told[key] = json.loads(payload)
        return is_new

    def doors(self) -> Doors:
        return Doors(
            dispatch=self.dispatch,
            receive=self.receive,
            is_ours=lambda interaction: interaction.thread not in self.strange,
            on_bug=lambda interaction, reference: saying(f"Noget gik galt ({reference})"),
        )

    def last(self, route: str = "") -> Interaction:
        return next(one for one in reversed(self.done) if one.route == route)

    def events(self, kind: str) -> list[dict]:
        return [told["event"] for told in self.told.values() if told["event"]["type"] == kind]


@dataclass
class Place:
    """A workspace, the bot's own client in it, and the handlers behind the bot's door."""

    workspace: Running
    driver: Driver
    client: SlackClient
    messenger: SlackMessenger
    handlers: Handlers
    stop: Callable[[], None] = field(default=lambda: None, kw_only=True)

    def room(self, *people: str, private: bool = False) -> str:
        """A conversation of the bot's, with people in it."""
        made = self.messenger.create(TEAM, f"rum {time.time_ns()}", private=private, key=str(time.time_ns()))
        self.messenger.add(TEAM, made, people or (METTE,))
        return made


def until(holds: Callable[[], object], seconds: float = 5) -> object:
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
    return found


def an_installation(url: str, **more: object) -> Installation:
    given = {"signing_secret": SECRET, "bot_token": TOKEN, "team": TEAM, "bot_user": BOT, "api_url": f"{url}/api/"}
    return Installation(**(given | more))


@contextmanager
def a_workspace(
    bot_url: str = "http://127.0.0.1:9/", *, socket_mode: bool = False, without: str = ""
) -> Iterator[Place]:
    """A workspace of the bot's own manifest, or lacking one scope; nobody answers unless the test does."""
    made = manifest(url=None, socket_mode=socket_mode)
    scopes = made["oauth_config"]["scopes"]["bot"]
    made["oauth_config"]["scopes"]["bot"] = [scope for scope in scopes if scope != without]
    told = Settings(made, bot_url, SECRET, TOKEN, APP_TOKEN, patience=QUICK)
    with running(told) as workspace, SlackDriver(workspace.url) as driver:
        client = SlackClient(TOKEN, api_url=f"{workspace.url}/api/", timeout=1.0)
        yield Place(workspace, driver, client, SlackMessenger(client, bot_user=BOT), Handlers())


@contextmanager
def over_http() -> Iterator[Place]:
    """The bot's door behind signed HTTP."""
    with socket.socket() as listener, closing(Crew(4, 4)) as crew:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        with a_workspace(f"http://127.0.0.1:{port}/slack/events") as place:
            place.stop = crew.close
            app = build(an_installation(place.workspace.url), doors=place.handlers.doors(), crew=crew)
            config = uvicorn.Config(Starlette(routes=routes(app)), log_level="critical", timeout_graceful_shutdown=1)
            server = uvicorn.Server(config)
            thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True)
            thread.start()
            until(lambda: server.started)
            try:
                yield place
            finally:
                server.should_exit = True
                thread.join(5)


@contextmanager
def over_socket() -> Iterator[Place]:
    """The same door behind Socket Mode."""
    with a_workspace(socket_mode=True) as place, closing(Crew(4, 4)) as crew:
        app = build(an_installation(place.workspace.url), doors=place.handlers.doors(), crew=crew)
        started: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []

        async def listen() -> None:
            url = f"{place.workspace.url}/api/"
            task = asyncio.create_task(run_socket(app, APP_TOKEN, api_url=url, ping_seconds=0.5))
            started.append((asyncio.get_running_loop(), task))
            await asyncio.wait([task])

        thread = threading.Thread(target=lambda: asyncio.run(listen()), daemon=True)
        thread.start()
        until(lambda: place.driver.get("/sandbox/sockets")["open"])
        try:
            yield place
        finally:
            loop, task = started[0]
            loop.call_soon_threadsafe(task.cancel)
            thread.join(5)
