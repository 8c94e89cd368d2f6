"""The secretariat's desk in the talk with the bot."""

import pytest

from core.model.networks import NetworkState
from tests.acting import Stage, buttons, said
from tests.builders import Municipality, saved_network


def _networks(stage: Stage, town: Municipality, count: int) -> None:
    with stage.uows.writing() as uow:
        for number in range(count):
            saved_network(uow, town.anne, name=f"Netværk {number:02}", state=NetworkState.IDEA, ends_on=None)
        uow.commit()


class TestTheOverview:
    def test_is_warm_when_there_is_nothing(self, stage: Stage, town: Municipality) -> None:
        """With the way to the first network."""
        shown = stage.act(town.sekretariat, text="overblik", is_private=True)
        assert "Her er plads til de første netværk" in said(shown)
        assert "networks.start" in buttons(shown)

    def test_begins_with_what_needs_attention(self, stage: Stage, town: Municipality) -> None:
        """Then the networks, the goals, the register and the dates, with a button to the summary of each network."""
        _networks(stage, town, 1)
        shown = stage.act(town.sekretariat, text="overblik", is_private=True)
        lines = said(shown).splitlines()
        places = [lines.index(each) for each in ("Kræver opmærksomhed", "1 netværk", "Barrierer", "Kommende datoer")]
        assert places == sorted(places)
        assert {"summaries.show", "desks.attention", "goals.show"} <= set(buttons(shown))

    @pytest.mark.parametrize("who", ["anne", "dorte", "guest"])
    def test_means_the_status_of_a_network_to_everybody_else(self, stage: Stage, town: Municipality, who: str) -> None:
        """As it always did; and to the secretariat where others read along."""
        _networks(stage, town, 2)
        person = getattr(town, who)
        assert said(stage.act(person, text="overblik", is_private=True)) == said(stage.act(person, text="status"))
        assert "Kræver" not in said(stage.act(town.sekretariat, text="overblik"))

    @pytest.mark.parametrize("route", ["desks.networks", "desks.attention"])
    def test_has_pages_that_turn_in_place(self, stage: Stage, town: Municipality, route: str) -> None:
        """Every network is on one of them, with the way to its summary."""
        _networks(stage, town, 10)
        first = stage.act(town.sekretariat, route, value="0")
        turn = buttons(first)[f"{route}_page"]
        second = stage.act(town.sekretariat, turn.route, value=turn.value)
        assert "Netværk 07" in said(first)
        assert ("Netværk 09" in said(first), "Netværk 09" in said(second)) == (False, True)
        assert "Side 2 af 2" in said(second)

    @pytest.mark.parametrize("route", ["desks.networks", "desks.attention_page"])
    def test_is_opened_for_nobody_else(self, stage: Stage, town: Municipality, route: str) -> None:
        """A button that was copied opens nothing."""
        _networks(stage, town, 1)
        assert "Netværk 00" not in said(stage.act(town.dorte, route, value="0"))
