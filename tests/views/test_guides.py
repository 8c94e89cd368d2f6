"""The leader's guide."""

import pytest

from core.model.networks import NetworkState, Phase
from locales.catalogue import Translator, translator
from tests.acting import buttons, said
from tests.builders import a_network, a_round
from views import guides as views
from views.elements import Actions, Listing, View

DA, EN = translator("da"), translator("en")
NETWORK = a_network(name="Tryg hjem")


def _guide(phase: Phase, *, t: Translator = DA, **changes: object) -> View:
    network = a_network(name="Tryg hjem", **changes)
    return views.guide(t, network, phase, now=Phase.UNDERWAY, asked=None)


@pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
@pytest.mark.parametrize("phase", Phase)
class TestEveryPhase:
    def test_has_a_few_points_and_a_way_to_the_others(self, phase: Phase, t: Translator) -> None:
        """A14: short enough to be read between two meetings."""
        shown = _guide(phase, t=t)
        [points] = [element for element in shown.elements if isinstance(element, Listing)]
        assert len(points.items) == 4
        ways = [element for element in shown.elements if isinstance(element, Actions)][-1]
        assert len(ways.buttons) == len(Phase) - 1

    def test_says_where_the_network_is(self, phase: Phase, t: Translator) -> None:
        """Whichever phase is read about."""
        here = phase is Phase.UNDERWAY
        expected = {"da": ("Her er I nu", "her: undervejs"), "en": ("This is where you are", "here: underway")}[
            t.language
        ]
        assert expected[0 if here else 1] in said(_guide(phase, t=t))


class TestTheButtons:
    def test_let_the_leader_answer_first(self) -> None:
        """While a round is open."""
        asked = a_round(NETWORK)
        shown = views.guide(DA, NETWORK, Phase.START, now=Phase.START, asked=asked)
        assert buttons(shown)["rounds.answer"].value == asked.id

    def test_are_those_that_are_possible_now(self) -> None:
        """Nothing is closed twice, and what is closing is not prolonged."""
        assert {"endings.extend", "endings.operation", "networks.close", "roles.change"} <= set(
            buttons(_guide(Phase.CLOSING))
        )
        assert set(buttons(_guide(Phase.CLOSING, state=NetworkState.CLOSING))) == {
            "roles.change",
            "calls.ask",
            "guides.show",
        }
        assert set(buttons(_guide(Phase.CLOSING, state=NetworkState.CLOSED))) == {"guides.show"}
