"""The choice of language."""

import pytest

from handlers.routing import Done
from tests.acting import Stage, buttons, said
from tests.builders import Municipality


class TestLanguage:
    def test_is_asked_for(self, stage: Stage, town: Municipality) -> None:
        """Each in its own words."""
        shown = stage.act(town.bo, text="sprog")
        assert buttons(shown)["people.language"].label == "Dansk"
        assert "Which language" in said(shown)

    @pytest.mark.parametrize(("text", "value"), [("sprog engelsk", ""), ("language English", ""), ("", "en")])
    def test_is_set_by_word_or_button(self, stage: Stage, town: Municipality, text: str, value: str) -> None:
        """And answered in the new one, as is all that follows."""
        route = "people.language" if value else ""
        assert "English" in said(stage.act(town.bo, route, text, value=value))
        assert "What would you like" in said(stage.act(town.bo))


def test_news_of_a_person_is_taken_in_elsewhere(stage: Stage, town: Municipality) -> None:
    """Where the event arrives."""
    assert stage.act(town.bo, "people.changed") == Done()
