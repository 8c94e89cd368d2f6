"""The one message of a week: what waits for somebody, whatever networks it is about.

The first that falls due in a week is sent, what comes after it stands in the same message. Whom it goes to is written
nowhere but in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.model import keys
from core.model.deliveries import Content, Urgency
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.prompts import Prompt
from core.model.rounds import Round
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import asking, home, outbox
from core.services.home import HomePage, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A round that somebody is reminded of. `is_due`: its hour has come; else it comes in the same week."""

    network: Network
    round: Round
    prompt: Prompt
    has_answered: bool = False
    is_due: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that the message of a week says to somebody: `rounds` that they are reminded of, with their questions, and
    `others`, the rest of their page that waits.
    """

    rounds: tuple[Waiting, ...]
    others: HomePage

    @property
    def is_due(self) -> bool:
        """Whether there is anything that somebody is written to about; the rest only stands beside it."""
        asked = self.others.invitations or self.others.inquiries
        return bool(asked) or any(each.is_due and not each.has_answered for each in self.rounds)

    @property
    def unanswered(self) -> "Bundle":
        """Without the rounds that are answered: they are not told of anew."""
        return replace(self, rounds=tuple(each for each in self.rounds if not each.has_answered))


def tell(uow: UnitOfWork, people: Iterable[Person], zone: str, *, at: datetime) -> None:
    """What waits for each of them is one message a week; who has it already finds the newest state in it.

    An invitation that waits stands in the message of one week, and in no other.
    """
    week, written = Week.of(local_day(at, zone)), {person.id: person for person in people}
    for member in uow.members.unanswered(list(written)) if written else ():
        if member.reminded_at is None:
            uow.members.save(replace(member, reminded_at=at))
    for person in written.values():
        key, until = keys.reminder(person.id, week), week.ends_at(zone)
        if not outbox.direct(
            uow,
            person,
            Content.REMINDER,
            key,
            subject=str(week),
            at=at,
            expires_at=until,
            urgency=Urgency.REMINDER,
        ):
            outbox.update(uow, person, Content.REMINDER, key, subject=str(week), at=at)


def of_week(uow: UnitOfWork, person: Person, week: Week, *, at: datetime) -> Bundle:
    """What the message of a week says now. The rounds of its days are told of with their questions, also those whose
    hour is still to come; what has waited for longer, or is asked again another week, is named.
    """
    page = home.of(uow, person, at=at)
    asked = [(each, round) for each in page.standings if (round := _named(each, week)) is not None]
    told = [(each, round) for each, round in asked if _is_of(round, each.network.zone, week)]
    others = replace(
        page,
        standings=tuple(each for each, round in asked if each.waits and (each, round) not in told),
        invitations=tuple((member, network) for member, network in page.invitations if _told(member, network, week)),
    )
    return Bundle(rounds=tuple(_waiting(uow, each, round, at) for each, round in told), others=others)


def _named(standing: Standing, week: Week) -> Round | None:
    """The open round that somebody may be told of, unless it is younger than the message."""
    asked, place = standing.open_round, standing.place
    if asked is None or place is None or place.unreminded_at is not None or not standing.is_asked:
        return None
    is_older = Week.of(local_day(asked.opened_at or asked.due_at, standing.network.zone)) <= week
    return asked if is_older else None


def _is_of(asked: Round, zone: str, week: Week) -> bool:
    """Whether the reminder of a round belongs to a week, or should have been before it."""
    if asked.reminded_at is not None:
        return Week.of(local_day(asked.reminded_at, zone)) == week
    return asked.remind_at is not None and Week.of(local_day(asked.remind_at, zone)) <= week


def _told(member: Member, network: Network, week: Week) -> bool:
    return member.reminded_at is not None and Week.of(local_day(member.reminded_at, network.zone)) == week


def _waiting(uow: UnitOfWork, standing: Standing, asked: Round, at: datetime) -> Waiting:
    return Waiting(
        network=standing.network,
        round=asked,
        prompt=asking.of_round(uow, asked),
        has_answered=standing.is_answered,
        is_due=asked.remind_at is not None and asked.remind_at <= at,
    )


def follow(uow: UnitOfWork, network: Network, round: Round, person: Person, *, at: datetime) -> None:
    """A message that told of a round says what has become of it: answered, or taken back."""
    show_anew(uow, person, network.zone, at=at)
    if round.reminded_at is not None and not _same_week(round.reminded_at, at, network.zone):
        show_anew(uow, person, network.zone, at=at, of=round.reminded_at)


def _same_week(first: datetime, second: datetime, zone: str) -> bool:
    return Week.of(local_day(first, zone)) == Week.of(local_day(second, zone))


def show_anew(uow: UnitOfWork, person: Person, zone: str, *, at: datetime, of: datetime | None = None) -> None:
    """What waits for somebody has changed: the message of the week, or of the week `of` an instant, follows."""
    week = Week.of(local_day(of or at, zone))
    key = keys.reminder(person.id, week)
    if person.has_account and uow.deliveries.find(key) is not None:
        outbox.update(uow, person, Content.REMINDER, key, subject=str(week), at=at)
