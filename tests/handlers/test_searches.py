"""Somebody writes `søg`: where, for what, and how they come to the next page."""

from dataclasses import replace
from datetime import date

import pytest

from core.model.networks import Network
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, said
from tests.builders import Municipality
from tests.reflections import a_library, a_reflecting_network, closed
from tests.reflections import said as told


def ask(stage: Stage, town: Municipality, text: str) -> str:
    return said(stage.act(town.sekretariat, text=text, is_private=True))


class TestSearching:
    @pytest.mark.parametrize("text", ["søg visitationen", "soeg VISITATION", "search visitationens", "find visitation"])
    def test_finds_words_whatever_the_command_is_called(
        self, stage: Stage, town: Municipality, tryg: Network, text: str
    ) -> None:
        """In both languages, and in any form of the word."""
        shown = ask(stage, town, text)
        assert "Visitationen og depotet holder fælles morgenmøde." in shown
        assert "Tryg hjem fra sygehuset · »" in shown
        assert "runden, der åbnede 23. oktober 2026 · Deltager" in shown

    def test_says_of_private_words_that_they_have_no_name(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """Uden navn."""
        shown = ask(stage, town, "søg ingen ved hvad")
        assert "Ingen ved, hvad vi må dele" in shown
        assert "· uden navn" in shown
        assert "Deltager" not in shown

    def test_goes_on_with_a_button(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """In the same network and the same time, past what was shown."""
        first = stage.act(town.sekretariat, text="søg møderne i tryg hjem siden september", is_private=True)
        button = buttons(first)["searches.more"]
        assert "Tryg hjem fra sygehuset · siden 1. september 2026" in said(first)
        second = stage.act(town.sekretariat, button.route, value=button.value, is_private=True)
        assert said(first).count("Møderne ryger først") == 6
        assert said(second).count("Møderne ryger først") == 2

    def test_looks_at_every_right_anew_when_the_button_is_pressed(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """By whoever presses."""
        first = stage.act(town.sekretariat, text="søg møderne", is_private=True)
        button = buttons(first)["searches.more"]
        theirs = stage.act(town.anne, button.route, value=button.value, is_private=True)
        assert "står der ikke mere" in said(theirs)
        assert "searches.more" not in buttons(theirs)

    def test_that_finds_nothing_says_what_it_looked_for(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Kindly."""
        assert "Jeg ledte efter »flamingo«" in ask(stage, town, "søg flamingo")

    @pytest.mark.parametrize("text", ["søg", "søg !?"])
    def test_for_nothing_tells_how(self, stage: Stage, town: Municipality, tryg: Network, text: str) -> None:
        """With examples."""
        assert "søg jura i Tryg hjem" in ask(stage, town, text)

    def test_where_others_read_along_is_sent_aside(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """What is found is for one alone."""
        assert "direkte besked" in said(stage.act(town.sekretariat, text="søg visitationen", conversation="C1"))

    def test_by_the_secretariat_is_on_record_by_others_is_not(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """B8: that it was done and by whom, not for what."""
        chief = replace(town.dorte, is_administrator=True)
        with stage.uows.writing() as uow:
            uow.people.save(chief)
            uow.commit()
        ask(stage, town, "søg visitationen")
        stage.act(town.anne, text="søg visitationen", is_private=True)
        shown = said(stage.act(chief, text="sekretariat"))
        assert shown.count("søgte i svarene") == 1
        assert "visitationen" not in shown


class TestWhatIsTakenBack:
    def test_is_found_nowhere_at_once(self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork) -> None:
        """Withdrawn with the button that the receipt has."""
        with uows.writing() as uow:
            a_library(uow)
            network = a_reflecting_network(uow, "Stier", members=6)
            _, [reply] = closed(uow, network, "velf-efter-4", [told("En flamingo")], on=date(2026, 10, 1))
            writer = uow.people.get(reply.person_id)
            uow.commit()
        assert "En flamingo" in ask(stage, town, "søg flamingo")
        stage.act(writer, "replies.withdraw", value=reply.id)
        assert "fandt ikke noget" in ask(stage, town, "søg flamingo")
