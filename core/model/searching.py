"""Search: how `søg …` is read, how words are compared, and where in a text they stand.

A word is compared folded: case and the ways to write æ, ø and å do not count. What is left of it without its endings
is the stemmer's business (core.ports_search).
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from core.model import period_words, spelling
from core.model.ids import NetworkId, OrganisationId, PersonId, ReplyId
from core.model.networks import Network
from core.model.outcomes import Record
from core.model.periods import EVER, Period
from core.model.replies import Reply
from core.model.rounds import Round

LONGEST_WORD = 40
"""Characters of a word that are compared."""
MOST_ASKED = 200
"""Characters of what somebody looks for that are read."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ß": "ss"})
_WORD = re.compile(r"[^\W_]+")
_AROUND = "\"'»«“”„()[],;:!?*_`"
_IN = frozenset({"i", "in"})


class Word(NamedTuple):
    """A word as it is compared, and where it stands in its text."""

    folded: str
    begin: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, letters and digits, as they come."""
    return tuple(Word(folded(found[0]), *found.span()) for found in _WORD.finditer(text))


def compared(text: str) -> list[str]:
    """The words of a text as they are compared, wherever they stand."""
    return [folded(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word as it is compared: å and aa are one, é and e too."""
    letters = unicodedata.normalize("NFC", word).casefold().translate(_LETTERS)
    bare = "".join(each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each))
    return bare[:LONGEST_WORD]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for: all of the words, in one network if one is named, in a period if one is."""

    words: str
    network_id: NetworkId | None = None
    period: Period = EVER


def understand(text: str, *, today: date, names: Mapping[NetworkId, str]) -> Sought:
    """`jura`, `jura i tryg hjem siden september`. `names`: of the networks that the person sees.

    A period or a network that nothing would be left beside is itself what is looked for.
    """
    given = [word for word in (each.strip(_AROUND) for each in text[:MOST_ASKED].split()) if word]
    period = _take_period(given, today)
    network_id = _take_network(given, names)
    return Sought(words=" ".join(given), network_id=network_id, period=period)


def _take_period(given: list[str], today: date) -> Period:
    found = period_words.find([spelling.folded(each) for each in given], today)
    if found is None or found.doubt or found.taken == len(given):
        return EVER
    del given[found.place : found.place + found.taken]
    return found.period


def _take_network(given: list[str], names: Mapping[NetworkId, str]) -> NetworkId | None:
    """The network whose name follows an `i`: all of it, or the beginning of one name alone."""
    for place in range(1, len(given) - 1):
        if given[place].casefold() in _IN:
            rest = _key(" ".join(given[place + 1 :]))
            whole = [id for id, name in names.items() if _key(name) == rest]
            begun = [id for id, name in names.items() if _key(name).startswith(rest)]
            if whole or len(begun) == 1:
                del given[place:]
                return (whole or begun)[-1]
    return None


def _key(name: str) -> str:
    return " ".join(word.folded for word in words(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How far somebody sees (domain.md §2.3). Their own replies they always see.

    `is_whole`: all of their organisation, as the secretariat does, private replies only where `Asked.readable` has
    them. `inside`: networks whose shared replies they read; `around`: those whose name, purpose and records they do.
    """

    person_id: PersonId
    organisation_id: OrganisationId
    is_whole: bool = False
    inside: frozenset[NetworkId] = frozenset()
    around: frozenset[NetworkId] = frozenset()

    def only(self, id: NetworkId | None) -> "Sight":
        """The same in one network, if one is given."""
        if id is None:
            return self
        return replace(self, inside=self.inside & {id}, around=self.around & {id})


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the index is asked. `stems`: all of them; `before`: the place that a page ended with; `most`: how many."""

    stems: Collection[str]
    sight: Sight
    network_id: NetworkId | None = None
    period: Period = EVER
    before: int | None = None
    most: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where the words stand: a reply (with its round), a record, or else the network's own card.

    `place`: greater for what is newer. Within a day it tells nothing of who came first.
    """

    place: int
    network: Network
    reply: Reply | None = None
    round: Round | None = None
    record: Record | None = None

    @property
    def reply_id(self) -> ReplyId | None:
        return self.reply.id if self.reply else None
