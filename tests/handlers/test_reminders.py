"""Somebody writes `pause 2 uger` to the bot, or chooses what to be reminded of."""

from datetime import date, timedelta

import pytest

import handlers.reminders
import handlers.schedules  # noqa: F401
from core.model.ids import MemberId
from core.model.networks import Network
from handlers.routing import Replace, Show
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import TODAY, Municipality, a_schedule, saved_network


@pytest.fixture
def network(uows: SqlUnitsOfWork, town: Municipality) -> Network:
    with uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, name="Læsegruppen")
        uow.commit()
    return network


def paused(uows: SqlUnitsOfWork, town: Municipality) -> date | None:
    with uows.reading() as uow:
        return uow.people.get(town.bo.id).paused_until


def place(uows: SqlUnitsOfWork, network: Network, town: Municipality) -> MemberId:
    with uows.reading() as uow:
        member = uow.members.find(network.id, town.bo.id)
    assert member is not None
    return member.id


class TestAPause:
    @pytest.mark.parametrize(
        ("text", "days"), [("pause 2 uger", 14), ("Pause i 10 dage", 10), ("pause til 21.9.", 14), ("pause 1 week", 7)]
    )
    def test_in_words_says_until_when(
        self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, text: str, days: int
    ) -> None:
        """And what still comes, and how it is ended."""
        answer = said(stage.act(town.bo, text=text, is_private=True))
        assert "jeg skriver ikke til dig af mig selv" in answer
        assert "Refleksionerne kommer stadig" in answer
        assert paused(uows, town) == TODAY + timedelta(days)

    def test_without_an_end_asks_for_how_long(self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork) -> None:
        """A button each; pressed, it is so."""
        asked = stage.act(town.bo, text="pause", is_private=True)
        assert paused(uows, town) is None
        stage.act(town.bo, "reminders.pause", value=buttons(asked)["reminders.pause"].value)
        assert paused(uows, town) == TODAY + timedelta(7)

    @pytest.mark.parametrize("text", ["pause læsegruppen", "pause til 31.2.", "pause til 2026-01-01", "pause lidt"])
    def test_that_nobody_understands_is_told(
        self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, network: Network, text: str
    ) -> None:
        """Kindly, with examples; nothing is changed."""
        assert isinstance(stage.act(town.bo, text=text, is_private=True), Show)
        assert paused(uows, town) is None

    def test_in_the_network_s_conversation_is_the_network_s(
        self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, network: Network
    ) -> None:
        """The leader's plan, as before."""
        stage.act(town.anne, text="pause 2 uger", conversation=network.conversation or "")
        with uows.reading() as uow:
            assert uow.schedules.get(network.id).paused_until == TODAY + timedelta(14)
            assert uow.people.get(town.anne.id).paused_until is None

    def test_is_ended_by_a_word(self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork) -> None:
        """At once; without one that is said."""
        stage.act(town.bo, text="pause 2 uger", is_private=True)
        assert "Velkommen tilbage" in said(stage.act(town.bo, text="genoptag", is_private=True))
        assert paused(uows, town) is None
        assert "holder ikke pause" in said(stage.act(town.bo, text="resume", is_private=True))

    def test_stands_in_mine(self, stage: Stage, town: Municipality, network: Network) -> None:
        """With a button to end it."""
        stage.act(town.bo, text="pause 2 uger", is_private=True)
        shown = stage.act(town.bo, text="mine", is_private=True)
        assert "Du holder pause" in said(shown)
        assert "reminders.resume" in buttons(shown)


class TestTheQuestion:
    def test_is_answered_in_its_place(
        self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, network: Network
    ) -> None:
        """Go on, or stop; and what was chosen can be changed in `mine`."""
        value = f"{place(uows, network, town)}|asked"
        assert isinstance(stage.act(town.bo, "reminders.keep", value=value), Replace)
        stopped = stage.act(town.bo, "reminders.stop", value=value)
        assert isinstance(stopped, Replace)
        assert "Læsegruppen" in said(stopped)
        mine = buttons(stage.act(town.bo, text="mine", is_private=True))
        assert "reminders.stop" not in mine
        again = stage.act(town.bo, "reminders.start", value=mine["reminders.start"].value)
        assert "igen" in said(again)
        assert "reminders.stop" in buttons(stage.act(town.bo, text="mine", is_private=True))

    def test_in_mine_leaves_the_list_where_it_is(
        self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, network: Network
    ) -> None:
        """The answer stands beside it."""
        assert isinstance(stage.act(town.bo, "reminders.stop", value=place(uows, network, town)), Show)

    def test_is_nobody_else_s(self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, network: Network) -> None:
        """A right is checked when the button is pressed."""
        id = place(uows, network, town)
        for route in ("reminders.keep", "reminders.stop", "reminders.start"):
            assert "Læsegruppen" not in said(stage.act(town.anne, route, value=f"{id}|asked"))
        with uows.reading() as uow:
            assert uow.members.get(id).unreminded_at is None


class TestTheWarning:
    def test_stands_in_the_plan_and_blocks_nothing(
        self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork, network: Network
    ) -> None:
        """Bo is in another one: the form and the answer say so, without his name."""
        with uows.writing() as uow:
            other = saved_network(uow, town.camilla, town.bo)
            uow.schedules.save(a_schedule(other))
            uow.commit()
        form = stage.act(town.anne, "schedules.plan", value=network.id)
        assert "Med rytmen hver uge" in said(form)
        assert "Bo" not in said(form)
        filled = {"rhythm": "weekly", "weekday": "1", "time": "09:00", "answer_days": "3", "holidays": "flyt"}
        saved = said(stage.submit(town.anne, "schedules.save", network.id, **filled, pause="nej"))
        assert "mere end én refleksion" in saved
        assert "Bo" not in saved

    def test_stands_in_the_form_that_starts_a_network(self, stage: Stage, town: Municipality, network: Network) -> None:
        """For who is in one already; for others it does not."""
        assert "Med rytmen" in said(stage.act(town.bo, text="start"))
        assert "Med rytmen" not in said(stage.act(town.camilla, text="start"))
        assert inputs(stage.act(town.bo, text="start"))["rhythm"]
