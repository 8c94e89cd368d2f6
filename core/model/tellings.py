"""What a summary of many networks holds of their words: the first of them, and how many there are.

However much was said, no more is kept than a screen and some pages of it can show.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.model.ids import PersonId
from core.model.summaries import CERTAINTIES, Certainty, Words

HELD = 40
"""Words of a kind that are held; of what goes beyond it only the number is known."""


@dataclass(slots=True)
class Shelf:
    """Words of many networks, one of each in turn, so that no network comes before another."""

    n: int = 0
    seen: int = 0
    _held: list[tuple[int, int, int, Words]] = field(default_factory=list)

    def put(self, network: int, told: Sequence[Words], *, surest_first: bool = False) -> None:
        """The words of the network that has this place among all of them; the surest first, where that counts."""
        for place, words in enumerate(told[:HELD]):
            order = CERTAINTIES.index(words.certainty) if surest_first else 0
            self._held.append((order, place, network, words))
        self.n += len(told)
        self.seen += sum(words.certainty is Certainty.SEEN for words in told)
        if len(self._held) > 10 * HELD:
            self._sort()

    def first(self) -> tuple[Words, ...]:
        self._sort()
        return tuple(words for *_, words in self._held)

    @property
    def beyond(self) -> int:
        """How many are not held."""
        return self.n - len(self.first())

    @property
    def seen_beyond(self) -> int:
        """How many of those that are not held somebody has seen for themselves."""
        return self.seen - sum(words.certainty is Certainty.SEEN for words in self.first())

    def _sort(self) -> None:
        self._held.sort(key=lambda each: each[:3])
        del self._held[HELD:]


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

    A text is known by its hash of 64 bits, and where it stands by a number; of a person no more than one is kept.
    """

    _newest: dict[PersonId, tuple[int, int]] = field(default_factory=dict)

    def offer(self, person: PersonId, place: Place, text: str) -> None:
        offered = (place.number, hash(text))
        self._newest[person] = min(offered, self._newest.get(person, offered))

    def chosen(self) -> list[Place]:
        """Where they stand, newest first, each text once."""
        newest: dict[int, int] = {}
        for place, text in self._newest.values():
            newest[text] = min(place, newest.get(text, place))
        return [place_of(number) for number in sorted(newest.values())]
