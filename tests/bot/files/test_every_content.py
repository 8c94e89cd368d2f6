"""Everything that can be taken out, in both languages, full of hostile text, is a file that opens."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt

from bot.files import MARKDOWN, SEPARATED, SPREADSHEET, WORD, rendered
from tests.builders import NOW
from tests.support.hostile import Maker, name_of, shown_by_views
from views.documents import Document
from views.tables import Table, Workbook

LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
FULL = pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
View = Callable[..., object]


def _bytes(content: object, end: str) -> bytes:
    assert isinstance(content, Document | Workbook)
    return rendered(content, end, author="Aaby Kommune", at=NOW) or b""


def _texts(table: Table) -> int:
    return sum(isinstance(cell, str) for row in table.rows for cell in row)


@FULL
@LANGUAGES
@pytest.mark.parametrize("function", shown_by_views(Document), ids=name_of)
class TestADocument:
    def test_opens_in_word_with_its_own_headings_only(self, function: View, language: str, full: bool) -> None:
        """Whatever people wrote, the parts are those that we made."""
        document = Maker(language, full=full, many=2).call(function)
        file = docx.Document(BytesIO(_bytes(document, WORD)))
        headings = [each for each in file.paragraphs if (each.style.name or "").startswith("Heading")]
        assert len(headings) == len(document.sections)

    def test_is_markdown_with_its_own_headings_only(self, function: View, language: str, full: bool) -> None:
        """No heading, link or picture comes out of people's words."""
        document = Maker(language, full=full, many=2).call(function)
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(_bytes(document, MARKDOWN).decode())
        kinds = [each.type for token in tokens for each in (token, *(token.children or ()))]
        assert kinds.count("heading_open") == len(document.sections) + 1
        assert not {"link_open", "image", "html_inline", "html_block"} & set(kinds)


@FULL
@LANGUAGES
@pytest.mark.parametrize("function", shown_by_views(Workbook), ids=name_of)
class TestAWorkbook:
    def test_opens_in_excel_with_a_cell_for_each_value(self, function: View, language: str, full: bool) -> None:
        """No formula anywhere, and no row longer or shorter than its head."""
        workbook = Maker(language, full=full).call(function)
        file = openpyxl.load_workbook(BytesIO(_bytes(workbook, SPREADSHEET)))
        for table, sheet in zip(workbook.tables, file.worksheets, strict=True):
            assert {len(row) for row in table.rows} <= {len(table.columns)} == {sheet.max_column}
            kinds = [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
            assert (kinds.count("f"), kinds.count("s")) == (0, _texts(table))

    def test_is_one_line_for_each_row(self, function: View, language: str, full: bool) -> None:
        """As Python's own reader finds them, and no cell begins a formula."""
        workbook = Maker(language, full=full).call(function)
        text = StringIO(_bytes(workbook, SEPARATED).decode("utf-8-sig"), newline="")
        lines = list(csv.reader(text, delimiter=";"))
        assert [len(line) for line in lines] == [len(workbook.tables[0].columns)] * (len(workbook.tables[0].rows) + 1)
        assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_none_is_forgotten() -> None:
    """The list is read from the package: figures, registers, the journal, a request for access."""
    names = {name_of(function) for function in shown_by_views(Document, Workbook)}
    assert {"views.reports.document", "views.disclosures.document"} <= names
    assert len(names) >= 11
