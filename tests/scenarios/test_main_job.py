"""The main job: a network is started, people come in, reflect, are reminded, get it back; the secretariat follows."""

from tests.support.playing import answer, invite, join, prompt, start
from tests.support.town import EMMA, FATIMA, HANNE, JONAS, KIRSTEN, LARS, METTE, PETER, SARA, Town

CHANNEL = "tryg-hjem"
MEMBERS = (JONAS, LARS, EMMA, HANNE, FATIMA, PETER)


class TestANetworksFirstRound:
    def test_from_the_form_to_the_summary(self, any_town: Town) -> None:
        """From start to summary everybody sees what is theirs to see, whichever way Slack comes in."""
        town = any_town
        _is_started(town)
        _is_joined(town)
        _is_asked_and_answered(town)
        _is_reminded(town)
        _is_given_back(town)
        _is_followed(town)


def _is_started(town: Town) -> None:
    mette, kirsten = town.person(METTE), town.person(KIRSTEN)
    assert start(town).outcome == "updated"
    town.settle()
    charter = town.sees(mette, CHANNEL, "Borgere skal opleve én vej hjem.")
    assert "(afventer)" in charter.text
    assert [pin.ts for pin in mette.pins(CHANNEL)] == ([charter.ts] if town.pins else [])
    kirsten.click("Ja, det vil jeg gerne", in_message=town.hears(kirsten, "ledelsesophæng"))
    town.settle()
    assert "afventer" not in town.sees(mette, CHANNEL, "Borgere skal opleve").text


def _is_joined(town: Town) -> None:
    invite(town, CHANNEL, MEMBERS)
    assert "vores" not in town.person(JONAS).channels()
    for member in MEMBERS:
        assert join(town, member).outcome == "updated"
    town.settle()
    assert CHANNEL in town.person(JONAS).channels()
    assert "Deltagere: 7" in town.sees(town.person(METTE), CHANNEL, "Borgere skal opleve").text


def _is_asked_and_answered(town: Town) -> None:
    town.next_round()
    card = prompt(town, town.person(METTE), CHANNEL)
    assert "netværket med dit navn eller kun sekretariatet uden dit navn" in card.text
    assert "Tak" in (answer(town, JONAS, CHANNEL, "Visitationen og depotet mødes hver morgen.").modal or _none()).text
    answer(town, LARS, CHANNEL, "Det her er kun til sekretariatet.", private=True)
    shared = " ".join(m.text for m in town.person(METTE).thread(CHANNEL, card.ts))
    assert "Visitationen og depotet" in shared
    assert "kun til sekretariatet" not in shared


def _is_reminded(town: Town) -> None:
    town.days(5)
    assert town.hears(town.person(HANNE), "Hej igen")
    assert not any("Hej igen" in m.text for m in town.person(JONAS).dms())


def _is_given_back(town: Town) -> None:
    town.days(3)
    back = town.sees(town.person(METTE), CHANNEL, "Det her fortalte I:")
    assert "2 af 7" in back.text
    assert "kun til sekretariatet" not in back.text
    assert "Det her fortalte I sidst" in prompt(town, town.person(METTE), CHANNEL).text


def _is_followed(town: Town) -> None:
    town.person(SARA).say_to_bot("opsamling tryg hjem")
    assert "2 svar af 7 mulige" in town.hears(town.person(SARA), "Opsamling: Tryg hjem").text
    town.person(JONAS).say_to_bot("opsamling tryg hjem")
    assert "Sara Vestergaard" in town.hears(town.person(JONAS), "netværkssekretariatet").text


def _none() -> "Town":
    raise AssertionError("nothing was shown")
