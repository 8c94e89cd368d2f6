"""Ours beside a bare sender, in turn: as many messages, processes and threads, the same client and database."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from statistics import median

from bench import bare, ledgers
from bench.databases import Database
from bench.senders import CONTEXT, Job, crew
from storage.engine import connect

_PAUSE = 0.25
"""Looking costs the database something, and only the one that is looked at. When the last came to rest stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """`messages` each time; `repeats` of both, of which the median ratio of neighbours is given."""

    messages: int
    processes: int
    repeats: int = 3


def raced(race: Race, database: Database, job: Callable[[str], Job]) -> dict[str, object]:
    """Messages a second of both. `job`: what a process is given for a database."""
    pairs = [(_ours(race, database, job), _bare(race, database, job)) for _ in range(race.repeats)]
    return {
        "sender_ratio": round(median(ours / theirs for ours, theirs in pairs), 3),
        "ours_per_second": round(median(ours for ours, _ in pairs), 1),
        "bare_per_second": round(median(theirs for _, theirs in pairs), 1),
    }


def _ours(race: Race, database: Database, job: Callable[[str], Job]) -> float:
    url = _filled(race, database)
    engine = connect(url)
    with crew(job(url), race.processes) as senders:
        begun = time.time()
        senders.go.set()
        while ledgers.waits(engine):
            time.sleep(_PAUSE)
    ended = ledgers.ended(engine)
    engine.dispose()
    return race.messages / (ended - begun)


def _bare(race: Race, database: Database, job: Callable[[str], Job]) -> float:
    url = _filled(race, database)
    go = CONTEXT.Event()
    readies = [CONTEXT.Event() for _ in range(race.processes)]
    processes: list[BaseProcess] = []
    for number, ready in enumerate(readies):
        share = (number, race.processes)
        processes.append(CONTEXT.Process(target=bare.send, args=(job(url), share, ready, go), daemon=True))
        processes[-1].start()
    for ready in readies:
        if not ready.wait(120):
            raise RuntimeError("a bare sender ended before it began")
    begun = time.time()
    go.set()
    for process in processes:
        process.join()
    engine = connect(url)
    ended = ledgers.ended(engine)
    engine.dispose()
    return race.messages / (ended - begun)


def _filled(race: Race, database: Database) -> str:
    """Posts to conversations only: a bare sender knows of nothing else."""
    url = database.fresh()
    engine = connect(url)
    ledgers.fill(engine, ledgers.Town(deliveries=race.messages, direct=0, threaded=0))
    engine.dispose()
    return url
