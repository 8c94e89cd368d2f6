"""A document: what leaves the chat as a file. Sections of elements that say something, no buttons and inputs."""

from dataclasses import dataclass

from views.elements import Fields, Listing, Note, Quote, Text

WORD, MARKDOWN = "docx", "md"
"""The kinds of file that a document can be, as their names end."""

Piece = Text | Note | Quote | Listing | Fields


@dataclass(frozen=True, slots=True)
class Section:
    """`level`: 1 for a part of the document, 2 for a part of that."""

    title: str
    pieces: tuple[Piece, ...]
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`opening`: what stands before the first section. `language`: da or en."""

    title: str
    opening: tuple[Piece, ...]
    sections: tuple[Section, ...]
    language: str
