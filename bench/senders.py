"""Processes that send, as the bot does: the real ledger, dispatcher, messenger and HTTP client behind an engine.

They are forked from a process that has imported everything, so that one that was killed is back in a moment.
"""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from bench.access import BOT_USER
from bench.controls import CONTROLS
from bench.ledgers import lanes
from bot.slack.client import SlackClient
from bot.slack.interactions import PLATFORM
from bot.slack.messenger import SlackMessenger
from core.model.settling import Rules
from scheduler.calendar import WorkingDays
from scheduler.composing import Composer
from scheduler.deliveries import Dispatcher
from scheduler.engine import Engine
from scheduler.engines.apscheduler import ApschedulerEngine
from storage.engine import connect, only_process
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork
from views.messenger import Messenger

RULES = Rules(timeout=1.2, margin=0.3, lease=3, settle=1.5, first_wait=0.2, longest_wait=5)
"""Short, so that a run has time for many leases to run out."""

ENGINES = ("apscheduler", "procrastinate")

_NOTHING_WAITS: dict[str, Any] = {"ahead": 12, "foresight": 1.0}
"""Without limits no place in a lane is lost by waiting, so more is claimed and written down together."""

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["bench.senders", "bench.bare"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What each process is given. `log`: where it tells of its bugs, of which crashes of a database make many."""

    database: str
    api: str
    log: Path
    engine: str = "apscheduler"
    control: str = ""
    limits: bool = True
    senders: int = 8
    tick: float = 0.1
    rules: Rules = RULES


def send(job: Job, ready: Event, go: Event) -> None:
    """A process's life: it is ready, begins when told, and sends until it is told to stop or killed."""
    logging.basicConfig(
        filename=job.log,
        level=logging.ERROR,
        format="%(asctime)s %(process)d %(message)s",
    )
    file = Path(job.database.removeprefix("sqlite:///")) if job.database.startswith("sqlite") else None
    with only_process(file) if file else nullcontext():
        database = connect(job.database, pool_size=job.senders + 4, idle_seconds=job.rules.lease)
        dispatcher, engine = (
            _dispatcher(job, SqlUnitsOfWork(database, lanes=_lanes(job), rules=job.rules)),
            _engine(job),
        )
        engine.every("deliveries", job.tick, dispatcher.dispatch)
        engine.every("reconcile", job.tick, dispatcher.reconcile)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        ready.set()
        go.wait()
        engine.run()
        signal.sigwait([signal.SIGTERM])
        dispatcher.stop()
        engine.stop(10)
        database.dispose()
    os._exit(0)  # threads of an engine may outlive it


def _lanes(job: Job) -> Lanes:
    return lanes() if job.limits else Lanes.off()


def _dispatcher(job: Job, uows: SqlUnitsOfWork) -> Dispatcher:
    client = SlackClient("xoxb-bench", api_url=job.api, timeout=job.rules.timeout)
    messenger: Messenger = SlackMessenger(client, bot_user=BOT_USER)
    return Dispatcher(
        units_of_work=uows,
        messengers={PLATFORM: CONTROLS[job.control](messenger) if job.control else messenger},
        composer=Composer(units_of_work=uows, now=_now),
        calendar=lambda _: WorkingDays(),
        now=_now,
        rules=job.rules,
        senders=job.senders,
        **({} if job.limits else _NOTHING_WAITS),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _engine(job: Job) -> Engine:
    if job.engine == "apscheduler":
        return ApschedulerEngine()
    engine: Engine = import_module("scheduler.engines.procrastinate").ProcrastinateEngine(plain(job.database))
    return engine


def prepare(job: Job) -> None:
    """What an engine keeps in the database itself."""
    if job.engine == "procrastinate":
        import_module("scheduler.engines.procrastinate_tables").prepare(plain(job.database))


def plain(url: str) -> str:
    """The address as libraries without SQLAlchemy read it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


@dataclass
class Crew:
    """The processes that are alive. `peak_mb`: the most that one of them ever held."""

    start: Callable[[Event], BaseProcess]
    go: Event
    peak_mb: float = 0
    _alive: list[BaseProcess] = field(default_factory=list)

    def add(self) -> None:
        ready = CONTEXT.Event()
        process = self.start(ready)
        if not ready.wait(60):
            raise RuntimeError(f"a sender ended with {process.exitcode} before it began")
        self._alive.append(process)

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._alive if process.pid]

    def kill(self, number: int) -> None:
        """One of them, as by kill -9; another takes its place."""
        process = self._alive.pop(number)
        self.peak_mb = max(self.peak_mb, _peak_mb(process.pid))
        process.kill()
        process.join()
        self.add()

    def stop(self) -> None:
        for process in self._alive:
            self.peak_mb = max(self.peak_mb, _peak_mb(process.pid))
            process.terminate()
        for process in self._alive:
            process.join(20)
            if process.exitcode is None:
                process.kill()
                process.join()


@contextmanager
def crew(job: Job, processes: int) -> Iterator[Crew]:
    """So many senders, ready, that begin when `go` is set; stopped at the end."""
    go = CONTEXT.Event()

    def start(ready: Event) -> BaseProcess:
        process = CONTEXT.Process(target=send, args=(job, ready, go), daemon=True)
        process.start()
        return process

    made = Crew(start, go)
    try:
        for _ in range(processes):
            made.add()
        yield made
    finally:
        made.stop()


def _peak_mb(pid: int | None) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return max((int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM")), default=0)
