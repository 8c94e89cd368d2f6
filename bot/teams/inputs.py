"""The inputs of a form as Adaptive Card inputs, and what was given to them read back.

An input's name is its id. What takes several comes back as one text with commas, so the form's own data says which
inputs those are (`SEVERAL`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any, TypeVar, assert_never

from bot.characters import clean, length
from bot.teams import limits
from bot.teams.texts import label, literal
from views.elements import (
    Choice,
    Choices,
    ConversationInput,
    DateInput,
    Element,
    Input,
    Option,
    PeopleInput,
    TextInput,
    TimeInput,
)

Json = dict[str, Any]
Given = str | tuple[str, ...]
Places = Sequence[tuple[str, str]]
T = TypeVar("T")

ACTION, VALUE, FORM, SEVERAL, TEAMS = "action", "value", "form", "several", "msteams"
"""What the data of an action holds beside what was given."""

PEOPLE = "graph.microsoft.com/users"
"""Everybody in the organisation, which a dialog may search; a card in a channel could only search its members."""


def render(element: Input, missing: str, places: Places) -> list[Json]:
    """An input; none for a choice of nothing. `missing`: told if it is required and empty. `places`: conversations."""
    if element.name in (ACTION, VALUE, FORM, SEVERAL, TEAMS):
        raise ValueError(f"an input cannot be called {element.name}")
    drawn = _element(element, places)
    if drawn.get("choices") == [] and "choices.data" not in drawn:
        return []
    drawn = {"id": element.name, "label": label(element.label, limits.LABEL), **drawn}
    return [drawn | ({"isRequired": True, "errorMessage": missing} if element.required else {})]


def _element(element: Input, places: Places) -> Json:
    match element:
        case TextInput():
            return _text(element)
        case Choice():
            return _choice(element)
        case Choices():
            return _choices(element)
        case DateInput():
            return {"type": "Input.Date"} | ({"value": element.value.isoformat()} if element.value else {})
        case TimeInput():
            return {"type": "Input.Time"} | ({"value": f"{element.value:%H:%M}"} if element.value else {})
        case PeopleInput():
            return _people(element)
        case ConversationInput():
            offered = [{"title": label(name, limits.OPTION), "value": id} for id, name in places]
            return _set(offered, [element.value], is_folded=True)
        case _:
            assert_never(element)


def _text(element: TextInput) -> Json:
    most = min(element.most, limits.INPUT)
    drawn: Json = {"type": "Input.Text", "isMultiline": element.lines, "maxLength": most}
    if element.value:
        drawn["value"] = clean(element.value)[:most]  # characters: cut in UTF-16 units, something typed would be lost
    if element.example:
        drawn["placeholder"] = label(element.example, limits.PLACEHOLDER)
    return drawn


def _choice(element: Choice) -> Json:
    offered = _options(element.options)
    return _set(offered, [element.value], is_folded=element.compact or len(offered) > limits.FEW_OPTIONS)


def _choices(element: Choices) -> Json:
    offered = _options(element.options)
    if any("," in option["value"] for option in offered):
        raise ValueError("of several options none may have a comma in its value")
    folded = element.compact or len(offered) > limits.FEW_OPTIONS
    return _set(offered, element.values, is_folded=folded) | {"isMultiSelect": True}


def _set(offered: list[Json], chosen: Iterable[str], *, is_folded: bool) -> Json:
    drawn: Json = {"type": "Input.ChoiceSet", "choices": offered, "wrap": True}
    drawn["style"] = "compact" if is_folded else "expanded"
    known = {option["value"] for option in offered}
    value = ",".join(one for one in dict.fromkeys(chosen) if one in known)
    return drawn | ({"value": value} if value else {})


def _people(element: PeopleInput) -> Json:
    query = {"type": "Data.Query", "dataset": PEOPLE}
    drawn: Json = {"type": "Input.ChoiceSet", "choices": [], "choices.data": query, "isMultiSelect": element.many}
    value = ",".join(element.values if element.many else element.values[:1])
    return drawn | ({"value": value} if value else {})


def _options(options: Sequence[Option]) -> list[Json]:
    most = limits.ONE_OF_MANY if len(options) > limits.MANY_OPTIONS else limits.OPTION
    drawn: dict[str, Json] = {}
    for option in options:
        if not 0 < length(option.value) <= limits.OPTION_VALUE:
            raise ValueError(f"an option's value is an id, not {option.value!r}")
        drawn.setdefault(option.value, {"title": _title(option, most), "value": option.value})
    return list(drawn.values())


def _title(option: Option, most: int) -> str:
    """Teams has no second line for an option."""
    return label(
        f"{label(option.label, most)} · {literal(option.hint, most)}" if option.hint else option.label, 2 * most
    )


def several(elements: Iterable[Element]) -> list[str]:
    """The names of the inputs that take several."""
    return [
        element.name
        for element in elements
        if isinstance(element, Choices) or (isinstance(element, PeopleInput) and element.many)
    ]


def given(data: Mapping[str, Any]) -> dict[str, Given]:
    """What was given to each input, from the data of a submitted form."""
    many = tuple(data.get(SEVERAL) or ())
    typed: dict[str, Given] = {
        name: str(value if value is not None else "")
        for name, value in data.items()
        if name not in (ACTION, VALUE, FORM, SEVERAL, TEAMS)
    }
    return typed | {name: tuple(one for one in str(data.get(name) or "").split(",") if one) for name in many}


def filled(element: Input, given: Mapping[str, Given]) -> Input:
    """The input with what was given to it; with nothing, if nothing was."""
    one, some = _one(given.get(element.name, "")), _some(given.get(element.name, ()))
    match element:
        case TextInput() | Choice() | ConversationInput():
            return replace(element, value=one)
        case Choices() | PeopleInput():
            return replace(element, values=some)
        case DateInput():
            return replace(element, value=_read(date.fromisoformat, one))
        case TimeInput():
            return replace(element, value=_read(time.fromisoformat, one))
        case _:
            assert_never(element)


def _one(given: Given) -> str:
    return given if isinstance(given, str) else ",".join(given)


def _some(given: Given) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else (given,) if given else ()


def _read(read: Callable[[str], T], text: str) -> T | None:
    """A day or a time, if it is one."""
    try:
        return read(text)
    except ValueError:
        return None
