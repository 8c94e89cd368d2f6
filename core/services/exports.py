"""The library as a file, in the shape that `core.services.libraries` reads: exported, edited, and imported again."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.model.editions import type_code
from core.model.prompts import Audience, Option, Prompt, Question, Texts, Visibility
from core.services.libraries import LISTS, Branch

_DEFAULTS = {"audience": Audience.MEMBER.value, "visibility": Visibility.OPTIONAL.value}

Entry = dict[str, object]


def write(prompts: Sequence[Prompt], frame: Branch) -> Entry:
    """The file. `frame`: the one that ships with the bot, for what belongs to no prompt: dimensions, targets, and the
    scales and choices that nothing uses now.
    """
    members, roles = (
        [prompt for prompt in prompts if (prompt.audience is Audience.MEMBER) is are_members]
        for are_members in (True, False)
    )
    questions = [question for prompt in prompts for question in prompt.questions]
    return {
        **frame,
        "scales": _over(frame.get("scales"), _most_used(_scales(questions))),
        "choice_sets": _over(frame.get("choice_sets"), _most_used(_choices(questions))),
        "defaults": _over(frame.get("defaults"), dict(_DEFAULTS)),
        **{name: [_entry(prompt) for prompt in each] for name, each in zip(LISTS, (members, roles), strict=True)},
    }


def _over(shipped: object, used: Entry) -> Entry:
    """What is used wins over what shipped; the order is that of what shipped."""
    return {**(shipped if isinstance(shipped, dict) else {}), **used}


def _scales(questions: Iterable[Question]) -> Iterable[tuple[str, Entry]]:
    for question in questions:
        if question.scale:
            yield question.scale, {point: dict(texts) for point, texts in (question.ends or {}).items()}


def _choices(questions: Iterable[Question]) -> Iterable[tuple[str, Entry]]:
    for question in questions:
        if question.choices:
            yield question.choices, {"max": question.most, "options": [_option(each) for each in question.options]}


def _option(option: Option) -> Entry:
    return {"id": option.id, **option.texts, **({"exclusive": True} if option.exclusive else {})}


def _most_used(sets: Iterable[tuple[str, Entry]]) -> Entry:
    """A file has each of them once. Where prompts of different age do not agree, what most of them say."""
    counts: dict[str, Counter[str]] = {}
    found: dict[str, Entry] = {}
    for name, said in sets:
        counts.setdefault(name, Counter())[repr(said)] += 1
        found[repr(said)] = said
    return {name: found[said.most_common(1)[0][0]] for name, said in counts.items()}


def _entry(prompt: Prompt) -> Entry:
    entry: Entry = {
        "id": prompt.id,
        "type": type_code(prompt.type),
        "phase": prompt.phase.value,
        "audience": prompt.audience.value,
        "visibility": prompt.visibility.value,
        "offset_months": list(prompt.offset_months),
        "title": dict(prompt.title),
        "questions": [_question(question) for question in prompt.questions],
    }
    return {name: value for name, value in entry.items() if value and value != _DEFAULTS.get(name)}


def _question(question: Question) -> Entry:
    hint: Texts | None = dict(question.hint) if question.hint else None
    entry: Entry = {
        "dim": question.dimension,
        "kind": question.kind.value,
        "scale": question.scale,
        "choices": question.choices,
        "target": question.target,
        "moment": question.moment,
        **question.texts,
        "hint": hint,
    }
    return {name: value for name, value in entry.items() if value}
