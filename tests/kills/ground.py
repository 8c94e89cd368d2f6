"""A town whose bot is a process of its own, which can be killed and started again."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import httpx

from core.failpoints import LOG, SETTING
from sandbox.driver import Driver, Person
from sandbox.serve import running as workspace_running
from sandbox.settings import Json, Patience
from sandbox.slack.driver import SlackDriver
from sandbox.slack.platform import Platform
from tests.support.forking import Forked
from tests.support.ports import free_port
from tests.support.town import environment, workspace_settings

ROOT = Path(__file__).parents[2]
DEADLINE = 60.0
"""Seconds for anything here; on a quiet machine all of it takes less than two."""

PACE = {"SEND_TIMEOUT": "0.7", "LEASE": "1.5", "SETTLE": "0.2", "TICK": "0.1", "LOG_LEVEL": "WARNING"}
_PATIENCE = Patience(acknowledgement=20.0, trigger=20.0, event_retries=(0.0, *(1.0,) * 25))
LATEST_EVENT = sum(_PATIENCE.event_retries) + 5
"""Seconds after which an event that was not acknowledged has come for the last time."""

_BUSY = ("sending", "unknown")

T = TypeVar("T")


@dataclass
class Ground:
    """The workspace in this process, the bot beside it. `platform`: the workspace's inside, only to be read.

    `folder`: the clock, the database file, the bot's log.
    """

    workspace: Driver
    platform: Platform
    folder: Path
    url: str
    environment: dict[str, str]
    deaths: int = 0
    _ahead: tuple[str, ...] = ()
    _bot: Forked | None = field(default=None, repr=False)

    def person(self, id: str) -> Person:
        return self.workspace.person(id)

    def start(self, *failpoints: str) -> None:
        """Start the bot, to die at the first place named, and once it is revived at the next. It answers, or has died
        again, when this returns.
        """
        self._ahead = failpoints[1:]
        more = {SETTING: failpoints[0]} if failpoints else {}
        environment = self.environment | {LOG: str(self.reached)} | more
        self._bot = Forked("run", folder=self.folder, environment=environment, log=self.log)
        self.until(lambda: self.is_dead or self.health() is not None, "the bot answers")

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    @property
    def reached(self) -> Path:
        """Where the bot notes the places it comes by."""
        return self.folder / "reached.log"

    def places(self) -> Counter[str]:
        """The places that were reached since the last look, and how often; those of an empty hour are none."""
        found = Counter(self.reached.read_text().split()) if self.reached.exists() else Counter[str]()
        self.reached.unlink(missing_ok=True)
        return found

    @property
    def is_dead(self) -> bool:
        return self._bot is None or self._bot.poll() is not None

    def revive(self) -> None:
        """If the bot was killed, start it again, to live this time unless more deaths are ahead of it."""
        if not self.is_dead or self._bot is None:
            return
        assert self._bot.returncode == -signal.SIGKILL, self.story()
        self.deaths += 1
        self.start(*self._ahead)

    def live_through(self, deaths: int) -> None:
        """Wait for deaths that are still ahead: an event may come again later, and one may not come at all."""
        end = time.monotonic() + LATEST_EVENT
        while self.deaths < deaths and time.monotonic() < end:
            self.revive()
            time.sleep(0.1)
        self.settle()

    def stop(self) -> float:
        """Tell the bot to stop and wait for it; the seconds it took."""
        assert self._bot is not None
        begun = time.monotonic()
        self._bot.send_signal(signal.SIGTERM)
        assert self._bot.wait(DEADLINE) == 0, self.story()
        self._bot = None
        return time.monotonic() - begun

    def kill(self) -> None:
        if self._bot is not None:
            self._bot.kill()
            self._bot.wait(DEADLINE)

    def health(self) -> Json | None:
        """What the bot says of itself; None if it does not answer."""
        try:
            answer: Json = self.workspace.http.get(f"{self.url}/health").raise_for_status().json()
        except httpx.HTTPError:
            return None
        return answer

    def calendar(self, **move: object) -> Json | None:
        """What the bot's calendar says, moved first if told so; None if the bot was killed over it."""
        clock = f"{self.url}/try/clock"
        try:
            http = self.workspace.http
            answer: Json = (http.post(clock, json=move) if move else http.get(clock)).raise_for_status().json()
        except httpx.TransportError:
            self.until(lambda: self.is_dead, "the bot whose clock stopped is found to be dead")
            return None
        return answer

    def settle(self) -> None:
        """Until the bot, started again if it was killed, has done all that is due, and sent all that was called for."""
        self.until(self._has_settled, "everything is sent")

    def _has_settled(self) -> bool:
        self.revive()
        health = self.health()
        if health is None:
            return False
        waits = sum(health["deliveries"][state] for state in _BUSY) + health["events"]["waiting"]
        return not waits and not health["is_due"] and health["oldest_waiting"] is None

    def until(self, holds: Callable[[], T], what: str) -> T:
        """Wait for a condition, as long as there is a bot that could bring it about; each life has its own time."""
        end, lives = time.monotonic() + DEADLINE, self.deaths
        while not (found := holds()):
            if self.deaths > lives:
                end, lives = time.monotonic() + DEADLINE, self.deaths
            assert time.monotonic() < end, f"waited in vain until {what}\n{self.story()}"
            stopped = self._bot is not None and self._bot.poll() not in (None, -signal.SIGKILL)
            assert not stopped, f"the bot ended by itself\n{self.story()}"
            time.sleep(0.1)
        return found

    def story(self) -> str:
        """The end of the bot's log, for whoever reads a failed test."""
        return self.log.read_text("utf-8")[-4000:] if self.log.exists() else ""


@contextmanager
def ground(database: str, folder: Path, **pace: str) -> Iterator[Ground]:
    """A town on a database and what stands in a folder; the bot is not started. `pace`: settings other than `PACE`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = replace(workspace_settings(url, state=folder / "workspace.json"), patience=_PATIENCE)
    with workspace_running(settings) as place, SlackDriver(place.url, patience=5) as driver:
        given = environment(database, place.url, folder, port=port) | PACE | pace
        system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        here = Ground(driver, place.platform, folder, url, {**system, "PYTHONPATH": str(ROOT), **given})
        try:
            yield here
        finally:
            here.kill()
