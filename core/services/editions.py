"""The library in the secretariat's hands: seen, saved, taken out, taken back in, set back. See `core.services.proofs`.

There is one library in an installation. Whatever is saved is a new version and holds for the rounds that open from
then on; rounds know the version that they asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Conflict, NotFound
from core.model.changes import Source
from core.model.editions import Edition, Making, Proof, emptied
from core.model.ids import PersonId
from core.model.organisations import Person
from core.model.prompts import Prompt
from core.ports import UnitOfWork
from core.services import permissions, prompts


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The newest version of each, in order. `proofs`: what the person is writing. `is_shared`: other organisations than
    theirs ask these too.
    """

    editions: tuple[Edition, ...]
    proofs: tuple[Proof, ...] = ()
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One prompt: its versions, the newest first, and who of the person's own organisation made them.

    `earlier`: the newest that said something else. `proof`: what the person is writing of it.
    """

    editions: tuple[Edition, ...]
    people: Mapping[PersonId, Person]
    earlier: Edition | None = None
    proof: Proof | None = None

    @property
    def newest(self) -> Edition:
        return self.editions[0]


def library(uow: UnitOfWork, person: Person) -> Library:
    """All of it, for the secretariat."""
    permissions.must_be_secretariat(person)
    return Library(
        editions=tuple(uow.prompts.library()),
        proofs=tuple(uow.proofs.of_person(person.id)),
        is_shared=len(uow.organisations.all()) > 1,
    )


def history(uow: UnitOfWork, person: Person, id: str) -> History:
    """One prompt with all that has become of it, for the secretariat."""
    permissions.must_be_secretariat(person)
    editions = tuple(uow.prompts.editions(id))
    if not editions:
        raise NotFound("prompts.gone")
    makers = uow.people.get_many({edition.by for edition in editions if edition.by})
    newest = editions[0].prompt
    return History(
        editions=editions,
        people={each.id: each for each in makers if each.organisation_id == person.organisation_id},
        earlier=next((edition for edition in editions if not edition.says(newest)), None),
        proof=uow.proofs.find(person.id, id),
    )


def save(uow: UnitOfWork, person: Person, id: str, *, at: datetime) -> History:
    """What the person has been writing becomes the newest version. What another has saved meanwhile is not lost."""
    permissions.must_be_secretariat(person)
    proof = uow.proofs.find(person.id, id)
    if proof is None:
        raise NotFound("prompts.proof_gone")
    if proof.is_new:
        last = max((edition.position for edition in uow.prompts.library()), default=-1)
        _keep(uow, person, proof.prompt, last + 1, Making.ADDED, at)
    else:
        newest = _newest(uow, person, id, proof.prompt.version - 1)
        if newest.is_retired:
            raise Conflict("prompts.is_retired")
        _keep(uow, person, proof.prompt, newest.position, Making.CHANGED, at)
    uow.proofs.clear(person.id, id)
    return history(uow, person, id)


def retire(uow: UnitOfWork, person: Person, id: str, version: int, *, at: datetime) -> History:
    """It is not asked any more. What would leave networks with nothing to be asked stays."""
    newest = _newest(uow, person, id, version)
    if newest.is_retired:
        raise Conflict("prompts.is_retired")
    living = uow.prompts.newest()
    if emptied(living, [prompt for prompt in living if prompt.id != id]):
        raise Conflict("prompts.last_one", title=newest.prompt.title["da"])
    return _become(uow, person, newest, newest.prompt, Making.RETIRED, at)


def take_back(uow: UnitOfWork, person: Person, id: str, version: int, *, at: datetime) -> History:
    """It is asked again."""
    newest = _newest(uow, person, id, version)
    if not newest.is_retired:
        raise Conflict("prompts.is_asked")
    return _become(uow, person, newest, newest.prompt, Making.RETURNED, at)


def revert(uow: UnitOfWork, person: Person, id: str, version: int, *, at: datetime) -> History:
    """It says what it said before: the earlier words, as the newest version. Once more gives the later ones back."""
    newest, there = _newest(uow, person, id, version), history(uow, person, id)
    if newest.is_retired:
        raise Conflict("prompts.is_retired")
    if there.earlier is None:
        raise Conflict("prompts.nothing_earlier")
    return _become(uow, person, newest, there.earlier.prompt, Making.REVERTED, at)


def _newest(uow: UnitOfWork, person: Person, id: str, version: int) -> Edition:
    """The newest version, if it is the one that the person has seen."""
    newest = history(uow, person, id).newest
    if newest.prompt.version != version:
        raise Conflict("prompts.changed_meanwhile")
    return newest


def _become(uow: UnitOfWork, person: Person, newest: Edition, said: Prompt, making: Making, at: datetime) -> History:
    prompt = replace(said, version=newest.prompt.version + 1)
    _keep(uow, person, prompt, newest.position, making, at)
    return history(uow, person, prompt.id)


def _keep(uow: UnitOfWork, person: Person, prompt: Prompt, position: int, making: Making, at: datetime) -> None:
    edition = Edition(prompt=prompt, position=position, making=making, source=Source.CHAT, at=at, by=person.id)
    prompts.keep(uow, edition)
