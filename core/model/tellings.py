"""What a summary of many networks holds of their words: where the first of them stand, and how many there are.

However much was said, no more is kept than a screen and some pages of it can show.
"""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from core.model.ids import PersonId, ReplyId
from core.model.masks import Names
from core.model.outlines import Print
from core.model.readings import Asked
from core.model.summaries import CERTAINTIES, Certainty

HELD = 40
"""Words of a kind that are held; of what goes beyond it only the number is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A network as it is told of. `place`: among all of them. `lifted`: replies that a record was made of."""

    place: int
    name: str
    names: Names
    lifted: Set[ReplyId] = frozenset()


class Spot(NamedTuple):
    """Where words stand: `nth` of those that a round tells about a dimension."""

    teller: Teller
    asked: Asked
    nth: int
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Told:
    """What a network tells about a dimension: its rounds, newest first, and how each of the words there is known."""

    teller: Teller
    rounds: Sequence[tuple[Asked, Sequence[Certainty]]]

    @property
    def n(self) -> int:
        return sum(len(known) for _, known in self.rounds)

    @property
    def seen(self) -> int:
        """How many somebody has seen for themselves."""
        return sum(known.count(Certainty.SEEN) for _, known in self.rounds)

    def newest(self) -> Iterator[Spot]:
        return self._those(CERTAINTIES)

    def surest(self) -> Iterator[Spot]:
        """And of those that are as sure the newest first."""
        return chain.from_iterable(self._those((certainty,)) for certainty in CERTAINTIES)

    def _those(self, certainties: Collection[Certainty]) -> Iterator[Spot]:
        for asked, known in self.rounds:
            for nth, certainty in enumerate(known):
                if certainty in certainties:
                    yield Spot(self.teller, asked, nth, certainty)


_Order = tuple[int, int, int]
"""How sure, where that counts; how many of the network come before it; the network."""


@dataclass(slots=True)
class Shelf:
    """Words of many networks, one of each in turn, so that no network comes before another."""

    n: int = 0
    seen: int = 0
    _held: list[tuple[_Order, Spot]] = field(default_factory=list)
    _last: _Order = (len(CERTAINTIES), 0, 0)

    def put(self, told: Told) -> None:
        """The words of a network."""
        self._put(told, told.newest(), surest_first=False)

    def put_surest(self, told: Told, *, of_all: bool) -> None:
        """The same, its surest first. `of_all`: the surest of all networks come before all others."""
        self._put(told, told.surest(), surest_first=of_all)

    def _put(self, told: Told, spots: Iterator[Spot], *, surest_first: bool) -> None:
        """They come in their order: after the first that finds no place none does."""
        self.n += told.n
        self.seen += told.seen
        for place, spot in enumerate(islice(spots, HELD)):
            order = (CERTAINTIES.index(spot.certainty) if surest_first else 0, place, told.teller.place)
            if order > self._last:
                break
            self._held.append((order, spot))
        if len(self._held) > 10 * HELD:
            self._sort()

    def first(self) -> tuple[Spot, ...]:
        self._sort()
        return tuple(spot for _, spot in self._held)

    @property
    def beyond(self) -> int:
        """How many are not held."""
        return self.n - len(self.first())

    @property
    def seen_beyond(self) -> int:
        """How many of those that are not held somebody has seen for themselves."""
        return self.seen - sum(spot.certainty is Certainty.SEEN for spot in self.first())

    def _sort(self) -> None:
        self._held.sort(key=lambda each: each[0])
        del self._held[HELD:]
        if len(self._held) == HELD:
            self._last = self._held[-1][0]


_NETWORK, _ROUND, _REPLY, _TEXT = 16, 11, 10, 6
"""Bits of a place; with 20 of the day they fit into an array of numbers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the day, counted; the network among all; its round among those that are asked about;
    the reply among those that can be read; the text among its texts."""

    day: int
    network: int
    round: int
    reply: int
    text: int

    @property
    def number(self) -> int:
        """The newest day first, then as the others are ordered."""
        number = (1 << 20) - 1 - self.day
        for bits, part in (
            (_NETWORK, self.network),
            (_ROUND, self.round),
            (_REPLY, self.reply),
            (_TEXT, self.text),
        ):
            number = number << bits | min(part, (1 << bits) - 1)
        return number


def place_of(number: int) -> Place:
    """The place that has a number."""
    parts = []
    for bits in (_TEXT, _REPLY, _ROUND, _NETWORK):
        parts.append(number & ((1 << bits) - 1))
        number >>= bits
    text, reply, round, network = parts
    return Place((1 << 20) - 1 - number, network, round, reply, text)


@dataclass(slots=True)
class Quotes:
    """Which sentences may be quoted: the newest of each person's.

    Where a text stands is known by a number; of a person no more than one is kept.
    """

    _newest: dict[PersonId, tuple[int, Print]] = field(default_factory=dict)

    def offer(self, person: PersonId, place: Place, text: Print) -> None:
        offered = (place.number, text)
        self._newest[person] = min(offered, self._newest.get(person, offered))

    def chosen(self) -> list[Place]:
        """Where they stand, newest first, each text once."""
        newest: dict[Print, int] = {}
        for place, text in self._newest.values():
            newest[text] = min(place, newest.get(text, place))
        return [place_of(number) for number in sorted(newest.values())]
