"""Who is in the secretariat and who administrates: named by settings, changed by administrators, each change kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound
from core.model import keys
from core.model.changes import COMMAND_LINE, Source, by
from core.model.offices import Role
from core.model.organisations import Belonging, Person
from core.ports import UnitOfWork
from core.services import offices, people
from core.services.people import Profile
from tests.builders import NOW, Municipality, a_workspace

SECRETARIAT, ADMINISTRATOR = Role.SECRETARIAT, Role.ADMINISTRATOR


@pytest.fixture
def chief(uow: UnitOfWork, town: Municipality) -> Person:
    """Dorte administrates."""
    return offices.give(uow, town.organisation, COMMAND_LINE, ADMINISTRATOR, town.dorte.account, at=NOW)


class TestTheSettings:
    def test_name_whoever_is_of_the_house(self, uow: UnitOfWork, town: Municipality) -> None:
        """Those nobody knows, or who are guests, come back."""
        accounts = ["U0BO", "U0INGEN", town.guest.account]
        unknown = offices.name(uow, town.organisation, SECRETARIAT, accounts, at=NOW)
        assert unknown == ["U0INGEN", town.guest.account]
        assert [each.name for each in uow.people.secretariat(town.organisation.id)] == ["Bo Kjær", "Søs Lindegaard"]

    def test_do_not_bring_back_whom_an_administrator_removed(
        self, uow: UnitOfWork, town: Municipality, chief: Person
    ) -> None:
        """Every start names them anew; what was decided in chat holds until it is decided otherwise."""
        offices.name(uow, town.organisation, SECRETARIAT, ["U0BO"], at=NOW)
        offices.take(uow, town.organisation, by(chief), SECRETARIAT, "U0BO", at=NOW)
        offices.name(uow, town.organisation, SECRETARIAT, ["U0BO"], at=NOW)
        assert not uow.people.get(town.bo.id).is_secretariat
        offices.give(uow, town.organisation, by(chief), SECRETARIAT, "U0BO", at=NOW)
        assert uow.people.get(town.bo.id).is_secretariat

    def test_again_write_nothing(self, uow: UnitOfWork, town: Municipality) -> None:
        """The log is of changes."""
        for _ in range(2):
            offices.name(uow, town.organisation, ADMINISTRATOR, ["U0BO"], at=NOW)
        assert len(offices.log(uow, town.organisation)) == 1


class TestGivingAndTaking:
    def test_is_kept_with_who_and_when(self, uow: UnitOfWork, town: Municipality, chief: Person) -> None:
        """B8: newest first, each with the person, who did it and by which way."""
        later = NOW + timedelta(days=1)
        offices.give(uow, town.organisation, by(chief), SECRETARIAT, "U0BO", at=NOW)
        offices.take(uow, town.organisation, by(chief), SECRETARIAT, "U0BO", at=later)
        told = [
            (one.role, one.given, person.name, doer.name if doer else "", one.at, one.source)
            for one, person, doer in offices.log(uow, town.organisation)
        ]
        assert told == [
            (SECRETARIAT, False, "Bo Kjær", "Dorte Åkjær", later, Source.CHAT),
            (SECRETARIAT, True, "Bo Kjær", "Dorte Åkjær", NOW, Source.CHAT),
            (ADMINISTRATOR, True, "Dorte Åkjær", "", NOW, Source.COMMAND_LINE),
        ]
        assert uow.deliveries.find(keys.home(town.bo.id)) is not None

    def test_is_for_administrators(self, uow: UnitOfWork, town: Municipality, chief: Person) -> None:
        """B8: the secretariat does not choose itself, and a guest is none whatever the row says."""
        for person in (town.anne, town.sekretariat, replace(town.guest, is_administrator=True)):
            with pytest.raises(NotAllowed):
                offices.give(uow, town.organisation, by(person), SECRETARIAT, "U0BO", at=NOW)
            with pytest.raises(NotAllowed):
                offices.take(uow, town.organisation, by(person), SECRETARIAT, "U0SEKR", at=NOW)

    def test_is_about_somebody_of_the_house(self, uow: UnitOfWork, town: Municipality, chief: Person) -> None:
        """A guest or a stranger is refused."""
        with pytest.raises(NotAllowed):
            offices.give(uow, town.organisation, by(chief), SECRETARIAT, town.outsider.account, at=NOW)
        with pytest.raises(NotFound):
            offices.give(uow, town.organisation, by(chief), SECRETARIAT, "U0INGEN", at=NOW)

    def test_looks_in_every_workspace_of_ours_only(self, uow: UnitOfWork, town: Municipality) -> None:
        """A municipality may meet in two places; the neighbours' places are theirs."""
        uow.organisations.save(replace(town.organisation, id="glostrup", name="Glostrup Kommune"))
        there = a_workspace(id="glostrup-1", organisation_id="glostrup", external_id="T2")
        uow.organisations.save_workspace(there)
        people.learn(uow, there, [Profile(account="U0NABO", name="Nabo")], at=NOW)
        with pytest.raises(NotFound):
            offices.give(uow, town.organisation, COMMAND_LINE, SECRETARIAT, "U0NABO", at=NOW)

    def test_ends_when_somebody_is_of_the_house_no_more(
        self, uow: UnitOfWork, town: Municipality, chief: Person
    ) -> None:
        """A guest administrates nothing."""
        profile = Profile(account=chief.account, name=chief.name, belonging=Belonging.GUEST)
        people.learn(uow, town.workspace, [profile], at=NOW)
        assert not uow.people.get(chief.id).is_administrator


class TestTheLastAdministrator:
    def test_stays(self, uow: UnitOfWork, town: Municipality, chief: Person) -> None:
        """Neither they nor the command line can remove them; with another there they can go."""
        for hand in (by(chief), COMMAND_LINE):
            with pytest.raises(Conflict):
                offices.take(uow, town.organisation, hand, ADMINISTRATOR, chief.account, at=NOW)
        offices.give(uow, town.organisation, by(chief), ADMINISTRATOR, "U0BO", at=NOW)
        offices.take(uow, town.organisation, by(chief), ADMINISTRATOR, chief.account, at=NOW)
        assert [each.id for each in uow.people.administrators(town.organisation.id)] == [town.bo.id]

    def test_is_not_removed_with_all_the_others_at_once(
        self, uow: UnitOfWork, town: Municipality, chief: Person
    ) -> None:
        """Several picked in one form are looked at together."""
        offices.give(uow, town.organisation, COMMAND_LINE, ADMINISTRATOR, "U0BO", at=NOW)
        with pytest.raises(Conflict):
            offices.must_change(uow, town.organisation, ADMINISTRATOR, [chief.account, "U0BO"], given=False)


class TestTheRegister:
    def test_is_for_colleagues_and_its_log_for_administrators(
        self, uow: UnitOfWork, town: Municipality, chief: Person
    ) -> None:
        """Everybody of the house sees who they are; what has changed only those who decide it."""
        seen = offices.register(uow, town.organisation, town.anne)
        assert ([each.name for each in seen.secretariat], seen.changes) == (["Søs Lindegaard"], ())
        assert len(offices.register(uow, town.organisation, chief).changes) == 1
        with pytest.raises(NotAllowed):
            offices.register(uow, town.organisation, town.guest)
