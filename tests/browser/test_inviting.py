"""Point 2, by hand: people are invited, and come in knowing what it means."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.support.playing import PLACE, invite, start
from tests.support.town import ANDERS, EMMA, FATIMA, HANNE, JONAS, METTE, PETER, SARA, Town

CHANNEL = "tryg-hjem"


@pytest.fixture(scope="module")
def at_start(old_town: Town) -> Town:
    """Mette has a network, alone in it."""
    start(old_town)
    old_town.settle()
    return old_town


class TestInviting:
    def test_by_the_picker(self, at_start: Town, screen: Screen) -> None:
        """Who is picked is told what it involves, reads, says where they belong, and is in."""
        _pick(screen.be(METTE), "Jonas Kjær", "Lars Østergaard")
        screen.be(JONAS)
        asked = screen.message("Mette Holm inviterer dig til netværket Tryg hjem")
        expect(asked).to_contain_text("Det er frivilligt")
        expect(screen.room(CHANNEL)).to_have_count(0)
        asked.get_by_role("button", name="Jeg er med").click()
        expect(screen.modal).to_contain_text("Aaby Kommune er ansvarlig for dine oplysninger")
        screen.introduce()
        screen.submit()
        expect(screen.modal).to_contain_text("Du er nu med i Tryg hjem")
        screen.close_modal()
        screen.open_channel(CHANNEL)
        expect(screen.message("Sundhed og Omsorg er kommet med. Velkommen!")).to_contain_text("@Jonas Kjær")
        expect(screen.message("Borgere skal opleve")).not_to_contain_text("Deltagere: 1")

    def test_may_be_declined(self, at_start: Town, screen: Screen) -> None:
        """No is a good answer, and can become a yes."""
        _invited(at_start, FATIMA)
        screen.be(FATIMA).press("Nej tak", on="inviterer dig")
        declined = screen.message("Du har sagt nej tak til netværket Tryg hjem")
        expect(declined.get_by_role("button", name="Jeg er med")).to_be_visible()
        expect(screen.room(CHANNEL)).to_have_count(0)

    def test_stores_nothing_before_the_text_is_read(self, at_start: Town, screen: Screen) -> None:
        """Who has not ticked that is told so beside the box, and is not in."""
        _invited(at_start, PETER)
        screen.be(PETER).press("Jeg er med", on="inviterer dig")
        screen.choose("Din egen afdeling", "Sundhed og Omsorg")
        screen.submit()
        expect(screen.modal.get_by_role("group", name="Før du er med").get_by_role("alert")).to_be_visible()
        expect(screen.room(CHANNEL)).to_have_count(0)

    def test_speaks_the_language_of_who_is_asked(self, at_start: Town, screen: Screen) -> None:
        """Emma is asked in English, and the form is English to its last word."""
        _invited(at_start, EMMA)
        screen.be(EMMA).press("I am in", on="invites you to the network Tryg hjem")
        expect(screen.modal.get_by_role("heading", name="Join the network")).to_be_visible()
        screen.tick("I have read the text", of="Before you join")
        screen.choose("Your own department", "Skoler og Dagtilbud")
        screen.submit()
        expect(screen.modal).to_contain_text("You are now in Tryg hjem")
        expect(screen.modal.get_by_role("button", name="Close")).to_have_count(2)

    def test_welcomes_a_citizen(self, at_start: Town, screen: Screen) -> None:
        """A guest needs no department, and may not start networks of their own."""
        _invited(at_start, HANNE)
        screen.be(HANNE).press("Jeg er med", on="inviterer dig")
        screen.tick("Jeg har læst teksten", of="Før du er med")
        screen.submit()
        expect(screen.modal).to_contain_text("Du er nu med i Tryg hjem")
        screen.close_modal()
        screen.write("start")
        expect(screen.message("Kun kommunens ansatte kan starte")).to_be_visible()


class TestWalkingIn:
    def test_is_told_the_same(self, at_start: Town, screen: Screen) -> None:
        """Who joins the channel by themselves is asked before their words count."""
        public: dict[str, object] = {PLACE: "Et nyt sted, som alle kolleger kan finde"}
        start(at_start, ANDERS, "Trygt for alle", **public)
        screen.be(SARA).open_channel("trygt-for-alle")
        screen.main.get_by_role("button", name="Deltag i kanalen").click()
        screen.open_bot()
        expect(screen.message("tæller det, du skriver, ikke med")).to_be_visible()
        screen.press("Jeg er med", on="Du er kommet ind der")
        expect(screen.modal).to_contain_text("Sådan bruger vi dine oplysninger")


def _invited(town: Town, member: str) -> None:
    invite(town, CHANNEL, [member])


def _pick(screen: Screen, *names: str) -> None:
    screen.open_channel(CHANNEL)
    screen.write("/netvaerk inviter")
    for name in names:
        screen.tick(name, of="Personer")
    screen.submit()
    expect(screen.modal).to_contain_text(f"{len(names)} er inviteret til Tryg hjem")
    screen.close_modal()
