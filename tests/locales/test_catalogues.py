"""Every word: the same keys in both languages, every one used, every use with a text."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from locales.catalogue import LANGUAGES, read

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "core", "handlers", "scheduler", "storage", "views")
NOUNS = sorted({path.stem for path in (ROOT / "locales").glob("*/*.po")})
_KEY = re.compile(r"[a-z]+\.[a-z_0-9]+")
_HOLE = re.compile(r"\{(\w+)\}")

Entries = dict[str, Message]


def _entries(language: str, noun: str) -> Entries:
    path = ROOT / "locales" / language / f"{noun}.po"
    messages = [message for message in read(path) if message.id]
    return {message.id if isinstance(message.id, str) else message.id[0]: message for message in messages}


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _holes(message: Message) -> set[str]:
    return {hole for form in _forms(message) for hole in _HOLE.findall(form)} - {"n"}


KEYS = {key for noun in NOUNS for key in _entries("da", noun)}


def _sources() -> list[ast.Module]:
    return [ast.parse(path.read_text()) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def _in_templates() -> set[str]:
    """The keys that pages ask for."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("templates/*.html"))]
    return {found for text in texts for found in re.findall(r't\.plain\("([a-z]+\.[a-z_0-9]+)"', text)}


def _literals(trees: list[ast.Module]) -> set[str]:
    nodes = (node for tree in trees for node in ast.walk(tree))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if _KEY.fullmatch(text)}


def _beginnings(trees: list[ast.Module]) -> tuple[str, ...]:
    """How keys begin that are put together from a value: f"schedules.rhythm_{key}"."""
    joined = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    first = (node.values[0] for node in joined if node.values)
    texts = {part.value for part in first if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return tuple(text for text in texts if re.fullmatch(r"[a-z]+\.[a-z_]+", text))


def _asked_for(trees: list[ast.Module]) -> set[str]:
    """The keys given to a translator or a refusal by their own name."""
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    named = {node.args[0].value for node in calls if _speaks(node.func) and isinstance(node.args[0], ast.Constant)}
    return {key for key in named if isinstance(key, str) and _KEY.fullmatch(key)}


def _speaks(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name):
            return name == "t" or name in REFUSALS
        case ast.Attribute(value=value, attr="plain"):
            return not isinstance(value, ast.Name) or value.id != "words"
        case ast.Attribute(attr=attribute):
            return attribute == "t"
        case _:
            return False


REFUSALS = {"NotFound", "NotAllowed", "Conflict", "Unknown", "Refusal"}
SOURCES = _sources()


@pytest.mark.parametrize("noun", NOUNS)
class TestACatalogue:
    def test_has_the_same_keys_in_both_languages(self, noun: str) -> None:
        """Nothing is said in one language only."""
        danish, english = (_entries(language, noun) for language in LANGUAGES)
        assert list(danish) == list(english)

    def test_has_the_same_holes_and_plurals(self, noun: str) -> None:
        """A translation fills in the same things, and counts the same way."""
        danish, english = (_entries(language, noun) for language in LANGUAGES)
        different = [
            key
            for key in danish
            if _holes(danish[key]) != _holes(english[key]) or len(_forms(danish[key])) != len(_forms(english[key]))
        ]
        assert different == []

    def test_leaves_no_text_empty(self, noun: str) -> None:
        """Every entry says something, in every form."""
        for language in LANGUAGES:
            assert [key for key, message in _entries(language, noun).items() if not all(_forms(message))] == []

    def test_holds_its_own_noun_only(self, noun: str) -> None:
        """A key lives in the file of its noun."""
        assert [key for key in _entries("da", noun) if not key.startswith(f"{noun}.")] == []

    def test_counts_in_two_forms(self, noun: str) -> None:
        """The plural rule is the one the translator follows."""
        for language in LANGUAGES:
            catalogue = read(ROOT / "locales" / language / f"{noun}.po")
            assert (catalogue.num_plurals, catalogue.plural_expr.replace(" ", "")) == (2, "(n!=1)")


class TestTheKeys:
    def test_are_all_used(self) -> None:
        """A text that nobody says is taken out."""
        said, beginnings = _literals(SOURCES) | _in_templates(), _beginnings(SOURCES)
        assert sorted(key for key in KEYS - said if not key.startswith(beginnings)) == []

    def test_are_all_there(self) -> None:
        """What is said has a text."""
        assert sorted((_asked_for(SOURCES) | _in_templates()) - KEYS) == []

    def test_of_refusals_are_all_there(self) -> None:
        """Whatever the bot says no with has a text, wherever it is written."""
        errors = {key for key in _literals(SOURCES) if key.startswith("errors.")}
        assert sorted(errors - KEYS) == []

    def test_that_begin_with_a_value_are_there(self) -> None:
        """A key that is put together has at least one text."""
        nouns = tuple(f"{noun}." for noun in NOUNS)
        beginnings = [each for each in _beginnings(SOURCES) if each.startswith(nouns)]
        assert [each for each in beginnings if not any(key.startswith(each) for key in KEYS)] == []
