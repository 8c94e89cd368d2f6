"""A bot of a process of its own, as small as it can be: it opens what is due and sends it, with either engine.

Its platform is a file that all such bots share: each message is a line, with its key and who wrote it.

Its words: ADDRESS ENGINE FOLDER SECONDS_FOR_A_CALL [SECONDS_OFF].

Its calendar stands still, unless it is told how wrong its machine's clock is: then it is as in a process in earnest.
It says that it is ready by a file `ready-PID` in the folder and begins when there is a file `go`.
"""

import os
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from bot.clocks import SharedClock
from core.model.deliveries import Address
from core.model.settling import Rules
from scheduler.calendar import WorkingDays
from scheduler.composing import Composer
from scheduler.deliveries import Dispatcher, elapsed
from scheduler.engine import Engine
from scheduler.engines.apscheduler import ApschedulerEngine
from scheduler.engines.procrastinate import ProcrastinateEngine
from scheduler.rounds import sweep
from storage.engine import connect
from storage.listening import Listener
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, PLATFORM
from views.elements import View

MESSAGES = "messages"
RULES = Rules(timeout=0.5, margin=0.1, lease=1.2, settle=0.6)
TICK, HEARTBEAT = 0.5, 0.5
GRACE = 10.0


@dataclass(frozen=True)
class FilePlatform:
    """A call takes as long as it is told to; the message stands there at once. (A process that is frozen just before
    that would write it a second time when it wakes up: only a key that the platform knows could help that.)
    """

    file: Path
    seconds: float

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        return self._write(conversation, key)

    def publish_home(self, workspace: str, account: str, view: View) -> None:
        self._write(account, f"home:{account}")

    def find_message(
        self, workspace: str, conversation: str, *, key: str, since: float, thread: str | None = None
    ) -> Address | None:
        return Address(conversation, key) if any(line.key == key for line in read(self.file)) else None

    def _write(self, where: str, key: str) -> Address:
        descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{os.getpid()} {key}\n".encode())
        os.close(descriptor)
        time.sleep(self.seconds)
        return Address(where, key)


@dataclass(frozen=True)
class Line:
    pid: int
    key: str


def read(file: Path) -> list[Line]:
    """What stands on the platform."""
    lines = [line.split(" ", 1) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    return [Line(int(pid), key) for pid, key in lines]


def main() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # before there are threads that could be given it
    url, name, folder, seconds, *seconds_off = sys.argv[1:]
    run(url, name, Path(folder), float(seconds), *seconds_off)


def run(url: str, name: str, folder: Path, seconds: float, seconds_off: str = "") -> None:
    if seconds_off:
        time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(seconds_off))).start()
    database = connect(url)
    uows = SqlUnitsOfWork(database, lanes=Lanes.off(), rules=RULES)
    now = SharedClock(uows.wire_now, elapsed).now if seconds_off else lambda: NOW
    dispatcher = Dispatcher(
        units_of_work=uows,
        messengers={PLATFORM: FilePlatform(folder / MESSAGES, seconds)},
        composer=Composer(units_of_work=uows, now=now),
        calendar=lambda _organisation: WorkingDays(),
        now=now,
        rules=RULES,
        senders=4,
    )
    engine: Engine = ApschedulerEngine() if name == "apscheduler" else ProcrastinateEngine(url, heartbeat=HEARTBEAT)

    def swept() -> None:
        if sweep(uows, lambda _organisation: WorkingDays(), now()):
            engine.nudge("deliveries")

    engine.every("sweep", TICK, swept)
    engine.every("deliveries", TICK, dispatcher.dispatch)
    engine.every("reconcile", TICK, dispatcher.reconcile)
    listener = Listener(database, ("deliveries",), engine.nudge) if name == "apscheduler" else None
    WorkingDays().is_working_day(NOW.date())  # reads its library now, not when it counts
    (folder / f"ready-{os.getpid()}").touch()
    while not (folder / "go").exists():
        time.sleep(0.005)
    engine.run()
    if listener:
        listener.start()
    signal.sigwait({signal.SIGTERM})
    if listener:
        listener.stop()
    dispatcher.stop()
    engine.stop(GRACE)
