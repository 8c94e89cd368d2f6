"""Tables as an Excel file: a sheet for each, heads kept in sight, numbers as numbers, texts as nothing but texts."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import assert_never

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.characters import clean
from views.tables import Cell, Share, Table, Workbook

_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME, _LONGEST_CELL = 31, 32_767
"""Excel's own limits, in characters."""
_NARROW, _WIDE, _PER_LINE = 12, 60, 1.1
_TEXTS_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def rendered(workbook: Workbook, *, author: str, at: datetime) -> bytes:
    """`author`: who the file is by; `at`: when it was made."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _TEXTS_ONLY) as file:
        about = {"title": clean(workbook.title)[:250], "author": author, "created": at.replace(tzinfo=None)}
        file.set_properties(about)
        forms = _Forms(file)
        for name, table in zip(_names(workbook), workbook.tables, strict=True):
            _write(file.add_worksheet(name), table, forms)
    return stream.getvalue()


class _Forms:
    """How cells look: the head, and each kind of value."""

    def __init__(self, file: xlsxwriter.Workbook) -> None:
        top = {"valign": "top"}
        self.head: Format = file.add_format({"bold": True, "text_wrap": True, "bottom": 1, **top})
        # the mark that Excel itself sets for '=1: the text stays one when somebody edits the cell
        self.text: Format = file.add_format({"text_wrap": True, "quote_prefix": True, **top})
        self.number: Format = file.add_format({"num_format": "0", **top})
        self.share: Format = file.add_format({"num_format": "0%", **top})
        self.day: Format = file.add_format({"num_format": "yyyy-mm-dd", **top})


def _names(workbook: Workbook) -> list[str]:
    """The sheets' names as Excel takes them; each is another, whatever the tables are called."""
    names: list[str] = []
    for table in workbook.tables:
        name = " ".join(clean(table.title).translate(_NOT_IN_A_NAME).split())[:_LONGEST_NAME]
        taken = not name or name.casefold() in [each.casefold() for each in names]
        names.append(f"{name[: _LONGEST_NAME - 4]} ({len(names) + 1})".strip() if taken else name)
    return names


def _write(sheet: Worksheet, table: Table, forms: _Forms) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, clean(column), forms.head)
        sheet.set_column(place, place, _width([column, *(row[place] for row in table.rows)]))
    for line, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            _put(sheet, (line, place), cell, forms)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _put(sheet: Worksheet, at: tuple[int, int], cell: Cell, forms: _Forms) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(*at, clean(cell)[:_LONGEST_CELL], forms.text)
        case int():
            sheet.write_number(*at, cell, forms.number)
        case date():
            sheet.write_datetime(*at, datetime(cell.year, cell.month, cell.day), forms.day)
        case Share(part):
            sheet.write_number(*at, part, forms.share)
        case _:
            assert_never(cell)


def _width(cells: Sequence[Cell]) -> float:
    """Wide enough to be read, never wider than a screen: long texts go on below."""
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(max(longest * _PER_LINE, _NARROW), _WIDE)
