"""A document as Markdown, read back by an independent reader of Markdown."""

from itertools import pairwise

from markdown_it import MarkdownIt

from bot.files import markdown
from locales.words import Plain, Strong
from views.documents import Document, Piece, Section
from views.elements import Fields, Listing, Note, Quote, Text

_READER = MarkdownIt("gfm-like", {"linkify": False})
HOSTILE = (
    "# Ikke en overskrift\n- ikke et punkt\n1. heller ikke\n> slet ikke\n=====\n"
    "[klik](https://ond.example) ![billede](https://ond.example/x.png) <script>alert(1)</script> "
    "**fed** _kursiv_ `kode` ~~streg~~ | a | b | &lt; https://ond.example www.ond.example mig@ond.example \u202eabc"
)
_SEEN = HOSTILE.replace("\u202e", "")


def _document(*pieces: Piece, title: str = "Netværksberetning: Tryg hjem") -> Document:
    sections = (Section("Idéer", pieces), Section("Forslag", (), 2))
    return Document(title=title, opening=(Text((Plain("Formål"),)),), sections=sections, language="da")


def _read(document: Document) -> list[tuple[str, str]]:
    """What a reader sees: the tag of each block and its text."""
    tokens = _READER.parse(markdown.rendered(document).decode())
    return [
        (before.tag, "".join(child.content for child in token.children or () if child.type == "text"))
        for before, token in pairwise(tokens)
        if token.type == "inline"
    ]


def _marks(document: Document) -> set[str]:
    """Every kind of markup that there is in it."""
    found: set[str] = set()
    for token in _READER.parse(markdown.rendered(document).decode()):
        found |= {token.type} | {child.type for child in token.children or ()}
    return found


def test_its_parts_are_headings_of_their_level() -> None:
    """The title, its sections, and theirs."""
    read = _read(_document())
    assert ("h1", "Netværksberetning: Tryg hjem") in read
    assert ("h2", "Idéer") in read
    assert ("h3", "Forslag") in read


def test_each_piece_is_what_it_is() -> None:
    """Strong, small print, a quote, a list, and pairs."""
    words = (Strong("Fremdrift"), Plain(" 4 af 5"))
    pieces = (Text(words), Note(words), Quote("Vi ringer nu"), Listing((words, words)), Fields((("Leder", words),)))
    text = markdown.rendered(_document(*pieces)).decode()
    assert "**Fremdrift** 4 af 5" in text
    assert "> Vi ringer nu" in text
    assert text.count("- **Fremdrift** 4 af 5") == 2
    assert "- **Leder:** **Fremdrift** 4 af 5" in text
    assert text.endswith("\n")


def test_what_people_wrote_becomes_no_markup() -> None:
    """No heading, list, link, image, table or code comes out of their words, wherever they stand."""
    words = (Plain(HOSTILE),)
    pieces = (Text(words), Note(words), Quote(HOSTILE), Listing((words,)), Fields(((HOSTILE, words),)))
    document = _document(*pieces, title=HOSTILE)
    assert (
        _marks(document)
        & {
            *("link_open", "image", "html_inline", "html_block", "code_inline", "fence", "code_block"),
            *("table_open", "ordered_list_open", "s_open", "hr"),
        }
        == set()
    )
    headings = [tag for tag, _ in _read(document) if tag.startswith("h")]
    assert headings == ["h1", "h2", "h3"]


def test_what_people_wrote_is_read_as_they_wrote_it() -> None:
    """Every letter of it, but those that hide or turn the text."""
    read = " ".join(text for _, text in _read(_document(Quote(HOSTILE))))
    assert all(line.strip() in read for line in ("# Ikke en overskrift", "- ikke et punkt", "1. heller ikke"))
    assert "<script>alert(1)</script> **fed** _kursiv_ `kode` ~~streg~~ | a | b | &lt;" in read
    assert "\u202e" not in read
