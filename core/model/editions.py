"""The library over time: every version of a prompt, how it came to be, and one that is being written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import product

from core.model.changes import Source
from core.model.ids import PersonId
from core.model.masking import holds_cpr
from core.model.networks import NetworkType, Phase
from core.model.picks import LEAST, MOST
from core.model.prompts import Audience, Prompt, Texts, Visibility

LEAST_TITLE, MOST_TITLE, MOST_HINT = 3, 80, 200
"""Characters; of a question see `core.model.picks`."""

DIMENSIONS = (
    *("fremdrift", "output", "outcome", "drivkraft", "barriere"),
    *("perspektiv", "samarbejde", "kompetence", "brugeroplevelse"),
)
"""What a question can be about; figures and summaries are counted by them."""

ALL_TYPES = "alle"
"""Of a prompt that is written for every type of network."""
_ROLES, _RETIRED = "roller", "ude"


class Making(Enum):
    """How a version came to be."""

    ADDED = "tilfoejet"
    CHANGED = "rettet"
    RETIRED = "taget_ud"  # from here on it is not asked any more
    RETURNED = "taget_ind"
    REVERTED = "som_foer"  # it says what an earlier one said


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a prompt, with its place in the library. `at`: None if it was there before that was kept."""

    prompt: Prompt
    position: int
    making: Making
    source: Source
    at: datetime | None = None
    by: PersonId | None = None

    @property
    def is_retired(self) -> bool:
        return self.making is Making.RETIRED

    @property
    def follows_template(self) -> bool:
        """Nobody here has changed it: what ships with the bot holds."""
        return self.source is Source.TEMPLATE

    def says(self, prompt: Prompt) -> bool:
        """Whether it says the same, whatever its number."""
        return replace(prompt, version=self.prompt.version) == self.prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A part of the library: members' prompts of a type (or for all of them) and a phase. Without a phase what is
    written for other roles, or what is not asked any more.
    """

    type: NetworkType | None = None
    phase: Phase | None = None
    is_retired: bool = False

    @property
    def code(self) -> str:
        if self.phase is None:
            return _RETIRED if self.is_retired else _ROLES
        return f"{type_code(self.type)}|{self.phase.value}"

    def holds(self, edition: Edition) -> bool:
        if self.is_retired or edition.is_retired:
            return self.is_retired and edition.is_retired
        prompt = edition.prompt
        if prompt.audience is not Audience.MEMBER:
            return self.phase is None
        return (prompt.type, prompt.phase) == (self.type, self.phase)


SHELVES = (
    *(Shelf(type=kind, phase=phase) for kind, phase in product((*NetworkType, None), Phase)),
    Shelf(),
    Shelf(is_retired=True),
)
"""All there are, in the order that they are shown in."""


def type_code(kind: NetworkType | None) -> str:
    """A type, or all of them, as files and forms have it."""
    return kind.value if kind else ALL_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody is writing: nobody is asked it until they save it. `prompt.version`: the one it is to become."""

    person_id: PersonId
    prompt: Prompt
    at: datetime

    @property
    def is_new(self) -> bool:
        """No version of it was ever saved."""
        return self.prompt.version == 1

    def fits(self, newest: Prompt) -> bool:
        """Whether it asks in the same way as what is there now, whatever its words."""
        return [question.kind for question in self.prompt.questions] == [each.kind for each in newest.questions]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a prompt as somebody has typed them; each text may be empty. `hints`: one for each question."""

    title: Texts
    questions: tuple[Texts, ...]
    hints: tuple[Texts, ...]
    visibility: Visibility


def worded(prompt: Prompt) -> Wording:
    """The words that a prompt has."""
    return Wording(
        title=prompt.title,
        questions=tuple(question.texts for question in prompt.questions),
        hints=tuple(question.hint or {} for question in prompt.questions),
        visibility=prompt.visibility,
    )


def reworded(prompt: Prompt, wording: Wording) -> Prompt:
    """The prompt in other words; the kinds of its questions, their scales and choices stay."""
    questions = tuple(
        replace(question, texts=tidy(texts), hint=tidy(hint) or None)
        for question, texts, hint in zip(prompt.questions, wording.questions, wording.hints, strict=True)
    )
    return replace(prompt, title=tidy(wording.title), questions=questions, visibility=wording.visibility)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A new prompt as somebody has typed it: an open question, and before it, if they like, one with a scale.

    `type`, `phase`, `dimension`, `scale`: what was chosen, empty if nothing was.
    """

    type: str
    phase: str
    dimension: str
    title: Texts
    question: Texts
    point: Texts
    scale: str
    visibility: Visibility

    @property
    def asks_for_a_point(self) -> bool:
        return bool(self.scale or tidy(self.point))


