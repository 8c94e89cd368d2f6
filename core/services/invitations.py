"""Invitations that nobody has answered: somebody is told of all that wait for them once more, and never again.

Who has an account reads of them in the message of the week, who has none in one mail.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from core.model import keys
from core.model.deliveries import Content, Urgency
from core.model.members import Member, MemberState
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.schedules import localise, next_working_day
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import outbox, weekly

WAITED = 5
"""Working days after which an invitation is told of once more."""
TOLD_AT = time(9)
"""Local time."""


def plan(uow: UnitOfWork, network: Network, member: Member, *, at: datetime) -> None:
    """Somebody was invited just now. When it is a week with days off, it is later, see `ring`."""
    day = local_day(at, network.zone) + timedelta(weeks=1)
    uow.timers.set(Timer(Timed.INVITED, member.id, localise(day, TOLD_AT, network.zone)))


def forget(uow: UnitOfWork, member: Member) -> None:
    """It is answered, or taken back."""
    uow.timers.clear((Timed.INVITED, member.id))


def waiting(uow: UnitOfWork, person: Person) -> tuple[tuple[Member, Network], ...]:
    """Those of somebody that still stand, the oldest first."""
    found = uow.members.unanswered([person.id])
    networks = {network.id: network for network in uow.networks.get_many([each.network_id for each in found])}
    return tuple((each, networks[each.network_id]) for each in found)


def ring(uow: UnitOfWork, member: Member, *, at: datetime, calendar: Calendar) -> None:
    """An invitation has waited for so long that it may be told of, if it still stands and was not yet."""
    network, person = uow.networks.get(member.network_id), uow.people.get(member.person_id)
    if member.state is not MemberState.INVITED or member.reminded_at or person.gone or not network.is_open:
        return
    today, works = local_day(at, network.zone), calendar.is_working_day
    day = next_working_day(local_day(member.invited_at, network.zone), works, WAITED)
    if today < day or not works(today):
        later = day if today < day else next_working_day(today, works)
        uow.timers.set(Timer(Timed.INVITED, member.id, localise(later, TOLD_AT, network.zone)))
    elif not person.has_account:
        _write(uow, person, at)
    elif person.may_be_written(today):
        weekly.tell(uow, [person], network.zone, at=at)


def _write(uow: UnitOfWork, person: Person, at: datetime) -> None:
    found: Sequence[Member] = uow.members.unanswered([person.id])
    key = keys.invitations(person.id)
    outbox.direct(uow, person, Content.INVITATIONS, key, subject=person.id, at=at, urgency=Urgency.REMINDER)
    for member in found:
        uow.members.save(replace(member, reminded_at=at))
        forget(uow, member)
