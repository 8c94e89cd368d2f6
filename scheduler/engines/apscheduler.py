"""The engine by default: APScheduler in this process, with nothing stored."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.engines.bells import Bell

# A tick that comes while its function still runs is what we mean to happen, not something to warn of every second.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


_NEVER = 52 * 100
"""Weeks between the runs of a nudge that nobody gives. A job that runs once and is gone would be shorter to write,
but removing it while the scheduler shuts down breaks its thread."""

_OVERLAPPING = 16
"""A nudge may be rung while the one before is on its way out; those that find it running return at once."""


class ApschedulerEngine:
    """Two jobs for each function: one at its interval, one that is due when somebody nudges."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._bells: dict[str, Bell] = {}

    def every(self, name: str, seconds: float, function: Callable[[], object], *, everywhere: bool = False) -> None:
        if name in self._bells:
            raise ValueError(f"{name} is rung already")
        bell = self._bells[name] = Bell(name, function)
        self._scheduler.add_job(bell.ring, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))
        self._scheduler.add_job(
            bell.ring_if_wanted,
            "interval",
            weeks=_NEVER,
            id=_nudge(name),
            next_run_time=None,
            max_instances=_OVERLAPPING,
        )

    def nudge(self, name: str) -> None:
        if self._bells[name].want():
            self._scheduler.modify_job(_nudge(name), next_run_time=datetime.now(UTC))

    def run(self) -> None:
        self._scheduler.start()

    def stop(self, grace: float) -> bool:
        for bell in self._bells.values():
            bell.mute()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        deadline = monotonic() + grace
        return all([bell.rested(deadline - monotonic()) for bell in self._bells.values()])


def _nudge(name: str) -> str:
    return f"{name} (nudged)"
