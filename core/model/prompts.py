"""A prompt: what a round asks. One to three questions, written by the secretariat, kept in versions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from core.errors import NotFound
from core.model.networks import NetworkType, Phase

Texts = dict[str, str]
"""One text per language, e.g. {"da": "...", "en": "..."}."""


OTHER = "andet"
"""The option that is told more about in words."""

DEEPER = frozenset({"perspektiv", "outcome", "barriere", "drivkraft"})
"""What every round should touch where it can (domain.md §3)."""

REST = 3
"""How many rounds a prompt rests before it may be asked again."""

_TREND = "-undervejs-1"  # how the id of "Hvordan går det?" ends


class QuestionKind(Enum):
    """How a question is answered."""

    SCALE = "scale"  # 1 to 5
    CHOICE = "choice"
    OPEN = "open"


class Visibility(Enum):
    """Who sees the answers to a prompt, before the member chooses."""

    OPTIONAL = "valgfri"
    SHARED = "delt"
    PRIVATE = "privat"


class Audience(Enum):
    """Whom a prompt is written for."""

    MEMBER = "deltager"
    LEADER = "netvaerksleder"
    ANCHOR = "ledelsesophaeng"
    RECEIVER = "modtager"
    EXTERNAL = "ekstern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice. `exclusive`: it cannot stand beside another."""

    id: str
    texts: Texts
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`audience`: whom it is asked, where a round asks some of its members more than the others.

    `ends`: a text for the scale points that have one, by point ("1", "3", "5")."""

    dimension: str
    kind: QuestionKind
    texts: Texts
    hint: Texts | None = None
    scale: str | None = None
    ends: dict[str, Texts] | None = None
    choices: str | None = None
    options: tuple[Option, ...] = ()
    most: int = 1
    target: str | None = None
    moment: str | None = None
    audience: Audience = Audience.MEMBER

    @property
    def has_choice(self) -> bool:
        """Whether there is anything to answer: a choice must have an option that says something."""
        return self.kind is not QuestionKind.CHOICE or not all(option.exclusive for option in self.options)

    @property
    def takes_other(self) -> bool:
        """Whether one of its options is told more about in words."""
        return any(option.id == OTHER for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One reflection, self-contained: scales and choices are copied in, so a version never changes."""

    id: str
    version: int
    phase: Phase
    type: NetworkType | None  # None: written for all types
    title: Texts
    questions: tuple[Question, ...]
    visibility: Visibility = Visibility.OPTIONAL
    audience: Audience = Audience.MEMBER
    offset_months: tuple[int, ...] = ()

    @property
    def is_private(self) -> bool:
        return self.visibility is Visibility.PRIVATE

    @property
    def open_question(self) -> int | None:
        """The place of the first open question: what a message in the thread answers."""
        return next((n for n, q in enumerate(self.asked_all) if q.kind is QuestionKind.OPEN), None)

    @property
    def asked_all(self) -> tuple[Question, ...]:
        """What everybody is asked; it comes before what only some are."""
        return tuple(q for q in self.questions if q.audience is Audience.MEMBER and q.has_choice)

    def asks(self, dimensions: Collection[str]) -> bool:
        """Whether one of its questions is about one of some dimensions."""
        return any(question.dimension in dimensions for question in self.questions)

    @property
    def is_trend(self) -> bool:
        """Whether it is "Hvordan går det?": asked again and again, so that its answers make a line."""
        return self.id.endswith(_TREND)

    @property
    def goes_deeper(self) -> bool:
        """Whether it asks for a perspective, an outcome, a barrier or a driver."""
        return any(question.dimension in DEEPER for question in self.questions)


def choose(prompts: Sequence[Prompt], kind: NetworkType | None, phase: Phase, asked: Sequence[str]) -> Prompt:
    """The prompt of the next round. `prompts`: the library in its order; `asked`: prompt ids so far, oldest first.

    Of the members' prompts for that kind of network and phase, in this order of weight:
    1. one that was asked in the last three rounds is left out, "Hvordan går det?" excepted;
    2. after a round that did not go deeper comes one that does;
    3. "Hvordan går det?" comes when the last three rounds went without it, and at no other time;
    4. the one that was asked longest ago; among those never asked, the first of the library.
    A rule that would leave nothing is passed over.
    """
    fit = [p for p in prompts if p.audience is Audience.MEMBER and p.phase is phase and p.type in (None, kind)]
    if not fit:
        raise NotFound("rounds.no_prompt")
    recent = asked[-REST:]
    free = [p for p in fit if p.is_trend or p.id not in recent] or fit
    if asked and not any(p.goes_deeper for p in prompts if p.id == asked[-1]):
        free = [p for p in free if p.goes_deeper] or free
    trend = [p for p in free if p.is_trend and p.id not in recent]
    others = [p for p in free if not p.is_trend]
    return min(trend or others or free, key=lambda p: _last_place(asked, p.id))


def _last_place(asked: Sequence[str], id: str) -> int:
    return max((place for place, other in enumerate(asked) if other == id), default=-1)
