"""Words as people type them, and as they are compared: case and the ways to write æ, ø and å do not count."""

import re
from dataclasses import dataclass

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ä": "ae"})
_AROUND = "\"'»«“”„()[],;:!?*_`"
_DASH = re.compile(r"[–—]|(?<![\w./-])(?=\d{1,2}-\d{1,2}(?![\d/-]))(?P<from>\d{1,2})-")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and as it is compared."""

    text: str
    folded: str


def words(text: str) -> list[Word]:
    """The words of a text, without the marks around them. A dash between numbers is a word: `40-44` is three."""
    spread = _DASH.sub(lambda dash: f"{dash['from'] or ''} - ", text)
    stripped = (word.strip(_AROUND) for word in spread.split())
    return [Word(word, folded(word)) for word in stripped if word]


def folded(word: str) -> str:
    """A word as it is compared. The full stop after a number stays: it is a part of a day."""
    low = word.casefold().translate(_LETTERS)
    return low if low[:1].isdigit() else low.rstrip(".")


def spelt(words: str) -> frozenset[str]:
    """A set of folded words, written in one string."""
    return frozenset(words.split())
