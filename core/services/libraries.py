"""A file of prompts: read whole, and everything that is wrong with it told at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import Enum
from typing import ParamSpec, TypeVar

from core.model.editions import ALL_TYPES, MOST_HINT, MOST_TITLE
from core.model.masking import holds_cpr
from core.model.networks import NetworkType, Phase
from core.model.picks import MOST
from core.model.prompts import Audience, Option, Prompt, Question, QuestionKind, Texts, Visibility

Branch = Mapping[str, object]

_Chosen = TypeVar("_Chosen", bound=Enum)
_T = TypeVar("_T")
_P = ParamSpec("_P")
MOST_QUESTIONS, MOST_OPTION, MOST_SHOWN = 3, 75, 60
LISTS = ("prompts", "role_prompts")
_NAME = re.compile(r"(?!egen-)[a-z0-9][a-z0-9-]{0,59}")  # "egen-": a network's own question, in no library
_OF_A_PROMPT = ("id", "type", "phase", "audience", "visibility", "offset_months", "title", "questions")
_OF_A_QUESTION = ("dim", "kind", "da", "en", "hint", "scale", "choices", "target", "moment")


class LibraryError(ValueError):
    """The file cannot be used. `problems`: each names the prompt, the place in it, and what is wrong there."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(slots=True)
