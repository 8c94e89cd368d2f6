"""Who leads, who receives, how a network comes to its end and what grows out of it."""

from datetime import timedelta

from sandbox.driver import Person
from sandbox.driver_parts import Submitted
from tests.support.playing import PLACE, in_weeks, invite, join, start
from tests.support.town import JONAS, KIRSTEN, LARS, METTE, Town

CHANNEL = "tryg-hjem"
WAITS = "Du kan stadig nå at svare"
YES, NO = "Ja, det vil jeg gerne", "Nej tak"


def _network(town: Town, weeks: int = 20) -> Person:
    """One under way with two members; its leader."""
    start(town, **{"Forventet afslutning": in_weeks(town, weeks)})
    town.settle()
    invite(town, CHANNEL, (LARS, JONAS))
    for member in (LARS, JONAS):
        join(town, member)
    town.settle()
    return town.person(METTE)


def _roles(town: Town, by: Person, **named: object) -> Submitted:
    modal = by.command("/netvaerk roller", channel=CHANNEL).modal
    assert modal is not None
    sent = modal.fill(named).submit()
    town.settle()
    return sent


def _answer(town: Town, who: str, words: str, button: str) -> None:
    person = town.person(who)
    person.click(button, in_message=town.hears(person, words))
    town.settle()


class TestRoles:
    def test_are_asked_answered_and_shown(self, small_town: Town) -> None:
        """B5, B11: a co-leader says yes and may plan; a receiver says no, and another yes; all on the card."""
        mette = _network(small_town)
        _roles(small_town, mette, Medleder=LARS, Modtager=KIRSTEN)
        _answer(small_town, LARS, "om du vil være medleder", YES)
        _answer(small_town, KIRSTEN, "om du vil være modtager", NO)
        assert small_town.sees(mette, CHANNEL, "er nu medleder")
        assert small_town.hears(mette, "har sagt nej tak")
        lars = small_town.person(LARS)
        assert lars.command("/netvaerk plan", channel=CHANNEL).modal is not None
        _roles(small_town, lars, Modtager=KIRSTEN)
        _answer(small_town, KIRSTEN, "om du vil være modtager", YES)
        status = mette.command("/netvaerk status", channel=CHANNEL).text
        assert "Medleder" in status
        assert "Modtager" in status
        assert "afventer" not in status.partition("Modtager")[2].partition("Type")[0]

    def test_the_lead_is_handed_over_with_a_yes(self, small_town: Town) -> None:
        """B11: until Jonas has said yes Mette leads; then the network is told, and she plans no more."""
        mette = _network(small_town)
        _roles(small_town, mette, Netværksleder=JONAS)
        assert mette.command("/netvaerk plan", channel=CHANNEL).modal is not None
        _answer(small_town, JONAS, "overtage ledelsen", YES)
        assert small_town.sees(mette, CHANNEL, "er nu netværksleder")
        assert mette.command("/netvaerk plan", channel=CHANNEL).modal is None
        assert "overtog ledelsen" in mette.command("/netvaerk historik", channel=CHANNEL).text


class TestTheEnd:
    def test_is_asked_about_and_moved_with_a_reason(self, small_town: Town) -> None:
        """A22: asked in private; the network is told the reason; the new end is asked about in its time."""
        mette = _network(small_town, weeks=5)
        small_town.days(26)
        asked = small_town.hears(mette, "slutter efter planen")
        assert not any("slutter efter planen" in message.text for message in small_town.person(LARS).dms())
        modal = mette.click("Forlæng", in_message=asked).modal
        assert modal is not None
        day = (small_town.clock.now() + timedelta(days=60)).date()
        modal.fill({"Ny forventet afslutning": day.isoformat(), "Hvad er grunden?": "Vi mangler ét forsøg"}).submit()
        small_town.settle()
        assert small_town.sees(mette, CHANNEL, "Vi mangler ét forsøg")
        assert "Forlæng" not in small_town.hears(mette, "fortsætter til").buttons
        before = len(mette.dms())
        small_town.days(43)
        assert "slutter efter planen" in " ".join(message.text for message in mette.dms()[before:])

    def test_may_be_daily_operation_in_somebodys_hands(self, small_town: Town) -> None:
        """The receiver is asked, the network rounded off, and the guide is to the time to come."""
        mette = _network(small_town)
        modal = mette.command("/netvaerk drift", channel=CHANNEL).modal
        assert modal is not None
        modal.fill({"Hvad bliver daglig drift?": "Fælles morgenmøde", "Hvem tager over?": KIRSTEN}).submit()
        small_town.settle()
        _answer(small_town, KIRSTEN, "om du vil være modtager", YES)
        assert "Fælles morgenmøde" in mette.command("/netvaerk historik", channel=CHANNEL).text
        assert "Hvem tager over?" in mette.command("/netvaerk guide", channel=CHANNEL).text


class TestGrowing:
    def test_a_new_network_shows_its_parent_and_the_parent_it(self, small_town: Town) -> None:
        """A4: `del` opens the start form; both cards tell of it."""
        mette = _network(small_town)
        modal = mette.command("/netvaerk del", channel=CHANNEL).modal
        assert modal is not None
        purpose = next(label for label in modal.fields if label.startswith("Formål"))
        modal.fill({"Navn": "Ro på", purpose: "Ro de første dage.", PLACE: "Et nyt sted, kun for deltagerne"}).submit()
        small_town.settle()
        assert "Ro på" in mette.command("/netvaerk status", channel=CHANNEL).text
        assert "Tryg hjem" in mette.command("/netvaerk status ro på").text.partition("Voksede ud af")[2]


class TestSomePhases:
    def test_are_asked_in_and_no_others(self, small_town: Town) -> None:
        """B13: Jonas is in the closing only: until then he is not reminded as Lars is, and then he is."""
        mette = _network(small_town)
        modal = mette.command("/netvaerk faser", channel=CHANNEL).modal
        assert modal is not None
        modal.fill({"Hvem?": JONAS, "Hvilke faser?": ["Afslutning"]}).submit()
        small_town.settle()
        jonas, lars = small_town.person(JONAS), small_town.person(LARS)
        assert small_town.hears(jonas, "i faserne: afslutning")
        small_town.next_round()
        small_town.days(5)
        assert small_town.hears(lars, WAITS)
        assert not any(WAITS in message.text for message in jonas.dms())
        modal = mette.command("/netvaerk afslut", channel=CHANNEL).modal
        assert modal is not None
        modal.submit()
        small_town.settle()
        small_town.days(5)
        assert small_town.hears(jonas, WAITS)
