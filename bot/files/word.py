"""A document as a Word file, in the styles of the library's own template, so that it can be read by a screen reader."""

from datetime import datetime
from io import BytesIO
from typing import assert_never

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.characters import clean
from locales.words import Emphasis, Strong, Words, plain
from views.documents import Document, Piece
from views.elements import Fields, Listing, Note, Quote, Text

_LANGUAGES = {"da": "da-DK", "en": "en-GB"}


def rendered(document: Document, *, author: str, at: datetime) -> bytes:
    """`author`: who the file is by; `at`: when it was made."""
    file = docx.Document()
    _describe(file, document, author, at)
    file.add_heading(clean(document.title), level=0)
    for piece in document.opening:
        _add(file, piece)
    for section in document.sections:
        file.add_heading(clean(section.title), level=section.level)
        for piece in section.pieces:
            _add(file, piece)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _describe(file: WordFile, document: Document, author: str, at: datetime) -> None:
    """The title and the language stand in the file too: a screen reader goes by them."""
    about, language = file.core_properties, _LANGUAGES[document.language]
    about.title, about.author, about.last_modified_by = clean(document.title)[:250], author, author
    about.comments, about.language = "", language
    about.created = about.modified = at.replace(tzinfo=None)
    for each in file.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language)


def _add(file: WordFile, piece: Piece) -> None:
    match piece:
        case Text(words):
            _write(file.add_paragraph(), words)
        case Note(words):
            file.add_paragraph().add_run(clean(plain(words))).italic = True
        case Quote(text):
            file.add_paragraph(clean(text), style="Quote")
        case Listing(items):
            for item in items:
                _write(file.add_paragraph(style="List Bullet"), item)
        case Fields(pairs):
            _table(file, pairs)
        case _:
            assert_never(piece)


def _write(paragraph: Paragraph, words: Words) -> None:
    for span in words:
        run = paragraph.add_run(clean(plain((span,))))
        run.bold = isinstance(span, Strong) or None
        run.italic = isinstance(span, Emphasis) or None


def _table(file: WordFile, pairs: tuple[tuple[str, Words], ...]) -> None:
    table = file.add_table(rows=0, cols=2, style="Table Grid")
    for label, words in pairs:
        first, second = table.add_row().cells
        first.paragraphs[0].add_run(clean(label)).bold = True
        _write(second.paragraphs[0], words)
