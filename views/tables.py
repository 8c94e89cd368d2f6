"""Tables: figures and registers as they leave the chat in a file, to be counted on with. Values, no layout."""

from dataclasses import dataclass
from datetime import date

SPREADSHEET, SEPARATED = "xlsx", "csv"
"""The kinds of file that tables can be, as their names end."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1; shown in percent."""

    part: float


Cell = str | int | date | Share | None
"""A text, a number, a local day, a share, or nothing: what is hidden or was not asked is no zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`columns`: what stands above each; every row has as many cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """`tables`: the first is what was asked for; what follows says what it is of and how it is to be read.

    A spreadsheet has a sheet for each. A file that can hold one table only (CSV) has the first.
    """

    title: str
    tables: tuple[Table, ...]
