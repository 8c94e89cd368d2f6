"""What happens when a timed row comes due. One table: the kind to what is done."""

from collections.abc import Callable, Mapping
from datetime import datetime

from core.model.ids import RoundId
from core.model.rounds import Round
from core.model.timers import Timed
from core.ports import UnitOfWork
from core.services import nudges, reminders, rounds

Ring = Callable[[UnitOfWork, str, datetime], bool]
"""Do it, for a subject at an instant (calendar clock); False if it must wait, since somebody is busy there."""


def ring(uow: UnitOfWork, now: datetime, limit: int) -> int:
    """Do what is due, oldest first; how many that was. What has expired is dropped, what must wait stays."""
    due = uow.timers.due(now, limit)
    uow.timers.clear(*((timer.kind, timer.subject) for timer in due))
    waiting = [timer for timer in due if not timer.is_over(now) and not KINDS[timer.kind](uow, timer.subject, now)]
    uow.timers.set(*waiting)
    return len(due) - len(waiting)


def _of_round(act: Callable[[UnitOfWork, Round, datetime], object]) -> Ring:
    def ring_round(uow: UnitOfWork, subject: str, now: datetime) -> bool:
        taken = uow.rounds.take(RoundId(subject))
        if taken is not None:
            act(uow, taken, now)
        return taken is not None

    return ring_round


KINDS: Mapping[Timed, Ring] = {
    Timed.REMIND: _of_round(lambda uow, round, now: reminders.remind(uow, round, at=now)),
    Timed.CLOSE: _of_round(lambda uow, round, now: rounds.close(uow, round, at=now)),
    Timed.GIVE_BACK: _of_round(lambda uow, round, now: rounds.give_back(uow, round, at=now)),
    Timed.END_NEARS: nudges.ring,
    Timed.END_PASSED: nudges.ring,
}
