"""Point 1, by hand: somebody starts a network. Each test is somebody else, with a network of their own."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.screen import Screen
from tests.support.playing import in_weeks, start
from tests.support.town import JONAS, KIRSTEN, LARS, METTE, SARA, Town

PURPOSE = "Borgere skal opleve én vej hjem."


class TestTheList:
    def test_is_drawn_anew_when_a_press_is_over(self, old_town: Town, screen: Screen) -> None:
        """What comes in while a button is held down does not take it away from under the finger."""
        room = screen.be(SARA).room("generelt")
        room.hover()
        screen.page.mouse.down()
        with screen.page.expect_response(re.compile("/sidebar$")):
            old_town.person(JONAS).say("Hej", "#sundhed-og-omsorg")
        screen.page.mouse.up()
        expect(screen.main.get_by_role("heading", level=1)).to_have_text("#generelt")
        expect(screen.room("sundhed-og-omsorg")).to_contain_text("1")


class TestStarting:
    def test_takes_one_form(self, old_town: Town, screen: Screen) -> None:
        """A new channel holds the pinned charter, and the anchor is asked and says yes."""
        _open_form(screen.be(METTE))
        _describe(screen, old_town)
        screen.submit()
        expect(screen.modal).to_contain_text("Netværket Tryg hjem er oprettet")
        screen.close_modal()
        screen.open_channel("tryg-hjem")
        expect(screen.message(PURPOSE)).to_contain_text("Ledelsesophæng: @Kirsten Lund (afventer)")
        expect(screen.main.get_by_role("button", name="1 fastgjort")).to_be_visible()
        screen.be(KIRSTEN).press("Ja, det vil jeg gerne", on="ledelsesophæng")
        expect(screen.message("Du er nu ledelsesophæng for Tryg hjem")).to_be_visible()
        screen.be(METTE).open_channel("tryg-hjem")
        expect(screen.message(PURPOSE)).not_to_contain_text("afventer")

    def test_may_wait_with_most_of_it(self, old_town: Town, screen: Screen) -> None:
        """With a name and a purpose alone it is an idea, and its leader is told what is needed."""
        _open_form(screen.be(SARA))
        screen.fill(Navn="Tryg idé", Formål=PURPOSE)
        screen.introduce()
        screen.submit()
        expect(screen.modal.get_by_role("listitem")).to_have_count(4)
        screen.close_modal()
        screen.open_bot()
        screen.press("Udfyld resten", on="gemt som en idé")
        expect(screen.field("Formål")).to_have_value(PURPOSE)

    def test_says_kindly_what_cannot_be(self, old_town: Town, screen: Screen) -> None:
        """A name in use and an end behind us are told beside their fields, and nothing typed is lost."""
        assert start(old_town, by=JONAS, name="Tryg vej").outcome == "updated"
        _open_form(screen.be(JONAS))
        screen.fill(Navn="tryg  VEJ", Formål=PURPOSE, Forventet_afslutning="2020-01-01")
        screen.submit()
        expect(screen.modal.get_by_role("alert").filter(has_text="allerede et netværk med det navn")).to_be_visible()
        expect(screen.modal.get_by_role("alert").filter(has_text="efter i dag")).to_be_visible()
        expect(screen.field("Formål")).to_have_value(PURPOSE)
        screen.fill(Navn="Tryg ude", Forventet_afslutning=in_weeks(old_town, 9))
        screen.submit()
        expect(screen.modal).to_contain_text("Netværket Tryg ude er oprettet")

    def test_may_use_the_channel_one_is_in(self, old_town: Town, screen: Screen) -> None:
        """Chosen in the form, it gets the charter, and nothing new is made."""
        _open_form(screen.be(LARS))
        screen.fill(Navn="Tryg her", Formål=PURPOSE)
        screen.introduce()
        screen.tick("Her, hvor vi er nu", of="Hvor skal netværket tale sammen?")
        screen.submit()
        expect(screen.modal).to_contain_text("I taler sammen her")
        screen.close_modal()
        expect(screen.message(PURPOSE)).to_contain_text("Fastgjort i kanalen")
        expect(screen.room("tryg-her")).to_have_count(0)

    def test_finds_a_place_where_none_may_be_made(self, small_town: Town, screen: Screen) -> None:
        """Where the workspace forbids new channels the leader picks one that is there."""
        small_town.workspace.faults(channel_creation="nobody")
        start(small_town)
        screen.be(METTE).press("Vælg et sted", on="ikke lov til at lave et nyt sted")
        screen.choose("Sted", "#sundhed-og-omsorg")
        screen.submit()
        expect(screen.modal).to_contain_text("har nu et sted at tale sammen")
        screen.close_modal()
        screen.open_channel("sundhed-og-omsorg")
        expect(screen.message(PURPOSE)).to_be_visible()

    def test_is_told_again_after_a_word_too_many(self, old_town: Town, screen: Screen) -> None:
        """A word the bot does not know is answered with those it does."""
        screen.be(JONAS).write("bananer")
        expect(screen.message("»bananer« kender jeg ikke")).to_contain_text("start – start et netværk")


class TestWithTheKeyboardAlone:
    def test_a_network_is_started(self, old_town: Town, screen: Screen) -> None:
        """From the box at the bottom through the form and back, without a mouse."""
        screen.be(KIRSTEN, "C0SUNDHED")
        keys = screen.page.keyboard
        screen.main.get_by_role("combobox").focus()
        keys.type("/net")
        expect(screen.page.get_by_role("listbox", name="Kommandoer")).to_be_visible()
        keys.press("Tab")
        keys.type("start")
        keys.press("Enter")
        expect(screen.field("Navn")).to_be_focused()
        keys.type("Trygt med taster")
        keys.press("Tab")
        keys.type(PURPOSE)
        _introduce_with_keys(screen)
        keys.press("Enter")
        expect(screen.modal).to_contain_text("Netværket Trygt med taster er oprettet")
        keys.press("Escape")
        expect(screen.modal).to_be_hidden()
        expect(screen.main.get_by_role("combobox")).to_be_focused()


def _introduce_with_keys(screen: Screen) -> None:
    """Tab goes on to the end of the form; the box and the list are worked by keys."""
    keys, unit = screen.page.keyboard, screen.field("Din egen afdeling")
    box = screen.modal.get_by_label("Jeg har læst teksten")
    _tab_to(screen, box)
    keys.press("Space")
    expect(box).to_be_checked()
    _tab_to(screen, unit)
    keys.type("Sund")
    expect(unit.locator("option:checked")).to_have_text("Sundhed og Omsorg")
    _tab_to(screen, screen.modal.locator("button[type=submit]"))


def _tab_to(screen: Screen, wanted: Locator) -> None:
    for _ in range(40):
        if wanted.evaluate("it => it === document.activeElement"):
            return
        screen.page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not reach it")


def _open_form(screen: Screen) -> None:
    screen.open_channel("sundhed-og-omsorg")
    screen.write("/netvaerk start")
    expect(screen.modal.get_by_role("heading", name="Start et netværk")).to_be_visible()


def _describe(screen: Screen, town: Town) -> None:
    screen.fill(Navn="Tryg hjem", Formål=PURPOSE, Forventet_afslutning=in_weeks(town, 20))
    screen.tick("Velfærdsnetværk", of="Type")
    screen.choose("Ledelsesophæng", "Kirsten Lund")
    screen.tick("Sundhed og Omsorg", of="Afdelinger")
    screen.choose("Rytme", "Hver uge")
    screen.introduce()
