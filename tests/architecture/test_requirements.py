"""docs/requirements.md lists every row of the customer's documents, and what it says of each is so."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "requirements.md"
ROWS = [f"{letter}{number}" for letter, last in (("A", 35), ("B", 16), ("C", 3)) for number in range(1, last + 1)]
_LINE = re.compile(r"^\| ([ABC]\d+) \| (?P<asks>[^|]+) \| (?P<where>[^|]+) \| (?P<shown>[^|]+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")
_WITHOUT = ("Not software:", "Not yet:")
"""How a row begins that no test shows; the reason follows."""

SHOWN = {match[1]: match["shown"].strip() for match in _LINE.finditer(DOCUMENT.read_text(encoding="utf-8"))}


def _tests(path: str) -> set[str]:
    """The tests of a file, those in a class by its name."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    inside = {f"{c.name}::{f.name}" for c in tree.body if isinstance(c, ast.ClassDef) for f in _functions(c.body)}
    return inside | {function.name for function in _functions(tree.body)}


def _functions(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    return [each for each in body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")]


def test_every_row_is_listed_once_and_in_order() -> None:
    """A1 to A35, B1 to B16, C1 to C3."""
    assert [match[1] for match in _LINE.finditer(DOCUMENT.read_text(encoding="utf-8"))] == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_tests_that_are_there_or_says_why_none_is(row: str) -> None:
    """A name that is not found, and a reason that is not given, fail."""
    shown = SHOWN[row]
    named = _TEST.findall(shown)
    assert named or shown.startswith(_WITHOUT), shown
    assert all(name in _tests(path) for path, name in named), shown
    assert named or len(shown.split(":", 1)[1].split()) >= 4, shown


def test_no_requirement_is_tried_that_is_not_listed() -> None:
    """Each test in tests/requirements stands in the table."""
    listed = {found for shown in SHOWN.values() for found in _TEST.findall(shown)}
    for path in sorted((ROOT / "tests" / "requirements").glob("test_*.py")):
        here = f"tests/requirements/{path.name}"
        assert {(here, name) for name in _tests(here)} <= listed
