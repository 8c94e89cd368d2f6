"""What of a language model's answer may be kept. Each claim is held against the replies it names; the rest is dropped.

No figure comes from a model, no word in quotation marks that nobody wrote, nothing that points nowhere (domain.md §5).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model.common_words import DANISH, ENGLISH, QUANTITIES, SEVERAL
from core.model.ids import ReplyId
from core.model.readouts import Claim

MOST_CLAIMS = 8
LONGEST_CLAIM, LONGEST_QUOTE, LONGEST_ANSWER = 240, 300, 20_000
"""Characters."""
UNSUPPORTED = "ikke belæg i svarene"
"""The answer of a model that finds nothing to say, and is right not to."""

_WORD = re.compile(r"\w+")
_LEAVES = re.compile(r"https?:|www\.|[@<>`|\[\]{}]", re.IGNORECASE)
_LEAST_DANISH = 0.15
_LEAST_GROUND = 1 / 3
_LONG_WORD, _STEM = 5, 4


@dataclass(frozen=True, slots=True)
class Item:
    """A reply as a model is given it."""

    reply_id: ReplyId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What holds of an answer, and how much did not. `finds_nothing`: the model says that there is nothing to say."""

    claims: tuple[Claim, ...]
    dropped: int
    finds_nothing: bool = False

    @property
    def is_fit(self) -> bool:
        """Whether it may be shown: a third of the claims may fail, no more."""
        said = len(self.claims) + self.dropped
        return 3 * self.dropped <= said and (bool(self.claims) or self.finds_nothing)


def check(answer: str, items: Mapping[str, Item], *, figures: frozenset[str] = frozenset()) -> Checked | None:
    """The claims of an answer that hold. `items`: by the name the model was given; `figures`: that may be said.

    None if the answer is not the JSON list that was asked for.
    """
    entries = _entries(answer)
    if entries is None:
        return None
    nothing = [entry for entry in entries if _finds_nothing(entry)]
    told = [entry for entry in entries if entry not in nothing]
    claims = [claim for entry in told[:MOST_CLAIMS] if (claim := _claim(entry, items, figures))]
    return Checked(claims=tuple(claims), dropped=len(told) - len(claims), finds_nothing=bool(nothing) or not entries)


def _entries(answer: str) -> list[Mapping[str, object]] | None:
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        found = json.loads(_bare(answer))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        return None
    return found


def _bare(answer: str) -> str:
    """Without the fence that many models put around it."""
    return re.sub(r"^```(?:json)?\s*|\s*```$", "", answer.strip())


def _finds_nothing(entry: Mapping[str, object]) -> bool:
    said = str(entry.get("paastand", "")).casefold().strip(" .")
    return said == UNSUPPORTED and not entry.get("kilder")


def _claim(entry: Mapping[str, object], items: Mapping[str, Item], figures: frozenset[str]) -> Claim | None:
    match entry:
        case {"paastand": str(text), "kilder": [*named]} if all(str(name) in items for name in named):
            sources = [items[str(name)] for name in dict.fromkeys(named) if isinstance(name, str)]
        case _:
            return None
    text, given = " ".join(text.split()), entry.get("citat")
    quote = given if isinstance(given, str) else ""
    holds = _is_sourced(text, sources) and _is_plain(text, figures) and _is_danish(text) and _is_grounded(text, sources)
    if not holds or not _is_quoted(quote, sources):
        return None
    return Claim(text=text, sources=tuple(item.reply_id for item in sources), quote=quote)


def _is_sourced(text: str, sources: Sequence[Item]) -> bool:
    several = any(word in SEVERAL for word in _words(text))
    return len(sources) >= (2 if several else 1)


def _is_plain(text: str, figures: frozenset[str]) -> bool:
    """Words alone: no figure that was not worked out here, no address, nothing that wants to be markup."""
    if not 0 < len(text) <= LONGEST_CLAIM or _LEAVES.search(text):
        return False
    return not any(_is_quantity(word) and word not in figures for word in _words(text))


def _is_quantity(word: str) -> bool:
    return word in QUANTITIES or any(letter.isnumeric() for letter in word)


def _is_quoted(quote: str, sources: Sequence[Item]) -> bool:
    """Whether somebody wrote just that, in a reply that the claim names."""
    return not quote or (len(quote) <= LONGEST_QUOTE and any(quote in item.text for item in sources))


def _is_danish(text: str) -> bool:
    words = _words(text)
    danish, english = (sum(word in common for word in words) for common in (DANISH, ENGLISH))
    return danish >= _LEAST_DANISH * len(words) and danish > english


def _is_grounded(text: str, sources: Sequence[Item]) -> bool:
    """Whether a third of its longer words begin as a word of the replies it names: a coarse net for what is made up."""
    said = {word[:_STEM] for word in _words(text) if len(word) >= _LONG_WORD}
    there = {word[:_STEM] for item in sources for word in _words(item.text)}
    return not said or len(said & there) >= _LEAST_GROUND * len(said)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
