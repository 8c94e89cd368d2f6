"""The secretariat and the administrators in the talk with the bot."""

from dataclasses import replace

import pytest

from core.model import keys
from core.model.organisations import Person
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality


@pytest.fixture
def chief(stage: Stage, town: Municipality) -> Person:
    """Dorte administrates."""
    person = replace(town.dorte, is_administrator=True)
    with stage.uows.writing() as uow:
        uow.people.save(person)
        uow.commit()
    return person


def _person(stage: Stage, person: Person) -> Person:
    with stage.uows.reading() as uow:
        return uow.people.get(person.id)


class TestTheRegister:
    @pytest.mark.parametrize("word", ["sekretariat", "secretariat", "administratorer"])
    def test_is_read_by_colleagues(self, stage: Stage, town: Municipality, chief: Person, word: str) -> None:
        """Who they are, without buttons and without what has changed."""
        shown = stage.act(town.bo, text=word)
        assert "Søs Lindegaard" in said(shown)
        assert "Dorte Åkjær" in said(shown)
        assert buttons(shown) == {}
        assert "ansatte" in said(stage.act(town.guest, text=word))

    def test_says_so_when_there_is_nobody(self, stage: Stage, town: Municipality) -> None:
        """No administrator yet."""
        assert "Ingen endnu." in said(stage.act(town.bo, text="sekretariat"))

    def test_shows_administrators_what_has_changed(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """B8: who, when and by whom."""
        assert "ikke ændret noget" in said(stage.act(chief, text="sekretariat"))
        stage.act(chief, text="sekretariat tilføj @bo", mentions=("U0BO",))
        shown = said(stage.act(chief, text="sekretariat"))
        assert "mandag den 7. september kl. 9.00: Bo Kjær kom med i sekretariatet (Dorte Åkjær)" in shown


class TestByWord:
    def test_somebody_joins_and_leaves_the_secretariat(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """B8: `sekretariat tilføj @bo` and `fjern`; the person is told, and can ask for a summary from then on."""
        told = stage.act(chief, text="sekretariat tilføj @bo", mentions=("U0BO",), is_private=True, key="k1")
        assert "Bo Kjær er nu med i netværkssekretariatet." in said(told)
        assert _person(stage, town.bo).is_secretariat
        with stage.uows.reading() as uow:
            letter = uow.deliveries.find(keys.answer(f"k1:{town.bo.id}"))
        assert letter is not None
        assert "har sat dig i netværkssekretariatet" in letter.payload
        told = stage.act(chief, text="Secretariat remove @bo", mentions=("U0BO",))
        assert "ikke længere med" in said(told)
        assert not _person(stage, town.bo).is_secretariat

    def test_an_administrator_is_made(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """The same words after the other role."""
        stage.act(chief, text="administrator tilføj @bo", mentions=("U0BO",))
        assert _person(stage, town.bo).is_administrator
        assert not _person(stage, town.bo).is_secretariat

    def test_the_last_administrator_stays(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """Told why, and nothing changes."""
        told = stage.act(chief, text="administrator fjern @dorte", mentions=(chief.account,))
        assert "den sidste administrator" in said(told)
        assert _person(stage, chief).is_administrator

    def test_without_a_name_it_asks_whom(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """As the buttons do."""
        assert set(inputs(stage.act(chief, text="sekretariat tilføj"))) == {"people"}
        assert set(inputs(stage.act(chief, text="administrator fjern"))) == {"people"}

    @pytest.mark.parametrize("text", ["sekretariat tilføj @x", "sekretariat fjern @x", "administrator tilføj @x"])
    def test_nobody_else_changes_it(self, stage: Stage, town: Municipality, chief: Person, text: str) -> None:
        """The secretariat does not either; each is told who can."""
        for person in (town.anne, town.sekretariat, town.guest):
            assert "kun administratorerne" in said(stage.act(person, text=text, mentions=("U0ANNE",)))
        assert _person(stage, town.anne) == town.anne


class TestByForm:
    def test_several_at_once_or_none(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """If one of them cannot, nobody is changed."""
        people = (town.bo.account, town.guest.account)
        assert "ikke ansat" in said(stage.submit(chief, "offices.given", "sekretariat", people=people))
        assert not _person(stage, town.bo).is_secretariat
        people = (town.bo.account, town.camilla.account)
        told = said(stage.submit(chief, "offices.given", "sekretariat", people=people))
        assert told.count("er nu med i netværkssekretariatet.") == 2

    def test_needs_somebody(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """Told beside the field."""
        assert "people:" in said(stage.submit(chief, "offices.taken", "sekretariat"))

    def test_of_somebody_else_s_organisation_is_refused(self, stage: Stage, town: Municipality, chief: Person) -> None:
        """A stranger's account is nobody we know."""
        assert "kender ingen" in said(stage.submit(chief, "offices.given", "sekretariat", people=("U0INGEN",)))


def test_who_is_not_of_the_secretariat_is_told_why_there_is_no_summary(stage: Stage, town: Municipality) -> None:
    """B8: refused politely, with who can."""
    from handlers import summaries  # noqa: F401 - names its routes

    told = said(stage.act(town.bo, text="opsamling", is_private=True))
    assert "Søs Lindegaard" in told
    assert "sekretariat" in told.lower()
