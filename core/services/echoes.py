"""The echo of a network that has closed: asked of each in private, given back, and what it tells of the changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.model import keys
from core.model.deliveries import Content
from core.model.echoes import AT, lasting, later, months_of, place_of
from core.model.history import Happened
from core.model.inquiries import Inquiry
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.outcomes import Kind, Lasting, Record
from core.model.periods import local_day
from core.model.prompts import Audience
from core.model.rounds import Round, RoundState
from core.model.schedules import localise
from core.model.timers import Timed, Timer
from core.ports import UnitOfWork
from core.services import asking, history, outbox


def plan(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """A network that has closed is asked months after; one that never asked anything is not."""
    if network.closed_at is None or not any(past.was_asked for past in uow.rounds.of_network(network.id)):
        return
    closed = local_day(network.closed_at, network.zone)
    for months in uow.organisations.get(network.organisation_id).echo_months:
        due_at = localise(later(closed, months), AT, network.zone)
        if due_at > at:
            uow.timers.set(Timer(Timed.ECHO, f"{network.id}|{months}", due_at))


def ask(uow: UnitOfWork, network: Network, round: Round, *, at: datetime) -> None:
    """A message to each of its members: there is nowhere to talk any more. Who is quiet sees it on their page."""
    for person in _asked(uow, network, round):
        if person.may_be_written(local_day(at, network.zone)):
            key, until = keys.echo(round.id, person.id), round.closes_at
            outbox.direct(
                uow, person, Content.ECHO, key, subject=round.id, at=at, network_id=network.id, expires_at=until
            )


def follow(uow: UnitOfWork, network: Network, round: Round, people: Sequence[Person], *, at: datetime) -> None:
    """What was written to these people about an echo shows how it stands."""
    for person in people:
        for content, key in (
            (Content.ECHO, keys.echo(round.id, person.id)),
            (Content.ECHO_BACK, keys.echo_back(round.id, person.id)),
        ):
            if uow.deliveries.find(key) is not None:
                outbox.update(uow, person, content, key, subject=round.id, at=at, network_id=network.id)


def follow_all(uow: UnitOfWork, network: Network, round: Round, *, at: datetime) -> None:
    """As `follow`, to everybody who was asked."""
    follow(uow, network, round, _asked(uow, network, round), at=at)


def give_back(uow: UnitOfWork, network: Network, round: Round, *, at: datetime) -> None:
    """What was told goes to everybody who was asked; after the last echo the network is followed up."""
    if any(reply.stands and not reply.is_late for reply in uow.replies.of_round(round.id)):
        for person in _asked(uow, network, round):
            if person.may_be_written(local_day(at, network.zone)):
                key = keys.echo_back(round.id, person.id)
                outbox.direct(uow, person, Content.ECHO_BACK, key, subject=round.id, at=at, network_id=network.id)
    note_changes(uow, network, months(uow, network, round), at=at)
    if months(uow, network, round) == max(uow.organisations.get(network.organisation_id).echo_months):
        followed_up(uow, network, at=at)


def followed_up(uow: UnitOfWork, network: Network, *, at: datetime) -> None:
    """The last thing in the life of a network: it has been asked what became of it."""
    if network.state is NetworkState.CLOSED:
        uow.networks.save(replace(network, state=NetworkState.FOLLOWED_UP, followed_up_at=at))
        history.note(uow, network, Happened.FOLLOWED_UP, at=at, by=None)


def months(uow: UnitOfWork, network: Network, round: Round) -> int:
    """How many months after the closing a round asks."""
    organisation = uow.organisations.get(network.organisation_id)
    closed = local_day(network.closed_at, network.zone) if network.closed_at else round.occurrence
    return months_of(closed, round.occurrence, organisation.echo_months)


def note_changes(uow: UnitOfWork, network: Network, months_after: int, *, at: datetime) -> None:
    """Each change keeps what the newest echo tells of it: the receiver's word before that of the members."""
    receiver, told = _receiver(uow, network, months_after), _told(uow, network, months_after)
    for record in uow.outcomes.of_network(network.id):
        if record.kind is not Kind.CHANGE or record.lasting_months > months_after:
            continue
        said = _said(receiver, record) or (told and _members_say(uow, told, record))
        if said or record.lasting_months == months_after:
            uow.outcomes.save(replace(record, lasting=said or None, lasting_months=months_after if said else 0))


def _receiver(uow: UnitOfWork, network: Network, months_after: int) -> tuple[str, ...] | None:
    """What the receiver notices; None if they have not said."""
    for inquiry in uow.inquiries.of_networks([network.id]):
        if inquiry.audience is Audience.RECEIVER and inquiry.months == months_after and inquiry.is_answered:
            return noticed(uow, inquiry)
    return None


def noticed(uow: UnitOfWork, inquiry: Inquiry) -> tuple[str, ...] | None:
    """What somebody in a role notices; None where it was not asked, or not answered."""
    place = place_of(asking.of_inquiry(uow, inquiry))
    return (inquiry.answer(place).choices or None) if place is not None else None


def _said(chosen: tuple[str, ...] | None, record: Record) -> Lasting | None:
    if chosen is None:
        return None
    return Lasting.NOTICED if record.id in chosen else Lasting.FADED


def _told(uow: UnitOfWork, network: Network, months_after: int) -> Round | None:
    """The members' echo of that time, once it has closed."""
    for round in uow.rounds.of_network(network.id):
        if round.is_echo and round.state is RoundState.CLOSED and months(uow, network, round) == months_after:
            return round
    return None


def _members_say(uow: UnitOfWork, round: Round, record: Record) -> Lasting | None:
    place = place_of(asking.of_round(uow, round))
    replies = [reply for reply in uow.replies.of_round(round.id) if reply.stands and not reply.is_late]
    published = round.figures.figures if round.figures else ()
    figure = next((each for each in published if each.question == place), None)
    return lasting(record.id, place, replies, figure) if place is not None else None


def _asked(uow: UnitOfWork, network: Network, round: Round) -> Sequence[Person]:
    ids = {member.person_id for member in uow.members.active(network.id) if member.takes_part(round.phase)}
    return [person for person in uow.people.get_many(ids) if person.has_account] if ids else []
