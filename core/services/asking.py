"""What a round asks, and whom: its prompt, what members from outside are asked besides, and after the closing what of
the changes is noticed still.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import NotFound
from core.model import echoes
from core.model.ids import InquiryId
from core.model.inquiries import Inquiry
from core.model.networks import Network, Phase
from core.model.organisations import Belonging, Person
from core.model.prompts import Audience, Prompt, Question
from core.model.rounds import Round
from core.ports import UnitOfWork


def of_round(uow: UnitOfWork, round: Round) -> Prompt:
    """Everything that is asked in it: what all are asked comes first and keeps its place."""
    prompt = composed(round, uow.prompts.get)
    return echoes.with_changes(prompt, uow.outcomes.of_network(round.network_id)) if round.is_echo else prompt


def composed(round: Round, prompt_of: Callable[[str, int], Prompt]) -> Prompt:
    """What the library asks in a round, of all and of members from outside."""
    prompt = prompt_of(round.prompt_id, round.prompt_version)
    if not round.besides_id:
        return prompt
    besides = prompt_of(round.besides_id, round.besides_version)
    return replace(prompt, questions=(*prompt.questions, *map(_outside, besides.questions)))


def _outside(question: Question) -> Question:
    return replace(question, audience=Audience.EXTERNAL)


def is_asked(question: Question, person: Person) -> bool:
    """Whether somebody is asked a question of their round."""
    return question.has_choice and (question.audience is Audience.MEMBER or is_outside(person))


def is_outside(person: Person) -> bool:
    """Whether somebody is no employee: a citizen, a company, a school, a guest."""
    return person.belonging is not Belonging.EMPLOYEE


def besides(library: Sequence[Prompt], phase: Phase, history: Sequence[Round], months: int = 0) -> Prompt | None:
    """What members from outside are asked besides in a round: once in each phase, and in each echo what is for it."""
    fit = [prompt for prompt in library if prompt.audience is Audience.EXTERNAL and prompt.phase is phase]
    if phase is Phase.AFTER:
        fit = [prompt for prompt in fit if months in prompt.offset_months] or fit
        return fit[0] if fit else None
    asked = {past.besides_id for past in history}
    return next((prompt for prompt in fit if prompt.id not in asked), None)


def with_besides(round: Round, prompt: Prompt | None) -> Round:
    """The round with what is asked besides, if anything is."""
    return replace(round, besides_id=prompt.id, besides_version=prompt.version) if prompt else round


def of_inquiry(uow: UnitOfWork, inquiry: Inquiry) -> Prompt:
    """Everything that somebody is asked for their role; after the closing what they notice of the changes, too."""
    prompt = uow.prompts.get(inquiry.prompt_id, inquiry.prompt_version)
    if inquiry.phase is not Phase.AFTER:
        return prompt
    return echoes.with_changes(prompt, uow.outcomes.of_network(inquiry.network_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquired:
    """What somebody is asked for their role."""

    inquiry: Inquiry
    network: Network
    prompt: Prompt


def to_answer(uow: UnitOfWork, id: InquiryId, person: Person) -> Inquired:
    """What the person is asked; nobody else's questions are there for them."""
    inquiry = uow.inquiries.find(id)
    if inquiry is None or inquiry.person_id != person.id:
        raise NotFound("inquiries.gone")
    network = uow.networks.get(inquiry.network_id)
    return Inquired(inquiry=inquiry, network=network, prompt=of_inquiry(uow, inquiry))


def inquired(uow: UnitOfWork, person: Person, *, at: datetime) -> tuple[Inquired, ...]:
    """What somebody is asked for a role and has not answered, while there is time."""
    found = [inquiry for inquiry in uow.inquiries.unanswered(person.id) if inquiry.waits(at)]
    return tuple(to_answer(uow, inquiry.id, person) for inquiry in found)