def faults(wording: Wording) -> dict[str, str]:
    """What cannot be used, by the name of its input: `title_da`, `q0_en`, `h0_da` ..."""
    found = faults_in_title(wording.title)
    for place, (texts, hint) in enumerate(zip(wording.questions, wording.hints, strict=True)):
        found |= faults_in_question(f"q{place}", texts)
        if tidy(hint):
            found |= _faults(f"h{place}", hint, 1, MOST_HINT, "prompts.hint_length")
    return found


def faults_in_title(title: Texts) -> dict[str, str]:
    return _faults("title", title, LEAST_TITLE, MOST_TITLE, "prompts.title_length")


def faults_in_question(name: str, texts: Texts) -> dict[str, str]:
    return _faults(name, texts, LEAST, MOST, "prompts.question_length")


def _faults(name: str, texts: Texts, least: int, most: int, length: str) -> dict[str, str]:
    given, found = tidy(texts), {}
    if "da" not in given:
        found[f"{name}_da"] = "prompts.danish_missing"
    for language, text in given.items():
        if not least <= len(text) <= most:
            found[f"{name}_{language}"] = length
        elif holds_cpr(text):
            found[f"{name}_{language}"] = "prompts.cpr"
    return found


def tidy(texts: Texts) -> Texts:
    """Without needless space, and without what is empty."""
    return {language: " ".join(text.split()) for language, text in texts.items() if text.strip()}


def emptied(before: Iterable[Prompt], after: Iterable[Prompt]) -> Sequence[tuple[NetworkType, Phase]]:
    """Where members were asked something, and would be asked nothing any more."""
    had, has = _asked(before), _asked(after)
    return [shelf for shelf in had if shelf not in has]


def _asked(prompts: Iterable[Prompt]) -> Sequence[tuple[NetworkType, Phase]]:
    """For which networks there is something, in which phase."""
    members = [prompt for prompt in prompts if prompt.audience is Audience.MEMBER]
    return [
        (kind, phase)
        for kind, phase in product(NetworkType, Phase)
        if any(prompt.phase is phase and prompt.type in (None, kind) for prompt in members)
    ]


def differences(before: Prompt, after: Prompt) -> Sequence[tuple[str, str, str]]:
    """What is not the same: where, what it was, what it is."""
    was, is_now = _facts(before), _facts(after)
    places = dict.fromkeys((*was, *is_now))
    told = [(place, was.get(place, ""), is_now.get(place, "")) for place in places]
    return [each for each in told if each[1] != each[2]]


def _facts(prompt: Prompt) -> Mapping[str, str]:
    """All that a prompt says, place by place."""
    facts = {
        "type": type_code(prompt.type),
        "phase": prompt.phase.value,
        "audience": prompt.audience.value,
        "visibility": prompt.visibility.value,
        "offset_months": ", ".join(str(month) for month in prompt.offset_months),
        **_texts("title", prompt.title),
    }
    for number, question in enumerate(prompt.questions, 1):
        place = f"question {number}"
        facts |= {
            **_texts(place, question.texts),
            **_texts(f"{place}: hint", question.hint or {}),
            f"{place}: kind": question.kind.value,
            f"{place}: dim": question.dimension,
            f"{place}: scale": _named(question.scale, (question.ends or {}).values()),
            f"{place}: choices": _named(question.choices, (option.texts for option in question.options)),
            f"{place}: most": str(question.most),
            f"{place}: target": question.target or "",
            f"{place}: moment": question.moment or "",
        }
        facts[f"{place}: options"] = ", ".join(option.id + "!" * option.exclusive for option in question.options)
    return facts


def _texts(place: str, texts: Texts) -> dict[str, str]:
    return {f"{place}: {language}": text for language, text in texts.items()}


def _named(name: str | None, texts: Iterable[Texts]) -> str:
    return f"{name} ({'; '.join('/'.join(each.values()) for each in texts)})" if name else ""
