"""What falls due: rounds close, open and remind. Safe at any frequency, in any number of processes, killed anywhere."""

from collections.abc import Callable
from datetime import datetime

from core.failpoints import reach
from core.model.ids import NetworkId
from core.model.organisations import Organisation
from core.ports import Calendar, UnitOfWork, UnitsOfWork
from core.services import rounds

CalendarOf = Callable[[Organisation], Calendar]

BATCH = 20
"""How many of a kind one transaction takes: few enough to be short, many enough to catch up after a standstill."""


def sweep(uows: UnitsOfWork, calendar_of: CalendarOf, now: datetime) -> int:
    """Do all that is due at an instant (calendar clock). Gives how many rounds were closed, opened or reminded of.

    Rows are taken locked, what is done and the next due time are committed together: who comes second finds nothing.
    """
    done = 0
    while True:
        with uows.writing() as uow:
            some = _close(uow, now) + _open(uow, calendar_of, now) + _remind(uow, now)
            if not some:
                return done
            reach("sweep.before_commit")
            uow.commit()
        reach("sweep.after_commit")
        done += some


def next_due_at(uow: UnitOfWork, now: datetime) -> datetime | None:
    """When there is something to do again."""
    coming = (uow.schedules.next_due_at(), uow.rounds.next_event_at(now))
    return min((at for at in coming if at is not None), default=None)


def _close(uow: UnitOfWork, now: datetime) -> int:
    closing = uow.rounds.to_close(now, BATCH)
    for due in closing:
        rounds.close(uow, due, at=now)
    return len(closing)


def _open(uow: UnitOfWork, calendar_of: CalendarOf, now: datetime) -> int:
    opening = uow.schedules.due(now, BATCH)
    for schedule in opening:
        calendar = calendar_of(_organisation(uow, schedule.network_id))
        rounds.open_due(uow, schedule, at=now, calendar=calendar)
    return len(opening)


def _remind(uow: UnitOfWork, now: datetime) -> int:
    reminding = uow.rounds.to_remind(now, BATCH)
    for due in reminding:
        rounds.remind(uow, due, at=now)
    return len(reminding)


def _organisation(uow: UnitOfWork, network_id: NetworkId) -> Organisation:
    return uow.organisations.get(uow.networks.get(network_id).organisation_id)
