"""A document as a Word file, opened again with the library that reads such files."""

from io import BytesIO

import docx

from bot.files import word
from locales.words import Emphasis, Plain, Strong
from tests.builders import NOW
from views.documents import Document, Piece, Section
from views.elements import Fields, Listing, Note, Quote, Text

HOSTILE = "=cmd|' /C calc'!A1 <w:p/> & {INCLUDETEXT x} \x00\x0b\u202e æøå 😀\n[klik](https://ond.example)"


def _opened(*pieces: Piece, title: str = "Netværksberetning: Tryg hjem", language: str = "da"):
    document = Document(
        title=title,
        opening=(Text((Plain("Formål"),)),),
        sections=(Section("Idéer", pieces), Section("Forslag", (), 2)),
        language=language,
    )
    return docx.Document(BytesIO(word.rendered(document, author="Aaby Kommune", at=NOW)))


def test_its_parts_are_headings_that_a_screen_reader_knows() -> None:
    """By their styles, not by how they look."""
    styles = {paragraph.text: paragraph.style.name for paragraph in _opened().paragraphs}
    assert styles["Netværksberetning: Tryg hjem"] == "Title"
    assert (styles["Idéer"], styles["Forslag"]) == ("Heading 1", "Heading 2")


def test_each_piece_is_what_it_is() -> None:
    """Strong and emphasis, small print, a quote, a list; pairs are a table."""
    words = (Strong("Fremdrift"), Plain(" 4 "), Emphasis("af 5"))
    file = _opened(Text(words), Note(words), Quote("Vi ringer nu"), Listing((words,)), Fields((("Leder", words),)))
    found = {paragraph.style.name: paragraph for paragraph in file.paragraphs}
    assert found["Quote"].text == "Vi ringer nu"
    assert [(run.bold, run.italic) for run in found["List Bullet"].runs] == [(True, None), (None, None), (None, True)]
    [row] = file.tables[0].rows
    assert [cell.text for cell in row.cells] == ["Leder", "Fremdrift 4 af 5"]


def test_says_what_it_is_and_in_which_language() -> None:
    """The title and who it is by stand in the file; nothing of whose library made it."""
    about = _opened(language="en").core_properties
    assert (about.title, about.author, about.language) == ("Netværksberetning: Tryg hjem", "Aaby Kommune", "en-GB")
    assert (about.comments, about.created.date()) == ("", NOW.date())


def test_what_people_wrote_stays_text() -> None:
    """No field, no markup, no character that Word cannot open a file with."""
    words = (Plain(HOSTILE),)
    file = _opened(Text(words), Quote(HOSTILE), Listing((words,)), Fields(((HOSTILE, words),)), title=HOSTILE)
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert text.count("=cmd|' /C calc'!A1 <w:p/> & {INCLUDETEXT x}") == 4
    assert "\u202e" not in text
    assert b"w:hyperlink" not in file.element.xml.encode()
    assert b"fldChar" not in file.element.xml.encode()
