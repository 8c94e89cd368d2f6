"""How the calendar is moved in a trial: to the next opening, through everything on the way."""

from datetime import datetime

from bot.clocks import MovableClock
from bot.house import House
from bot.web.trial_clock import Travel
from scheduler.deliveries import Dispatcher
from scheduler.rounds import next_due_at, sweep


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
        dispatcher.dispatch()

    return Travel(clock=clock, next_opening=next_opening, next_event=next_event, live=live)
