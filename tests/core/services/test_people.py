"""People as the platform tells of them and as they tell of themselves."""

from dataclasses import replace

import pytest

from core.errors import Unfit
from core.model import keys
from core.model.organisations import INFORMATION_VERSION, Belonging
from core.ports import UnitOfWork
from core.services import people
from core.services.people import Profile
from tests.builders import CARE, NOW, SCHOOLS, Municipality


def _learn(uow: UnitOfWork, town: Municipality, **fields: object) -> int:
    profile = Profile(**{"account": "U0NY", "name": "Nanna Ny", **fields})
    return people.learn(uow, town.workspace, [profile], at=NOW)


class TestLearning:
    @pytest.mark.parametrize(
        ("locale", "language"), [("da-DK", "da"), ("en-US", "en"), ("", "da"), ("de-DE", "en"), ("nb_NO", "da")]
    )
    def test_a_new_person_is_spoken_to_in_their_language(
        self, uow: UnitOfWork, town: Municipality, locale: str, language: str
    ) -> None:
        """Danish to those who read it, English to others, the organisation's own if nothing is known."""
        assert _learn(uow, town, language=locale) == 1
        assert uow.people.find(town.workspace.id, "U0NY").language == language

    def test_what_a_person_told_us_stays(self, uow: UnitOfWork, town: Municipality) -> None:
        """News from the platform change name and belonging, not language, department or what was read."""
        _learn(uow, town, account=town.bo.account, name="Bo K. Kjær", language="en-US")
        assert uow.people.get(town.bo.id) == replace(town.bo, name="Bo K. Kjær")

    def test_no_news_is_no_change(self, uow: UnitOfWork, town: Municipality) -> None:
        """The same again writes nothing."""
        assert (_learn(uow, town), _learn(uow, town)) == (1, 0)

    def test_who_becomes_a_guest_leaves_the_secretariat(self, uow: UnitOfWork, town: Municipality) -> None:
        """The secretariat is of the house."""
        _learn(uow, town, account=town.sekretariat.account, belonging=Belonging.GUEST)
        assert not uow.people.get(town.sekretariat.id).is_secretariat

    def test_who_is_gone_is_known_as_gone(self, uow: UnitOfWork, town: Municipality) -> None:
        """An account that was closed stays, as history."""
        _learn(uow, town, account=town.bo.account, name=town.bo.name, gone=True)
        assert uow.people.get(town.bo.id).gone


class TestBeingInformed:
    def test_is_remembered_with_the_department(self, uow: UnitOfWork, town: Municipality) -> None:
        """What was read and where they belong, on the row as it is now."""
        acting = replace(town.guest, belonging=Belonging.OUTSIDE, informed_version=None)
        informed = people.inform(uow, acting, unit_id=SCHOOLS)
        assert (informed.informed_version, informed.unit_id) == (INFORMATION_VERSION, SCHOOLS)
        assert informed.belonging is Belonging.GUEST
        assert people.inform(uow, informed, unit_id=None).unit_id == SCHOOLS

    def test_asks_for_what_is_missing(self, uow: UnitOfWork, town: Municipality) -> None:
        """The text is read and employees belong somewhere; guests need not."""
        blank = {"informed_version": None, "unit_id": None}
        bo, guest = replace(town.bo, **blank), replace(town.guest, **blank)
        assert set(people.unready(uow, bo, has_read=False, unit_id=None)) == {"informed", "unit"}
        assert set(people.unready(uow, guest, has_read=False, unit_id=None)) == {"informed"}
        assert people.unready(uow, bo, has_read=True, unit_id=CARE) == {}

    def test_knows_only_our_departments(self, uow: UnitOfWork, town: Municipality) -> None:
        """A department that was never on the list is none."""
        assert set(people.unready(uow, town.bo, has_read=True, unit_id="andet")) == {"unit"}


class TestSpeaking:
    def test_changes_the_language_and_the_page(self, uow: UnitOfWork, town: Municipality) -> None:
        """From now on, everywhere."""
        assert people.speak(uow, town.bo, "en", at=NOW).language == "en"
        assert uow.people.get(town.bo.id).language == "en"
        assert uow.deliveries.find(keys.home(town.bo.id)) is not None

    def test_knows_two_languages(self, uow: UnitOfWork, town: Municipality) -> None:
        """Anything else is refused."""
        with pytest.raises(Unfit):
            people.speak(uow, town.bo, "tlh", at=NOW)
