"""The people of a workspace: as the platform tells of them, and what they say of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import NotAllowed, Unfit
from core.model.ids import OrganisationId, PersonId, UnitId, new_id
from core.model.organisations import INFORMATION_VERSION, OURS, Belonging, Person, PersonKind, Workspace
from core.ports import UnitOfWork
from core.services import outbox, subscriptions, units

LANGUAGES = ("da", "en")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a platform says of an account. `language`: its locale, "da-DK"; empty if it does not say."""

    account: str
    name: str
    language: str = ""
    belonging: Belonging = Belonging.EMPLOYEE
    gone: bool = False


def learn(uow: UnitOfWork, workspace: Workspace, profiles: Iterable[Profile], *, at: datetime) -> int:
    """Take in what the platform says; what people told us themselves stays. Gives how many were new or changed."""
    given = {profile.account: profile for profile in profiles}
    there = {person.account: person for person in uow.people.find_many(workspace.id, given)}
    language = uow.organisations.get(workspace.organisation_id).language
    changed = 0
    for account, profile in given.items():
        known = there.get(account)
        person = _renewed(known, profile) if known else _new(workspace, profile, language)
        if person != known:
            uow.people.save(person)
            if known and known.is_secretariat and not person.is_secretariat:
                subscriptions.left(uow, person)
            changed += 1
    return changed


def _new(workspace: Workspace, profile: Profile, language: str) -> Person:
    return Person(
        id=PersonId(new_id()),
        organisation_id=workspace.organisation_id,
        workspace_id=workspace.id,
        account=profile.account,
        name=profile.name,
        language=_language(profile.language, language),
        belonging=profile.belonging,
        gone=profile.gone,
    )


def _renewed(person: Person, profile: Profile) -> Person:
    """A language once known stays: it may have been chosen here."""
    return replace(
        person,
        name=profile.name,
        belonging=profile.belonging,
        gone=profile.gone,
        is_secretariat=person.is_secretariat and profile.belonging is Belonging.EMPLOYEE,
        is_administrator=person.is_administrator and profile.belonging is Belonging.EMPLOYEE,
    )


def _language(locale: str, otherwise: str) -> str:
    tongue = locale.replace("_", "-").partition("-")[0].lower()
    if not tongue:
        return otherwise
    return "da" if tongue in ("da", "nb", "nn", "no", "sv") else "en"


def speak(uow: UnitOfWork, person: Person, language: str, *, at: datetime) -> Person:
    """The person is spoken to in a language from now on."""
    if language not in LANGUAGES:
        raise Unfit({"language": "errors.language"})
    person = replace(uow.people.get(person.id), language=language)
    uow.people.save(person)
    outbox.home(uow, person, at=at)
    return person


def heard(uow: UnitOfWork, workspace: Workspace, account: str, locale: str, *, at: datetime) -> None:
    """What language somebody has set, told for the first time: until now the organisation's was taken for theirs."""
    person = uow.people.find(workspace.id, account)
    if person is not None and _language(locale, person.language) != person.language:
        speak(uow, person, _language(locale, person.language), at=at)


def without_accounts(uow: UnitOfWork, organisation_id: OrganisationId) -> Workspace | None:
    """Where the organisation meets those who have no account; None if it writes no mails."""
    there = (each for each in uow.organisations.workspaces() if each.organisation_id == organisation_id)
    return next((each for each in there if each.platform == OURS), None)


def unready(
    uow: UnitOfWork, person: Person, *, has_read: bool, unit_id: UnitId | None, name: str = ""
) -> dict[str, str]:
    """What is still to be read or said before things of theirs are stored, by input.

    Employees belong to a unit; who belongs to one that has closed is asked anew. Of who has no account nobody knows
    the name.
    """
    wrong: dict[str, str] = {}
    if not person.has_account and not 2 <= len(name) <= LONGEST_NAME:
        wrong["name"] = "errors.own_name"
    offered = {unit.id for unit in units.offered(uow, person.organisation_id)}
    if not (has_read or is_informed(person)):
        wrong["informed"] = "errors.informed"
    if unit_id is not None and unit_id not in offered:
        wrong["unit"] = "errors.unit_unknown"
    elif unit_id is None and person.unit_id not in offered and person.is_employee and offered:
        wrong["unit"] = "errors.own_unit"
    return wrong


def inform(
    uow: UnitOfWork, person: Person, *, unit_id: UnitId | None, kind: PersonKind | None = None, name: str = ""
) -> Person:
    """The person has read the information text and said where they belong; from here on things of theirs are stored."""
    known = uow.people.get(person.id)
    informed = replace(
        known,
        informed_version=INFORMATION_VERSION,
        unit_id=unit_id or known.unit_id,
        name=known.name if known.has_account else name or known.name,
        kind=kind or known.kind,
    )
    if informed != known:
        uow.people.save(informed)
    return informed


def is_informed(person: Person) -> bool:
    return person.informed_version == INFORMATION_VERSION


def must_be_informed(person: Person) -> None:
    """Refuses to store what somebody says of themselves before they have read how it is used."""
    if not is_informed(person):
        raise NotAllowed("errors.read_first")


def belong(uow: UnitOfWork, person: Person, *, unit_id: UnitId | None, kind: PersonKind | None, at: datetime) -> Person:
    """Where the person belongs and in what capacity, from now on. Who is no employee may belong to no unit."""
    must_be_informed(person)
    wrong = unready(uow, person, has_read=True, unit_id=unit_id)
    if unit_id is None and person.is_employee and units.offered(uow, person.organisation_id):
        wrong["unit"] = "errors.own_unit"
    if wrong:
        raise Unfit(wrong)
    known = uow.people.get(person.id)
    changed = replace(known, unit_id=unit_id, kind=kind)
    if changed != known:
        uow.people.save(changed)
        outbox.home(uow, changed, at=at)
    return changed
