"""Finds what Teams would refuse or not draw in an Adaptive Card: shapes, versions, ids, sizes. Pure functions."""

from collections import Counter
from collections.abc import Iterator

from sandbox.settings import Json

NEWEST = (1, 5)
MOST_ACTIONS = 6
_COLOURS = ("default", "dark", "light", "accent", "good", "warning", "attention")
_SIZES = ("default", "small", "medium", "large", "extraLarge")
_WEIGHTS = ("default", "lighter", "bolder")

# What each type needs, and where it holds others.
ELEMENTS: dict[str, tuple[str, ...]] = {
    "TextBlock": ("text",),
    "RichTextBlock": ("inlines",),
    "Image": ("url",),
    "ImageSet": ("images",),
    "Media": ("sources",),
    "FactSet": ("facts",),
    "Container": ("items",),
    "ColumnSet": (),
    "Column": (),
    "ActionSet": ("actions",),
    "Table": ("rows",),
    "TableRow": (),
    "TableCell": ("items",),
    "Input.Text": ("id",),
    "Input.Number": ("id",),
    "Input.Date": ("id",),
    "Input.Time": ("id",),
    "Input.Toggle": ("id", "title"),
    "Input.ChoiceSet": ("id",),
}
ACTIONS: dict[str, tuple[str, ...]] = {
    "Action.Execute": ("verb",),
    "Action.Submit": (),
    "Action.OpenUrl": ("url",),
    "Action.ShowCard": ("card",),
    "Action.ToggleVisibility": ("targetElements",),
}
_INSIDE = {"Container": "items", "ColumnSet": "columns", "Column": "items", "Table": "rows", "TableRow": "cells"}
_INSIDE |= {"TableCell": "items", "ImageSet": "images"}
_LOWER = {name.lower(): name for name in ("default", *_COLOURS, *_SIZES, *_WEIGHTS)}


