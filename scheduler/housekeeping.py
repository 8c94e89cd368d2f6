"""Forgets what was only kept to know a second copy by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ports import UnitsOfWork

ACTS_LIVE = timedelta(days=1)
"""No platform offers the same click anew after that."""
EVENTS_LIVE = timedelta(days=7)
"""Nor the same event."""


@dataclass(frozen=True, kw_only=True)
class Housekeeping:
    """`clocks`: those that may have stamped the rows. The earliest decides, so that moving the calendar ahead
    never makes us forget what a platform may still repeat.
    """

    units_of_work: UnitsOfWork
    clocks: tuple[Callable[[], datetime], ...]

    def tidy(self) -> int:
        """Forget what is old; how many rows that was."""
        now = min(clock() for clock in self.clocks)
        with self.units_of_work.writing() as uow:
            forgotten = uow.acts.forget_before(now - ACTS_LIVE) + uow.inbox.forget_before(now - EVENTS_LIVE)
            uow.commit()
        return forgotten
