"""A table as CSV, the way a Danish Excel opens it by a double click: UTF-8 with a mark, semicolons, decimal commas.

Nothing that a person wrote is run as a formula: a text that begins like one gets an apostrophe before it
(OWASP, CSV injection).
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import assert_never

from bot.characters import clean
from views.tables import Cell, Share, Workbook

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the last four: full width
_SPACES = " \u00a0"
_BETWEEN = ";"  # what Windows has between the items of a list in Danish; a comma stands inside numbers there


def rendered(workbook: Workbook) -> bytes:
    """The first table."""
    table = workbook.tables[0]
    return written(table.columns, table.rows)


def written(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table. The mark at the beginning (BOM) tells Excel that æ, ø and å are UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=_BETWEEN, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _safe(cell)
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
        case Share(part):
            return f"{100 * part:.0f}%"
        case _:
            assert_never(cell)


def _safe(text: str) -> str:
    """The text as a text. Spaces before a sign do not hide it: some programs strip them."""
    text = clean(text)
    return f"'{text}" if text.lstrip(_SPACES).startswith(_FORMULA) else text
