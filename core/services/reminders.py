"""What the bot writes to people by itself about rounds that wait for them; and how they get it to write less.

One message a person and day, whatever networks it is about. Who is reminded is written nowhere but in the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.errors import NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content, Urgency
from core.model.ids import MemberId
from core.model.members import Member
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.prompts import Prompt
from core.model.rounds import Round, RoundState
from core.ports import UnitOfWork
from core.services import asking, outbox, permissions

LONGEST_PAUSE = timedelta(days=366)
SILENT_ROUNDS = 3
"""So many rounds in a row without an answer, and somebody is asked whether they want to be reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A round that somebody is reminded of."""

    network: Network
    round: Round
    prompt: Prompt
    has_answered: bool = False


def remind(uow: UnitOfWork, round: Round, *, at: datetime) -> Round:
    """Each member without an answer is reminded in private, once. Who they are is written nowhere.

    Not those who hold a pause or want no reminders from here. Who was written to today about another network has read
    of this one there: see `of_day`.
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
    for person in uow.people.get_many(wanting - answered):
        if may_write(person, day):
            _remind(uow, network, round, person, day, at=at)
    reminded = replace(round, reminded_at=at)
    uow.rounds.save(reminded)
    return reminded


def _remind(uow: UnitOfWork, network: Network, round: Round, person: Person, day: date, *, at: datetime) -> None:
    outbox.direct(
        uow,
        person,
        Content.REMINDER,
        keys.reminder(person.id, day),
        subject=round.id,
        at=at,
        network_id=network.id,
        expires_at=round.closes_at,
        urgency=Urgency.REMINDER,
    )


def may_write(person: Person, day: date) -> bool:
    """Whether the bot may write to somebody by itself on a day. What they do themselves is answered anyway."""
    return person.has_account and not person.gone and not person.is_paused(day)


def day_of(network: Network, round: Round) -> date | None:
    """The day that a round is reminded of, or was."""
    at = round.reminded_at or round.remind_at
    return local_day(at, network.zone) if at else None


def of_day(uow: UnitOfWork, person: Person, day: date) -> tuple[Waiting, ...]:
    """The open rounds that somebody is reminded of on a day, by network; those whose hour is still to come too.

    So the first message of a day says all of it, and no second one is needed.
    """
    places = {
        network.id: (network, place)
        for network, place in uow.networks.around(person.id)
        if place is not None and place.is_active and place.unreminded_at is None
    }
    around = [network for network, _ in places.values()]
    rounds = uow.replies.of_open_rounds(list(places), person.id) if around else ()
    found = {round.network_id: (round, reply) for round, reply in rounds}
    return tuple(
        Waiting(
            network=network,
            round=round,
            prompt=asking.of_round(uow, round),
            has_answered=reply is not None and reply.stands,
        )
        for network in around
        if network.id in found
        for round, reply in (found[network.id],)
        if _is_due(network, round, day) and places[network.id][1].takes_part(round.phase)
    )


def _is_due(network: Network, round: Round, day: date) -> bool:
    told = day_of(network, round)
    return told is not None and (told == day or (round.reminded_at is None and told < day))


def follow(uow: UnitOfWork, network: Network, round: Round, person: Person, *, at: datetime) -> None:
    """A reminder that was sent says what has become of it: answered, or taken back."""
    day = day_of(network, round)
    if day is None or day > local_day(at, network.zone):
        return
    key = keys.reminder(person.id, day)
    if uow.deliveries.find(key) is not None:
        outbox.update(uow, person, Content.REMINDER, key, subject=round.id, at=at, network_id=network.id)


def ask_the_silent(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """A round has closed: who has answered none of the last three is asked, once, whether to be reminded at all.

    Only they see it. Nobody is asked who joined meanwhile, holds a pause or has said so already.
    """
    silent = {member.person_id: member for member in _silent(uow, network)}
    day = local_day(at, network.zone)
    for person in uow.people.get_many(silent) if silent else ():
        if may_write(person, day):
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
    return network, member in _silent(uow, network) and may_write(person, local_day(at, network.zone))


def together(waiting: Sequence[Waiting], first: Waiting) -> tuple[Waiting, ...]:
    """What a message that was sent shows: what it was about at first, and the rest of the day's."""
    others = [each for each in waiting if each.round.id != first.round.id]
    return (first, *others)
