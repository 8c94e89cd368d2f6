"""One screen: how many examples of each there is room for, so that a summary is at most 40 lines."""

from collections.abc import Callable
from dataclasses import dataclass

from locales.words import plain
from views.elements import Actions, Element, Listing, Note, Quote, Text, View

LINES = 40
"""What a screen holds (domain.md §4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many of each; what there is no room for is counted."""

    changes: int = 4
    results: int = 2
    offered: int = 2
    measures: int = 4
    voices: int = 2
    register: int = 4
    perspectives: int = 2
    quotes: int = 2
    signals: int = 4


WIDE = Room()
CLOSE = Room(changes=3, results=1, offered=1, measures=3, voices=1, register=2, signals=3)
TIGHT = Room(changes=2, results=1, offered=0, measures=2, voices=1, register=1, perspectives=1, quotes=1, signals=2)


def fitted(build: Callable[[Room], View]) -> View:
    """The roomiest that is one screen; the tightest, if none is."""
    for room in (WIDE, CLOSE):
        view = build(room)
        if lines(view) <= LINES:
            return view
    return build(TIGHT)


def lines(view: View) -> int:
    """How many lines there are to read; buttons apart. What a narrow window breaks is one line."""
    return sum(_lines(element) for element in view.elements)


def _lines(element: Element) -> int:
    match element:
        case Actions():
            return 0
        case Listing(items):
            return len(items)
        case Text(words) | Note(words):
            return plain(words).count("\n") + 1
        case Quote(text):
            return text.count("\n") + 1
        case _:
            return 1
