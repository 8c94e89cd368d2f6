"""Whom the bot reminds by itself of a round that waits for them, and how people get it to write less.

What they read is the message of the week: see `core.services.weekly`.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from core.errors import NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content, Urgency
from core.model.ids import MemberId
from core.model.members import Member
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.rounds import Round, RoundState
from core.model.schedules import at_next_working_day
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import outbox, permissions, weekly

LONGEST_PAUSE = timedelta(days=366)
SILENT_ROUNDS = 3
"""So many rounds in a row without an answer, and somebody is asked whether they want to be reminded."""


def ring(uow: UnitOfWork, round: Round, *, at: datetime, calendar: Calendar) -> None:
    """The hour of a reminder has come. On a day off nobody is written to: it waits for the first working day after, if
    the round is open by then.
    """
    zone = uow.networks.get(round.network_id).zone
    today = local_day(at, zone)
    if round.remind_at is None or calendar.is_working_day(today):
        remind(uow, round, at=at)
        return
    later = at_next_working_day(round.remind_at, at, zone, calendar.is_working_day)
    if round.is_open and round.closes_at and later < round.closes_at:
        uow.rounds.save(replace(round, remind_at=later))
        uow.timers.set(Timer(Timed.REMIND, round.id, later, round.closes_at))


def remind(uow: UnitOfWork, round: Round, *, at: datetime) -> Round:
    """Each member without an answer is reminded in private, once. Who they are is written nowhere.

    Not those who hold a pause or want no reminders from here. Who was written to this week reads of this one there. A
    round that is too short to be reminded of is only seen there.
    """
    if not round.is_open or round.reminded_at is not None:
        return round
    network = uow.networks.get(round.network_id)
    day = local_day(at, network.zone)
    answered = {reply.person_id for reply in uow.replies.of_round(round.id) if reply.stands}
    wanting = {
        member.person_id
        for member in uow.members.active(network.id)
        if member.unreminded_at is None and member.takes_part(round.phase)
    }
    people = [person for person in uow.people.get_many(wanting - answered) if person.may_be_written(day)]
    if round.remind_at is None:
        for person in people:
            weekly.show_anew(uow, person, network.zone, at=at)
        return round
    weekly.tell(uow, people, network.zone, at=at)
    reminded = replace(round, reminded_at=at)
    uow.rounds.save(reminded)
    return reminded


def ask_the_silent(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """A round has closed: who has answered none of the last three is asked, once, whether to be reminded at all.

    Only they see it. Nobody is asked who joined meanwhile, holds a pause or has said so already.
    """
    silent = {member.person_id: member for member in _silent(uow, network)}
    day = local_day(at, network.zone)
    for person in uow.people.get_many(silent) if silent else ():
        if person.may_be_written(day):
            member = silent[person.id]
            key, urgency = keys.silence(member.id), Urgency.DIGEST
            outbox.direct(
                uow, person, Content.SILENCE, key, subject=member.id, at=at, network_id=network.id, urgency=urgency
            )


def _silent(uow: UnitOfWork, network: Network) -> list[Member]:
    """Members who have answered none of the last closed rounds, nor the one that is open now."""
    rounds = [each for each in uow.rounds.of_network(network.id) if each.was_asked]
    past = [each for each in rounds if each.state is RoundState.CLOSED][-SILENT_ROUNDS:]
    if len(past) < SILENT_ROUNDS or network.state is not NetworkState.ACTIVE:
        return []
    looked_at = [each.id for each in rounds if each.is_open or each in past]
    spoken = {reply.person_id for reply in uow.replies.of_rounds(looked_at) if reply.stands}
    return [
        member
        for member in uow.members.active(network.id)
        if member.person_id not in spoken
        and member.unreminded_at is None
        and _was_there(member, past[0])
        and all(member.takes_part(each.phase) for each in past)
    ]


def _was_there(member: Member, first: Round) -> bool:
    return member.joined_at is not None and member.joined_at <= (first.opened_at or first.due_at)


def pause(uow: UnitOfWork, person: Person, *, until: date, at: datetime) -> Person:
    """The bot writes nothing by itself until a day, which is the first that it may again."""
    today = local_day(at, uow.organisations.get(person.organisation_id).zone)
    if until <= today:
        raise Unfit({"pause": "reminders.pause_in_the_past"})
    if until > today + LONGEST_PAUSE:
        raise Unfit({"pause": "reminders.pause_too_long"})
    return _set(uow, person, until, at)


def resume(uow: UnitOfWork, person: Person, *, at: datetime) -> bool:
    """The pause is over. False if there was none."""
    known = uow.people.get(person.id)
    today = local_day(at, uow.organisations.get(person.organisation_id).zone)
    _set(uow, person, None, at)
    return known.is_paused(today)


def _set(uow: UnitOfWork, person: Person, until: date | None, at: datetime) -> Person:
    changed = replace(uow.people.get(person.id), paused_until=until)
    uow.people.save(changed)
    outbox.home(uow, changed, at=at)
    return changed


def place(uow: UnitOfWork, member_id: MemberId, person: Person) -> tuple[Member, Network]:
    """A person's own place in a network; nobody else's is there for them."""
    member = uow.members.get(member_id)
    if member.person_id != person.id:
        raise NotFound("errors.not_found")
    permissions.must_be_active(member)
    return member, uow.networks.get(member.network_id)


def switch(uow: UnitOfWork, member_id: MemberId, person: Person, *, on: bool, at: datetime) -> Network:
    """Reminders from one network, on or off. Twice is once."""
    member, network = place(uow, member_id, person)
    if on is not (member.unreminded_at is None):
        uow.members.save(replace(member, unreminded_at=None if on else at))
        outbox.home(uow, person, at=at)
    return network


def silence_question(uow: UnitOfWork, member: Member, person: Person, at: datetime) -> tuple[Network, bool]:
    """The network that somebody is asked about, and whether they are still to be: not if they have answered since."""
    network = uow.networks.get(member.network_id)
    return network, member in _silent(uow, network) and person.may_be_written(local_day(at, network.zone))
