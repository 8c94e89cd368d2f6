"""Who looks after the bot: named by settings and the command line, then by administrators. Each change is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Conflict, NotAllowed, NotFound
from core.model.changes import SETTINGS, Hand, Source
from core.model.files import File
from core.model.ids import AccessId, OrganisationId, PersonId, RoleChangeId, new_id
from core.model.networks import Network
from core.model.offices import Access, Role, RoleChange
from core.model.organisations import Organisation, Person
from core.ports import UnitOfWork
from core.services import outbox, permissions, subscriptions

MOST_CHANGES = 20
"""How many of the latest an administrator is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who has which role, by name. `changes`: the newest first, each with who it was about and who did it.

    `accesses`: which summaries were given, the newest first, each with to whom and of which network, if of one.
    """

    secretariat: tuple[Person, ...]
    administrators: tuple[Person, ...]
    changes: tuple[tuple[RoleChange, Person, Person | None], ...] = ()
    accesses: tuple[tuple[Access, Person, Network | None], ...] = ()


def register(uow: UnitOfWork, organisation: Organisation, person: Person) -> Register:
    """Who is the secretariat and who administrates, to colleagues; and the logs, to administrators."""
    permissions.must_be_colleague(person)
    sees_logs = permissions.is_administrator(person)
    return Register(
        secretariat=tuple(uow.people.secretariat(organisation.id)),
        administrators=tuple(uow.people.administrators(organisation.id)),
        changes=log(uow, organisation) if sees_logs else (),
        accesses=_accesses(uow, organisation) if sees_logs else (),
    )


def log(uow: UnitOfWork, organisation: Organisation) -> tuple[tuple[RoleChange, Person, Person | None], ...]:
    """The latest changes, newest first."""
    changes = uow.role_changes.of_organisation(organisation.id, MOST_CHANGES)
    ids: set[PersonId] = {change.person_id for change in changes} | {change.by for change in changes if change.by}
    people = {person.id: person for person in uow.people.get_many(ids)} if ids else {}
    return tuple((each, people[each.person_id], people[each.by] if each.by else None) for each in changes)


def note_access(
    uow: UnitOfWork, person: Person, network: Network | None, *, at: datetime, file: File | None = None
) -> None:
    """Somebody of the secretariat is given a summary, of one network or of several; or anybody takes out a file."""
    access = Access(
        id=AccessId(new_id()),
        organisation_id=person.organisation_id,
        person_id=person.id,
        at=at,
        network_id=network.id if network else None,
        file=file,
    )
    uow.accesses.add(access)


def _accesses(uow: UnitOfWork, organisation: Organisation) -> tuple[tuple[Access, Person, Network | None], ...]:
    found = uow.accesses.of_organisation(organisation.id, MOST_CHANGES)
    people = {each.id: each for each in uow.people.get_many({one.person_id for one in found})} if found else {}
    ids = {one.network_id for one in found if one.network_id}
    networks = {each.id: each for each in uow.networks.get_many(ids)} if ids else {}
    return tuple(
        (one, people[one.person_id], networks.get(one.network_id) if one.network_id else None) for one in found
    )


def name(
    uow: UnitOfWork, organisation: Organisation, role: Role, accounts: Collection[str], *, at: datetime
) -> Sequence[str]:
    """The accounts that a setting names get a role; gives back those that nobody has (yet).

    Whoever lost it in chat or by the command line does not get it back at the next start.
    """
    unknown: list[str] = []
    for account in accounts:
        try:
            person = person_of(uow, organisation, account)
            latest = uow.role_changes.latest(person.id, role)
            if latest is None or latest.given or latest.source is Source.SETTINGS:
                give(uow, organisation, SETTINGS, role, account, at=at)
        except (NotFound, NotAllowed):
            unknown.append(account)
    return unknown


def give(uow: UnitOfWork, organisation: Organisation, hand: Hand, role: Role, account: str, *, at: datetime) -> Person:
    """Somebody of the house has a role from now on; again is no change."""
    _must(hand)
    person = _colleague(uow, organisation, account)
    return _save(uow, hand, person, role, given=True, at=at)


def take(uow: UnitOfWork, organisation: Organisation, hand: Hand, role: Role, account: str, *, at: datetime) -> Person:
    """Somebody has a role no more; again is no change. The last administrator stays."""
    _must(hand)
    person = person_of(uow, organisation, account)
    if role is Role.ADMINISTRATOR:
        _must_leave_one(uow, organisation.id, [person])
    return _save(uow, hand, person, role, given=False, at=at)


def holds(person: Person, role: Role) -> bool:
    """Whether somebody has a role."""
    return person.is_secretariat if role is Role.SECRETARIAT else person.is_administrator


def _must(hand: Hand) -> None:
    if hand.person is not None:
        permissions.must_be_administrator(hand.person)


def must_change(
    uow: UnitOfWork, organisation: Organisation, role: Role, accounts: Sequence[str], *, given: bool
) -> None:
    """Refuses if any of several cannot be given a role, or if taking it from all of them would leave nobody."""
    if given:
        for account in accounts:
            _colleague(uow, organisation, account)
        return
    people = [person_of(uow, organisation, account) for account in accounts]
    if role is Role.ADMINISTRATOR:
        _must_leave_one(uow, organisation.id, people)


def _colleague(uow: UnitOfWork, organisation: Organisation, account: str) -> Person:
    person = person_of(uow, organisation, account)
    if not person.is_employee:
        raise NotAllowed("errors.role_employee", name=person.name)
    return person


def _must_leave_one(uow: UnitOfWork, organisation_id: OrganisationId, people: Sequence[Person]) -> None:
    there = {each.id for each in uow.people.take_administrators(organisation_id)}
    if there and there <= {person.id for person in people}:
        raise Conflict("errors.last_administrator", name=people[0].name)


def _save(uow: UnitOfWork, hand: Hand, person: Person, role: Role, *, given: bool, at: datetime) -> Person:
    if holds(person, role) is given:
        return person
    if role is Role.SECRETARIAT:
        person = replace(person, is_secretariat=given)
    else:
        person = replace(person, is_administrator=given)
    uow.people.save(person)
    if role is Role.SECRETARIAT:
        _digest(uow, person, at)
    change = RoleChange(
        id=RoleChangeId(new_id()),
        organisation_id=person.organisation_id,
        person_id=person.id,
        role=role,
        given=given,
        at=at,
        source=hand.source,
        by=hand.person.id if hand.person else None,
    )
    uow.role_changes.add(change)
    outbox.home(uow, person, at=at)
    return person


def _digest(uow: UnitOfWork, person: Person, at: datetime) -> None:
    """The secretariat's digest comes and goes with the role."""
    if person.is_secretariat:
        subscriptions.joined(uow, person, at=at)
    else:
        subscriptions.left(uow, person)


def person_of(uow: UnitOfWork, organisation: Organisation, account: str) -> Person:
    """Somebody of the organisation, in whichever of its workspaces. Raises `NotFound`."""
    for workspace in uow.organisations.workspaces():
        if workspace.organisation_id == organisation.id:
            person = uow.people.find(workspace.id, account)
            if person is not None:
                return person
    raise NotFound("errors.account_unknown", account=account)
