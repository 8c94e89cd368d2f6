"""The organisation changes in the talk with the bot, people say who they are, and a network follows both."""

from tests.support.playing import HAS_READ, HOME, OWN_UNIT, READ, invite, join, start
from tests.support.town import ANDERS, HANNE, JONAS, LARS, METTE, PETER, SARA, Town

KIND, CONTRIBUTION = "Du deltager som", "Det kan jeg bidrage med"


def _ask(town: Town, who: str, words: str):
    """Something written to the bot in the talk with it, and its newest answer."""
    person = town.person(who)
    before = len(person.dms())
    person.say_to_bot(words)
    return town.workspace.eventually(lambda: person.dms()[-1] if len(person.dms()) > before else None)


class TestTheTree:
    def test_is_changed_by_the_secretariat_and_a_network_follows(self, small_town: Town) -> None:
        """B1, B7: a merger in chat renames the department on the pinned card, and the history says so."""
        assert start(small_town).outcome == "updated"
        small_town.settle()
        mette, sara = small_town.person(METTE), small_town.person(SARA)
        assert small_town.sees(mette, "tryg-hjem", "Fagudvalget")
        tree = _ask(small_town, SARA, "organisation")
        assert "Børn, Kultur og Velfærd" in tree.text
        modal = sara.click("Slå sammen", in_message=tree).modal
        assert modal is not None
        sent = modal.fill({"Enheder": [HOME, "Familie og Forebyggelse"], "Nyt navn": "Omsorg og Familie"}).submit()
        assert sent.outcome in ("updated", "closed")
        small_town.settle()
        assert small_town.sees(mette, "tryg-hjem", "Omsorg og Familie")
        assert "gik op i »Omsorg og Familie« (Sara Vestergaard)" in _ask(small_town, SARA, "organisation historik").text
        assert "Slå sammen" not in _ask(small_town, JONAS, "organisation").buttons
        assert "Omsorg og Familie" in _ask(small_town, METTE, "mig").text


class TestWhoPeopleAre:
    def test_is_said_on_joining_counted_and_changed(self, small_town: Town) -> None:
        """A6, A24, A26: kinds are counted once that points at nobody; what is offered is seen, changed and deleted."""
        assert start(small_town).outcome == "updated"
        small_town.settle()
        members = (LARS, JONAS, PETER, ANDERS)
        invite(small_town, "tryg-hjem", (*members, HANNE))
        for member in members:
            assert join(small_town, member).outcome == "updated"
        _join_as_a_citizen(small_town)
        small_town.settle()
        lars = small_town.person(LARS)
        seen = lars.command("/netvaerk status tryg hjem")
        assert "Hanne Dam" in seen.text
        assert "fulgt min mor hjem" in seen.text
        assert "peger på enkelte" in seen.text
        assert "1 borger" not in seen.text
        told = _ask(small_town, HANNE, "mig")
        assert "Borger" in told.text
        small_town.person(HANNE).click("Slet", in_message=told)
        small_town.settle()
        assert "fulgt min mor hjem" not in lars.command("/netvaerk status tryg hjem").text


def _join_as_a_citizen(town: Town) -> None:
    hanne = town.person(HANNE)
    asked = next(m for m in reversed(hanne.dms()) if "Jeg er med" in m.buttons)
    modal = hanne.click("Jeg er med", in_message=asked).modal
    assert modal is not None
    said = {READ: [HAS_READ], OWN_UNIT: "Borgere", KIND: "Borger", CONTRIBUTION: "Jeg har fulgt min mor hjem."}
    assert modal.fill(said).submit().outcome == "updated"


class TestRoles:
    def test_an_administrator_adds_and_removes_and_each_change_is_told(self, small_town: Town) -> None:
        """B8: by word in the talk with the bot; the last administrator stays; others are told kindly why not."""
        town = small_town
        assert "Sara Vestergaard" in _ask(town, JONAS, "opsamling").text
        assert "kun administratorerne" in _ask(town, JONAS, f"sekretariat tilføj <@{JONAS}>").text
        assert "er nu med i netværkssekretariatet" in _ask(town, SARA, f"sekretariat tilføj <@{JONAS}>").text
        assert town.hears(town.person(JONAS), "har sat dig i netværkssekretariatet")
        assert "Opsamling" in _ask(town, JONAS, "opsamling").text
        assert "den sidste administrator" in _ask(town, SARA, f"administrator fjern <@{SARA}>").text
        assert "ikke længere med" in _ask(town, SARA, f"sekretariat fjern <@{JONAS}>").text
        shown = _ask(town, SARA, "sekretariat").text
        assert "Jonas Kjær kom med i sekretariatet (Sara Vestergaard)" in shown
        assert "Jonas Kjær gik ud af sekretariatet (Sara Vestergaard)" in shown
        assert "gik ud af sekretariatet" not in _ask(town, METTE, "sekretariat").text
