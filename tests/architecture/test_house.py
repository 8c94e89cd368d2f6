"""The house's rules that import-linter cannot see (docs/architecture.md)."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("bot", "handlers", "scheduler", "storage", "core", "views", "locales", "sandbox")
MODULES = [
    path for room in OURS for path in sorted((ROOT / room).rglob("*.py")) if "migrations/versions" not in str(path)
]
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_dependency_owns_one_of_our_names() -> None:
    """Whatever is installed, our top-level names are ours alone."""
    owners = packages_distributions()
    assert {name: owners.get(name, ["netvaerksbot"]) for name in OURS} == {name: ["netvaerksbot"] for name in OURS}


@pytest.mark.parametrize("path", sorted((ROOT / "core").rglob("*.py")), ids=_name)
def test_the_core_is_plain_python(path: Path) -> None:
    """The core imports the standard library and itself, nothing else."""
    allowed = sys.stdlib_module_names | {"core"}
    assert {name.split(".")[0] for name in _imports(path)} <= allowed


@pytest.mark.parametrize("room", ["handlers", "core", "views", "scheduler", "locales"])
def test_no_platform_is_named_inside(room: str) -> None:
    """What is platform-neutral names no platform: another one joins without a change here."""
    files = [*(ROOT / room).rglob("*.py"), *(ROOT / room).rglob("*.po")]
    named = [_name(path) for path in files if re.search(r"slack|teams", path.read_text(), re.IGNORECASE)]
    assert named == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_small_and_say_what_they_are_for(path: Path) -> None:
    """A module has a docstring and at most 300 lines, a function at most 40."""
    text = path.read_text()
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert text.count("\n") <= 300
    assert [node.name for node in _functions(tree) if (node.end_lineno or 0) - node.lineno >= 40] == []


@pytest.mark.parametrize("path", TESTS, ids=_name)
def test_every_test_has_a_sentence_that_says_what_holds(path: Path) -> None:
    """The tests read as the specification."""
    tests = [node for node in _functions(ast.parse(path.read_text())) if node.name.startswith("test")]
    assert [node.name for node in tests if not ast.get_docstring(node)] == []


def test_every_word_is_spelled_in_danish() -> None:
    """Danish texts write æ, ø and å; ASCII spellings are for the names of commands only."""
    ascii_spellings = re.compile(r"(?<![/`\w])(netvaerk|paamind|aaben|foer|naeste)\w*", re.IGNORECASE)
    texts = {path: re.findall(r'msgstr.*"(.*)"', path.read_text()) for path in (ROOT / "locales" / "da").glob("*.po")}
    assert [text for lines in texts.values() for text in lines if ascii_spellings.search(text)] == []


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _imports(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
