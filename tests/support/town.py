"""A small municipality to play scenarios in: the real bot and the local workspace, over real HTTP or sockets."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from bot import house as houses
from bot.clocks import MovableClock
from bot.house import House
from bot.settings import Settings, from_values
from bot.slack.directory import identify
from bot.slack.manifest import manifest
from bot.wiring import Bot, build, running, slack_client
from sandbox.driver import Driver, Person
from sandbox.driver_parts import Message
from sandbox.serve import running as workspace_running
from sandbox.settings import Patience
from sandbox.settings import Settings as WorkspaceSettings
from sandbox.slack.driver import SlackDriver

SECRET, BOT_TOKEN, APP_TOKEN = "a-signing-secret", "xoxb-town", "xapp-town"
METTE, JONAS, LARS, SARA, ANDERS = "U0METTE01", "U0JONAS01", "U0LARS001", "U0SARA001", "U0ANDERS1"
FATIMA, EMMA, DAVID, PETER, HANNE = "U0FATIMA1", "U0EMMA001", "U0DAVID01", "U0PETER01", "U0HANNE01"
NADIA, KIRSTEN = "U0NADIA01", "U0KIRSTEN"
PATIENCE = 15.0


@dataclass
class Town:
    """What a scenario holds in its hand."""

    workspace: Driver
    bot: Bot
    clock: MovableClock
    url: str
    platform: str = "slack"

    @property
    def pins(self) -> bool:
        """Whether a bot can keep a message at hand there."""
        return self.platform == "slack"

    def account(self, id: str) -> str:
        """What the platform calls somebody towards the bot."""
        return self.workspace.account(id)

    @property
    def house(self) -> House:
        return self.bot.house

    def person(self, id: str) -> Person:
        return self.workspace.person(id)

    def days(self, count: float) -> None:
        """The calendar goes on, through everything that falls due on the way."""
        self._post({"days": count})

    def next_round(self) -> None:
        """The calendar goes on to the next opening."""
        self._post({"to": "next"})

    def _post(self, asked: dict[str, object]) -> None:
        answer = self.workspace.http.post(f"{self.url}/try/clock", json=asked)
        assert answer.status_code == 200, answer.text
        self.settle()

    def settle(self) -> None:
        """Until everything that was called for has gone out."""
        self.workspace.eventually(lambda: self._is_quiet() and self._is_quiet(), within=PATIENCE)

    def _is_quiet(self) -> bool:
        """Looked for where it comes from first. What is done meanwhile may lead to more: one look is not enough."""
        if self.workspace.under_way():
            return False
        with self.house.units_of_work.writing() as uow:
            if uow.inbox.waiting(limit=1):
                return False
        with self.house.units_of_work.reading() as uow:
            waits = sum(n for state, n in uow.ledger.counts().items() if state.value in ("sending", "unknown"))
            return not waits and uow.ledger.oldest_waiting(now=self.clock.now()) is None

    def sees(self, person: Person, channel: str, words: str) -> Message:
        """A message with these words in a channel, as soon as the person sees it."""
        return self.workspace.eventually(
            lambda: next((m for m in person.messages(channel) if words in m.text), None), within=PATIENCE
        )

    def hears(self, person: Person, words: str) -> Message:
        """A direct message of the bot with these words."""
        return self.workspace.eventually(
            lambda: next((m for m in reversed(person.dms()) if words in m.text), None), within=PATIENCE
        )


def environment(database: str, address: str, folder: Path, *, port: int, socket_mode: bool = False) -> dict[str, str]:
    """Short leases and no lanes; everything else as in earnest."""
    return {
        "ORGANISATION": "Aaby Kommune",
        "CONTACT": "dpo@aaby.example",
        "SECRETARIAT": SARA,
        "ADMINISTRATORS": SARA,
        "DATABASE_URL": database,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_APP_TOKEN": APP_TOKEN if socket_mode else "",
        "SLACK_API_URL": f"{address}/api/",
        "PORT": str(port),
        "SPEED": "1000",
        "TICK": "0.2",
        "SEND_TIMEOUT": "2",
        "LEASE": "4",
        "SETTLE": "0.3",
        "NETVAERK_CLOCK_FILE": str(folder / "clock.json"),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MAIL_FROM": "netvaerk@aaby.example",
        "MAIL_FOLDER": str(folder / "mails"),
        "LINK_SECRET": "a-secret-that-is-only-for-this-town-of-ours",
    }


def settings(database: str, address: str, folder: Path, *, port: int, socket_mode: bool) -> Settings:
    return from_values(environment(database, address, folder, port=port, socket_mode=socket_mode))


def workspace_settings(bot_url: str, *, socket_mode: bool = False, state: Path | None = None) -> WorkspaceSettings:
    """`state`: where the workspace is remembered, if it is to be."""
    return WorkspaceSettings(
        manifest=manifest(url=None if socket_mode else bot_url, socket_mode=socket_mode),
        bot_url=f"{bot_url}/slack/events",
        signing_secret=SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        clock_url=f"{bot_url}/try/clock",
        patience=Patience(event_retries=(0.0, 0.2, 1.0)),
        state=state,
    )


@contextmanager
def town(
    database: str, folder: Path, *, port: int, socket_mode: bool = False, state: Path | None = None
) -> Iterator[Town]:
    """Everything started, and gone again after; `state`: where the workspace is remembered, if it is to be."""
    url = f"http://127.0.0.1:{port}"
    with workspace_running(workspace_settings(url, socket_mode=socket_mode, state=state)) as place:
        given = settings(database, place.url, folder, port=port, socket_mode=socket_mode)
        with houses.opened(given) as house, SlackDriver(place.url, patience=PATIENCE) as driver:
            bot = build(running(house), identify(slack_client(house)))
            with serving(bot, port):
                driver.eventually(lambda: knows_people(house))
                clock = house.clock
                assert isinstance(clock, MovableClock)
                yield Town(driver, bot, clock, url)


def knows_people(house: House) -> bool:
    with house.units_of_work.reading() as uow:
        return any(uow.people.secretariat(each.id) for each in uow.organisations.all())


@contextmanager
def serving(bot: Bot, port: int) -> Iterator[None]:
    """The bot at work in a thread."""
    server = uvicorn.Server(
        uvicorn.Config(bot.app, host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=asyncio.run, args=(_serve(bot, server),), daemon=True)
    thread.start()
    bot.start()
    try:
        _until(lambda: server.started)
        yield
    finally:
        bot.stop(5)
        server.should_exit = True
        thread.join(10)


async def _serve(bot: Bot, server: uvicorn.Server) -> None:
    listening = [asyncio.ensure_future(listen()) for listen in bot.listeners]
    await server.serve()
    for each in listening:
        each.cancel()
    await asyncio.gather(*listening, return_exceptions=True)


def _until(holds: Callable[[], bool]) -> None:
    waiting = threading.Event()
    for _ in range(500):
        if holds():
            return
        waiting.wait(0.02)
    raise AssertionError("it did not start")
