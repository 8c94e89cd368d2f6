"""Point 3, by hand: the time comes, members answer, and choose who sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.support.playing import network
from tests.support.town import EMMA, JONAS, LARS, METTE, PETER, Town

PROMPT = re.compile("Velkommen – hvor gnider det")
FIRST = "Hvor oplever du selv, at hverdagen er mere besværlig, end den behøver at være?"
SEEN_BY = "Hvem må se dit svar?"


@pytest.fixture(scope="module")
def channel(old_town: Town) -> str:
    return network(old_town, members=(JONAS, LARS, EMMA, PETER))


@pytest.fixture
def asked(channel: str, old_town: Town, screen: Screen) -> Screen:
    """The first reflection is there: the first who looks, Mette, has moved the clock on to it."""
    screen.be(METTE).open_channel(channel)
    if not screen.message(PROMPT).count():
        screen.to_next_round()
    expect(screen.message(PROMPT)).to_be_visible()
    return screen


class TestAnswering:
    def test_in_the_form(self, asked: Screen) -> None:
        """What points at people is shown before it is saved; what is shared follows an edit, and can be withdrawn."""
        _open(asked, JONAS)
        asked.field(FIRST).fill("Ring til Lars Østergaard på 20 30 40 50.")
        asked.submit()
        expect(asked.modal).to_contain_text("Et telefonnummer: 20 30 40 50")
        asked.field(FIRST).fill("Maden er kold.")
        asked.submit()
        expect(asked.modal).to_contain_text("Netværket kan se det med dit navn")
        asked.modal.get_by_role("button", name="Ret", exact=True).click()
        asked.field(FIRST).fill("Maden er lunken.")
        asked.submit()
        expect(asked.modal).to_contain_text("Maden er lunken.")
        asked.close_modal()
        thread = asked.open_thread(PROMPT)
        expect(asked.message("Jonas Kjær svarer", within=thread)).to_contain_text("Maden er lunken.")
        asked.press("Svar", on=PROMPT)
        asked.submit()
        asked.modal.get_by_role("button", name="Træk tilbage").click()
        asked.confirm()
        expect(asked.modal).to_contain_text("Dit svar er slettet")
        expect(thread.get_by_text("Maden er lunken.")).to_have_count(0)

    def test_for_the_secretariat_alone(self, asked: Screen) -> None:
        """In the answerer's own language, and nobody else ever sees it."""
        _open(asked, EMMA)
        asked.modal.get_by_role("textbox").first.fill("The lift is broken.")
        asked.tick("Only the secretariat, without my name", of="Who may see your answer?")
        asked.submit()
        expect(asked.modal).to_contain_text("Only the secretariat can see it")
        asked.close_modal()
        expect(asked.message(PROMPT)).to_contain_text("har svaret")
        expect(asked.open_thread(PROMPT)).not_to_contain_text("The lift")

    def test_never_with_a_cpr_number(self, asked: Screen) -> None:
        """It is refused beside the field, and the rest stays."""
        _open(asked, PETER)
        asked.field(FIRST).fill("Det gælder 010190-1234.")
        asked.tick("Kun sekretariatet, uden mit navn", of=SEEN_BY)
        asked.submit()
        expect(asked.modal.get_by_role("alert").filter(has_text="ligner et CPR-nummer")).to_be_visible()
        expect(asked.field(FIRST)).to_have_value("Det gælder 010190-1234.")


class TestWritingInTheThread:
    def test_is_an_answer_unless_one_says_no(self, asked: Screen) -> None:
        """The first message counts, with a private receipt; the next is talk; and it can be taken back."""
        asked.be(LARS).open_channel("tryg-hjem")
        thread = asked.open_thread(PROMPT)
        asked.write("Jeg har aldrig selv smagt maden.", in_thread=True)
        receipt = asked.message("Din besked i tråden er gemt som dit svar", within=thread)
        expect(receipt).to_contain_text("Kun synlig for dig")
        receipt.get_by_role("button", name="Det var ikke et svar").click()
        expect(thread.get_by_text("Din besked er ikke gemt som svar")).to_be_visible()


class TestKeepingAMessage:
    def test_puts_ones_own_words_in_the_form(self, asked: Screen) -> None:
        """From the menu of a message one wrote."""
        asked.be(METTE).open_channel("tryg-hjem")
        asked.write("Depotet åbner, når vi har lukket.")
        asked.menu(asked.message("Depotet åbner"), "Gem som refleksion")
        expect(asked.field(FIRST)).to_have_value("Depotet åbner, når vi har lukket.")


def _open(screen: Screen, person: str) -> None:
    screen.be(person).open_channel("tryg-hjem")
    screen.press("Svar", on=PROMPT)
    expect(screen.modal).to_be_visible()
