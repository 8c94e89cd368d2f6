"""Somebody asks for the flower or another picture: who sees what, drawn or in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import handlers.pictures  # noqa: F401
from core.model.files import File
from core.model.links import Link as PersonalLink
from core.model.networks import Network, NetworkType
from handlers.routing import Response
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, said, view_of
from tests.builders import Municipality, a_member, saved_network
from tests.reflections import a_library, a_reflecting_network, closed
from tests.reflections import said as answer
from views.elements import Actions, Image, Link

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


def _door(key: str) -> tuple[str, str]:
    return f"https://bot.example/f/{key.split(':')[1]}", key.rjust(64, "0")[-64:]


def images(response: Response) -> list[str]:
    return [each.url for each in view_of(response).elements if isinstance(each, Image)]


def links(response: Response) -> list[str]:
    rows = [each for each in view_of(response).elements if isinstance(each, Actions)]
    return [button.url for row in rows for button in row.buttons if isinstance(button, Link)]


@pytest.fixture
def tryg(uows: SqlUnitsOfWork, stage: Stage, town: Municipality) -> Network:
    """Eight members, of whom one is Bo; two rounds have closed."""
    stage.now = AT
    with uows.writing() as uow:
        a_library(uow)
        network = a_reflecting_network(uow, "Tryg hjem", members=7, starts_on=date(2026, 6, 1))
        uow.members.save(a_member(network, town.bo))
        closed(uow, network, "velf-undervejs-1", [answer(n) for n in (4, 4, 5, 4, 3, 3, 3)], on=date(2026, 9, 2))
        closed(uow, network, "velf-undervejs-1", [answer(n) for n in (4, 4)], on=date(2026, 10, 2))
        uow.commit()
    return network


class TestTheFlower:
    @pytest.mark.parametrize("text", ["blomst", "flower", "billede blomst"])
    def test_is_drawn_where_files_can_be_fetched(self, stage: Stage, town: Municipality, text: str) -> None:
        """For any employee, with what it is made of to take along."""
        stage.file_door = _door
        shown = stage.act(town.camilla, text=text, is_private=True)
        assert images(shown) == ["https://bot.example/f/flower.png"]
        assert links(shown)[1:] == ["https://bot.example/f/ties.csv", "https://bot.example/f/ties.graphml"]

    def test_is_told_in_words_where_they_cannot(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """All of it, with a sentence on why there is no picture."""
        told = said(stage.act(town.camilla, text="blomst", is_private=True))
        assert "1. Tryg hjem: Velfærdsnetværk, i gang" in told
        assert "PUBLIC_URL, LINK_SECRET" in told

    def test_is_of_one_type_when_that_is_said(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """In Danish and in English."""
        assert "Tryg hjem" in said(stage.act(town.camilla, text="blomst velfærd"))
        assert "Tryg hjem" not in said(stage.act(town.camilla, text="flower learning"))

    @pytest.mark.parametrize("text", ["for 6 mdr. siden", "seks måneder siden", "6 months ago", "for 6 måneder siden"])
    def test_of_six_months_ago_stands_beside_today(
        self, stage: Stage, town: Municipality, tryg: Network, text: str
    ) -> None:
        """B6: as networks begin and end; in one picture, or in one text."""
        told = said(stage.act(town.camilla, text=f"blomst {text}"))
        assert "2. maj 2026: 0 netværk" in told
        assert "2. november 2026: 1 netværk" in told

    def test_says_what_it_did_not_understand(self, stage: Stage, town: Municipality) -> None:
        """And shows the whole rather than a guess."""
        stage.file_door = _door
        assert "tulipan" in said(stage.act(town.camilla, text="blomst tulipan"))

    @pytest.mark.parametrize("route", ["pictures.flower", "pictures.flower_text", "pictures.links"])
    def test_is_not_for_who_comes_from_outside(
        self, stage: Stage, town: Municipality, tryg: Network, route: str
    ) -> None:
        """By no command and by no button; they are told where their own networks are."""
        for person in (town.guest, town.outsider):
            told = said(stage.act(person, route, value="|0|0"))
            assert "Tryg hjem" not in told
            assert "for kommunens ansatte" in told

    def test_leaves_no_trace(self, stage: Stage, town: Municipality) -> None:
        """It is open to all, so there is nothing to keep."""
        stage.file_door = _door
        stage.act(town.camilla, text="blomst")
        with stage.uows.reading() as uow:
            assert uow.accesses.of_organisation(town.organisation.id, 5) == []

    def test_leads_to_its_words_and_to_who_is_connected(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Buttons, each with the same look."""
        stage.file_door = _door
        shown = stage.act(town.camilla, text="blomst velfærd")
        for route, expected in (("pictures.flower_text", "1. Tryg hjem"), ("pictures.links", "1 netværk (1)")):
            button = buttons(shown)[route]
            assert button.value == "velfaerd|0"
            assert expected in said(stage.act(town.camilla, route, value=button.value))

    def test_pages_in_its_words(self, stage: Stage, town: Municipality) -> None:
        """Twelve networks at a time."""
        with stage.uows.writing() as uow:
            for number in range(14):
                saved_network(uow, town.anne, name=f"Netværk {number:02}", type=NetworkType.WELFARE)
            uow.commit()
        first = stage.act(town.camilla, text="blomst")
        value = buttons(first)["pictures.flower_text"].value
        told = [said(first), said(stage.act(town.camilla, "pictures.flower_text", value=value))]
        assert sum(text.count("Velfærdsnetværk, i gang") for text in told) == 14


