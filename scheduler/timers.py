"""What happens when a timed row comes due. One table: the kind to what is done."""

from collections.abc import Callable, Mapping
from datetime import datetime

from core.model.ids import MemberId, NetworkId, RoundId
from core.model.organisations import Organisation
from core.model.periods import local_day
from core.model.rounds import Round
from core.model.schedules import at_next_working_day
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import (
    archives,
    closing,
    digesting,
    digests,
    follow_ups,
    inquiries,
    invitations,
    nudges,
    reminders,
    rounds,
)

CalendarOf = Callable[[Organisation], Calendar]

Ring = Callable[[UnitOfWork, Timer, datetime, CalendarOf], bool]
"""Do it, at an instant (calendar clock); False if it must wait, since somebody is busy there."""


def ring(uow: UnitOfWork, now: datetime, limit: int, calendar_of: CalendarOf) -> int:
    """Do what is due, oldest first; how many that was. What has expired is dropped, what must wait stays."""
    due = uow.timers.due(now, limit)
    uow.timers.clear(*((timer.kind, timer.subject) for timer in due))
    waiting = [timer for timer in due if not timer.is_over(now) and not KINDS[timer.kind](uow, timer, now, calendar_of)]
    uow.timers.set(*waiting)
    return len(due) - len(waiting)


def _calendar(uow: UnitOfWork, network_id: NetworkId, calendar_of: CalendarOf) -> Calendar:
    return calendar_of(uow.organisations.get(uow.networks.get(network_id).organisation_id))


def _of_round(act: Callable[[UnitOfWork, Round, datetime], object]) -> Ring:
    def ring_round(uow: UnitOfWork, timer: Timer, now: datetime, _: CalendarOf) -> bool:
        taken = uow.rounds.take(RoundId(timer.subject))
        if taken is not None:
            act(uow, taken, now)
        return taken is not None

    return ring_round


def _of_working_day(act: Callable[[UnitOfWork, str, datetime, Calendar], None]) -> Ring:
    """What asks people something of its own waits for a day on which they work. The subject begins with a network."""

    def ring_network(uow: UnitOfWork, timer: Timer, now: datetime, calendar_of: CalendarOf) -> bool:
        network = uow.networks.get(NetworkId(timer.subject.partition("|")[0]))
        calendar = _calendar(uow, network.id, calendar_of)
        if calendar.is_working_day(local_day(now, network.zone)):
            act(uow, timer.subject, now, calendar)
        else:
            due_at = at_next_working_day(timer.due_at, now, network.zone, calendar.is_working_day)
            uow.timers.set(Timer(timer.kind, timer.subject, due_at, timer.expires_at))
        return True

    return ring_network


def _remind(uow: UnitOfWork, timer: Timer, now: datetime, calendar_of: CalendarOf) -> bool:
    taken = uow.rounds.take(RoundId(timer.subject))
    if taken is not None:
        reminders.ring(uow, taken, at=now, calendar=_calendar(uow, taken.network_id, calendar_of))
    return taken is not None


def _invited(uow: UnitOfWork, timer: Timer, now: datetime, calendar_of: CalendarOf) -> bool:
    member = uow.members.get(MemberId(timer.subject))
    invitations.ring(uow, member, at=now, calendar=_calendar(uow, member.network_id, calendar_of))
    return True


def _go_on_closing(uow: UnitOfWork, timer: Timer, now: datetime, calendar_of: CalendarOf) -> bool:
    network_id = NetworkId(timer.subject)
    return closing.go_on(uow, network_id, at=now, calendar=_calendar(uow, network_id, calendar_of))


def _put_away(uow: UnitOfWork, timer: Timer, now: datetime, _: CalendarOf) -> bool:
    return archives.ring(uow, timer.subject, now)


def _nudge(uow: UnitOfWork, timer: Timer, now: datetime, _: CalendarOf) -> bool:
    return nudges.ring(uow, timer.subject, now)


def _digest(uow: UnitOfWork, timer: Timer, now: datetime, calendar_of: CalendarOf) -> bool:
    person = digesting.person_of(uow, timer.subject)
    digesting.ring(uow, timer, person, now, calendar_of(uow.organisations.get(person.organisation_id)))
    return True


KINDS: Mapping[Timed, Ring] = {
    Timed.REMIND: _remind,
    Timed.CLOSE: _of_round(lambda uow, round, now: rounds.close(uow, round, at=now)),
    Timed.GIVE_BACK: _of_round(lambda uow, round, now: rounds.give_back(uow, round, at=now)),
    Timed.INVITED: _invited,
    Timed.END_NEARS: _nudge,
    Timed.END_PASSED: _nudge,
    Timed.ECHO: _of_working_day(follow_ups.ring),
    Timed.SUBSCRIPTION: _digest,
    Timed.DIGEST: _of_working_day(digests.ring),
    Timed.ASK_ROLES: _of_working_day(inquiries.ring),
    Timed.CLOSING_GOES_ON: _go_on_closing,
    Timed.PUT_AWAY: _put_away,
}
