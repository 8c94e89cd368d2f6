"""Tables as an Excel file, opened again with another library than the one that wrote it."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook as Opened

from bot.files import spreadsheets
from tests.bot.files.test_csv_files import HOSTILE
from tests.builders import NOW
from views.tables import Cell, Share, Table, Workbook


def _table(*rows: tuple[Cell, ...], title: str = "Tal") -> Table:
    columns = tuple(f"Spalte {number}" for number, _ in enumerate(rows[0], 1))
    return Table(title=title, columns=columns, rows=rows)


def _opened(*tables: Table) -> Opened:
    workbook = Workbook(title="Tal: Tryg hjem", tables=tables)
    return openpyxl.load_workbook(BytesIO(spreadsheets.rendered(workbook, author="Aaby Kommune", at=NOW)))


def test_each_value_is_what_it_is() -> None:
    """To be counted on with: a number, a day and a share by their kind; what is hidden is empty and no zero."""
    row = _opened(_table(("Rødgrød på en ø", 4, -3, date(2026, 11, 26), Share(0.74), None))).active[2]
    assert [cell.value for cell in row] == ["Rødgrød på en ø", 4, -3, datetime(2026, 11, 26), 0.74, None]
    assert (row[3].number_format, row[4].number_format) == ("yyyy-mm-dd", "0%")


@pytest.mark.parametrize("text", [*HOSTILE, "{=1}", "https://ond.example", "1e5", "_x0041_"])
def test_no_text_becomes_anything_else(text: str) -> None:
    """No formula, link or number, and it stays a text when somebody edits the cell."""
    cell = _opened(_table((text,))).active["A2"]
    assert (cell.data_type, cell.hyperlink, bool(cell.quotePrefix)) == ("s", None, True)
    assert cell.value == text.replace("\u202e", "").replace("\r", "\n")


def test_what_people_wrote_stays_one_cell() -> None:
    """3,000 characters with line breaks; control characters are gone, so the file opens."""
    text = ('Hun sagde "ja"; <b>så</b> & så\ngik vi\x00 i gang æøå 😀 ' * 80)[:3000]
    assert _opened(_table((text, "b"))).active["A2"].value == text.replace("\x00", "")


def test_each_table_is_a_sheet() -> None:
    """Whatever they are called: Excel's rules for names are kept, the head stays in sight and can be filtered by."""
    tables = [_table(("a",), title=title) for title in ("Tal", "tal", "[Om]: a/b*?", "x" * 80, "''")]
    file = _opened(*tables)
    assert file.sheetnames == ["Tal", "tal (2)", "Om a b", "x" * 31, "(5)"]
    assert (file["Tal"].freeze_panes, file["Tal"].auto_filter.ref) == ("A2", "A1:A2")


def test_says_what_it_is_and_who_it_is_by() -> None:
    """In the file itself, too."""
    about = _opened(_table(("a",))).properties
    assert (about.title, about.creator, about.created) == ("Tal: Tryg hjem", "Aaby Kommune", NOW.replace(tzinfo=None))
