"""Programs as processes of their own, forked from one that has imported the bot already: they are there in no time.

What is killed is a real process, by a real signal; only the second that importing takes is spared. How the bot starts
from nothing is tested where that is the point: tests/bot/test_cli.py, tests/kills/test_stopping.py.
"""

import os
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from signal import SIGKILL
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from threading import RLock

_SERVER = get_context("forkserver")
_AS_IT_RUNS = (
    "typer._adapters",
    "uvicorn.lifespan.off",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "anyio._backends._asyncio",
    "apscheduler.triggers.interval",
    "storage.search_filling",
    "encodings.idna",
    "scheduler.engines.procrastinate",
    "time_machine",
)
"""What a bot imports only when it runs: a third of what its start takes, where the rest is imported already."""

_SERVER.set_forkserver_preload(["bot.cli", "bot.process", *_AS_IT_RUNS])
_ONE_AT_A_TIME = RLock()
"""Whoever starts a process asks after all others, too, and an end is told once: two threads would lose it."""


class Forked:
    """Like `subprocess.Popen`, as far as tests need it. `log`: gets what it prints; `errors`: what goes there apart.

    `program`: the module whose `main` it is, given the words as its command line.
    """

    def __init__(
        self,
        *words: str,
        folder: Path,
        environment: Mapping[str, str],
        log: Path,
        errors: Path | None = None,
        program: str = "bot.cli",
    ) -> None:
        given = (program, words, folder, dict(environment), log, errors or log)
        self._process: ForkServerProcess = _SERVER.Process(target=_live, args=given, daemon=True)
        with _ONE_AT_A_TIME:
            self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs; minus the signal that ended it."""
        with _ONE_AT_A_TIME:
            return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float) -> int:
        until = time.monotonic() + timeout
        while (ended := self.returncode) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"it still runs after {timeout} s")
            time.sleep(0.01)
        return ended

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(SIGKILL)


def ran(*words: str, folder: Path, environment: Mapping[str, str]) -> CompletedProcess[str]:
    """Like `subprocess.run`: a command to its end, with what it said."""
    with TemporaryDirectory() as said:
        log, errors = Path(said, "log"), Path(said, "errors")
        process = Forked(*words, folder=folder, environment=environment, log=log, errors=errors)
        code = process.wait(60)
        return CompletedProcess(words, code, log.read_text("utf-8"), errors.read_text("utf-8"))


def _live(
    program: str, words: tuple[str, ...], folder: Path, environment: dict[str, str], log: Path, errors: Path
) -> None:
    """In the new process: become the program in that folder, with that environment and nothing else."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, path in ((1, log), (2, errors)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    sys.argv = [program, *words]
    import_module(program).main()  # the bot's was imported long ago, by the server
