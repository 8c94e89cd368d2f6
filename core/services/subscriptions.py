"""Who gets which digest: each person says how often, within their role. A role that ends takes its digest along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.errors import NotAllowed, NotFound
from core.model import roles
from core.model.ids import UnitId
from core.model.organisations import Belonging, Person, PersonKind, Unit
from core.model.periods import local_day
from core.model.roles import Role
from core.model.schedules import localise
from core.model.subscriptions import AT, RHYTHMS, Kind, Rhythm, Subscription, next_on, subscription_id, usual
from core.model.timers import Timed, Timer
from core.ports import UnitOfWork
from core.services import permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A digest that somebody's role gives them. `unit`: the committee that it is about."""

    subscription: Subscription
    unit: Unit | None = None


def of_person(uow: UnitOfWork, person: Person) -> tuple[Held, ...]:
    """Every digest that somebody may have, also those that they have turned off."""
    kept = {each.id: each for each in uow.subscriptions.of_person(person.id)}
    given = {Kind.DESK: _is_secretariat(person), Kind.ANCHOR: _anchors(uow, person)}
    kinds = [kind for kind, is_given in given.items() if is_given]
    own = [Held(subscription=_own(kept.get(subscription_id(kind, person.id)), kind, person)) for kind in kinds]
    named = [each for each in kept.values() if each.kind is Kind.COMMITTEE]
    units = {unit.id: unit for unit in uow.organisations.units(person.organisation_id)} if named else {}
    there = [(each, units.get(UnitId(each.about))) for each in named]
    committees = [Held(subscription=each, unit=unit) for each, unit in there if unit and may_receive(person, unit)]
    return (*own, *committees)


def _own(kept: Subscription | None, kind: Kind, person: Person) -> Subscription:
    return kept or usual(kind, person.id)


def _is_secretariat(person: Person) -> bool:
    return person.is_secretariat and person.is_employee


def _anchors(uow: UnitOfWork, person: Person) -> bool:
    return any(roles.held(network, Role.ANCHOR) == person.id for network, _ in uow.networks.around(person.id))


def holds(uow: UnitOfWork, person: Person, subscription: Subscription) -> bool:
    """Whether somebody's role still gives them a digest, and they want it."""
    return subscription.is_on and any(held.subscription.id == subscription.id for held in of_person(uow, person))


def may_receive(person: Person, unit: Unit) -> bool:
    """Who may be named for a committee: employees, politicians and whoever belongs to it, with an account."""
    if not unit.is_committee or not unit.is_open or person.organisation_id != unit.organisation_id:
        return False
    if person.gone or person.belonging not in (Belonging.EMPLOYEE, Belonging.GUEST):
        return False
    return person.is_employee or person.kind is PersonKind.POLITICIAN or person.unit_id == unit.id


def of_anchor(uow: UnitOfWork, person: Person) -> Subscription:
    """How often an anchor wants to hear of their networks."""
    return _own(uow.subscriptions.find(subscription_id(Kind.ANCHOR, person.id)), Kind.ANCHOR, person)


def choose(
    uow: UnitOfWork, person: Person, id: str, rhythm: Rhythm, *, weekday: int | None = None, at: datetime
) -> Subscription:
    """How often somebody wants a digest from now on. Raises `NotAllowed` for what their role does not give them."""
    held = next((each for each in of_person(uow, person) if each.subscription.id == id), None)
    if held is None or rhythm not in RHYTHMS[held.subscription.kind]:
        raise NotAllowed("subscriptions.not_yours")
    before = held.subscription
    changed = replace(before, rhythm=rhythm, weekday=before.weekday if weekday is None else weekday % 7)
    anew = before.kind is Kind.ANCHOR and changed.rhythm is not before.rhythm
    if anew or not before.is_on or before.since is None:
        changed = replace(changed, since=_today(uow, person, at))
    uow.subscriptions.save(changed)
    plan(uow, changed, person, at=at)
    return changed


def plan(uow: UnitOfWork, subscription: Subscription, person: Person, *, at: datetime) -> None:
    """When it comes next. The anchor's hangs on the months of each network (`core.services.digests`)."""
    if subscription.kind is Kind.ANCHOR:
        return
    zone = uow.organisations.get(person.organisation_id).zone
    day = next_on(subscription, local_day(at, zone))
    if day is None:
        uow.timers.clear((Timed.SUBSCRIPTION, subscription.id))
    else:
        uow.timers.set(Timer(Timed.SUBSCRIPTION, subscription.id, localise(day, AT, zone)))


def _today(uow: UnitOfWork, person: Person, at: datetime) -> date:
    return local_day(at, uow.organisations.get(person.organisation_id).zone)


def joined(uow: UnitOfWork, person: Person, *, at: datetime) -> None:
    """Somebody is of the secretariat from now on: every Monday, or as they had chosen when they were before."""
    kept = uow.subscriptions.find(subscription_id(Kind.DESK, person.id))
    begun = replace(_own(kept, Kind.DESK, person), since=_today(uow, person, at), told_on=None)
    uow.subscriptions.save(begun)
    plan(uow, begun, person, at=at)


def left(uow: UnitOfWork, person: Person) -> None:
    """And is not any more: nothing comes from now on."""
    uow.timers.clear((Timed.SUBSCRIPTION, subscription_id(Kind.DESK, person.id)))


def committee(uow: UnitOfWork, by: Person, id: UnitId) -> Unit:
    """A committee that the secretariat may name people for."""
    permissions.must_be_secretariat(by)
    units = uow.organisations.units(by.organisation_id)
    unit = next((each for each in units if each.id == id and each.is_committee and each.is_open), None)
    if unit is None:
        raise NotFound("errors.not_found")
    return unit


def committees(uow: UnitOfWork, by: Person) -> tuple[tuple[Unit, tuple[Person, ...]], ...]:
    """Every committee with the people named for it, by name; to the secretariat."""
    permissions.must_be_secretariat(by)
    units = [each for each in uow.organisations.units(by.organisation_id) if each.is_committee and each.is_open]
    return tuple((unit, tuple(named(uow, unit))) for unit in units)


def named(uow: UnitOfWork, unit: Unit) -> Sequence[Person]:
    """Those who are named for a committee, by name, however often they want to hear."""
    ids = {each.person_id for each in uow.subscriptions.of_committee(unit.id)}
    return uow.people.get_many(ids) if ids else ()


def name(
    uow: UnitOfWork, by: Person, unit: Unit, people: Sequence[Person], *, rhythm: Rhythm, at: datetime
) -> tuple[Person, ...]:
    """These people of one workspace are named, and of it nobody else. Gives those who were not before: their own choice
    stands for the others. Raises `NotAllowed` before anything is written.
    """
    committee(uow, by, unit.id)
    for person in people:
        if not may_receive(person, unit):
            raise NotAllowed("subscriptions.not_receiver", name=person.name)
    before = {person.id: person for person in named(uow, unit) if person.workspace_id == by.workspace_id}
    for id in before.keys() - {person.id for person in people}:
        forget(uow, subscription_id(Kind.COMMITTEE, id, unit.id))
    today = _today(uow, by, at)
    new = tuple(person for person in people if person.id not in before)
    for person in new:
        given = Subscription(person_id=person.id, kind=Kind.COMMITTEE, about=unit.id, rhythm=rhythm, since=today)
        uow.subscriptions.save(given)
        plan(uow, given, person, at=at)
    return new


def forget(uow: UnitOfWork, id: str) -> None:
    """Somebody is named no more."""
    uow.subscriptions.remove(id)
    uow.timers.clear((Timed.SUBSCRIPTION, id))
