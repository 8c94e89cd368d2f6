"""The three targets of the first year, and which questions, people and rounds bear on them."""

from enum import Enum

from core.model.networks import NetworkType, Phase
from core.model.organisations import Belonging, Person, PersonKind
from core.model.prompts import Prompt, Question, QuestionKind

COMPARED = "oplevelse"
"""The scale that compares with before: its middle is "Som før"."""
AS_BEFORE = 3
"""The middle of that scale."""
NOW, THEN = "nu", "dengang"
"""The moments of the two questions about competence that are asked together at the end."""


class Target(Enum):
    """What the strategy hopes for within the first year; prompts carry its code."""

    PROPOSAL = "T1"  # a new welfare service is proposed
    EXPERIENCE = "T2"  # citizens and staff feel that procedures have improved
    COMPETENCE = "T3"  # members of learning networks find that they have become better


_OF_TYPES = {
    NetworkType.INNOVATION: Target.PROPOSAL,
    NetworkType.WELFARE: Target.EXPERIENCE,
    NetworkType.LEARNING: Target.COMPETENCE,
}


def of_type(kind: NetworkType | None) -> Target | None:
    """The target that networks of a type are there for."""
    return _OF_TYPES[kind] if kind else None


class Group(Enum):
    """Whose word it is. Staff and others are told of apart, never as one."""

    STAFF = "medarbejdere"
    OUTSIDE = "udefra"  # citizens, companies, associations, schools, politicians


_STAFF_KINDS = frozenset({None, PersonKind.EMPLOYEE, PersonKind.MANAGER, PersonKind.OTHER})


def group_of(person: Person) -> Group:
    """Staff: who is employed here and does not say that they take part as something else."""
    is_employed = person.belonging is Belonging.EMPLOYEE
    return Group.STAFF if is_employed and person.kind in _STAFF_KINDS else Group.OUTSIDE


class Moment(Enum):
    """When in a network's life something was said."""

    BASELINE = "start"
    MIDWAY = "midtvejs"
    CLOSING = "slut"


_MOMENTS = {
    Phase.START: Moment.BASELINE,
    Phase.UNDERWAY: Moment.MIDWAY,
    Phase.MIDWAY: Moment.MIDWAY,
    Phase.CLOSING: Moment.CLOSING,
    Phase.AFTER: Moment.CLOSING,
}


def moment_of(phase: Phase) -> Moment:
    """The moment of a round, by its phase. What is asked months after stands with the closing."""
    return _MOMENTS[phase]


def experiences(prompt: Prompt) -> tuple[int, ...]:
    """The places of the scales about how procedures work."""
    return _scales(prompt, Target.EXPERIENCE)


def compares(question: Question) -> bool:
    """Whether a scale asks for a comparison with before."""
    return question.scale == COMPARED


def competences(prompt: Prompt) -> tuple[int, ...]:
    """The places of the scales about how good somebody is now, where nothing else is asked beside it."""
    return tuple(place for place in _scales(prompt, Target.COMPETENCE) if not prompt.questions[place].moment)


def pair(prompt: Prompt) -> tuple[int, int] | None:
    """The places of "i dag" and "da netværket begyndte", where both are asked."""
    moments = {prompt.questions[place].moment: place for place in _scales(prompt, Target.COMPETENCE)}
    return (moments[NOW], moments[THEN]) if {NOW, THEN} <= moments.keys() else None


def bears(prompt: Prompt) -> bool:
    """Whether answers to it are counted toward a target."""
    return has_any(prompt) and (bool(experiences(prompt)) or pair(prompt) is not None)


def has_any(prompt: Prompt) -> bool:
    """Whether one of its questions is about a target; most prompts have none, and for each round they are looked at."""
    return any(question.target for question in prompt.questions)


def _scales(prompt: Prompt, target: Target) -> tuple[int, ...]:
    return tuple(
        place
        for place, question in enumerate(prompt.questions)
        if question.kind is QuestionKind.SCALE and question.target == target.value
    )
