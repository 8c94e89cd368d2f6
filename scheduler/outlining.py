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
    """Safe at any frequency, in any number of processes, killed anywhere."""

    units_of_work: UnitsOfWork
    wire_now: Callable[[], datetime]

    def work(self) -> int:
        """All that wait, and those that another release made; gives how many they were."""
        with self.units_of_work.writing() as uow:
            uow.outlines.forget_older()
            uow.commit()
        done = 0
        while some := self._some():
            done += some
        return done

    def _some(self) -> int:
        at = self.wire_now()
        with self.units_of_work.writing() as uow:
            made = outlines.keep(uow, most=AT_A_TIME, at=at)
            uow.commit()
        return made
