"""A reply: what one member answered in one round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.ids import PersonId, ReplyId, RoundId
from core.model.prompts import OTHER, Prompt, Question, QuestionKind

MOST_TEXT = 3000
"""The longest answer, in characters."""


class ReplyVisibility(Enum):
    """Who sees a reply; the member chooses for each."""

    SHARED = "delt"  # the network, with the name
    PRIVATE = "privat"  # only the secretariat, without the name


class ReplySource(Enum):
    """How the reply was given."""

    FORM = "formular"
    THREAD = "traad"  # the member's own message in the prompt's thread
    SAVED = "gemt"  # a message of their own, saved as a reflection


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question: scale (1-5), choices (option ids) or text.

    Beside choices, `text` says what the choice "andet" stands for.
    """

    question: int
    scale: int | None = None
    choices: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_given(self) -> bool:
        return self.scale is not None or bool(self.choices) or bool(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A reply that stands, as it is read together with others: what was answered, and who may see it."""

    id: ReplyId
    round_id: RoundId
    person_id: PersonId
    visibility: ReplyVisibility
    answers: tuple[Answer, ...]
    quotable: bool = False
    is_late: bool = False
    edited_at: datetime | None = None

    @property
    def is_shared(self) -> bool:
        return self.visibility is ReplyVisibility.SHARED

    @property
    def stands(self) -> bool:
        """Whether it is still there to be read and counted."""
        return True

    def answer(self, question: int) -> Answer:
        """The answer to a question; an empty one if there is none."""
        return next((given for given in self.answers if given.question == question), Answer(question=question))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Saying):
    """One per (round, person). Withdrawn: the answers are gone, the row says that there was one.

    `source_message`: the platform's id of the member's own message, when one became the reply.
    """

    submitted_at: datetime
    source: ReplySource = ReplySource.FORM
    source_message: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_posted(self) -> bool:
        """Whether the bot's own post of it stands in the thread; the member's own message needs none."""
        return self.stands and self.is_shared and self.source is not ReplySource.THREAD

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


def input_of(question: int) -> str:
    """The name of the input that asks a question."""
    return f"q{question}"


def other_input_of(question: int) -> str:
    """The name of the input that asks what "andet" is."""
    return f"q{question}_other"


def unfit(prompt: Prompt, answers: Iterable[Answer]) -> dict[str, str]:
    """What is wrong with the answers: text keys by the name of the input. Every question may be skipped, not all."""
    given = {answer.question: answer for answer in answers if answer.is_given}
    if not given:
        first = prompt.open_question if prompt.open_question is not None else 0
        return {input_of(first): "replies.empty"}
    wrong: dict[str, str] = {}
    for place, answer in given.items():
        question = prompt.questions[place]
        key = _misfit(question, answer)
        if key is not None:
            in_other = key == "replies.too_long" and question.kind is QuestionKind.CHOICE
            wrong[other_input_of(place) if in_other else input_of(place)] = key
    return wrong


def _misfit(question: Question, answer: Answer) -> str | None:
    if len(answer.text) > MOST_TEXT:
        return "replies.too_long"
    if question.kind is QuestionKind.CHOICE:
        return _unchoosable(question, answer)
    if question.kind is QuestionKind.SCALE:
        return None if answer.scale in range(1, 6) and not answer.choices else "replies.choose_again"
    return None if answer.text and answer.scale is None and not answer.choices else "replies.choose_again"


def _unchoosable(question: Question, answer: Answer) -> str | None:
    known = {option.id: option for option in question.options}
    if answer.scale is not None or not known.keys() >= set(answer.choices):
        return "replies.choose_again"
    if len(answer.choices) > 1 and any(known[choice].exclusive for choice in answer.choices):
        return "replies.exclusive"
    if len(set(answer.choices)) > question.most:
        return "replies.too_many"
    if answer.text and OTHER not in answer.choices:
        return "replies.other_without_choice"
    return None
