"""The next round from the outside: seen, picked, written, skipped."""

import pytest

import handlers.picks  # noqa: F401  the routes register themselves
from core.model.networks import Network, Phase
from handlers.routing import Invalid, Open, Show
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality, a_municipality, a_prompt, saved_network

QUESTION = "Hvad overraskede jer på mødet?"


@pytest.fixture
def stage(uows: SqlUnitsOfWork) -> Stage:
    return Stage(uows)


@pytest.fixture
def town(uows: SqlUnitsOfWork) -> Municipality:
    with uows.writing() as uow:
        municipality = a_municipality(uow)
        for place, id in enumerate(("fremdrift", "andet")):
            uow.prompts.add(a_prompt(id=id, title={"da": f"Om {id}", "en": f"About {id}"}), place)
        uow.prompts.add(a_prompt(id="slut", phase=Phase.CLOSING), 2)
        uow.commit()
    return municipality


@pytest.fixture
def network(uows: SqlUnitsOfWork, town: Municipality) -> Network:
    with uows.writing() as uow:
        made = saved_network(uow, town.anne, town.bo, name="Læsegruppen")
        uow.commit()
    return made


class TestNext:
    @pytest.mark.parametrize(
        ("word", "when"), [("næste", "mandag den 7. september"), ("next", "mandag den 7. september")]
    )
    def test_shows_what_comes_and_when(
        self, stage: Stage, town: Municipality, network: Network, word: str, when: str
    ) -> None:
        """With its questions, and what the leader can do."""
        shown = stage.act(town.anne, text=word)
        assert when in said(shown)
        assert "Om fremdrift" in said(shown)
        assert "Hvad har I opnået siden sidst?" in said(shown)
        assert set(buttons(shown)) == {"picks.choose", "picks.word", "picks.skip"}

    def test_tells_a_member_who_may(self, stage: Stage, town: Municipality, network: Network) -> None:
        """Kindly."""
        assert "netværkslederen" in said(stage.act(town.bo, text="næste"))

    def test_is_reached_from_the_status(self, stage: Stage, town: Municipality, network: Network) -> None:
        """By the leader alone."""
        assert "picks.next" in buttons(stage.act(town.anne, text="status"))
        assert "picks.next" not in buttons(stage.act(town.bo, text="status"))


class TestChoosing:
    def test_offers_the_library(self, stage: Stage, town: Municipality, network: Network) -> None:
        """What comes now is chosen already; what is chosen is shown."""
        form = stage.act(town.anne, "picks.choose", value=network.id)
        assert [option.value for option in inputs(form)["prompt"].options] == ["fremdrift", "andet", "slut"]
        assert inputs(form)["prompt"].value == "fremdrift"
        assert "Om andet" in said(stage.submit(town.anne, "picks.pick", network.id, prompt="andet"))

    def test_twice_is_once(self, stage: Stage, town: Municipality, network: Network) -> None:
        """The same form sent again changes nothing."""
        for _ in range(2):
            stage.submit(town.anne, "picks.write", network.id, key="the-same", text=QUESTION)
        assert QUESTION in said(stage.act(town.anne, text="næste"))

    def test_a_question_that_cannot_be_used_is_said_beneath_it(
        self, stage: Stage, town: Municipality, network: Network
    ) -> None:
        """The form stays, and with it what was typed."""
        refused = stage.submit(town.anne, "picks.write", network.id, text="Hvad?")
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"text"}

    def test_is_refused_to_others(self, stage: Stage, town: Municipality, network: Network) -> None:
        """Whoever finds the button: a member, and somebody to whom the network is not there."""
        for route in ("picks.skip", "picks.undo", "picks.choose", "picks.word"):
            assert not isinstance(stage.act(town.bo, route, value=network.id), Open)
            assert "netværk" in said(stage.act(town.camilla, route, value=network.id))
        assert isinstance(stage.act(town.anne, text="næste"), Show)


class TestSkipping:
    def test_is_shown_and_undone(self, stage: Stage, town: Municipality, network: Network) -> None:
        """The button that skips becomes the one that undoes."""
        skipped = stage.act(town.anne, "picks.skip", value=network.id)
        assert "springes over" in said(skipped)
        assert set(buttons(skipped)) == {"picks.choose", "picks.word", "picks.undo"}
        assert "Om fremdrift" in said(stage.act(town.anne, "picks.undo", value=network.id))
