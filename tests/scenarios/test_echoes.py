"""Three and six months after a network has closed: what is noticed, who is asked, what becomes of what was recorded."""

from sandbox.driver import Person
from sandbox.driver_parts import Modal
from tests.support.playing import HAS_READ, HOME, OWN_UNIT, PLACE, READ, SEEN_BY, WITH_NAME, fill, network
from tests.support.town import JONAS, KIRSTEN, LARS, METTE, SARA, Town

CHANGE = "Visitationen og depotet holder fælles morgenmøde."
NOTICED = "Hvad af det, netværket var med til at ændre, mærker du i dag?"
CHANNEL = "tryg-hjem"
ASKED = "Mærkes det endnu?"


def _recorded(town: Town) -> None:
    listed = town.person(JONAS).command("/netvaerk udbytte", channel=CHANNEL)
    shown = town.person(JONAS).click("Forandring", in_message=listed.message)
    modal = shown.modal
    assert modal is not None
    modal.fill(
        {
            "Hvem gør hvad anderledes?": CHANGE,
            "Hvor i organisationen?": ["Sundhed og Omsorg"],
            "Hvordan ved I det?": "Set selv",
            "Er det noget nyt?": "Forbedrer noget, vi har",
        }
    )
    assert modal.submit().outcome == "updated"
    town.settle()


def _closed(town: Town) -> None:
    """A network with a receiver and a recorded change, that has come to its end."""
    network(town, members=(LARS, JONAS))
    mette = town.person(METTE)
    roles = mette.command("/netvaerk roller", channel=CHANNEL).modal
    assert roles is not None
    roles.fill({"Modtager": KIRSTEN}).submit()
    town.settle()
    kirsten = town.person(KIRSTEN)
    kirsten.click("Ja, det vil jeg gerne", in_message=town.hears(kirsten, "om du vil være modtager"))
    town.settle()
    _recorded(town)
    closing = mette.command("/netvaerk afslut", channel=CHANNEL).modal
    assert closing is not None
    closing.fill({"Hvordan vil I slutte?": "1 runde"}).submit()
    town.settle()
    for _ in range(4):
        town.days(7)
    town.days(80)


def _answer(town: Town, person: Person, words: str, modal: Modal) -> None:
    fill(modal, words)
    modal.fill({NOTICED: CHANGE})
    if SEEN_BY in modal.fields:
        modal.fill({SEEN_BY: WITH_NAME})
    assert modal.submit().outcome == "updated"
    town.settle()


class TestTheEcho:
    def test_is_asked_in_private_answered_and_kept_with_the_change(self, any_town: Town) -> None:
        """A21, B5: each member and the receiver are asked; the receiver confirms; the secretariat reads it all."""
        town = any_town
        _closed(town)
        for member in (METTE, LARS, JONAS):
            person = town.person(member)
            seen = person.click("Svar", in_message=town.hears(person, ASKED))
            assert seen.modal is not None
            _answer(town, person, f"{member} mærker det hver morgen.", seen.modal)
        kirsten = town.person(KIRSTEN)
        asked = town.hears(kirsten, "Mærker I noget til det?")
        assert "modtager" in asked.text
        form = kirsten.click("Svar", in_message=asked).modal
        assert form is not None
        assert "Kun sekretariatet ser dit svar" in form.text
        form.fill({READ: [HAS_READ], OWN_UNIT: HOME})
        _answer(town, kirsten, "Vi har fået ro om morgenen.", form)
        town.days(20)
        back = town.hears(town.person(LARS), "Det her fortalte I om Tryg hjem")
        assert "mærker det hver morgen" in back.text
        sara = town.person(SARA)
        sara.say_to_bot("opsamling tryg hjem")
        told = town.hears(sara, "Opsamling: Tryg hjem").text
        assert "mærkes stadig efter 3 måneder" in told
        assert "1 er bekræftet" in told
        assert "Vi har fået ro om morgenen." in told

    def test_ends_with_a_network_that_is_followed_up(self, small_town: Town) -> None:
        """B6: after the second echo it says so, and its name can be used again."""
        town = small_town
        _closed(town)
        town.days(20)
        town.days(62)
        assert town.hears(town.person(METTE), ASKED)
        town.days(20)
        sara = town.person(SARA)
        sara.say_to_bot("historik tryg hjem")
        assert "Netværket er fulgt op" in town.hears(sara, "det er der sket").text
        again = town.person(METTE).command("/netvaerk start", channel="#generelt").modal
        assert again is not None
        assert PLACE in again.fields