def card_problems(card: object, *, in_dialog: bool = False) -> list[str]:
    """Everything that is wrong with a card, each with where it is; empty is good."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        return ["/: must be an AdaptiveCard"]
    found = list(_card(card, "", in_dialog))
    ids = Counter(one["id"] for one in inputs(card) if isinstance(one.get("id"), str))
    found += [f"/: two inputs are called {name!r}" for name, times in ids.items() if times > 1]
    return found


def inputs(card: Json) -> Iterator[Json]:
    """The inputs of a card, from the top, without those of cards that unfold."""
    return (one for one in elements(card.get("body") or []) if str(one.get("type", "")).startswith("Input."))


def elements(body: list[Json]) -> Iterator[Json]:
    """Every element, those inside others too, in the order they are read."""
    for one in body:
        if not isinstance(one, dict):
            continue
        yield one
        inner = _INSIDE.get(str(one.get("type")))
        if inner:
            yield from elements(one.get(inner) or [])


def actions(card: Json) -> list[Json]:
    """The buttons of a card, in the order they are seen."""
    found = [
        act for one in elements(card.get("body") or []) if one.get("type") == "ActionSet" for act in one["actions"]
    ]
    return [*found, *(card.get("actions") or [])]


def _card(card: Json, where: str, in_dialog: bool) -> Iterator[str]:
    yield from _version(card.get("version"), where)
    body, buttons = card.get("body", []), card.get("actions", [])
    if not isinstance(body, list) or not isinstance(buttons, list):
        yield f"{where}/: body and actions must be arrays"
        return
    for index, one in enumerate(body):
        yield from _element(one, f"{where}/body/{index}", in_dialog)
    yield from _buttons(buttons, f"{where}/actions", in_dialog)


def _version(version: object, where: str) -> Iterator[str]:
    if where and version is None:
        return  # a card inside another has its version
    try:
        major, minor = (int(part) for part in str(version).split("."))
    except ValueError:
        yield f"{where}/version: must be a version like 1.5"
        return
    if (major, minor) > NEWEST:
        yield f"{where}/version: Teams draws cards up to 1.5, not {version}"


def _element(one: object, where: str, in_dialog: bool) -> Iterator[str]:
    kind = one.get("type") if isinstance(one, dict) else None
    if not isinstance(one, dict) or kind not in ELEMENTS:
        yield f"{where}/type: unknown element {kind!r}"
        return
    for name in ELEMENTS[kind]:
        if not one.get(name) and one.get(name) != "":
            yield f"{where}/{name}: {kind} needs it"
    yield from _looks(one, where)
    if kind == "Input.ChoiceSet":
        yield from _choices(one, where)
    if kind == "FactSet":
        yield from _facts(one.get("facts"), where)
    if kind == "ActionSet":
        yield from _buttons(one.get("actions") or [], f"{where}/actions", in_dialog)
    inner = _INSIDE.get(kind)
    for index, each in enumerate(one.get(inner) or [] if inner else []):
        given = {"type": {"columns": "Column", "rows": "TableRow", "cells": "TableCell"}.get(inner or "")} | each
        yield from _element(given, f"{where}/{inner}/{index}", in_dialog)


def _looks(one: Json, where: str) -> Iterator[str]:
    for name, allowed in (("color", _COLOURS), ("weight", _WEIGHTS)):
        given = one.get(name)
        if given is not None and str(given).lower() not in allowed:
            yield f"{where}/{name}: {given!r} is none of {', '.join(allowed)}"
    size = one.get("size")
    if one["type"] == "TextBlock" and size is not None and _LOWER.get(str(size).lower()) not in _SIZES:
        yield f"{where}/size: {size!r} is none of {', '.join(_SIZES)}"
    if one["type"] == "TextBlock" and not isinstance(one.get("text"), str):
        yield f"{where}/text: must be a string"


def _choices(one: Json, where: str) -> Iterator[str]:
    choices, query = one.get("choices"), one.get("choices.data")
    if not choices and not query:
        yield f"{where}/choices: needs choices or choices.data"
    values: list[str] = []
    for index, choice in enumerate(choices or []):
        if not isinstance(choice.get("title"), str) or not isinstance(choice.get("value"), str):
            yield f"{where}/choices/{index}: needs a title and a value, both strings"
        values.append(str(choice.get("value")))
    if len(values) != len(set(values)):
        yield f"{where}/choices: two have the same value"
    if one.get("isMultiSelect") and any("," in value for value in values):
        yield f"{where}/choices: a value with a comma cannot be told from two"
    if query and query.get("type") != "Data.Query":
        yield f"{where}/choices.data: must be a Data.Query"


def _facts(facts: object, where: str) -> Iterator[str]:
    for index, fact in enumerate(facts if isinstance(facts, list) else []):
        if not isinstance(fact.get("title"), str) or not isinstance(fact.get("value"), str):
            yield f"{where}/facts/{index}: needs a title and a value, both strings"


def _buttons(buttons: list[Json], where: str, in_dialog: bool) -> Iterator[str]:
    if len(buttons) > MOST_ACTIONS:
        yield f"{where}: at most {MOST_ACTIONS} buttons are shown side by side"
    for index, one in enumerate(buttons):
        yield from _button(one, f"{where}/{index}", in_dialog)


def _button(one: object, where: str, in_dialog: bool) -> Iterator[str]:
    kind = one.get("type") if isinstance(one, dict) else None
    if not isinstance(one, dict) or kind not in ACTIONS:
        yield f"{where}/type: unknown action {kind!r}"
        return
    for name in ACTIONS[kind]:
        if not one.get(name):
            yield f"{where}/{name}: {kind} needs it"
    if in_dialog and kind == "Action.Execute":
        yield f"{where}: a dialog has no Action.Execute"
    if kind in ("Action.Execute", "Action.Submit") and not isinstance(one.get("data", {}), dict):
        yield f"{where}/data: must be an object"
    if kind == "Action.ShowCard" and isinstance(one.get("card"), dict):
        yield from _card(one["card"], f"{where}/card", in_dialog)
