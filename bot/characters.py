"""Texts as every platform takes them: cleaned, counted and cut. Lengths are in UTF-16 units, as platforms count."""

import re

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_HALVES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without characters that turn it around, hide in it or cannot be sent; line breaks stay."""
    if text.isprintable():
        return text  # most are, and there is nothing to look for
    text = _BREAKS.sub("\n", text)
    return _HALVES.sub("\ufffd", _UNWANTED.sub("", text))


def length(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, cleaned; if it is too long, its beginning with an ellipsis, never half a character."""
    text = clean(text)
    if length(text) <= most:
        return text
    kept, room = [], most - 1
    for letter in text:
        room -= 2 if letter > "\uffff" else 1
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip("\u200d ") + "…"
