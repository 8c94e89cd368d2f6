"""Whether the bot hears in a channel's threads what does not name it, and what a message says where it does not.

A team's owner agrees to that when the app is added; nobody tells the bot, but the same consent lets it read
the channel.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from bot.teams.directions import Directions
from bot.teams.graph import Graph
from views.elements import Element, Note, View
from views.messenger import DeliveryError, Rejected

_KNOWN_FOR = 3600.0


class Hearing:
    """Asked once an hour for each team."""

    def __init__(self, graph: Graph, directions: Directions, clock: Callable[[], float] = time.monotonic) -> None:
        self._graph = graph
        self._directions = directions
        self._clock = clock
        self._known: dict[str, tuple[bool, float]] = {}

    def fitted(self, tenant: str, conversation: str, view: View) -> View:
        """The view as it is to be in this channel."""
        if not any(_differs(element) for element in view.elements) or self._hears(tenant, conversation):
            return view
        return replace(view, elements=tuple(_unheard(element) for element in view.elements))

    def _hears(self, tenant: str, conversation: str) -> bool:
        group = self._directions.place(tenant, conversation).group
        hears, until = self._known.get(group, (False, 0.0))
        if not group or self._clock() < until:
            return hears
        try:
            next(iter(self._graph.messages(tenant, group, conversation)), None)
            hears = True
        except Rejected:
            hears = False
        except DeliveryError:
            return False  # nobody knows: naming the bot is never wrong
        self._known[group] = (hears, self._clock() + _KNOWN_FOR)
        return hears


def _differs(element: Element) -> bool:
    return isinstance(element, Note) and bool(element.unheard)


def _unheard(element: Element) -> Element:
    return Note(element.unheard) if isinstance(element, Note) and element.unheard else element
