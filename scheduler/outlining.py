"""Outlines of closed rounds are made a while after the closing, and again after a change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.ports import UnitsOfWork
from core.services import outlines

AT_A_TIME = 100
"""Rounds that one transaction makes outlines of: a fraction of a second."""


@dataclass(frozen=True, kw_only=True)
class Outlining:
    """Safe at any frequency, in any number of processes, killed anywhere. `now`: the calendar clock."""

    units_of_work: UnitsOfWork
    now: Callable[[], datetime]

    def work(self) -> int:
        """All that wait; gives how many they were."""
        done = 0
        while some := self._some():
            done += some
        return done

    def _some(self) -> int:
        with self.units_of_work.writing() as uow:
            made = outlines.keep(uow, most=AT_A_TIME, at=self.now())
            uow.commit()
        return made
