"""How fast commands and forms are acknowledged, beside two baselines in the same run. Prints one JSON line.

    python -m bench.ack [--seconds 0.5] [--repeats 7] [--database sqlite|postgresql]

The three servers of a comparison run at once and are measured in turn, slice by slice, so that whatever else the
machine does meets them alike; each figure is the median of its slices, a ratio that of neighbouring ones.
`docs/benchmarks.md` says what is what.
"""

import argparse
import json
import math
import platform
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path
from statistics import median
from typing import Protocol

from bench import databases, municipality
from bench.access import PATH, SECRET, TEXT
from bench.acts import Reads, Writes
from bench.databases import Database
from bench.load import Measured, ask, measure, signed
from bench.processes import Server, running
from storage.engine import connect

CONNECTIONS = (1, 16, 64)
DATABASES = ("sqlite", "postgresql")
KINDS = ("reads", "writes")

_AT_MOST = 5000
"""Requests a second that are held ready: more than bolt can take here."""
_REPLIES_PER_SECOND = 1000
"""First replies for which there is room; after those the same ones are changed."""
_WARM_UP = 0.2
_MARKS = {"reads": b"Tidlig indsats", "writes": b"sundhedsplejen"}
"""What stands in a real answer: the name of a network, the reply that was given."""


class Supply(Protocol):
    def next(self, count: int, *, port: int) -> list[bytes]: ...
    def used(self, count: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Slice:
    """`cpu_ms`: what a request cost the server's own process."""

    measured: Measured
    cpu_ms: float


@dataclass(slots=True)
class Contender:
    """One server and what is sent to it. `pace`: requests a second to hold ready; `kept`: those answered with 200."""

    name: str
    server: Server
    supplies: Mapping[str, Supply]
    url: str = ""
    pace: float = _AT_MOST
    kept: Counter[str] = field(default_factory=Counter)

    def slice(self, kind: str, connections: int, seconds: float) -> Slice:
        supply = self.supplies[kind]
        requests = supply.next(math.ceil(self.pace * seconds) + connections, port=self.server.port)
        before = self.server.cpu_seconds()
        measured = measure(self.server.port, requests, connections=connections, seconds=seconds)
        spent = self.server.cpu_seconds() - before
        if measured.failed:
            raise RuntimeError(f"{self.name} failed {measured.failed} of {measured.sent} requests")
        supply.used(measured.sent)
        self.kept[kind] += measured.sent
        self.pace = min(_AT_MOST, max(self.pace if measured.sent == len(requests) else 0, measured.per_second) * 3)
        return Slice(measured, spent * 1000 / measured.sent)

    def probe(self, kind: str, mark: bytes) -> None:
        """Once by hand: what comes back is a real answer, not a polite excuse."""
        [request] = self.supplies[kind].next(1, port=self.server.port)
        answer = ask(self.server.port, request)
        if not answer.startswith(b"HTTP/1.1 200") or mark not in answer:
            raise RuntimeError(f"{self.name} answered {answer[:2000]!r}")
        self.supplies[kind].used(1)
        self.kept[kind] += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    seconds: float
    repeats: int

    @property
    def rounds(self) -> int:
        """Open rounds of the answered network, so that there is a first reply for every request."""
        spent = self.seconds * self.repeats * len(CONNECTIONS) + _WARM_UP
        return max(1, math.ceil(spent * _REPLIES_PER_SECOND / municipality.ANSWERING))


Figures = dict[str, float]
Found = dict[str, dict[str, dict[str, dict[str, Figures]]]]
"""By database, kind, connections and contender."""


def compare(contenders: Sequence[Contender], kind: str, plan: Plan) -> dict[str, dict[str, Figures]]:
    """The medians, by connections and contender."""
    for contender in contenders:
        contender.slice(kind, 16, _WARM_UP)
    found: dict[str, dict[str, Figures]] = {}
    for connections in CONNECTIONS:
        slices = [[each.slice(kind, connections, plan.seconds) for each in contenders] for _ in range(plan.repeats)]
        columns = dict(zip((contender.name for contender in contenders), zip(*slices, strict=True), strict=True))
        figures = {name: _medians(column) for name, column in columns.items()}
        figures["ours"]["of_minimal"] = _ratio(columns["ours"], columns["minimal"])
        found[str(connections)] = figures
    return found


def _medians(slices: Sequence[Slice]) -> Figures:
    return {
        "per_second": round(median(each.measured.per_second for each in slices), 1),
        "p50_ms": round(median(each.measured.p50_ms for each in slices), 2),
        "p99_ms": round(median(each.measured.p99_ms for each in slices), 2),
        "cpu_ms": round(median(each.cpu_ms for each in slices), 2),
    }


def _ratio(ours: Sequence[Slice], minimal: Sequence[Slice]) -> float:
    """Each slice beside the one that ran next to it: a neighbour's busy minute meets both or neither."""
    pairs = zip(ours, minimal, strict=True)
    return round(median(one.measured.per_second / other.measured.per_second for one, other in pairs), 3)


def environment(url: str, stub_port: int) -> dict[str, str]:
    """The settings of a bot that is measured."""
    return {
        "ORGANISATION": municipality.NAME,
        "CONTACT": "dpo@bench.example",
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "LOG_LEVEL": "WARNING",
        "SLACK_API_URL": f"http://127.0.0.1:{stub_port}/api/",
    }


@contextmanager
def contending(database: Database, plan: Plan, empty: Server, stub_port: int) -> Iterator[list[Contender]]:
    """The three of one comparison, each on a copy of the same data; at the end nothing acknowledged is missing."""
    template = database.fresh()
    engine = connect(template)
    made = municipality.build(engine, rounds=plan.rounds)
    engine.dispose()
    theirs, ours = database.copy(template), database.copy(template)
    with (
        running("bench.minimal", theirs) as simple,
        running("bench.quiet", environment=environment(ours, stub_port)) as bot,
    ):
        contenders = [
            Contender("empty", empty, _supplies(made)),
            Contender("minimal", simple, _supplies(made), theirs),
            Contender("ours", bot, _supplies(made), ours),
        ]
        for contender in contenders:
            contender.server.awaited()
            for kind, mark in _MARKS.items():
                contender.probe(kind, mark if contender.name == "ours" else TEXT.encode())
        yield contenders
    for contender in contenders[1:]:
        if databases.counted(contender.url, "acts") != contender.kept["writes"]:
            raise RuntimeError(f"{contender.name} acknowledged {contender.kept} and kept another number")


def _supplies(made: municipality.Municipality) -> dict[str, Supply]:
    return {"reads": Reads(made), "writes": Writes(made)}


def generator(port: int, seconds: float) -> float:
    """What the load generator does alone, against a server that costs next to nothing."""
    requests = [signed(PATH, b"x" * 560, secret=SECRET, port=port)] * math.ceil(60_000 * seconds)
    return median(measure(port, requests, connections=16, seconds=seconds).per_second for _ in range(3))


def run(plan: Plan, names: Sequence[str]) -> dict[str, object]:
    """Measure everything and give what is printed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        stubbed = stack.enter_context(running("bench.stub")).awaited()
        alone = generator(stubbed.port, plan.seconds)
        empty = stack.enter_context(running("bench.empty"))
        found: Found = {}
        for database in stack.enter_context(databases.opened(names, folder)):
            with contending(database, plan, empty, stubbed.port) as contenders:
                found[database.name] = {kind: compare(contenders, kind, plan) for kind in KINDS}
    machine = {"cores": cpu_count(), "python": platform.python_version()}
    return {**headline(found, alone), **machine, "seconds": plan.seconds, "repeats": plan.repeats, **found}


def headline(found: Found, alone: float) -> dict[str, object]:
    """The three figures that are aimed at, the worst database's, and whether the generator was able to see them."""
    every = [at for kinds in found.values() for by in kinds.values() for at in by.values()]
    return {
        **{
            f"{kind[:-1]}_ratio": min(kinds[kind]["16"]["ours"]["of_minimal"] for kinds in found.values())
            for kind in KINDS
        },
        "p99_ms_64": max(kinds[kind]["64"]["ours"]["p99_ms"] for kinds in found.values() for kind in KINDS),
        "generator_per_second": round(alone, 1),
        "generator_over_baseline": round(alone / max(at["empty"]["per_second"] for at in every), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.ack", description=str(__doc__).splitlines()[0])
    parser.add_argument("--seconds", type=float, default=0.5, help="the length of one slice (default 0.5)")
    parser.add_argument("--repeats", type=int, default=7, help="slices of each, of which the median is given")
    parser.add_argument("--database", choices=DATABASES, action="append", help="only this one")
    given = parser.parse_args()
    plan = Plan(seconds=given.seconds, repeats=given.repeats)
    print(json.dumps(run(plan, given.database or DATABASES)))


if __name__ == "__main__":
    main()
