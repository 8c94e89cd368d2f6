"""The servers under measurement: each a process of its own, started, awaited and stopped."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
_PAUSE = 0.005
_DRAW = SystemRandom()
"""Processes that were forked from one another draw apart."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was started. `started_at`: `time.perf_counter` just before its process was made."""

    port: int
    process: "subprocess.Popen[bytes]"
    started_at: float

    @property
    def pid(self) -> int:
        return self.process.pid

    def awaited(self) -> "Server":
        """Itself, once it listens."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.process.args!r} ended with {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(_PAUSE)
            else:
                return self
        raise RuntimeError(f"{self.process.args!r} did not listen")

    def rss_mb(self) -> float:
        """The memory that it holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def cpu_seconds(self) -> float:
        """What its threads have computed so far, which no neighbour on the machine changes much."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on just now, and that the system gives to nobody who asks for any.

    Those of its own choice begin at 32768 or above: whoever took one of these could lose it before it listens there.
    """
    for port in _DRAW.sample(range(10_000, 32_000), 100):
        with socket.socket() as door:
            try:
                door.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("a hundred ports are taken")


@contextmanager
def running(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Iterator[Server]:
    """`python -m module PORT arguments...` until the block ends; the port stands in `PORT` too. It may still start."""
    port = free_port()
    command = [sys.executable, "-m", module, *((str(port), *arguments) if module.startswith("bench.") else arguments)]
    given = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port), **(environment or {})}
    started_at = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=given, stdout=subprocess.DEVNULL)
    try:
        yield Server(port, process, started_at)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
