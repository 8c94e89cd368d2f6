"""A table as CSV, read back by Python's own reader of it."""

import csv
from datetime import date
from io import StringIO

import pytest

from bot.files import csv_files
from views.tables import Cell, Share, Table, Workbook

HOSTILE = ("=1+1", "+45 1234", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =cmd|' /C calc'!A0", "\u202e=1", "＝1")


def _bytes(*rows: tuple[Cell, ...]) -> bytes:
    columns = tuple(f"Spalte {number}" for number, _ in enumerate(rows[0], 1))
    return csv_files.rendered(Workbook(title="Tal", tables=(Table(title="Tal", columns=columns, rows=rows),)))


def _read(*rows: tuple[Cell, ...]) -> list[list[str]]:
    """The rows below the head."""
    return list(csv.reader(StringIO(_bytes(*rows).decode("utf-8-sig"), newline=""), delimiter=";"))[1:]


def test_a_danish_excel_takes_it_by_a_double_click() -> None:
    """The mark of UTF-8 first, semicolons between, æøå whole, lines as Windows ends them."""
    content = _bytes(("Rødgrød, på en ø", 4))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "Spalte 1;Spalte 2\r\nRødgrød, på en ø;4\r\n"


def test_each_value_is_what_it_is() -> None:
    """Numbers stay numbers, also below zero; a day is one that sorts; what is hidden is empty and no zero."""
    assert _read(("a", 0, -3, date(2026, 11, 26), Share(0.74), None)) == [["a", "0", "-3", "2026-11-26", "74%", ""]]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    """Whatever sign it begins with, also behind spaces or characters that do not show."""
    [[cell]] = _read((text,))
    assert cell == "'" + text.replace("\u202e", "").replace("\r", "\n")


def test_what_people_wrote_stays_one_cell() -> None:
    """Semicolons, quotes, line breaks and 3,000 characters; control characters are gone."""
    text = ('Hun sagde "ja"; så\ngik vi\x00\x0b i gang æøå 😀 ' * 80)[:3000]
    assert _read((text, "b")) == [[text.replace("\x00", "").replace("\x0b", "\n"), "b"]]
