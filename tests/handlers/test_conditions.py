"""Somebody writes `barrierer` or `drivkræfter`: who sees the register, changes a line, and is told no."""

from datetime import UTC, date, datetime

import pytest

import handlers.conditions
import handlers.summaries  # noqa: F401
from core.model.conditions import ConditionKind, condition_id
from core.model.networks import Network
from handlers.routing import Invalid
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import ORGANISATION, Municipality

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
LAW = condition_id(ORGANISATION, ConditionKind.BARRIER, "jura")
FILLED = {"status": "i_gang", "owner": "Jura", "done": "Vi skriver et fælles svar", "day": "2026-12-01"}


@pytest.fixture
def tryg(tryg_alone: Network) -> Network:
    return tryg_alone


def ask(stage: Stage, town: Municipality, text: str = "barrierer"):
    return stage.act(town.sekretariat, text=text, is_private=True)


def save(stage: Stage, town: Municipality, **changes: str):
    return stage.submit(town.sekretariat, "conditions.save", LAW, **(FILLED | changes))


class TestTheRegister:
    @pytest.mark.parametrize("word", ["barrierer", "Barriere", "barriers"])
    def test_shows_what_holds_back_and_who_says_so(
        self, stage: Stage, town: Municipality, tryg: Network, word: str
    ) -> None:
        """One line each, with status, networks, and that nobody has it yet."""
        shown = said(ask(stage, town, word))
        assert "Regler og jura: ny. Peget på af Tryg hjem fra sygehuset." in shown
        assert "Ingen tager sig af den endnu." in shown

    @pytest.mark.parametrize("word", ["drivkræfter", "drivkraefter", "drivers"])
    def test_shows_what_helps(self, stage: Stage, town: Municipality, tryg: Network, word: str) -> None:
        """However æ is written."""
        assert "Tillid til hinanden: ny." in said(ask(stage, town, word))

    def test_says_when_there_is_nothing(self, stage: Stage, town: Municipality) -> None:
        """And where it will come from."""
        assert "ikke peget på nogen barrierer" in said(ask(stage, town))
        assert "ikke peget på nogen drivkræfter" in said(ask(stage, town, "drivkræfter"))

    def test_is_the_secretariat_s(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Others are told who, and where they see their own."""
        for person in (town.anne, town.guest, town.outsider):
            shown = said(stage.act(person, text="barrierer", is_private=True))
            assert "Søs Lindegaard" in shown
            assert "status" in shown
            assert "jura" not in shown

    def test_is_shown_in_private(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Not where others read along."""
        shown = said(stage.act(town.sekretariat, text="barrierer", conversation="C0"))
        assert "barrierer" in shown
        assert "jura" not in shown


class TestALine:
    def test_is_changed_by_a_form(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """What was given stands in the register, and in the form the next time."""
        assert "Gemt: Regler og jura er i gang." in said(save(stage, town))
        shown = said(ask(stage, town))
        assert "Ansvarlig: Jura · Vi skriver et fælles svar · Dato: 1. december 2026" in shown
        fields = inputs(stage.act(town.sekretariat, "conditions.edit", value=LAW))
        assert (fields["owner"].value, fields["day"].value) == ("Jura", date(2026, 12, 1))

    def test_that_is_solved_tells_the_networks(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """And says how many."""
        assert "1 netværk får det at vide" in said(save(stage, town, status="loest"))

    @pytest.mark.parametrize(
        ("name", "value"), [("status", "færdig"), ("owner", ""), ("done", " "), ("day", "i morgen")]
    )
    def test_that_is_not_filled_in_is_told_beneath(
        self, stage: Stage, town: Municipality, tryg: Network, name: str, value: str
    ) -> None:
        """Each input has a text of its own, and nothing is changed."""
        before = said(ask(stage, town))
        answer = save(stage, town, **{"status": "loest", name: value})
        assert isinstance(answer, Invalid)
        assert list(answer.errors) == [name]
        assert said(ask(stage, town)) == before

    def test_has_a_history(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Who, when, what; and the rounds that raised it."""
        save(stage, town)
        assert {"conditions.edit", "conditions.history"} <= set(buttons(ask(stage, town)))
        shown = said(stage.act(town.sekretariat, "conditions.history", value=LAW))
        assert "2. november 2026: Søs Lindegaard satte den til »i gang«." in shown
        assert "2. oktober 2026: Tryg hjem fra sygehuset" in shown

    def test_is_not_reached_by_a_button_of_somebody_else_s(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """A right is checked when it is used."""
        for route in ("conditions.edit", "conditions.history"):
            refused = said(stage.act(town.anne, route, value=LAW))
            assert refused == "Det er kun netværkssekretariatet, der kan det. Spørg dem gerne."
        stage.submit(town.anne, "conditions.save", LAW, **FILLED)
        assert "Regler og jura: ny." in said(ask(stage, town))


class TestTheSummary:
    @pytest.mark.parametrize("text", ["opsamling tryg hjem", "opsamling"])
    def test_shows_how_far_the_register_is(self, stage: Stage, town: Municipality, tryg: Network, text: str) -> None:
        """Of one network and of all, beneath what helps and what holds back."""
        assert "Ansvarlig: Jura" not in said(ask(stage, town, text))
        save(stage, town)
        assert "Regler og jura: i gang. Ansvarlig: Jura" in said(ask(stage, town, text))


class TestTheStatus:
    def test_shows_members_what_happens_with_what_they_said(
        self, stage: Stage, town: Municipality, tryg: Network, uows: SqlUnitsOfWork
    ) -> None:
        """To those in the network; who is not in it sees nothing of it."""
        save(stage, town)
        with uows.reading() as uow:
            leader = uow.people.get(tryg.leader_id)
        shown = said(stage.act(leader, "networks.status", value=tryg.id))
        assert "Regler og jura: i gang. Ansvarlig: Jura" in shown
        assert "Jura" not in said(stage.act(town.bo, "networks.status", value=tryg.id))
