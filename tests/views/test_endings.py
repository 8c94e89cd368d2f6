"""The end of a network as its leader meets it."""

from datetime import date, timedelta

import pytest

from core.model.history import Event, Happened
from core.model.ids import EventId
from core.model.networks import Network, NetworkState
from locales.catalogue import Translator, translator
from tests.acting import buttons, inputs, said
from tests.builders import NOW, a_network, a_person
from views import endings as views
from views.elements import View

DA, EN = translator("da"), translator("en")
ENDS = date(2027, 1, 15)
NETWORK = a_network(name="Tryg hjem", ends_on=ENDS)


def _question(network: Network, days: int = -20, t: Translator = DA) -> View:
    return views.question(t, network, ends_on=ENDS, today=ENDS + timedelta(days))


class TestTheQuestion:
    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_has_a_button_for_each_way(self, t: Translator) -> None:
        """A22: close, extend, daily operation, split."""
        shown = _question(NETWORK, t=t)
        assert list(buttons(shown)) == ["networks.close", "endings.extend", "endings.operation", "networks.split"]
        assert all(button.value == NETWORK.id for button in buttons(shown).values())

    def test_says_whether_the_day_has_passed(self) -> None:
        """On the day itself it has not."""
        assert "slutter efter planen 15. januar 2027" in said(_question(NETWORK, 0))
        assert "skulle være slut 15. januar 2027" in said(_question(NETWORK, 1))

    def test_that_was_answered_says_what_was_decided(self) -> None:
        """And has no buttons left."""
        extended = a_network(name="Tryg hjem", ends_on=date(2027, 3, 1))
        closing = a_network(ends_on=ENDS, state=NetworkState.CLOSING)
        assert "fortsætter til 1. marts 2027" in said(_question(extended))
        assert "ved at blive rundet af" in said(_question(closing))
        assert buttons(_question(extended)) == buttons(_question(closing)) == {}


class TestTheForms:
    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_have_words_that_fit(self, t: Translator) -> None:
        """Titles and buttons are short."""
        for form in (views.extend(t, NETWORK, ends_on=ENDS), views.operation(t, NETWORK, (), receiver=None)):
            assert max(len(form.title), len(form.submit), len(form.close)) <= 24
            assert NETWORK.name in said(form)

    def test_of_daily_operation_names_the_receiver_there_is(self) -> None:
        """Who takes over is who was asked before, unless somebody else is picked."""
        receiver = a_person()
        assert inputs(views.operation(DA, NETWORK, (), receiver=receiver))["modtager"].values == (receiver.account,)


def test_what_the_network_is_told_has_the_reason() -> None:
    """Word for word, and who decided."""
    event = Event(
        id=EventId("e"), network_id=NETWORK.id, at=NOW, kind=Happened.END_MOVED, after=ENDS, reason="Ét *forsøg* til"
    )
    text = said(views.moved(DA, NETWORK, event, by=a_person(name="Anne Holm")))
    assert "fortsætter til 15. januar 2027" in text
    assert "Anne Holm" in text
    assert "Ét *forsøg* til" in text
