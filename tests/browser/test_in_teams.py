"""The five points by hand in Teams: what differs there, from the mention to the dialog. Point 4 is test_giving_back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reaching import fits, wrong
from tests.browser.screen import NARROW, Screen, window
from tests.browser.teams_screen import TeamsScreen
from tests.support.playing import in_weeks, network
from tests.support.town import FATIMA, JONAS, KIRSTEN, LARS, METTE, SARA, Town

PURPOSE = "Borgere skal opleve én vej hjem."
CHANNEL = "tryg-hjem"
PROMPT = re.compile("Velkommen – hvor gnider det")
FIRST = "Hvor oplever du selv, at hverdagen er mere besværlig, end den behøver at være?"


@pytest.fixture(scope="module")
def asked(in_teams: Town) -> Town:
    """A network whose first reflection is open."""
    network(in_teams, members=(JONAS, LARS))
    in_teams.next_round()
    return in_teams


class TestStarting:
    def test_takes_a_mention_and_one_dialog(self, in_teams: Town, screen: Screen) -> None:
        """The new channel holds the charter; the anchor is asked in the personal chat, and the charter says so."""
        screen.be(METTE).open_channel("sundhed-og-omsorg")
        screen.ask("start")
        _describe(screen, in_teams)
        screen.submit()
        expect(screen.modal).to_contain_text("Netværket Tryg start er oprettet")
        screen.close_modal()
        screen.open_channel("tryg-start")
        expect(screen.message(PURPOSE)).to_contain_text("Ledelsesophæng: Kirsten Lund (afventer)")
        screen.be(KIRSTEN).press("Ja, det vil jeg gerne", on="ledelsesophæng")
        expect(screen.message("Du er nu ledelsesophæng for Tryg start")).to_be_visible()
        screen.be(METTE).open_channel("tryg-start")
        expect(screen.message(PURPOSE)).not_to_contain_text("afventer")
        _invite_and_join(screen)


def _describe(screen: Screen, town: Town) -> None:
    screen.fill(Navn="Tryg start", Formål=PURPOSE, Forventet_afslutning=in_weeks(town, 20))
    screen.tick("Velfærdsnetværk", of="Type")
    screen.choose("Ledelsesophæng", "Kirsten Lund")
    screen.tick("Sundhed og Omsorg", of="Afdelinger")
    screen.choose("Rytme", "Hver uge")
    screen.tick("Et nyt sted, kun for deltagerne", of="Hvor skal netværket tale sammen?")
    screen.introduce()


def _invite_and_join(screen: Screen) -> None:
    """Who is picked is told what it involves, reads, says where they belong, and is in."""
    screen.ask("inviter")
    screen.tick("Fatima El-Sayed", of="Personer")
    screen.submit()
    expect(screen.modal).to_contain_text("1 er inviteret til Tryg start")
    screen.close_modal()
    screen.be(FATIMA).press("Jeg er med", on="Mette Holm inviterer dig til netværket Tryg start")
    screen.introduce()
    screen.submit()
    expect(screen.modal).to_contain_text("Du er nu med i Tryg start")
    screen.close_modal()
    screen.open_channel("tryg-start")
    expect(screen.message("er kommet med. Velkommen!")).to_contain_text("Fatima El-Sayed")


class TestReflecting:
    def test_is_answered_in_the_dialog(self, asked: Town, screen: Screen) -> None:
        """What cannot be kept is told beside its field and stays typed; what is shared stands beneath the prompt."""
        screen.be(LARS).open_channel(CHANNEL)
        screen.press("Svar", on=PROMPT)
        screen.field(FIRST).fill("Det gælder 010190-1234.")
        screen.submit()
        expect(screen.modal.get_by_text("ligner et CPR-nummer").first).to_be_visible()
        expect(screen.field(FIRST)).to_have_value("Det gælder 010190-1234.")
        screen.field(FIRST).fill("Maden er kold.")
        screen.submit()
        expect(screen.modal).to_contain_text("Netværket kan se det med dit navn")
        screen.close_modal()
        expect(screen.message("Lars Østergaard svarer")).to_contain_text("Maden er kold.")
        expect(screen.message(PROMPT)).to_contain_text("har svaret")

    def test_is_answered_in_the_thread(self, asked: Town, screen: Screen) -> None:
        """Without naming the bot; the receipt is for the writer alone, and takes it back."""
        screen.be(JONAS).open_channel(CHANNEL)
        screen.open_thread(PROMPT)
        screen.write("Jeg har aldrig selv smagt maden.", in_thread=True)
        receipt = screen.message("Din besked i tråden er gemt som dit svar")
        expect(receipt).to_contain_text("Kun du kan se dette")
        receipt.get_by_role("button", name="Det var ikke et svar").click()
        expect(screen.main.get_by_text("Din besked er ikke gemt som svar")).to_be_visible()


class TestTheSecretariat:
    def test_gets_a_summary_for_a_word(self, asked: Town, screen: Screen) -> None:
        """In the personal chat, and axe finds nothing wrong with it."""
        screen.be(SARA).write("opsamling")
        expect(screen.message("Opsamling: netværksstrukturen")).to_be_visible()
        assert wrong(screen) == []


def test_a_narrow_window_holds_a_whole_answer(browser: Browser, asked: Town) -> None:
    """From the list of channels to the prompt, its dialog and its thread, with nothing beside the window's edge."""
    with window(browser, asked.workspace.url, size=NARROW, face=TeamsScreen) as screen:
        screen.be(METTE).open_channel(CHANNEL)
        fits(screen)
        screen.press("Svar", on=PROMPT)
        screen.field(FIRST).fill("Telefonen er blevet stille.")
        fits(screen)
        screen.submit()
        expect(screen.modal).to_contain_text("Netværket kan se det med dit navn")
        fits(screen)
        screen.close_modal()
        expect(screen.message("Mette Holm svarer")).to_contain_text("Telefonen er blevet stille.")
        fits(screen)
        assert wrong(screen) == []


def test_a_narrow_window_shows_every_button(browser: Browser, asked: Town) -> None:
    """Those that do not fit beside each other stand below each other."""
    with window(browser, asked.workspace.url, size=NARROW, face=TeamsScreen) as screen:
        screen.be(SARA).open_bot()
        screen.write("billede")
        expect(screen.message("Hvad vil du se?").get_by_role("button", name="Fremdrift og deltagelse")).to_be_visible()
        fits(screen)
