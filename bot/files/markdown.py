"""A document as Markdown. What people wrote stays what they wrote: it becomes no heading, link, image or markup."""

import re
from typing import assert_never

from bot.characters import clean
from locales.words import Emphasis, Span, Strong, Words, plain
from views.documents import Document, Piece, Section
from views.elements import Fields, Listing, Note, Quote, Text

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINKS = re.compile(r"(?i)(://|www\.|@)")
_BEGINS = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def rendered(document: Document) -> bytes:
    """UTF-8, a line break at the end."""
    parts = [f"# {_line(document.title)}", *(_piece(piece) for piece in document.opening)]
    for section in document.sections:
        parts += _section(section)
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _section(section: Section) -> list[str]:
    return [f"{'#' * (section.level + 1)} {_line(section.title)}", *(_piece(piece) for piece in section.pieces)]


def _piece(piece: Piece) -> str:
    match piece:
        case Text(words):
            return _words(words)
        case Note(words):
            return f"_{_line(plain(words))}_"
        case Quote(text):
            return "\n".join(f"> {line}".rstrip() for line in _safe(text).split("\n"))
        case Listing(items):
            return "\n".join(f"- {_one_line(_words(item))}" for item in items)
        case Fields(pairs):
            return "\n".join(f"- **{_line(label)}:** {_one_line(_words(words))}" for label, words in pairs)
        case _:
            assert_never(piece)


def _words(words: Words) -> str:
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    match span:
        case Strong(text) if text.strip():
            return f"**{_line(text).strip()}**"
        case Emphasis(text) if text.strip():
            return f"_{_line(text).strip()}_"
        case _:
            return _safe(plain((span,)))


def _safe(text: str) -> str:
    text = _MARKS.sub(r"\\\1", clean(text))
    text = _LINKS.sub(lambda found: _broken(found[1]), text)
    return _BEGINS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


def _broken(mark: str) -> str:
    """What would make a link of the words around it, and does not any more."""
    return {"://": r"\://", "@": r"\@"}.get(mark, f"{mark[:-1]}\\.")


def _line(text: str) -> str:
    return _one_line(_safe(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
