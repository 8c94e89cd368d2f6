"""Point 4, by hand: a reminder for who needs one, a close, and what was said comes back."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.support.playing import answer, network
from tests.support.town import HANNE, JONAS, LARS, METTE, Town

CHANNEL = "tryg-hjem"
PROMPT = re.compile("Velkommen – hvor gnider det")
BACK = "Det her fortalte I: Velkommen"


class TestTheDaysAfter:
    def test_remind_close_and_give_back(self, any_town: Town, screen: Screen) -> None:
        """Day by day: who has not answered is reminded alone, all hear what was shared, and the late are welcome."""
        network(any_town, members=(JONAS, LARS, HANNE))
        any_town.next_round()
        answer(any_town, JONAS, CHANNEL, "Depotet åbner, når vi har lukket.")
        answer(any_town, LARS, CHANNEL, "Det siger jeg kun til sekretariatet.", private=True)
        screen.be(METTE).open_channel(CHANNEL)
        _only_the_silent_are_reminded(any_town, screen)
        _what_was_shared_comes_back(any_town, screen)
        _the_late_are_welcome(screen)
        _the_next_round_opens_with_it(screen)


def _only_the_silent_are_reminded(town: Town, screen: Screen) -> None:
    """And nobody can see who they are."""
    _days_until(town, screen, lambda: any("Hej igen" in message.text for message in town.person(METTE).dms()))
    expect(screen.room("Netværksbot")).to_contain_text(re.compile(r"\d"))
    expect(screen.message(PROMPT)).to_contain_text("2 har svaret")
    screen.be(HANNE)
    expect(screen.message("Hej igen. Du kan stadig nå at svare")).to_be_visible()
    screen.be(JONAS)
    expect(screen.message("Du er med i netværket")).to_be_visible()
    expect(screen.main.get_by_text("Hej igen")).to_have_count(0)


def _what_was_shared_comes_back(town: Town, screen: Screen) -> None:
    screen.open_channel(CHANNEL)
    _days_until(town, screen, lambda: any(BACK in message.text for message in town.person(JONAS).messages(CHANNEL)))
    expect(screen.message(BACK)).to_contain_text("2 af 4 har svaret")
    expect(screen.message(BACK)).to_contain_text("Depotet åbner, når vi har lukket.")
    expect(screen.main.get_by_text("kun til sekretariatet.")).to_have_count(0)
    expect(screen.message("Runden er lukket")).to_contain_text(PROMPT)


def _the_late_are_welcome(screen: Screen) -> None:
    """What they say is kept and marked so."""
    screen.be(HANNE).press("Svar", on="Hej igen")
    expect(screen.modal).to_contain_text("mærket »kom senere«")
    screen.modal.get_by_role("textbox").first.fill("Jeg kom for sent til at sige det.")
    screen.submit()
    expect(screen.modal).to_contain_text("Det kom, efter at runden var lukket")
    screen.close_modal()


def _the_next_round_opens_with_it(screen: Screen) -> None:
    screen.open_channel(CHANNEL)
    if not screen.message("Det her fortalte I sidst").count():
        screen.to_next_round()
    expect(screen.message("Det her fortalte I sidst")).to_contain_text("2 af 4 svarede")


def _days_until(town: Town, screen: Screen, happened: Callable[[], bool]) -> None:
    """Weekends and holidays make the count of days differ; what happens does not."""
    for _ in range(25):
        if happened():
            return
        screen.day_on()
        town.settle()
    raise AssertionError("it never happened")
