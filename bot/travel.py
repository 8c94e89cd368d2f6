"""How the calendar is moved in a trial: to the next opening, through everything on the way."""

import time
from datetime import datetime

from bot.clocks import MovableClock
from bot.house import House
from bot.web.trial_clock import Travel
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
        sweep(house.units_of_work, house.calendar, clock.now())
        _let_others_finish(house, clock.now())
        dispatcher.dispatch()

    return Travel(clock=clock, next_opening=next_opening, next_event=next_event, live=live)


def _let_others_finish(house: House, now: datetime) -> None:
    """What the engine has just begun on was passed over here: it is there once its transaction has ended."""
    deadline = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < deadline:
        with house.units_of_work.reading() as uow:
            if not uow.timers.anything_due(now):
                return
        time.sleep(_PAUSE)
