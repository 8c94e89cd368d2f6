"""What somebody may read word for word, with where it is from: what search finds, and what stands behind a summary.

No time of day, and no name where it was given without one.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from core.model import searching
from core.model.masks import Names, masked
from core.model.networks import Network
from core.model.outcomes import Kind, Record
from core.model.prompts import Prompt, Question
from core.model.replies import Reply
from core.model.searching import Hit, Sight

Stems = Callable[[Collection[str]], Sequence[str]]
"""The stem of each of some folded words."""


class Origin(Enum):
    """What it is."""

    SHARED = "delt"  # a reply, with the name
    PRIVATE = "privat"  # a reply, without it
    OWN = "eget"  # the reader's own reply
    RECORD = "udbytte"
    CARD = "kort"  # a network's name and purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was written; in answer to a question, if it was."""

    text: str
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`network`: its name. `day`: the one that the round opened on, or the record was made on. `writer`: their name,
    of what is shared alone. `kind`: what is recorded.
    """

    origin: Origin
    network: str
    day: date
    told: tuple[Told, ...]
    writer: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source that holds the words. `told`: the part of it that holds most of them; `marks`: where, begin and end."""

    source: Source
    told: Told
    marks: tuple[tuple[int, int], ...] = ()


def origin(reply: Reply, hit: Hit, sight: Sight, *, is_open: bool) -> Origin | None:
    """As what somebody reads a reply; None if they do not. `is_open`: whether the secretariat reads the private
    words of its round (`readings.is_open_to_read`).
    """
    if not reply.stands:
        return None
    if reply.person_id == sight.person_id:
        return Origin.OWN
    sees = hit.network.id in sight.inside
    if reply.is_shared:
        return Origin.SHARED if sees or sight.is_whole else None
    return Origin.PRIVATE if sight.is_whole and is_open and not reply.is_late else None


def of_reply(reply: Reply, hit: Hit, prompt: Prompt, day: date, *, origin: Origin, names: Names) -> Source:
    """What somebody reads of a reply. Their own words they read as they wrote them, others' masked."""
    told = [
        Told(
            text=answer.text if origin is Origin.OWN else masked(answer.text, names),
            question=prompt.questions[answer.question] if answer.question < len(prompt.questions) else None,
        )
        for answer in sorted(reply.answers, key=lambda answer: answer.question)
        if answer.text
    ]
    return Source(origin=origin, network=hit.network.name, day=day, told=tuple(told))


def of_record(record: Record, network: Network, day: date, names: Names) -> Source:
    """What is recorded, without the name of who wrote it, as in summaries."""
    texts = (record.details.text, record.details.contribution)
    told = tuple(Told(text=masked(text, names)) for text in texts if text)
    return Source(origin=Origin.RECORD, network=network.name, day=day, told=told, kind=record.kind)


def of_card(network: Network, day: date) -> Source:
    """A network's name and purpose."""
    told = (Told(text=network.name), Told(text=network.purpose))
    return Source(origin=Origin.CARD, network=network.name, day=day, told=told)


def found(source: Source, stems: Stems, wanted: Collection[str]) -> Found | None:
    """The source with the wanted stems marked; None if what somebody reads of it does not hold them all.

    A name that is masked is not found either: else a search for it would tell whose it is.
    """
    marked = [(told, _marks(told.text, stems, wanted)) for told in source.told]
    if not set(wanted) <= {stem for _, marks in marked for stem in marks.values()}:
        return None
    told, marks = max(marked, key=lambda pair: len(set(pair[1].values())))
    return Found(source=source, told=told, marks=tuple(marks))


def _marks(text: str, stems: Stems, wanted: Collection[str]) -> dict[tuple[int, int], str]:
    words = searching.words(text)
    of_each = stems([word.folded for word in words])
    return {(word.begin, word.end): stem for word, stem in zip(words, of_each, strict=True) if stem in wanted}
