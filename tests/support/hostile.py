"""Values for any of our types, filled to the brim with text that wants to be markup.

Built from the annotations, so that a new view, or a new field in what it is given, is covered without a word here.
"""

import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import views
from locales.catalogue import translator
from locales.words import Plain
from views.elements import Form, View

NASTY = (
    "<!channel> @here #general <https://x.dk|fake> *bold* _it_ ~no~ `code` & < > "
    "\u202eabc\u0007 \u00e6\u00f8\u00e5 \U0001f600 {n}\n> quote\n"
)
LONG = (NASTY * (3000 // len(NASTY) + 1))[:3000]
MANY = 12

_BY_NAME: Mapping[str, tuple[object, ...]] = {
    "zone": ("Europe/Copenhagen",),
    "account": ("U0METTE01", ("U0METTE01",)),
    "accounts": (("U0METTE01",),),
    "unknown": (("U0NOBODY",),),
    "conversation": ("C0GENEREL",),
    "platform": ("slack",),
    "route": ("networks.status",),
    "id": ("0f" * 16,),
    "member_id": ("0f" * 16,),
    "extra": (("0f" * 16,),),
    "title": ({"da": LONG[:140], "en": LONG[:140]},),
    "purpose": (LONG[:300],),
    "name": (LONG[:80],),
    "why": (LONG[:1500],),
    "agenda": (LONG[:300],),
    "area": (LONG[:120],),
    "pause": ("2027-01-04",),
    "at": (time(9),),
    "address": ("https://bot.example/f/secret",),
    "about": ("0f" * 16,),
    "table": ("https://bot.example/f/another",),
    "weekday": (3,),
    "question": (0,),
    "choices": (("tid",),),
    "answer_days": (range(2, 16),),
}
"""What is not free text wherever it stands: ids, limits that forms hold people to, and what must fit together."""

_ALWAYS_WHOLE = ("Signal",)
"""Each of its rules needs other fields, so it is never bare."""


class Maker:
    """`full`: what may be absent is there, what is yes or no is yes; else the other way round. `many`: of a list."""

    def __init__(self, language: str, *, full: bool, many: int = MANY) -> None:
        self.t = translator(language)
        self._many = many
        self._full = full

    def call(self, function: Callable[..., Any]) -> Any:
        """What the function gives for hostile arguments."""
        hints = get_type_hints(function)
        hints.pop("return", None)
        return function(**{name: self._named(name, hint) for name, hint in hints.items()})

    def _named(self, name: str, hint: object) -> Any:
        if name == "t":
            return self.t
        if not is_dataclass(hint):
            for fitting in _BY_NAME.get(name, ()):
                if isinstance(fitting, _plain(hint)):
                    return fitting
        return self.make(hint)

    def make(self, hint: Any) -> Any:
        """A value of a type."""
        if isinstance(hint, NewType):
            return "0f" * 16
        if get_origin(hint) in (Union, types.UnionType):
            return self._one_of(get_args(hint))
        if get_origin(hint) in (tuple, list, Sequence, Iterable):
            return self._several(get_args(hint))
        if get_origin(hint) in (dict, Mapping):
            key, value = get_args(hint)
            keys = ("da", "en") if key is str else (self.make(key),)
            return {each: self.make(value) for each in keys}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return list(hint)[-1 if self._full else 0]
        if is_dataclass(hint):
            return self._whole(hint)
        return self._simple(hint)

    def _simple(self, hint: object) -> object:
        now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        simple: dict[object, object] = {
            str: LONG,
            int: 3,
            float: 3.5,
            bool: self._full,
            date: now.date(),
            datetime: now,
            time: time(9),
            timedelta: timedelta(days=1),
            type(None): None,
        }
        return simple[hint]

    def _one_of(self, kinds: tuple[Any, ...]) -> object:
        if type(None) in kinds and not self._full:
            return None
        real = [kind for kind in kinds if kind is not type(None)]
        return self.make(real[0])

    def _several(self, kinds: tuple[Any, ...]) -> object:
        if (len(kinds) == 2 and kinds[1] is not Ellipsis) or len(kinds) > 2:
            return tuple(self.make(kind) for kind in kinds)
        if kinds[0] in (Plain,):
            return (Plain(LONG),)
        return tuple(self.make(kinds[0]) for _ in range(self._many if self._full else 1))

    def _whole(self, kind: Any) -> object:
        hints = get_type_hints(kind)
        given: dict[str, object] = {}
        for field in fields(kind):
            if not field.init:
                continue
            has_default = field.default is not MISSING or field.default_factory is not MISSING
            if has_default and not self._full and kind.__name__ not in _ALWAYS_WHOLE:
                continue
            given[field.name] = self._named(field.name, hints[field.name])
        return kind(**given)


def _plain(hint: object) -> tuple[type, ...]:
    """The plain types that an annotation allows, to see whether a value by name fits."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    plain = [get_origin(each) or each for each in options]
    return tuple(each for each in plain if isinstance(each, type)) or (type(None),)


def shown_by_views(*kinds: type) -> list[Callable[..., object]]:
    """Every public function of `views` that gives something to show, or what files are made of."""
    wanted = kinds or (View, Form)
    found: list[Callable[..., object]] = []
    for module in iter_modules(views.__path__, "views."):
        functions = inspect.getmembers(import_module(module.name), inspect.isfunction)
        for name, function in functions:
            if function.__module__ == module.name and not name.startswith("_"):
                found += [function] if _shows(function, wanted) else []
    return [function for function in found if function.__module__ != "views.codec"]


def _shows(function: Callable[..., object], wanted: tuple[type, ...]) -> bool:
    """Whether it makes something of values; one that is given another function of views is tried with that one."""
    hints = get_type_hints(function)
    return hints.pop("return", None) in wanted and not any(get_origin(hint) is Callable for hint in hints.values())


def name_of(function: Callable[..., object]) -> str:
    """As a test calls it."""
    return f"{function.__module__}.{function.__name__}"
