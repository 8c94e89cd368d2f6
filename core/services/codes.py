"""The list of codes: what the library offers, and what the secretariat has added, renamed and retired."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotFound, Refusal, Unfit
from core.model import code_lists
from core.model.codes import LONGEST_NAME, LONGEST_WORDS, MOST_OWN, SHORTEST_NAME, Code, CodeKind
from core.model.ids import CodeId, OrganisationId, new_id
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import permissions


def offered(uow: UnitOfWork, organisation_id: OrganisationId) -> tuple[Code, ...]:
    """What may be chosen: barriers, drivers, then the own ones by name."""
    library = code_lists.of_library(organisation_id, uow.prompts.newest())
    return (*library, *(code for code in own(uow, organisation_id) if code.is_offered))


def own(uow: UnitOfWork, organisation_id: OrganisationId) -> tuple[Code, ...]:
    """The secretariat's, by name, the retired ones last."""
    found = [code for code in uow.codes.of_organisation(organisation_id) if code.is_own]
    return tuple(sorted(found, key=lambda code: (not code.is_offered, code.texts["da"].casefold())))


def known(uow: UnitOfWork, organisation_id: OrganisationId) -> Mapping[CodeId, Code]:
    """Every code that may be chosen, or was: those too that the library has dropped, as they were called then."""
    used = {code.id: code for code in uow.codes.of_organisation(organisation_id)}
    return {**used, **{code.id: code for code in offered(uow, organisation_id)}}


def find(uow: UnitOfWork, id: CodeId, person: Person) -> Code:
    """An own code, for who may change it."""
    permissions.must_be_secretariat(person)
    code = uow.codes.find(id)
    if code is None or not code.is_own or code.organisation_id != person.organisation_id:
        raise NotFound("codes.unknown")
    return code


def add(uow: UnitOfWork, person: Person, *, name: str, words: str) -> Code:
    """One that the secretariat misses in the library."""
    permissions.must_be_secretariat(person)
    if sum(code.is_offered for code in own(uow, person.organisation_id)) >= MOST_OWN:
        raise Conflict("codes.too_many_own", n=MOST_OWN)
    blank = Code(id=CodeId(new_id()), organisation_id=person.organisation_id, kind=CodeKind.OWN, texts={})
    code = _called(uow, blank, name, words)
    uow.codes.add(code)
    return code


def rename(uow: UnitOfWork, id: CodeId, person: Person, *, name: str, words: str) -> Code:
    """It is called so from now on, in what was coded with it before too."""
    code = _called(uow, find(uow, id, person), name, words)
    uow.codes.save(code)
    return code


def retire(uow: UnitOfWork, id: CodeId, person: Person, *, at: datetime | None) -> Code:
    """It is not offered any more; what was coded with it stays so. `at` None: it is offered again."""
    code = replace(find(uow, id, person), retired_at=at)
    uow.codes.save(code)
    return code


def _called(uow: UnitOfWork, code: Code, name: str, words: str) -> Code:
    name = " ".join(name.split())
    wrong: dict[str, str | Refusal] = {}
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        wrong["name"] = Refusal("codes.name_length", least=SHORTEST_NAME, most=LONGEST_NAME)
    elif _is_taken(uow, code, name):
        wrong["name"] = "codes.name_taken"
    if len(words) > LONGEST_WORDS:
        wrong["words"] = Refusal("errors.too_long", n=LONGEST_WORDS)
    if wrong:
        raise Unfit(wrong)
    stems = dict.fromkeys(word.strip() for word in words.replace("\n", ",").split(",") if word.strip())
    return replace(code, texts={"da": name}, words=tuple(stems))


def _is_taken(uow: UnitOfWork, code: Code, name: str) -> bool:
    others = (each for each in offered(uow, code.organisation_id) if each.id != code.id)
    return any(name.casefold() in (text.casefold() for text in each.texts.values()) for each in others)


def listed(uow: UnitOfWork, person: Person) -> tuple[Code, ...]:
    """The whole list, for who keeps it: what is offered, then the own ones that are retired."""
    permissions.must_be_secretariat(person)
    retired = (code for code in own(uow, person.organisation_id) if not code.is_offered)
    return (*offered(uow, person.organisation_id), *retired)
