"""The library of prompts: read from the secretariat's file, kept in versions, chosen from for each round."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from core.model.networks import Network, NetworkType, Phase
from core.model.prompts import Audience, Option, Prompt, Question, QuestionKind, Texts, Visibility
from core.model.prompts import choose as choose_among
from core.model.rounds import Round
from core.ports import UnitOfWork

Branch = Mapping[str, object]

_Chosen = TypeVar("_Chosen", bound=Enum)
_ALL_TYPES = "alle"
_MOST_QUESTIONS = 3


class LibraryError(ValueError):
    """The file cannot be used; the text names the prompt and what is wrong with it."""


def settle(uow: UnitOfWork, library: Branch) -> int:
    """Take the file's prompts over: a new or changed one becomes a version, an unchanged one nothing. How many did."""
    known = {prompt.id: prompt for prompt in uow.prompts.newest()}
    added = 0
    for position, prompt in enumerate(read(library)):
        newest = known.get(prompt.id)
        if newest is None or replace(newest, version=prompt.version) != prompt:
            uow.prompts.add(replace(prompt, version=newest.version + 1 if newest else 1), position)
            added += 1
    return added


def choose(prompts: Sequence[Prompt], network: Network, history: Sequence[Round], phase: Phase) -> Prompt:
    """The prompt of the network's next round, by `core.model.prompts.choose`. `history`: its rounds, oldest first."""
    return choose_among(prompts, network.type, phase, [past.prompt_id for past in history if past.was_asked])


def read(library: Branch) -> tuple[Prompt, ...]:
    """Every prompt of the file, in its order, each as version 1. Raises `LibraryError` naming the first bad one."""
    prompts = tuple(
        _prompt(_branch(entry, name), library)
        for name in ("prompts", "role_prompts")
        for entry in _sequence(library.get(name, ()), name)
    )
    ids = [prompt.id for prompt in prompts]
    twice = next((name for place, name in enumerate(ids) if name in ids[:place]), None)
    if twice is not None:
        raise LibraryError(f"{twice}: two prompts have this id")
    return prompts


def _prompt(entry: Branch, library: Branch) -> Prompt:
    name = _text(entry, "id", "a prompt")
    questions = _sequence(entry.get("questions"), f"{name}: questions")
    if not 1 <= len(questions) <= _MOST_QUESTIONS:
        raise LibraryError(f"{name}: a prompt has one to three questions, this has {len(questions)}")
    type_name = _text(entry, "type", name)
    return Prompt(
        id=name,
        version=1,
        phase=_member(Phase, entry.get("phase"), f"{name}: phase"),
        type=None if type_name == _ALL_TYPES else _member(NetworkType, type_name, f"{name}: type"),
        title=_texts(entry.get("title"), f"{name}: title"),
        questions=tuple(
            _question(_branch(question, f"{name}: question {place}"), library, f"{name}: question {place}")
            for place, question in enumerate(questions, 1)
        ),
        visibility=_member(Visibility, _default(entry, library, "visibility"), f"{name}: visibility"),
        audience=_member(Audience, _default(entry, library, "audience"), f"{name}: audience"),
        offset_months=tuple(
            _number(month, f"{name}: offset_months") for month in _sequence(entry.get("offset_months", ()), name)
        ),
    )


def _question(entry: Branch, library: Branch, where: str) -> Question:
    dimension = _text(entry, "dim", where)
    if dimension not in _branch(library.get("dimensions"), "dimensions"):
        raise LibraryError(f"{where}: there is no dimension {dimension}")
    target = entry.get("target")
    if target is not None and target not in _branch(library.get("targets"), "targets"):
        raise LibraryError(f"{where}: there is no target {target}")
    question = Question(
        dimension=dimension,
        kind=_member(QuestionKind, entry.get("kind"), f"{where}: kind"),
        texts=_texts(entry, where),
        hint=_texts(entry["hint"], f"{where}: hint") if "hint" in entry else None,
        target=None if target is None else str(target),
        moment=_text(entry, "moment", where) if "moment" in entry else None,
    )
    if question.kind is QuestionKind.SCALE:
        return _scaled(question, _text(entry, "scale", where), library, where)
    if question.kind is QuestionKind.CHOICE:
        return _with_choices(question, _text(entry, "choices", where), library, where)
    return question


def _scaled(question: Question, name: str, library: Branch, where: str) -> Question:
    scales = _branch(library.get("scales"), "scales")
    if name not in scales:
        raise LibraryError(f"{where}: there is no scale {name}")
    ends = {point: _texts(texts, f"scale {name}") for point, texts in _branch(scales[name], f"scale {name}").items()}
    if not {"1", "5"} <= set(ends) <= {"1", "2", "3", "4", "5"}:
        raise LibraryError(f"{where}: scale {name} needs a text at 1 and at 5")
    return replace(question, scale=name, ends=ends)


def _with_choices(question: Question, name: str, library: Branch, where: str) -> Question:
    sets = _branch(library.get("choice_sets"), "choice_sets")
    if name not in sets:
        raise LibraryError(f"{where}: there are no choices {name}")
    chosen = _branch(sets[name], f"choices {name}")
    options = tuple(
        _option(_branch(option, f"choices {name}"), f"choices {name}")
        for option in _sequence(chosen.get("options"), f"choices {name}")
    )
    most = _number(chosen.get("max"), f"choices {name}: max")
    if not 1 <= most <= len(options):
        raise LibraryError(f"{where}: choices {name} cannot take {most}")
    return replace(question, choices=name, options=options, most=most)


def _option(entry: Branch, where: str) -> Option:
    return Option(id=_text(entry, "id", where), texts=_texts(entry, where), exclusive=entry.get("exclusive") is True)


def _default(entry: Branch, library: Branch, name: str) -> object:
    return entry.get(name, _branch(library.get("defaults", {}), "defaults").get(name))


def _texts(value: object, where: str) -> Texts:
    texts = _branch(value, where)
    return {language: _text(texts, language, where) for language in ("da", "en")}


def _text(entry: Branch, name: str, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise LibraryError(f"{where}: {name} is missing")
    return value


def _number(value: object, where: str) -> int:
    if not isinstance(value, int):
        raise LibraryError(f"{where}: {value!r} is not a number")
    return value


def _member(kind: type[_Chosen], value: object, where: str) -> _Chosen:
    for member in kind:
        if member.value == value:
            return member
    raise LibraryError(f"{where}: {value!r} is none of {', '.join(str(member.value) for member in kind)}")


def _branch(value: object, where: str) -> Branch:
    if not isinstance(value, Mapping):
        raise LibraryError(f"{where}: a mapping is missing")
    return {str(name): inner for name, inner in value.items()}


def _sequence(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise LibraryError(f"{where}: a list is missing")
    return value
