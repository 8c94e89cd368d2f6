"""The secretariat writes a line of its own on a summary."""

import pytest

import handlers.remarks
import handlers.summaries  # noqa: F401
from core.model.networks import Network
from handlers.routing import Invalid
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality


@pytest.fixture
def tryg(tryg_alone: Network) -> Network:
    return tryg_alone


class TestALine:
    @pytest.mark.parametrize("words", ["opsamling", "opsamling tryg hjem", "opsamling velfærd i sundhed"])
    def test_goes_from_the_summary_through_a_form_into_the_summary(
        self, stage: Stage, town: Municipality, tryg: Network, words: str
    ) -> None:
        """Of a network and of a scope: signed with name and day."""
        button = buttons(stage.act(town.sekretariat, text=words, is_private=True))["remarks.write"]
        assert button.label == "Skriv en linje"
        assert "står nu" in said(stage.submit(town.sekretariat, "remarks.save", button.value, text="Tid *mangler*"))
        shown = stage.act(town.sekretariat, text=words, is_private=True)
        assert "»Tid *mangler*« – Søs Lindegaard, 2. november 2026" in said(shown)
        assert buttons(shown)["remarks.write"].label == "Ret linjen"

    def test_without_text_is_taken_away(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """It stands in the form, to be changed or deleted."""
        stage.submit(town.sekretariat, "remarks.save", "||", text="Først")
        assert inputs(stage.act(town.sekretariat, "remarks.write", value="||"))["text"].value == "Først"
        assert "ingen linje" in said(stage.submit(town.sekretariat, "remarks.save", "||", text=""))
        assert "Søs" not in said(stage.act(town.sekretariat, text="opsamling", is_private=True))

    def test_that_is_too_long_is_told_beneath_it(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """The form stays with what was typed."""
        response = stage.submit(town.sekretariat, "remarks.save", "||", text="x" * 301)
        assert isinstance(response, Invalid)
        assert "text" in response.errors

    @pytest.mark.parametrize("route", ["remarks.write", "remarks.save"])
    def test_is_nobody_else_s(self, stage: Stage, town: Municipality, tryg: Network, route: str) -> None:
        """Not even the network's leader opens the form."""
        assert "sekretariat" in said(stage.act(town.anne, route, value=f"||{tryg.id}")).casefold()
