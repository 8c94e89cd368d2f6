"""Everybody can use the page: axe finds nothing wrong with it, and it fits a narrow window."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reaching import fits, wrong
from tests.browser.screen import NARROW, Screen, window
from tests.support.playing import answer, network
from tests.support.town import JONAS, METTE, SARA, Town

CHANNEL = "tryg-hjem"
PROMPT = re.compile("Velkommen – hvor gnider det")


@pytest.fixture(scope="module")
def town_at_work(old_town: Town) -> Town:
    """A network with an open round and a shared answer."""
    network(old_town, members=(JONAS,))
    old_town.next_round()
    answer(old_town, JONAS, CHANNEL, "Depotet åbner, når vi har lukket.")
    return old_town


@pytest.fixture
def at_work(town_at_work: Town, screen: Screen) -> Screen:
    return screen


@pytest.fixture
def narrow(browser: Browser, town_at_work: Town) -> Iterator[Screen]:
    with window(browser, town_at_work.workspace.url, size=NARROW) as opened:
        yield opened


class TestAxeFindsNothing:
    """Labels on all inputs, names on all buttons, contrast of at least 4.5 to 1, and the rest of WCAG 2.2 AA."""

    def test_in_a_channel_with_its_thread(self, at_work: Screen) -> None:
        """The charter, the prompt, the thread beside it, and a menu."""
        at_work.be(METTE).open_channel(CHANNEL)
        thread = at_work.open_thread(PROMPT)
        expect(thread.get_by_text("Depotet åbner").first).to_be_visible()
        assert wrong(at_work) == []
        at_work.message("Jonas Kjær svarer", within=thread).get_by_role("button", name="Flere handlinger").click()
        assert wrong(at_work) == []

    def test_in_the_forms(self, at_work: Screen) -> None:
        """Starting, with its errors; answering; inviting."""
        at_work.be(METTE, "C0SUNDHED").write("/netvaerk start")
        at_work.submit()
        expect(at_work.modal.get_by_role("alert").first).to_be_visible()
        assert wrong(at_work) == []
        at_work.close_modal()
        at_work.open_channel(CHANNEL)
        at_work.press("Svar", on=PROMPT)
        expect(at_work.modal.get_by_role("heading", name="Dit svar")).to_be_visible()
        assert wrong(at_work) == []

    def test_at_home_and_in_a_summary(self, at_work: Screen) -> None:
        """What waits, and what the secretariat reads."""
        expect(at_work.be(METTE).open_home().get_by_role("button", name="Svar")).to_be_visible()
        assert wrong(at_work) == []
        at_work.be(SARA).write("opsamling")
        expect(at_work.message("Opsamling: netværksstrukturen")).to_be_visible()
        assert wrong(at_work) == []

    def test_where_there_is_nothing_yet(self, at_work: Screen) -> None:
        """The guide in an empty channel, and the same behind its button."""
        at_work.be(METTE, "C0GENEREL")
        expect(at_work.main.get_by_text("Her er ingen beskeder endnu.")).to_be_visible()
        assert wrong(at_work) == []
        at_work.page.get_by_role("button", name="Sådan prøver du").click()
        assert wrong(at_work) == []


class TestANarrowWindow:
    def test_holds_a_whole_answer(self, narrow: Screen) -> None:
        """From the list of channels to the prompt, its form and its thread, with nothing beside the window's edge."""
        narrow.be(METTE)
        fits(narrow)
        narrow.open_channel(CHANNEL)
        fits(narrow)
        narrow.press("Svar", on=PROMPT)
        narrow.modal.get_by_role("textbox").first.fill("Telefonen er blevet stille.")
        fits(narrow)
        narrow.submit()
        expect(narrow.modal).to_contain_text("Netværket kan se det med dit navn")
        narrow.close_modal()
        thread = narrow.open_thread(PROMPT)
        expect(thread.get_by_text("Telefonen er blevet stille.")).to_be_visible()
        fits(narrow)
        assert wrong(narrow) == []
        thread.get_by_role("button", name="Tilbage").click()
        narrow.main.get_by_role("button", name="Tilbage").click()
        expect(narrow.sidebar).to_be_visible()

    def test_holds_long_names(self, narrow: Screen) -> None:
        """A network's name as long as it may be breaks no line it should not."""
        narrow.be(METTE)
        narrow.room("sundhed-og-omsorg").click()
        expect(narrow.main.get_by_role("heading", name="#sundhed-og-omsorg")).to_be_visible()  # what was there is gone
        narrow.write("/netvaerk start " + "Donaudampfskibsselskab" * 4)
        narrow.fill(Formål="Ét meget langt ord: " + "æ" * 200)
        narrow.submit()
        expect(narrow.modal).to_contain_text("er oprettet")
        fits(narrow)
        narrow.close_modal()
        narrow.main.get_by_role("button", name="Tilbage").click()
        narrow.sidebar.get_by_role("button").filter(has_text="donaudampf").click()
        expect(narrow.message("Ét meget langt ord")).to_be_visible()
        fits(narrow)
