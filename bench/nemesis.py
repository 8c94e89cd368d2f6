"""Who does harm: kills senders, stops them for longer than their leases last, crashes the database, at random."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from bench.senders import Crew

KILL, STOP, CRASH = "kills", "stops", "db_crashes"


@dataclass(kw_only=True)
class Nemesis:
    """`harm`: how many of each. `spread`: seconds over which they come. `stopped`: how long one stands still."""

    crew: Crew
    crash: Callable[[], None] | None
    harm: dict[str, int]
    spread: float
    stopped: float
    random: Random
    done: Counter[str] = field(default_factory=Counter)
    _until: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = [kind for kind, count in self.harm.items() for _ in range(count)]
        self._plan = sorted((self.random.uniform(0.5, max(self.spread, 1)), kind) for kind in kinds)
        self._begun = time.monotonic()

    @property
    def is_over(self) -> bool:
        return not self._plan and not self._until

    def work(self) -> None:
        """What is due by now; called again and again."""
        now = time.monotonic()
        for pid in [pid for pid, until in self._until.items() if until <= now]:
            self._go_on(pid)
        while self._plan and self._plan[0][0] <= now - self._begun:
            _, kind = self._plan.pop(0)
            self._do(kind)

    def end(self) -> None:
        """Whoever stands still goes on."""
        for pid in list(self._until):
            self._go_on(pid)

    def _do(self, kind: str) -> None:
        if kind == CRASH and self.crash:
            self.crash()
        elif kind == KILL:
            number = self.random.randrange(len(self.crew.pids))
            self._until.pop(self.crew.pids[number], None)
            self.crew.kill(number)
        elif not self._stop():
            self._plan.append((time.monotonic() - self._begun + 0.5, kind))
            self._plan.sort()
            return
        self.done[kind] += 1

    def _stop(self) -> bool:
        """One that runs stands still, if another goes on or there is only one."""
        free = [pid for pid in self.crew.pids if pid not in self._until]
        if not free or (len(free) == 1 < len(self.crew.pids)):
            return False
        pid = self.random.choice(free)
        os.kill(pid, signal.SIGSTOP)
        self._until[pid] = time.monotonic() + self.stopped
        return True

    def _go_on(self, pid: int) -> None:
        del self._until[pid]
        os.kill(pid, signal.SIGCONT)


def pauses(seconds: float) -> Iterator[None]:
    """Again and again, so many seconds apart."""
    while True:
        yield
        time.sleep(seconds)
