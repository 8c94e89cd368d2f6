"""What should not stand in a reply: numbers, addresses and names that point at somebody. Found, never taken out."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Trace(Enum):
    """What kind of thing points at somebody."""

    CPR = "cpr"  # never saved
    PHONE = "telefon"
    EMAIL = "mail"
    NAME = "navn"


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` as it stands in the reply."""

    trace: Trace
    text: str


_CPR = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{2})\s?[-\u2010-\u2015\u2212]?\s?[0-9]{4}(?![0-9])")
_PHONE = re.compile(r"(?:(?:\+|\b00)45[ ]?|(?<![0-9+.,/-]))[2-9][0-9](?:[ ]?[0-9]{2}){3}(?![0-9]|[.,/-][0-9])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"\w+")
_SHORTEST_FIRST_NAME = 4
_YEAR_WITH_LEAP_DAY = 2000
_REPLACEMENT = 60  # is added to the day of a number given to somebody without one of their own


def find(text: str, names: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What in a text points at somebody, each once. `names`: the full names of people in the network.

    A first name alone is found only with a capital and at least four letters; a genitive s may follow any name.
    """
    found: dict[Finding, None] = {}
    cprs = list(_cprs(text))
    found.update((Finding(Trace.CPR, cpr), None) for cpr in cprs)
    for cpr in cprs:
        text = text.replace(cpr, " ")
    found.update((Finding(Trace.EMAIL, mail), None) for mail in _EMAIL.findall(text))
    text = _EMAIL.sub(" ", text)
    found.update((Finding(Trace.PHONE, phone.strip()), None) for phone in _PHONE.findall(text))
    found.update((Finding(Trace.NAME, name), None) for full in _begun(text, names) for name in _named(text, full))
    return tuple(found)


def holds_cpr(text: str) -> bool:
    """Whether a CPR number stands in it."""
    return any(True for _ in _cprs(text))


def _cprs(text: str) -> Iterator[str]:
    for match in _CPR.finditer(text):
        day, month = int(match[1]), int(match[2])
        day -= _REPLACEMENT if day > _REPLACEMENT else 0
        if 1 <= month <= 12 and 1 <= day <= monthrange(_YEAR_WITH_LEAP_DAY, month)[1]:
            yield match[0]


def _begun(text: str, names: Iterable[str]) -> Iterator[str]:
    """Those whose first word stands in the text at all: few do, and looking for a name is slow."""
    words = set(_WORD.findall(folded(text)))
    words |= {word[:-1] for word in words if word.endswith("s")}
    for full in names:
        first = _WORD.match(folded(full.lstrip()))
        if first is None or first[0] in words:
            yield full


def folded(text: str) -> str:
    """The text as `re.IGNORECASE` compares it, which knows one i only."""
    return text.replace("İ", "i").replace("ı", "i").casefold()


def _named(text: str, full: str) -> Iterator[str]:
    parts = full.split()
    if len(parts) > 1:
        for name in (" ".join(parts), f"{parts[0]} {parts[-1]}"):
            match = re.search(_whole(name), text, re.IGNORECASE)
            if match:
                yield match[0]
                return
    first = parts[0] if parts else ""
    if len(first) >= _SHORTEST_FIRST_NAME:
        match = re.search(_whole(first[0].upper() + first[1:]), text)
        if match:
            yield match[0]


def _whole(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?=(?:[\u2019']?s)?(?!\w))"
