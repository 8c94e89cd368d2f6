"""A digest is due: to the secretariat, or to somebody named for a committee. At most once for each person and day."""

from dataclasses import replace
from datetime import date, datetime

from core.model import keys
from core.model.deliveries import Content, Urgency
from core.model.ids import UnitId
from core.model.organisations import Person, Unit
from core.model.periods import local_day
from core.model.schedules import at_next_working_day
from core.model.subscriptions import MONTHS, Kind, Subscription, before, read_id, subscription_id
from core.model.timers import Timed, Timer
from core.ports import Calendar, UnitOfWork
from core.services import digests, news, outbox, subscriptions
from core.services.digests import CommitteeDigest
from core.services.news import News


def person_of(uow: UnitOfWork, subject: str) -> Person:
    """Whose timed row it is."""
    return uow.people.get(read_id(subject)[1])


def ring(uow: UnitOfWork, timer: Timer, person: Person, at: datetime, calendar: Calendar) -> None:
    """It comes on a working day, and the next is planned from there: after a standstill only one comes.

    Whoever has lost the role hears nothing, and nothing is planned. In a pause it waits: the next one tells of it.
    """
    subscription = uow.subscriptions.find(timer.subject)
    if subscription is None or not subscriptions.holds(uow, person, subscription):
        return
    zone = uow.organisations.get(person.organisation_id).zone
    today = local_day(at, zone)
    if not calendar.is_working_day(today):
        due_at = at_next_working_day(timer.due_at, at, zone, calendar.is_working_day)
        uow.timers.set(Timer(Timed.SUBSCRIPTION, timer.subject, due_at))
        return
    subscriptions.plan(uow, subscription, person, at=at)
    if person.may_be_written(today):
        _tell(uow, subscription, person, today, at)


def _tell(uow: UnitOfWork, subscription: Subscription, person: Person, today: date, at: datetime) -> None:
    if subscription.kind is Kind.DESK:
        since = subscription.since or today
        content, span = Content.DIGEST_DESK, f"{since}|{today}"
        tells = since < today and news.of(uow, person, since, today, at=at).is_worth_telling
    else:
        months = MONTHS[subscription.rhythm]
        content, span = Content.DIGEST_COMMITTEE, f"{before(today, months)}|{months}"
        tells = _tells_committee(uow, subscription, person, span, at)
    told_on = today if tells else subscription.told_on
    if tells:
        is_first = "" if subscription.told_on else "first"
        key, subject = keys.subscribed(subscription.id, today), f"{span}|{is_first}|{subscription.about}"
        outbox.direct(uow, person, content, key, subject=subject, at=at, urgency=Urgency.DIGEST)
    uow.subscriptions.save(replace(subscription, since=today, told_on=told_on))


def _tells_committee(uow: UnitOfWork, subscription: Subscription, person: Person, span: str, at: datetime) -> bool:
    first, months = span.split("|")
    begun = date.fromisoformat(first)
    if not digests.is_new(subscription, begun):
        return False
    unit = unit_of(uow, person, subscription.about)
    return unit is not None and bool(digests.of_committee(uow, unit, begun, int(months), at=at).digests)


def unit_of(uow: UnitOfWork, person: Person, id: str) -> Unit | None:
    """The committee that a digest is about, as far as somebody may hear of it."""
    units = uow.organisations.units(person.organisation_id)
    return next((each for each in units if each.id == id and subscriptions.may_receive(person, each)), None)


def is_wanted(uow: UnitOfWork, kind: Kind, person: Person, about: str = "") -> bool:
    """Whether what is to be sent is still somebody's, and still wanted."""
    wanted = uow.subscriptions.find(subscription_id(kind, person.id, about))
    return wanted is not None and subscriptions.holds(uow, person, wanted)


def of_desk(uow: UnitOfWork, person: Person, subject: str, *, at: datetime) -> tuple[News, bool]:
    """What a delivery tells the secretariat, and whether it is somebody's first."""
    since, until, is_first, _ = subject.split("|", 3)
    return news.of(uow, person, date.fromisoformat(since), date.fromisoformat(until), at=at), bool(is_first)


def of_committee(uow: UnitOfWork, person: Person, subject: str, *, at: datetime) -> CommitteeDigest | None:
    """What a delivery tells somebody named for a committee; None if it is theirs no more."""
    first, months, _, about = subject.split("|", 3)
    unit = unit_of(uow, person, UnitId(about))
    return digests.of_committee(uow, unit, date.fromisoformat(first), int(months), at=at) if unit else None
