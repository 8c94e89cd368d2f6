"""Every view there is, in both languages, full of hostile text, is something Slack would take."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import get_type_hints

import pytest

import views
from bot.slack.blocks import render_form, render_home, render_message, render_whole
from tests.bot.slack.blockkit_oracles import check
from tests.support.hostile import Maker
from views.elements import Form, View


def _shown() -> list[Callable[..., object]]:
    """Every public function of `views` that gives something to show."""
    found: list[Callable[..., object]] = []
    for module in iter_modules(views.__path__, "views."):
        functions = inspect.getmembers(import_module(module.name), inspect.isfunction)
        for name, function in functions:
            if function.__module__ == module.name and not name.startswith("_"):
                found += [function] if get_type_hints(function).get("return") in (View, Form) else []
    return [function for function in found if function.__module__ != "views.codec"]


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__name__}"


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("function", _shown(), ids=_name)
def test_it_passes_the_block_kit_checkers(function: Callable[..., object], language: str, full: bool) -> None:
    """Whatever people write, in whichever language, the platform takes what we show."""
    shown = Maker(language, full=full).call(function)
    if isinstance(shown, Form):
        check(render_form(shown))
        return
    assert isinstance(shown, View)
    first, rest = render_message(shown, "round:1:prompt")
    for body in (first, *rest, render_whole(shown)):
        check(body)
    check(render_home(shown))


def test_none_is_forgotten() -> None:
    """The list is read from the package: it holds what people meet most."""
    names = {_name(function) for function in _shown()}
    assert {"views.rounds.prompt", "views.replies.form", "views.networks.charter", "views.home.page"} <= names
    assert len(names) > 40
