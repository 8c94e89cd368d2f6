"""Which buttons open a dialog at once."""

import ast
import inspect

import pytest

from bot.teams.opening import opens
from handlers import routing
from handlers.everything import HANDLERS


def _says_open(route: str) -> bool:
    found = routing.find(route)
    assert found is not None
    tree = ast.parse(inspect.getsource(found.handler))
    return any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Open" for node in ast.walk(tree))


@pytest.mark.parametrize("route", routing.names())
def test_are_those_whose_handler_answers_with_a_form(route: str) -> None:
    """What the compiled handler says is what stands in its source."""
    assert HANDLERS
    assert opens(route) is _says_open(route)


def test_are_some_and_not_others() -> None:
    """The two that everybody presses, and one that only says something."""
    assert [opens(route) for route in ("rounds.answer", "members.accept", "home.mine", "nobody.knows")] == [
        True,
        True,
        False,
        False,
    ]