class TestTheMenu:
    def test_offers_each_what_they_may_see(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """All pictures to the secretariat, the structure to employees, a network's to its own."""

        def offered(by: object, text: str = "billede") -> list[str]:
            rows: Sequence[Actions] = [
                each
                for each in view_of(stage.act(by, text=text, is_private=True)).elements
                if isinstance(each, Actions)
            ]
            return [button.value for row in rows for button in row.buttons]

        assert offered(town.sekretariat) == ["", "fremdrift|", "kraefter|", "maal|", "udvikling|"]
        assert offered(town.camilla) == ["", "udvikling|"]
        assert offered(town.bo, "billede tryg") == [f"{each}|{tryg.id}" for each in ("fremdrift", "kraefter", "maal")]


class TestAPictureOfFigures:
    @pytest.mark.parametrize("text", ["billede fremdrift tryg", "picture progress Tryg hjem"])
    def test_of_a_network_is_for_its_own(self, stage: Stage, town: Municipality, tryg: Network, text: str) -> None:
        """In words here: what may be told, and where there is too little a gap that says so."""
        told = said(stage.act(town.bo, text=text, is_private=True))
        assert "2. september 2026: Midterværdi 4 af 5 (7 svar)." in told
        assert "2. oktober 2026: for få svar" in told
        assert "7 af 8 har svaret" in told or "7 af 7 har svaret" in told

    @pytest.mark.parametrize("subject", ["fremdrift", "kraefter", "maal"])
    @pytest.mark.parametrize("route", ["pictures.show", "pictures.chart_text"])
    def test_is_for_nobody_else(
        self, stage: Stage, town: Municipality, tryg: Network, subject: str, route: str
    ) -> None:
        """Of a network that is not theirs, or of all."""
        for person in (town.camilla, town.guest):
            for id in (tryg.id, ""):
                told = said(stage.act(person, route, value=f"{subject}|{id}"))
                assert "Tryg hjem" not in told
                assert "af 5" not in told

    @pytest.mark.parametrize("subject", ["fremdrift", "kraefter", "maal", "udvikling"])
    def test_of_all_is_for_the_secretariat(self, stage: Stage, town: Municipality, tryg: Network, subject: str) -> None:
        """Each of them is drawn, and told in words by its button; that it was given is on record."""
        stage.file_door = _door
        shown = stage.act(town.sekretariat, "pictures.show", value=f"{subject}|", is_private=True)
        assert len(images(shown)) == 1
        value = buttons(shown)["pictures.chart_text"].value
        assert len(said(stage.act(town.sekretariat, "pictures.chart_text", value=value)).splitlines()) > 3
        with stage.uows.reading() as uow:
            kept = uow.accesses.of_organisation(town.organisation.id, 5)
        assert [each.file for each in kept] == ([] if subject == "udvikling" else [None, File.PICTURE])

    def test_asks_which_network_when_several_could_be_meant(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """And goes on with the picture that was asked for."""
        with stage.uows.writing() as uow:
            saved_network(uow, town.anne, town.bo, name="Unge på vej")
            uow.commit()
        asked = buttons(stage.act(town.bo, text="billede fremdrift", is_private=True))["pictures.of"]
        assert "Fremdrift og deltagelse: " in said(stage.act(town.bo, "pictures.of", value=asked.value))


def test_a_link_to_a_picture_lasts_a_day(stage: Stage, town: Municipality) -> None:
    """Like every link to a file."""
    stage.file_door = _door
    stage.act(town.camilla, text="blomst", key="k1")
    with stage.uows.reading() as uow:
        link = uow.links.find(f"file:flower:{town.camilla.id}:k1".rjust(64, "0")[-64:])
    assert isinstance(link, PersonalLink)
    assert link.expires_at == stage.now + timedelta(days=1)
    assert replace(link, expires_at=stage.now).works(stage.now) is False
