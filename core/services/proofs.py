"""What the secretariat is writing for the library: typed, looked at as it will be seen, then saved or thrown away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.errors import Conflict, NotFound, Unfit
from core.model.editions import (
    DIMENSIONS,
    Draft,
    Proof,
    Wording,
    faults,
    faults_in_question,
    faults_in_title,
    reworded,
    tidy,
    type_code,
    worded,
)
from core.model.ids import new_id
from core.model.networks import NetworkType, Phase
from core.model.organisations import Person
from core.model.prompts import Prompt, Question, QuestionKind, Texts
from core.ports import UnitOfWork
from core.services import editions, permissions

Scales = Mapping[str, dict[str, Texts]]
TYPES: Mapping[str, NetworkType | None] = {type_code(kind): kind for kind in (*NetworkType, None)}
PHASES: Mapping[str, Phase] = {phase.value: phase for phase in Phase}


def begun(uow: UnitOfWork, person: Person, id: str) -> Proof | None:
    """What the person is writing of a prompt, if they are."""
    permissions.must_be_secretariat(person)
    return uow.proofs.find(person.id, id)


def get(uow: UnitOfWork, person: Person, id: str) -> Proof:
    """What the person is writing of a prompt."""
    proof = begun(uow, person, id)
    if proof is None:
        raise NotFound("prompts.proof_gone")
    return proof


def scales(uow: UnitOfWork, person: Person) -> Scales:
    """The scales that the library uses, by name."""
    permissions.must_be_secretariat(person)
    questions = (question for edition in uow.prompts.library() for question in edition.prompt.questions)
    return {question.scale: question.ends for question in questions if question.scale and question.ends}


def to_reword(uow: UnitOfWork, person: Person, id: str) -> Prompt:
    """What the form is filled with: the next version of what is there now, in the words that the person has begun."""
    there = editions.history(uow, person, id)
    newest = there.newest.prompt
    if there.newest.is_retired:
        raise Conflict("prompts.is_retired")
    following = replace(newest, version=newest.version + 1)
    proof = there.proof
    return reworded(following, worded(proof.prompt)) if proof and proof.fits(newest) else following


def reword(uow: UnitOfWork, person: Person, id: str, version: int, wording: Wording, *, at: datetime) -> Proof:
    """Other words for a prompt. `version`: the one that the form was to become."""
    newest = editions.history(uow, person, id).newest
    if newest.is_retired:
        raise Conflict("prompts.is_retired")
    if len(wording.questions) != len(newest.prompt.questions):
        raise Conflict("prompts.changed_meanwhile")
    _must_fit(faults(wording))
    prompt = reworded(newest.prompt, wording)
    if newest.says(prompt):
        raise Unfit({"title_da": "prompts.nothing_changed"})
    return _prove(uow, person, replace(prompt, version=version), at)


def write(uow: UnitOfWork, person: Person, draft: Draft, *, at: datetime, id: str = "") -> Proof:
    """A new prompt. `id`: of the one that the person is writing already."""
    known = scales(uow, person)
    if id and not get(uow, person, id).is_new:
        raise NotFound("prompts.proof_gone")
    _must_fit(_faults(draft, known))
    kind, phase = TYPES[draft.type], PHASES[draft.phase]
    questions = [Question(dimension=draft.dimension, kind=QuestionKind.OPEN, texts=tidy(draft.question))]
    if draft.asks_for_a_point:
        point = replace(questions[0], kind=QuestionKind.SCALE, texts=tidy(draft.point))
        questions.insert(0, replace(point, scale=draft.scale, ends=known[draft.scale]))
    prompt = Prompt(
        id=id or f"{draft.type}-{draft.phase}-{new_id()[:8]}",
        version=1,
        phase=phase,
        type=kind,
        title=tidy(draft.title),
        questions=tuple(questions),
        visibility=draft.visibility,
    )
    return _prove(uow, person, prompt, at)


def drafted(prompt: Prompt) -> Draft:
    """What was typed of a new prompt."""
    *before, question = prompt.questions
    return Draft(
        type=type_code(prompt.type),
        phase=prompt.phase.value,
        dimension=question.dimension,
        title=prompt.title,
        question=question.texts,
        point=before[0].texts if before else {},
        scale=(before[0].scale or "") if before else "",
        visibility=prompt.visibility,
    )


def discard(uow: UnitOfWork, person: Person, id: str) -> None:
    """What the person was writing is thrown away."""
    permissions.must_be_secretariat(person)
    uow.proofs.clear(person.id, id)


def _faults(draft: Draft, known: Scales) -> dict[str, str]:
    chosen = {"type": draft.type in TYPES, "phase": draft.phase in PHASES, "dimension": draft.dimension in DIMENSIONS}
    found = {name: "prompts.choose" for name, is_chosen in chosen.items() if not is_chosen}
    found |= faults_in_title(draft.title) | faults_in_question("question", draft.question)
    if draft.asks_for_a_point:
        found |= faults_in_question("point", draft.point)
        if draft.scale not in known:
            found["scale"] = "prompts.choose_scale"
    return found


def _must_fit(found: dict[str, str]) -> None:
    if found:
        raise Unfit(found)


def _prove(uow: UnitOfWork, person: Person, prompt: Prompt, at: datetime) -> Proof:
    proof = Proof(person_id=person.id, prompt=prompt, at=at)
    uow.proofs.set(proof)
    return proof
