"""Point 2, by hand: people are invited, and come in knowing what it means."""

from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.support.playing import invite, start
from tests.support.town import EMMA, FATIMA, HANNE, JONAS, METTE, Town

CHANNEL = "tryg-hjem"


class TestInviting:
    def test_by_the_picker(self, small_town: Town, screen: Screen) -> None:
        """Who is picked is told what it involves, reads, says where they belong, and is in."""
        start(small_town)
        _pick(screen.be(METTE), "Jonas Kjær", "Fatima El-Sayed")
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
        expect(screen.message("Borgere skal opleve")).to_contain_text("Deltagere: 2")

    def test_may_be_declined(self, small_town: Town, screen: Screen) -> None:
        """No is a good answer, and can become a yes."""
        _invited(small_town, FATIMA)
        screen.be(FATIMA).press("Nej tak", on="inviterer dig")
        declined = screen.message("Du har sagt nej tak til netværket Tryg hjem")
        expect(declined.get_by_role("button", name="Jeg er med")).to_be_visible()
        expect(screen.room(CHANNEL)).to_have_count(0)

    def test_stores_nothing_before_the_text_is_read(self, small_town: Town, screen: Screen) -> None:
        """Who has not ticked that is told so beside the box, and is not in."""
        _invited(small_town, JONAS)
        screen.be(JONAS).press("Jeg er med", on="inviterer dig")
        screen.choose("Din egen afdeling", "Sundhed og Omsorg")
        screen.submit()
        expect(screen.modal.get_by_role("group", name="Før du er med").get_by_role("alert")).to_be_visible()
        expect(screen.room(CHANNEL)).to_have_count(0)

    def test_speaks_the_language_of_who_is_asked(self, small_town: Town, screen: Screen) -> None:
        """Emma is asked in English, and the form is English to its last word."""
        _invited(small_town, EMMA)
        screen.be(EMMA).press("I am in", on="invites you to the network Tryg hjem")
        expect(screen.modal.get_by_role("heading", name="Join the network")).to_be_visible()
        screen.tick("I have read the text", of="Before you join")
        screen.choose("Your own department", "Skoler og Dagtilbud")
        screen.submit()
        expect(screen.modal).to_contain_text("You are now in Tryg hjem")
        expect(screen.modal.get_by_role("button", name="Close")).to_have_count(2)

    def test_welcomes_a_citizen(self, small_town: Town, screen: Screen) -> None:
        """A guest needs no department, and may not start networks of their own."""
        _invited(small_town, HANNE)
        screen.be(HANNE).press("Jeg er med", on="inviterer dig")
        screen.tick("Jeg har læst teksten", of="Før du er med")
        screen.submit()
        expect(screen.modal).to_contain_text("Du er nu med i Tryg hjem")
        screen.close_modal()
        screen.write("start")
        expect(screen.message("Kun kommunens ansatte kan starte")).to_be_visible()


class TestWalkingIn:
    def test_is_told_the_same(self, small_town: Town, screen: Screen) -> None:
        """Who joins the channel by themselves is asked before their words count."""
        start(small_town, **{"Hvor skal netværket tale sammen?": "Et nyt sted, som alle kolleger kan finde"})
        screen.be(JONAS).open_channel(CHANNEL)
        screen.main.get_by_role("button", name="Deltag i kanalen").click()
        screen.open_bot()
        expect(screen.message("tæller det, du skriver, ikke med")).to_be_visible()
        screen.press("Jeg er med", on="Du er kommet ind der")
        expect(screen.modal).to_contain_text("Sådan bruger vi dine oplysninger")


def _invited(town: Town, member: str) -> None:
    start(town)
    town.settle()
    invite(town, CHANNEL, [member])


def _pick(screen: Screen, *names: str) -> None:
    screen.open_channel(CHANNEL)
    screen.write("/netvaerk inviter")
    for name in names:
        screen.tick(name, of="Personer")
    screen.submit()
    expect(screen.modal).to_contain_text(f"{len(names)} er inviteret til Tryg hjem")
    screen.close_modal()