class _Reading:
    """One file being read. What is wrong is noted, and something stands in for it, so that the rest is read too."""

    library: Branch
    problems: dict[str, None] = field(default_factory=dict)
    scales: dict[str, dict[str, Texts]] = field(default_factory=dict)
    choices: dict[str, tuple[tuple[Option, ...], int]] = field(default_factory=dict)

    def tried(self, instead: _T, read: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return read(*args, **kwargs)
        except LibraryError as error:
            self.note(*error.problems)
            return instead

    def note(self, *problems: str) -> None:
        self.problems.update(dict.fromkeys(problems))

    def named(self, name: str) -> Branch:
        """A part of the file, e.g. its scales; one that is not there has nothing in it."""
        return self.tried({}, _branch, self.library.get(name, {}), name)


def read(library: object) -> tuple[Prompt, ...]:
    """Every prompt of the file, in its order, each as version 1. Raises `LibraryError` with all that is wrong."""
    reading = _Reading(_branch(library, "the file"))
    _read_sets(reading)
    prompts = tuple(
        _prompt(reading, reading.tried({}, _branch, entry, f"{name}, number {number}"), f"{name}, number {number}")
        for name in LISTS
        for number, entry in enumerate(reading.tried((), _sequence, reading.library.get(name, ()), name), 1)
    )
    ids = [prompt.id for prompt in prompts]
    reading.note(*(f"{name}: two prompts have this id" for place, name in enumerate(ids) if name in ids[:place]))
    if reading.problems:
        raise LibraryError(*reading.problems)
    return prompts


def _read_sets(reading: _Reading) -> None:
    """The scales and the choices, each once, however many questions use it."""
    for name, ends in reading.named("scales").items():
        reading.scales[name] = reading.tried({}, _ends, ends, f"scale {name}")
    for name, chosen in reading.named("choice_sets").items():
        reading.choices[name] = reading.tried(((), 1), _options, reading, chosen, f"choices {name}")


def _ends(value: object, where: str) -> dict[str, Texts]:
    ends = {point: _texts(texts, f"{where}, {point}", MOST_OPTION) for point, texts in _branch(value, where).items()}
    if not {"1", "5"} <= set(ends) <= {"1", "2", "3", "4", "5"}:
        raise LibraryError(f"{where} needs a text at 1 and at 5, and none but at 1 to 5; write the numbers in quotes")
    return ends


def _options(reading: _Reading, value: object, where: str) -> tuple[tuple[Option, ...], int]:
    chosen = _branch(value, where)
    entries = _sequence(chosen.get("options"), f"{where}: options")
    options = tuple(
        _option(reading, reading.tried({}, _branch, entry, f"{where}: option {number}"), f"{where}: option {number}")
        for number, entry in enumerate(entries, 1)
    )
    ids = [option.id for option in options]
    reading.note(*(f"{where}: two options have the id {id}" for place, id in enumerate(ids) if id in ids[:place]))
    most = _number(chosen.get("max"), f"{where}: max")
    if not 1 <= most <= len(options):
        raise LibraryError(f"{where} cannot take {most} of {len(options)}: max is how many may be chosen")
    return options, most


def _option(reading: _Reading, entry: Branch, where: str) -> Option:
    id = reading.tried("", _text, entry, "id", where)
    texts = reading.tried({}, _texts, entry, where, MOST_OPTION)
    return Option(id=id, texts=texts, exclusive=entry.get("exclusive") is True)


def _prompt(reading: _Reading, entry: Branch, place: str) -> Prompt:
    name = reading.tried(place, _id, entry, place)
    reading.tried(None, _known, entry, _OF_A_PROMPT, name)
    questions = reading.tried((), _sequence, entry.get("questions"), f"{name}: questions")
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        reading.note(f"{name}: a prompt has one to three questions, this has {len(questions)}")
    months = reading.tried((), _sequence, entry.get("offset_months", ()), f"{name}: offset_months")
    visibility, audience = (_default(reading, entry, part) for part in ("visibility", "audience"))
    return Prompt(
        id=name,
        version=1,
        phase=reading.tried(Phase.START, _member, Phase, entry.get("phase"), f"{name}: phase"),
        type=reading.tried(None, _type, entry, name),
        title=reading.tried({}, _texts, entry.get("title"), f"{name}: title", MOST_TITLE),
        questions=tuple(
            _question(reading, reading.tried({}, _branch, question, where), where)
            for where, question in ((f"{name}: question {number}", each) for number, each in enumerate(questions, 1))
        ),
        visibility=reading.tried(Visibility.OPTIONAL, _member, Visibility, visibility, f"{name}: visibility"),
        audience=reading.tried(Audience.MEMBER, _member, Audience, audience, f"{name}: audience"),
        offset_months=tuple(reading.tried(0, _number, month, f"{name}: offset_months") for month in months),
    )


def _question(reading: _Reading, entry: Branch, where: str) -> Question:
    reading.tried(None, _known, entry, _OF_A_QUESTION, where)
    target = entry.get("target")
    if target is not None:
        reading.tried("", _one_of, target, reading.named("targets"), "target", where)
    hint = reading.tried({}, _texts, entry["hint"], f"{where}: hint", MOST_HINT) if "hint" in entry else None
    question = Question(
        dimension=reading.tried("", _one_of, entry.get("dim"), reading.named("dimensions"), "dimension", where),
        kind=reading.tried(QuestionKind.OPEN, _member, QuestionKind, entry.get("kind"), f"{where}: kind"),
        texts=reading.tried({}, _texts, entry, where, MOST),
        hint=hint,
        target=None if target is None else str(target),
        moment=reading.tried("", _text, entry, "moment", where) if "moment" in entry else None,
    )
    if question.kind is QuestionKind.SCALE:
        scale = reading.tried("", _one_of, entry.get("scale"), reading.scales, "scale", where)
        return replace(question, scale=scale, ends=reading.scales.get(scale))
    if question.kind is QuestionKind.CHOICE:
        choices = reading.tried("", _one_of, entry.get("choices"), reading.choices, "choices", where)
        options, most = reading.choices.get(choices, ((), 1))
        return replace(question, choices=choices, options=options, most=most)
    return question


def _default(reading: _Reading, entry: Branch, name: str) -> object:
    return entry.get(name, reading.named("defaults").get(name))


def _id(entry: Branch, where: str) -> str:
    name = _text(entry, "id", where)
    if not _NAME.fullmatch(name):
        rule = "write a to z, digits and hyphens, at most 60, and not egen- first"
        raise LibraryError(f"{where}: id {_short(name)} cannot be used; {rule}")
    return name


def _type(entry: Branch, where: str) -> NetworkType | None:
    name = entry.get("type")
    return None if name == ALL_TYPES else _member(NetworkType, name, f"{where}: type", ALL_TYPES)


def _known(entry: Branch, names: Sequence[str], where: str) -> None:
    """A name that is misspelled would be passed over in silence."""
    problems: list[str] = []
    for name in entry:
        if name not in names:
            near = get_close_matches(name, names, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            problems.append(f"{where}: there is no field {name}; {meant}")
    if problems:
        raise LibraryError(*problems)


def _one_of(value: object, names: Iterable[str], what: str, where: str) -> str:
    if value is None:
        raise LibraryError(f"{where}: {what} is missing; write one of {', '.join(names)}")
    if not isinstance(value, str) or value not in names:
        some = "are no choices" if what == "choices" else f"is no {what}"
        raise LibraryError(f"{where}: there {some} {str(value)[:MOST_SHOWN]}; write one of {', '.join(names)}")
    return value


def _texts(value: object, where: str, most: int) -> Texts:
    """English may be left out: those who read English are shown the Danish."""
    texts = _branch(value, where)
    languages = ("da", "en") if texts.get("en") not in (None, "") else ("da",)
    problems: list[str] = []
    given: Texts = {}
    for language in languages:
        try:
            given[language] = _text(texts, language, where, most)
        except LibraryError as error:
            problems += error.problems
    if problems:
        raise LibraryError(*problems)
    return given


def _text(entry: Branch, name: str, where: str, most: int = 0) -> str:
    value = entry.get(name)
    if value is None or value == "":
        raise LibraryError(f"{where}: {name} is missing")
    if not isinstance(value, str):
        raise LibraryError(f"{where}: {name} is {_short(value)}, which is no text; put it in quotes")
    text = " ".join(value.split())
    if not text:
        raise LibraryError(f"{where}: {name} is missing")
    if most and len(text) > most:
        raise LibraryError(f"{where}: {name} has {len(text)} characters, and there is room for {most}")
    if most and holds_cpr(text):
        raise LibraryError(f"{where}: {name} holds a CPR number; take it out")
    return text


def _number(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise LibraryError(f"{where}: {_short(value)} is not a number")
    return value


def _member(kind: type[_Chosen], value: object, where: str, *more: str) -> _Chosen:
    for member in kind:
        if member.value == value:
            return member
    known = ", ".join((*(str(member.value) for member in kind), *more))
    if value is None:
        raise LibraryError(f"{where} is missing; write one of {known}")
    raise LibraryError(f"{where}: {_short(value)} is none of {known}")


def _short(value: object) -> str:
    """As it stands in the file, as far as is needed to find it."""
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def _branch(value: object, where: str) -> Branch:
    if not isinstance(value, Mapping):
        raise LibraryError(f"{where}: a mapping is missing")
    return {str(name): inner for name, inner in value.items()}


def _sequence(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise LibraryError(f"{where}: a list is missing")
    return value
