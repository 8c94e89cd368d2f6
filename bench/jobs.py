"""What people do today: APScheduler with one stored job for each schedule. Prints one JSON line.

python -m bench.jobs COUNT URL
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.cron import CronTrigger


def ask(_network: str) -> None:
    """What a job would run."""


def main() -> None:
    count, url = int(sys.argv[1]), sys.argv[2]
    before = _rss_mb()
    later = datetime.now(UTC) + timedelta(days=7)
    scheduler = BackgroundScheduler(timezone=UTC, jobstores={"default": SQLAlchemyJobStore(url=url)})
    scheduler.start(paused=True)
    begun = time.perf_counter()
    for number in range(count):
        trigger = CronTrigger(day_of_week="mon", hour=9, start_date=later)
        scheduler.add_job(ask, trigger, args=[f"n{number}"], id=f"n{number}")
    filled = time.perf_counter() - begun
    scheduler.shutdown()
    print(json.dumps({"jobs": count, "fill_s": round(filled, 1), **_again(url), "rss_before_mb": before}))


def _again(url: str) -> dict[str, float]:
    """A process that starts with all of them there."""
    begun = time.perf_counter()
    scheduler = BackgroundScheduler(timezone=UTC, jobstores={"default": SQLAlchemyJobStore(url=url)})
    scheduler.start(paused=True)
    started = time.perf_counter() - begun
    ticks = [_tick(scheduler) for _ in range(100)]
    begun = time.perf_counter()
    scheduler.get_jobs()  # what shows or changes them reads them all
    listed = time.perf_counter() - begun
    scheduler.shutdown()
    return {
        "start_s": round(started, 3),
        "tick_ms": round(median(ticks) * 1000, 3),
        "list_s": round(listed, 2),
        "rss_mb": _rss_mb(),
    }


def _tick(scheduler: BaseScheduler) -> float:
    begun = time.perf_counter()
    store = scheduler._lookup_jobstore("default")
    store.get_due_jobs(datetime.now(UTC))
    store.get_next_run_time()
    return time.perf_counter() - begun


def _rss_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1e3, 1)


if __name__ == "__main__":
    main()
