"""What the words of a closed round come to, without the words: enough to count them over many networks, and to find
those that are shown. It is worked out of `Asked.readable`, so it knows no more than the secretariat may read.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from core.model import readings
from core.model.ids import PersonId, ReplyId
from core.model.networks import Phase
from core.model.readings import CHANGE, PERSPECTIVE, RESULT, Asked
from core.model.summaries import Certainty, Words

TOLD = (CHANGE, RESULT, PERSPECTIVE)
"""What is told of in summaries of many networks."""

VERSION = 1
"""Raise it with whatever changes what an outline says of the same replies: those that are kept are made anew."""

Print = int
"""What tells two texts apart without their words: 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotable:
    """A reply that may be quoted: whose it is, its place among those that can be read, and its texts."""

    person_id: PersonId
    place: int
    texts: tuple[Print, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`known`: of each of the words about a dimension how it is known, in the order of `told`. `used`: the texts that
    tell a change or a result.
    """

    known: Mapping[str, tuple[Certainty, ...]] = field(default_factory=dict)
    used: tuple[Print, ...] = ()
    quotable: tuple[Quotable, ...] = ()

    def of(self, dimension: str) -> tuple[Certainty, ...]:
        return self.known.get(dimension, ())


def told(
    asked: Asked, dimension: str, names: Sequence[str] = (), network: str = "", *, lifted: Set[ReplyId] = frozenset()
) -> tuple[Words, ...]:
    """The words of a round about a dimension. What was only hoped for, at the start, is no change, and what a record
    was made of (`lifted`) is told there.
    """
    if dimension != CHANGE:
        return readings.words([asked], (dimension,), names, network)
    if asked.prompt.phase is Phase.START:
        return ()
    return readings.words([without(asked, lifted)], (CHANGE,), names, network)


def without(asked: Asked, lifted: Set[ReplyId]) -> Asked:
    """A round without some of its replies."""
    if not lifted:
        return asked
    return replace(asked, replies=tuple(reply for reply in asked.replies if reply.id not in lifted))


def outlined(asked: Asked, *, lifted: Set[ReplyId] = frozenset()) -> Outline:
    """Of a round that was read in full."""
    words = {dimension: told(asked, dimension, lifted=lifted) for dimension in TOLD}
    return Outline(
        known={dimension: tuple(each.certainty for each in found) for dimension, found in words.items() if found},
        used=tuple({print_of(each.written): None for kind in (CHANGE, RESULT) for each in words[kind]}),
        quotable=tuple(
            Quotable(person_id=reply.person_id, place=place, texts=tuple(map(print_of, readings.texts(reply))))
            for place, reply in enumerate(asked.readable)
            if reply.quotable
        ),
    )


def print_of(text: str) -> Print:
    """The same on every machine and every day."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
