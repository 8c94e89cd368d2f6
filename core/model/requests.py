"""What the secretariat asks for when it writes `opsamling …`: a network, a type, a period, in Danish or English.

Case and the ways to write æ, ø and å do not count. What cannot be read is told, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from core.model import periods
from core.model.networks import NetworkType
from core.model.periods import EVER, Period
from core.model.scopes import WHOLE, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for. `network`: one of the names given; `near`: names that resemble what was not understood."""

    scope: Scope = WHOLE
    network: str | None = None
    period: Period = EVER
    unknown: str = ""
    near: tuple[str, ...] = ()


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ä": "ae"})
_AROUND = "\"'»«“”„()[],;:!?*_`"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it was written, and as it is compared."""

    text: str
    folded: str


def _words(text: str) -> list[_Word]:
    stripped = (word.strip(_AROUND) for word in re.sub(r"[–—]", " - ", text).split())
    return [_Word(word, _folded(word)) for word in stripped if word]


def _folded(word: str) -> str:
    folded = word.casefold().translate(_LETTERS)
    return folded if folded[:1].isdigit() else folded.rstrip(".")


def understand(text: str, *, today: date, names: Sequence[str]) -> Request:
    """Read a request; what is left over is told in `unknown`, with the names it comes near to in `near`."""
    words = _words(text)
    network = _take_name(words, names)
    period = _take_period(words, today)
    asked = Request(scope=Scope(type=_take_type(words)), network=network, period=period)
    rest = [word for word in words if word.folded not in _FILLERS]
    if not rest:
        return asked
    near = () if network else _near(rest, names)
    if len(near) == 1 and _begins(near[0], rest):
        return replace(asked, network=near[0])
    return replace(asked, unknown=" ".join(word.text for word in rest), near=near)


def _take_period(words: list[_Word], today: date) -> Period:
    found = periods.find([word.folded for word in words], today)
    if found is None:
        return EVER
    period, place, taken = found
    del words[place : place + taken]
    return period


_FILLERS = periods.spelt(
    "opsamling opsamlingen opsamlinger summary summaries af for om over paa i det den de et en alle alt hele samlet "
    "netvaerk netvaerket netvaerkene netvaerksstrukturen strukturen kommunen vis giv lav mig tak med perioden og "
    "of the a an all whole about in on network networks structure show give make me please with period and"
)
_TYPES = {
    NetworkType.WELFARE: re.compile(r"(velfaerd|welfare)(s?netvaerk\w*)?"),
    NetworkType.INNOVATION: re.compile(r"innovations?(netvaerk\w*)?"),
    NetworkType.LEARNING: re.compile(r"(laerings?|learning)(netvaerk\w*)?"),
}


def _take_name(words: list[_Word], names: Sequence[str]) -> str | None:
    """The longest name that stands among the words; it is taken out of them."""
    folded = [word.folded for word in words]
    for name in sorted(names, key=len, reverse=True):
        wanted = [word.folded for word in _words(name)]
        for place in range(len(folded) - len(wanted) + 1):
            if wanted and folded[place : place + len(wanted)] == wanted:
                del words[place : place + len(wanted)]
                return name
    return None


def _take_type(words: list[_Word]) -> NetworkType | None:
    for kind, pattern in _TYPES.items():
        for place, word in enumerate(words):
            if pattern.fullmatch(word.folded):
                del words[place]
                return kind
    return None


_MOST_NEAR = 5
_LIKENESS = 0.6


def _near(rest: Sequence[_Word], names: Sequence[str]) -> tuple[str, ...]:
    """The names that hold all the words, else those that look like them, else those that hold one of them."""
    folded = {name: [word.folded for word in _words(name)] for name in names}
    wanted = [word.folded for word in rest if len(word.folded) > 1]
    if not wanted:
        return ()
    whole = [name for name, parts in folded.items() if all(_any_starts(parts, word) for word in wanted)]
    alike = {" ".join(parts): name for name, parts in folded.items()}
    close = [alike[match] for match in get_close_matches(" ".join(wanted), alike, _MOST_NEAR, _LIKENESS)]
    some = [name for name, parts in folded.items() if any(get_close_matches(word, parts, 1, 0.8) for word in wanted)]
    return tuple(dict.fromkeys(whole or [*close, *some]))[:_MOST_NEAR]


def _any_starts(parts: Sequence[str], word: str) -> bool:
    return any(part.startswith(word) for part in parts)


def _begins(name: str, rest: Sequence[_Word]) -> bool:
    """Whether all the words are beginnings of words in the name: then no other can be meant."""
    parts = [word.folded for word in _words(name)]
    return all(_any_starts(parts, word.folded) for word in rest)
