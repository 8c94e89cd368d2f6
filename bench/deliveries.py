"""What is lost and what is doubled when senders are killed and everything goes wrong. Prints one JSON line.

    python -m bench.deliveries [--deliveries 50000] [--processes 3] [--kills 100] [--db-crashes 10] [--sqlite]
        [--no-faults] [--no-limits] [--control retry-at-once|give-up] [--engine apscheduler|procrastinate] [--seed 1]

A platform of its own (`bench.standin`) counts what it takes by the keys of the deliveries, so both are exact.
`docs/benchmarks.md` says what is what.
"""

import argparse
import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine

from bench import databases, ledgers, ratios
from bench.controls import CONTROLS
from bench.databases import Database
from bench.faults import Mix
from bench.nemesis import CRASH, KILL, STOP, Nemesis, pauses
from bench.processes import Server, running
from bench.senders import ENGINES, RULES, Crew, Job, crew, prepare
from core.model.deliveries import Delivery
from storage.engine import Unreachable, connect

_POLL = 0.05
_RACED = 12_000
"""Messages of one heat of the race against a bare sender: ten seconds, so how each begins counts little."""
STOPPED = (RULES.lease + RULES.longest_stand) / 2
LATEST = 1.8 * RULES.settle
"""What comes late comes before the second look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked for on the command line."""

    deliveries: int = 50_000
    processes: int = 3
    kills: int = 100
    stops: int = 10
    db_crashes: int = 10
    workspaces: int = 100
    conversations: int = 10
    faults: bool = True
    limits: bool = True
    sqlite: bool = False
    control: str = ""
    engine: str = "apscheduler"
    seed: int = 1
    most_seconds: float = 1800

    @property
    def settled(self) -> "Plan":
        """Without faults nothing is killed; a file has one process, and no server to crash."""
        plan = self if self.faults else replace(self, kills=0, stops=0, db_crashes=0)
        return replace(plan, processes=1, db_crashes=0) if self.sqlite else plan


def run(plan: Plan) -> dict[str, object]:
    """Do it all, and give what is printed."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        names = ["sqlite"] if plan.sqlite else ["postgresql"]
        with databases.opened(names, Path(folder)) as [database]:
            with standin(plan) as platform:
                found = _sent(plan, database, platform, Path(folder))
            if not plan.limits and not plan.faults:
                with standin(plan) as platform:  # one that has taken nothing yet
                    found |= _raced(plan, database, platform, Path(folder))
    return {**found, **{name: value for name, value in asdict(plan).items() if name not in found}}


def _raced(plan: Plan, database: Database, platform: Server, folder: Path) -> dict[str, object]:
    race = ratios.Race(messages=min(plan.deliveries, _RACED), processes=plan.processes)
    return ratios.raced(race, database, lambda url: _job(plan, url, platform, folder))


@contextmanager
def standin(plan: Plan) -> Iterator[Server]:
    """The platform of this run."""
    mix = replace(Mix(), latest=LATEST) if plan.faults else Mix.none()
    given = {"limits": plan.limits, "mix": asdict(mix), "seed": plan.seed}
    with running("bench.standin", json.dumps(given)) as server:
        yield server.awaited()


def tell(platform: Server) -> dict[str, Any]:
    """What the platform has taken."""
    with urllib.request.urlopen(f"{api(platform)}bench.tell", data=b"x=1", timeout=60) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def api(platform: Server) -> str:
    return f"http://127.0.0.1:{platform.port}/api/"


def _sent(plan: Plan, database: Database, platform: Server, folder: Path) -> dict[str, object]:
    url = database.fresh()
    engine = connect(url)
    town = ledgers.Town(
        deliveries=plan.deliveries, workspaces=plan.workspaces, conversations=plan.conversations, seed=plan.seed
    )
    made = ledgers.fill(engine, town)
    bound = ledgers.bound(made, ledgers.lanes()) if plan.limits else 0.0
    job = _job(plan, url, platform, folder)
    prepare(job)
    with crew(job, plan.processes) as senders:
        nemesis = _nemesis(plan, database, senders, bound)
        senders.go.set()
        begun = time.time()
        done_at = _until_done(engine, nemesis, plan.most_seconds)
    told, states = tell(platform), ledgers.states(engine)
    engine.dispose()
    seconds = done_at - begun
    return {
        **_damage(made, told["accepted"]),
        **{kind: nemesis.done[kind] for kind in (KILL, STOP, CRASH)},
        "bound_ratio": round(seconds / bound, 3) if bound else None,
        "per_second": round(len(told["accepted"]) / seconds, 1),
        "peak_mb": round(senders.peak_mb, 1),
        "seconds": round(seconds, 1),
        "bound_seconds": round(bound, 1),
        "faults": told["happened"],
        "states": states,
    }


def _job(plan: Plan, url: str, platform: Server, folder: Path) -> Job:
    log = folder / "senders.log"
    return Job(database=url, api=api(platform), log=log, engine=plan.engine, control=plan.control, limits=plan.limits)


def _damage(made: Sequence[Delivery], accepted: Mapping[str, int]) -> dict[str, object]:
    """What arrived, what never did, and what arrived more than once."""
    keys = {delivery.key for delivery in made}
    return {
        "sent": sum(key in accepted for key in keys),
        "lost": len(keys - accepted.keys()),
        "duplicated": sum(count - 1 for count in accepted.values()) + len(accepted.keys() - keys),
    }


def _nemesis(plan: Plan, database: Database, senders: Crew, bound: float) -> Nemesis:
    harm = {KILL: plan.kills, STOP: plan.stops, CRASH: plan.db_crashes}
    spread = max(0.8 * bound, plan.deliveries / 400, 0.3 * sum(harm.values()))
    return Nemesis(
        crew=senders, crash=database.crash, harm=harm, spread=spread, stopped=STOPPED, random=Random(plan.seed)
    )


def _until_done(engine: Engine, nemesis: Nemesis, most_seconds: float) -> float:
    """When everything had come to rest; whoever does harm has their say until then."""
    deadline = time.monotonic() + most_seconds
    for _ in pauses(_POLL):
        nemesis.work()
        if not _waits(engine):
            break
        if time.monotonic() > deadline:
            break
    done_at = time.time()
    nemesis.end()
    return done_at


def _waits(engine: Engine) -> bool:
    try:
        return ledgers.waits(engine)
    except Unreachable:
        return True  # it has just been crashed


def main() -> None:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m bench.deliveries", description=str(__doc__).splitlines()[0])
    for name in ("deliveries", "processes", "kills", "stops", "db_crashes", "workspaces", "conversations", "seed"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(usual, name))
    parser.add_argument("--most-seconds", type=float, default=usual.most_seconds, help="give up after so long")
    parser.add_argument("--no-faults", dest="faults", action="store_false", help="nothing goes wrong, no one is killed")
    parser.add_argument("--no-limits", dest="limits", action="store_false", help="as fast as it goes")
    parser.add_argument("--sqlite", action="store_true", help="one process on a file")
    parser.add_argument("--control", choices=sorted(CONTROLS), default="", help="a wrong way to treat a doubt")
    parser.add_argument("--engine", choices=ENGINES, default=usual.engine)
    print(json.dumps(run(Plan(**vars(parser.parse_args())).settled)))


if __name__ == "__main__":
    main()
