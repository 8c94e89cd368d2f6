"""Words without the names of people, numbers and mail addresses: what is read by others than those it was said to.

Looking for a name is slow, and few names stand in a text. So each is looked for only where one of its words stands.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from core.model import masking

MASK = "[…]"
_WORD = re.compile(r"\w+")
_NUMBER_OR_MAIL = re.compile("[0-9@]")


class Names(tuple[str, ...]):
    """Full names of people, in the order in which they are masked, with a register of the words in them."""

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self):
            for word in _first_words(name):
                places.setdefault(word, []).append(place)
        return places

    def in_text(self, text: str) -> Iterable[str]:
        """Those that may stand in a text, and perhaps some that do not."""
        by_word = self._by_word
        words = set(_WORD.findall(masking.folded(text)))
        words |= {word[:-1] for word in words if word[-1] == "s"} | {""}
        return [self[place] for place in sorted({place for word in words & by_word.keys() for place in by_word[word]})]


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
    for name in (names if isinstance(names, Names) else Names(names)).in_text(text):
        text = _without(text, name)
    for finding in masking.find(text) if _NUMBER_OR_MAIL.search(text) else ():
        text = text.replace(finding.text, MASK)
    return text


def _without(text: str, name: str) -> str:
    whole, parts = _patterns(name)
    if whole:
        text = whole.sub(MASK, text)
    for part in parts:
        text = part.sub(MASK, text)
    return text


@lru_cache(4096)
def _patterns(name: str) -> tuple[re.Pattern[str] | None, tuple[re.Pattern[str], ...]]:
    """The whole name in any case, if it has several parts; then each part that has a capital."""
    parts = name.split()
    whole = r"\s+".join(re.escape(part) for part in parts)
    return (
        re.compile(_bounded(whole), re.IGNORECASE) if len(parts) > 1 else None,
        tuple(re.compile(_bounded(re.escape(part))) for part in parts if len(part) > 1 and part[0].isupper()),
    )


def _bounded(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?:[\u2019']?s)?(?!\w)"
