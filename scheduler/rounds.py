"""What falls due: timed rows ring, rounds open. Safe at any frequency, in any number of processes, killed anywhere."""

from datetime import datetime

from core.failpoints import reach
from core.ports import UnitOfWork, UnitsOfWork
from core.services import openings
from scheduler.timers import CalendarOf, ring

OPENED = 200
"""How many rounds one transaction opens: they are read and written together."""
BATCH = 20
"""How many of a kind one transaction takes: few enough to be short, many enough to catch up after a standstill."""


def sweep(uows: UnitsOfWork, calendar_of: CalendarOf, now: datetime, *, together: int = OPENED) -> int:
    """Do all that is due at an instant (calendar clock). Gives how much that was.

    Rows are taken locked, what is done and the next due time are committed together: who comes second finds nothing.
    What closes and is given back comes before what opens. `together`: how many rounds one transaction opens.
    """
    with uows.reading() as uow:
        if not uow.timers.anything_due(now):
            return 0
    done = 0
    while True:
        with uows.writing() as uow:
            some = ring(uow, now, BATCH, calendar_of) or _open(uow, calendar_of, now, together)
            if not some:
                return done
            reach("sweep.before_commit")
            uow.commit()
        reach("sweep.after_commit")
        done += some


def next_due_at(uow: UnitOfWork, now: datetime) -> datetime | None:
    """When there is something to do again."""
    coming = (uow.schedules.next_due_at(), uow.timers.next_due_at(now))
    return min((at for at in coming if at is not None), default=None)


def _open(uow: UnitOfWork, calendar_of: CalendarOf, now: datetime, together: int) -> int:
    opening = uow.schedules.due(now, together)
    if opening:
        openings.open_all(uow, opening, at=now, calendar_of=calendar_of)
    return len(opening)
