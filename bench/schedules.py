"""What a hundred thousand schedules cost while nothing is due, and how fast ten thousand rounds open. One JSON line.

    python -m bench.schedules [--schedules 100000] [--rounds 10000] [--members 5] [--database sqlite|postgresql]

Beside it APScheduler with a stored job for each schedule, which is what people do today, in a process of its own.
`docs/benchmarks.md` says what is what.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import bindparam, func, select

from bench import databases, plans
from bench.databases import Database
from bench.ledgers import table_of
from core.model.organisations import Organisation
from core.ports import Calendar
from scheduler.calendar import WorkingDays
from scheduler.rounds import sweep
from storage.engine import Database as Opened
from storage.engine import begin, connect, for_writing
from storage.rates import Lanes
from storage.schema import RoundRow, ScheduleRow
from storage.schema_outside import DeliveryRow
from storage.unit_of_work import SqlUnitsOfWork

DATABASES = ("sqlite", "postgresql")
_FEW = 10
_TICKS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """`schedules` in all, of which `rounds` fall due in the same minute; `members` in each of their networks."""

    schedules: int = 100_000
    rounds: int = 10_000
    members: int = 5
    jobs: int = 5_000


def main() -> None:
    usual = Size()
    parser = argparse.ArgumentParser(prog="python -m bench.schedules", description=str(__doc__).splitlines()[0])
    for name in ("schedules", "rounds", "members", "jobs"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    parser.add_argument("--database", choices=DATABASES, action="append", help="only this one")
    parser.add_argument("--alone", nargs=2, metavar=("URL", "AT"), help=argparse.SUPPRESS)
    given = vars(parser.parse_args())
    names, alone = given.pop("database") or DATABASES, given.pop("alone")
    print(json.dumps(idle(*alone) if alone else run(Size(**given), names)))


def run(size: Size, names: Sequence[str]) -> dict[str, object]:
    """Each database, and APScheduler; the headline is the worse database's."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        with databases.opened(names, Path(folder)) as opened:
            found = {database.name: _measured(database, size) for database in opened}
        jobs = _in_a_process("bench.jobs", str(size.jobs), f"sqlite:///{Path(folder) / 'jobs.db'}")
    headline = {name: max(figures[name] for figures in found.values()) for name in ("idle_tick_ratio", "open_s")}
    extra = max(figures["extra_mb"] for figures in found.values())
    return {
        "idle_tick_ratio": headline["idle_tick_ratio"],
        f"open_{size.rounds}_s": headline["open_s"],
        "extra_mb": extra,
        "schedules": size.schedules,
        "members": size.members,
        **found,
        "apscheduler": jobs,
    }


def _measured(database: Database, size: Size) -> dict[str, float]:
    due_at = plans.a_monday()
    few, many = database.fresh(), database.fresh()
    filled: dict[str, float] = {}
    for url, count in ((few, _FEW), (many, size.schedules)):
        engine = connect(url)
        begun = time.perf_counter()
        plans.fill(engine, schedules=count, due=min(size.rounds, count), members=size.members, due_at=due_at)
        filled[url] = time.perf_counter() - begun
        engine.dispose()
    alone = {url: _in_a_process("bench.schedules", "--alone", url, due_at.isoformat()) for url in (few, many)}
    return {
        "idle_tick_ratio": round(alone[many]["idle_ms"] / alone[many]["select_ms"], 3),
        "extra_mb": round(alone[many]["rss_mb"] - alone[few]["rss_mb"], 1),
        **alone[many],
        "idle_ms_of_10": alone[few]["idle_ms"],
        "fill_s": round(filled[many], 1),
        **_opened(many, due_at, size.rounds),
    }


def idle(url: str, due_at: str) -> dict[str, float]:
    """In a process of its own: what the sweep costs while nothing is due, beside its own look at the schedules."""
    begun = time.perf_counter()
    engine = connect(url)
    uows, now = SqlUnitsOfWork(engine, lanes=Lanes.off()), datetime.fromisoformat(due_at) - timedelta(days=1)
    sweep(uows, _calendar, now)
    start = time.perf_counter() - begun
    ours, bare = _taken(lambda: sweep(uows, _calendar, now), _looking(engine, now))
    rss = _rss_mb()
    engine.dispose()
    return {
        "idle_ms": round(ours * 1000, 3),
        "select_ms": round(bare * 1000, 3),
        "start_s": round(start, 3),
        "rss_mb": rss,
    }


def _looking(engine: Opened, now: datetime) -> Callable[[], object]:
    """The same question in a transaction of its own, and nothing else."""
    due = (
        select(*table_of(ScheduleRow).c)
        .where(ScheduleRow.next_due_at <= bindparam("now"))
        .order_by(ScheduleRow.next_due_at, ScheduleRow.network_id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )
    plain = for_writing(engine)

    def look() -> object:
        connection = begin(plain, writes=True)
        try:
            return connection.execute(due, {"now": now, "limit": 20}).all()
        finally:
            connection.close()

    return look


def _taken(*acts: Callable[[], object]) -> list[float]:
    """The median of each, taken in turn so that a neighbour's busy moment meets both."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(_TICKS):
        for act, taken in zip(acts, times, strict=True):
            begun = time.perf_counter()
            act()
            taken.append(time.perf_counter() - begun)
    return [median(taken) for taken in times]


def _opened(url: str, due_at: datetime, rounds: int) -> dict[str, float]:
    """Everything that is due opens in one sweep; each round is there, with its message waiting to be sent."""
    engine = connect(url)
    uows = SqlUnitsOfWork(engine, lanes=Lanes.off())
    begun = time.perf_counter()
    sweep(uows, _calendar, due_at)
    seconds = time.perf_counter() - begun
    with engine.connect() as connection:
        opened = connection.execute(select(func.count()).select_from(RoundRow)).scalar_one()
        asked = connection.execute(
            select(func.count()).select_from(DeliveryRow).where(DeliveryRow.content == "prompt")
        ).scalar_one()
    engine.dispose()
    if not opened == asked == rounds:
        raise RuntimeError(f"{rounds} were due, {opened} opened, {asked} are to be sent")
    return {"open_s": round(seconds, 2), "rounds_per_second": round(rounds / seconds, 1)}


def _calendar(_: Organisation) -> Calendar:
    return WorkingDays()


def _in_a_process(module: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _rss_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1e3, 1)


if __name__ == "__main__":
    main()
