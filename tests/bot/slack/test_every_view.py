"""Every view there is, in both languages, full of hostile text, is something Slack would take."""

from collections.abc import Callable

import pytest

from bot.slack.blocks import render_form, render_home, render_message, render_whole
from tests.bot.slack.blockkit_oracles import check
from tests.support.hostile import Maker, name_of, shown_by_views
from views.elements import Form, View


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("function", shown_by_views(), ids=name_of)
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
    names = {name_of(function) for function in shown_by_views()}
    assert {"views.rounds.prompt", "views.replies.form", "views.networks.charter", "views.home.page"} <= names
    assert len(names) > 40
