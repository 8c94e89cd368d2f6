"""Every view there is, in both languages, full of hostile text, is something Teams would take."""

from collections.abc import Callable

import pytest

from bot.teams import limits
from bot.teams.cards import render_cards, render_form, render_message, render_receipt, summary
from tests.bot.teams.card_oracles import check
from tests.support.hostile import Maker, name_of, shown_by_views
from views.elements import Form, View


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("function", shown_by_views(), ids=name_of)
def test_it_passes_the_card_checkers(function: Callable[..., object], language: str, full: bool) -> None:
    """Whatever people write, in whichever language, the platform takes what we show."""
    shown = Maker(language, full=full).call(function)
    if isinstance(shown, Form):
        conversations = [("19:a@thread.tacv2", "Demens")]
        check(render_form(shown, conversations=conversations, language=language), limits.FORM)
        return
    assert isinstance(shown, View)
    for card in (
        *render_cards(shown, "round:1:prompt"),
        render_message(shown, "round:1:prompt"),
        render_receipt(shown),
    ):
        check(card)
    assert 0 < len(summary(shown)) <= limits.SUMMARY
