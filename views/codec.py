"""A view as a text and back: an answer waits in its delivery until it is sent.

Generic over the elements and the words: an object is `{"=": its class, ...its fields}`, an enumeration's member,
a day or a time `{"=": its class, "of": its value}`, a tuple a list.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum

from locales import words
from views import elements
from views.elements import View

_CLASSES: dict[str, type] = {
    name: kind
    for module in (words, elements)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and kind.__module__ == module.__name__
}


def encode(view: View) -> str:
    """The view as JSON."""
    return json.dumps(_packed(view), ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> View:
    """The view that was encoded. Raises `ValueError` for anything else."""
    view = _unpacked(json.loads(text))
    if not isinstance(view, View):
        raise ValueError("not a view")
    return view


def _packed(value: object) -> object:
    kind = type(value).__name__
    if is_dataclass(value):
        return {"=": kind} | {each.name: _packed(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_packed(each) for each in value]
    if isinstance(value, Enum):
        return {"=": kind, "of": value.value}
    if isinstance(value, date | time):
        return {"=": kind, "of": value.isoformat()}
    return value


def _unpacked(value: object) -> object:
    if isinstance(value, list):
        return tuple(_unpacked(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind = str(value.get("="))
    given = {name: _unpacked(each) for name, each in value.items() if name != "="}
    if kind in ("date", "time"):
        return (date if kind == "date" else time).fromisoformat(str(given["of"]))
    if kind not in _CLASSES:
        raise ValueError(f"nothing in a view is called {kind}")
    return _CLASSES[kind](*given.values()) if "of" in given else _CLASSES[kind](**given)
