"""How the calendar is moved in a trial: to the next opening, through everything on the way."""

import time
from collections.abc import Callable
from datetime import datetime

from bot.clocks import MovableClock
from bot.house import House
from bot.web.trial_clock import Travel
from core.model.deliveries import DeliveryState
from core.ports import UnitOfWork
from scheduler.deliveries import Dispatcher
from scheduler.rounds import next_due_at, sweep

_MOST_SECONDS = 10.0
_PAUSE = 0.02


def through(house: House, clock: MovableClock, dispatcher: Dispatcher) -> Travel:
    """Travel over this house. What falls due on the way is sent before the clock goes on, as it would have been."""

    def next_opening() -> datetime | None:
        with house.units_of_work.reading() as uow:
            return uow.schedules.next_due_at()

    def next_event(after: datetime) -> datetime | None:
        with house.units_of_work.reading() as uow:
            return next_due_at(uow, after)

    def live() -> None:
        now = clock.now()
        sweep(house.units_of_work, house.calendar, now)
        _wait_until(house, lambda uow: not uow.timers.anything_due(now))
        dispatcher.dispatch()
        _wait_until(house, lambda uow: not uow.ledger.counts()[DeliveryState.SENDING])

    return Travel(clock=clock, next_opening=next_opening, next_event=next_event, live=live)


def _wait_until(house: House, holds: Callable[[UnitOfWork], bool]) -> None:
    """What the engine has just begun on was passed over here, and is not to be overtaken: a reminder that is built
    when the round has closed is none any more.
    """
    deadline = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < deadline:
        with house.units_of_work.reading() as uow:
            if holds(uow):
                return
        time.sleep(_PAUSE)
