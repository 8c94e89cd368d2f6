"""Words without the names of people, numbers and mail addresses: what is read by others than those it was said to.

Looking for a name is slow, and few names stand in a text. So each is looked for only where one of its words stands.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from core.model import masking

MASK = "[…]"
_WORD = re.compile(r"\w+")
_NUMBER_OR_MAIL = re.compile("[0-9@]")


class Names(tuple[str, ...]):
    """Full names of people, in the order in which they are masked, with a register of the words in them."""

    @cached_property
    def _parts(self) -> Mapping[str, Sequence["_Place"]]:
        """Each part that has a capital, where it comes first, by the word that it begins with."""
        found: dict[str, _Place] = {}
        for place, name in enumerate(self):
            for part in _split(name).parts:
                found.setdefault(part.text, _Place(place, part.number, part.text, False, part.word))
        return _grouped(found.values())

    @cached_property
    def _wholes(self) -> Mapping[str, Sequence["_Place"]]:
        """Each name of several parts, where it comes first, by the word that its last part begins with."""
        found: dict[str, _Place] = {}
        for place, name in enumerate(self):
            last = _split(name).last
            if last is not None:
                found.setdefault(name, _Place(place, 0, name, True, last))
        return _grouped(found.values())

    def patterns(self, text: str) -> Iterable[re.Pattern[str]]:
        """What may stand in a text, in order: a name as a whole in any case, then its parts. One that was looked for
        need not be again."""
        words = {*_WORD.findall(masking.folded(text)), ""}
        begun = words & self._parts.keys()
        ended = words & self._wholes.keys()
        if not (begun or ended):
            return ()
        places = {each for word in begun for each in self._parts[word]}
        words |= {word[:-1] for word in words if word.endswith("s")}
        for word in ended:
            places |= {each for each in self._wholes[word] if words.issuperset(_first_words(each.text))}
        return [_compiled(each.text, each.is_whole) for each in sorted(places)]


class _Place(NamedTuple):
    """Where something is looked for: a name as a whole, or a part of it. `word`: by which it is found."""

    place: int
    number: int
    text: str
    is_whole: bool
    word: str


class _Part(NamedTuple):
    """A part of a name that is masked by itself; its `number` counts all parts. `word`: that it begins with."""

    text: str
    number: int
    word: str


class _Split(NamedTuple):
    """A name taken apart. `last`: the word that its last part begins with; None if it is of one part."""

    parts: Sequence[_Part]
    last: str | None


@lru_cache(16_384)
def _split(name: str) -> _Split:
    parts = name.split()
    alone = [
        _Part(part, number, _first_word(part))
        for number, part in enumerate(parts, start=1)
        if len(part) > 1 and part[0].isupper()
    ]
    return _Split(alone, _first_word(parts[-1]) if len(parts) > 1 else None)


def _grouped(places: Iterable[_Place]) -> Mapping[str, Sequence[_Place]]:
    """By their words, and by the genitives of these."""
    found: dict[str, list[_Place]] = {}
    for place in places:
        found.setdefault(place.word, []).append(place)
        if place.word:
            found.setdefault(f"{place.word}s", []).append(place)
    return found


@lru_cache(4096)
def _compiled(text: str, is_whole: bool) -> re.Pattern[str]:
    pattern = r"\s+".join(map(re.escape, text.split()))
    return re.compile(rf"(?<!\w){pattern}(?:[\u2019']?s)?(?!\w)", re.IGNORECASE if is_whole else 0)


@lru_cache(4096)
def _first_words(name: str) -> frozenset[str]:
    """What each part of a name begins with, as it is found in a text; "" where it begins with no letter."""
    return frozenset(_first_word(part) for part in name.split())


def _first_word(part: str) -> str:
    begun = _WORD.match(masking.folded(part))
    return begun[0] if begun else ""


def masked(text: str, names: Sequence[str]) -> str:
    """The text without those names, numbers and mail addresses. Many texts and the same names: give `Names`."""
    text = " ".join(text.split())
    for pattern in (names if isinstance(names, Names) else Names(names)).patterns(text):
        text = pattern.sub(MASK, text)
    for finding in masking.find(text) if _NUMBER_OR_MAIL.search(text) else ():
        text = text.replace(finding.text, MASK)
    return text
