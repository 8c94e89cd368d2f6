"""Point 5, by hand: the secretariat asks, and everybody sees what is theirs."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.support.playing import answer, network
from tests.support.town import EMMA, FATIMA, HANNE, JONAS, LARS, METTE, PETER, SARA, Town

CHANNEL = "tryg-hjem"


@pytest.fixture(scope="module")
def town_at_work(old_town: Town) -> Town:
    """A network whose first round has been closed, with answers of five; the next one is open."""
    network(old_town)
    old_town.next_round()
    for member in (JONAS, LARS, HANNE, FATIMA, PETER):
        answer(old_town, member, CHANNEL, "Visitationen og depotet mødes hver morgen.", quote=True)
    old_town.next_round()
    return old_town


@pytest.fixture
def reflected(town_at_work: Town, screen: Screen) -> Screen:
    return screen


class TestTheSecretariat:
    def test_gets_a_summary_for_a_word(self, reflected: Screen) -> None:
        """Of all networks, of one, and of a kind since a month; a word too many is answered with what may be asked."""
        screen = reflected.be(SARA)
        screen.write("opsamling")
        expect(screen.message("Opsamling: netværksstrukturen")).to_contain_text("5 svar af 7 mulige (71 %)")
        screen.write("opsamling tryg hjem")
        told = screen.message("Opsamling: Tryg hjem (velfærdsnetværk)")
        expect(told.get_by_role("heading", level=3)).to_have_text(_SECTIONS)
        screen.write("opsamling velfærd siden september")
        expect(screen.message("Opsamling: velfærdsnetværkene")).to_be_visible()
        screen.write("opsamling kaffe")
        expect(screen.message("Jeg forstod ikke »kaffe«")).to_contain_text("opsamling og netværkets navn")

    def test_sees_the_flower(self, reflected: Screen) -> None:
        """The picture is drawn where it stands, with what can be seen in it in words."""
        screen = reflected.be(SARA)
        screen.write("blomst")
        picture = screen.message("Vis som tekst").get_by_role("img", name="Blomsten")
        expect(picture).to_have_js_property("complete", value=True, timeout=20_000)
        assert picture.evaluate("image => image.naturalWidth") > 600

    def test_is_the_only_one_who_does(self, reflected: Screen) -> None:
        """Anyone else is told kindly whom to ask, each in their own language."""
        screen = reflected.be(JONAS)
        screen.write("opsamling")
        expect(screen.message("Opsamlinger er for netværkssekretariatet")).to_contain_text("@Sara Vestergaard")
        screen.be(EMMA).write("summary")
        expect(screen.message("@Sara Vestergaard")).to_contain_text("mine")


class TestAMember:
    def test_finds_what_waits_at_home(self, reflected: Screen) -> None:
        """The reflection that is open can be answered from one's own page, which then says so."""
        home = reflected.be(METTE).open_home()
        expect(home.get_by_role("heading", name="Det venter på dig")).to_be_visible()
        home.get_by_role("button", name="Svar", exact=True).click()
        reflected.modal.get_by_role("textbox").first.fill("En borger ville sige, at det går stærkt.")
        reflected.submit()
        expect(reflected.modal).to_contain_text("Tak. Dit svar")
        reflected.close_modal()
        expect(home.get_by_role("button", name="Ret dit svar")).to_be_visible()
        expect(home.get_by_role("heading", name="Det venter på dig")).to_have_count(0)


_SECTIONS = [
    "Opsamling: Tryg hjem (velfærdsnetværk)",
    "Kort fortalt",
    "Forandringer i basisorganisationen",
    "Hvordan det går",
    "Drivkræfter og barrierer",
    "Nye perspektiver",
    "Citater – eksempler, brugt med tilladelse",
    "Kræver opmærksomhed",
    "Datagrundlag",
]
