"""What has happened to the organisation, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from core.errors import Refusal
from core.model.changes import Source, by
from core.model.offices import Access, Role, RoleChange
from core.model.organisations import Person, PersonKind
from core.model.units import UnitChange, UnitChangeKind
from core.services import offices
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import (
    CARE,
    CITY,
    NOW,
    ORGANISATION,
    SCHOOLS,
    Municipality,
    a_member,
    a_municipality,
    a_network,
    a_person,
    a_unit,
    an_organisation,
)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A small municipality, committed."""
    with any_uows.writing() as uow:
        municipality = a_municipality(uow)
        uow.commit()
    return municipality


def _unit_change(number: int, **changes: object) -> UnitChange:
    change = UnitChange(
        id=f"u{number}",
        organisation_id=ORGANISATION,
        unit_id=CARE,
        kind=UnitChangeKind.RENAMED,
        at=NOW,
        source=Source.CHAT,
        before="Før æøå",
        after="Efter",
    )
    return replace(change, **changes)


def _role_change(number: int, town: Municipality, **changes: object) -> RoleChange:
    change = RoleChange(
        id=f"r{number}",
        organisation_id=ORGANISATION,
        person_id=town.bo.id,
        role=Role.SECRETARIAT,
        given=True,
        at=NOW,
        source=Source.CHAT,
        by=town.anne.id,
    )
    return replace(change, **changes)


class TestUnits:
    def test_come_back_as_they_were_saved(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Closed, and merged into another."""
        given = a_unit(closed_on=date(2026, 12, 31), successor_id=CARE)
        with any_uows.writing() as uow:
            uow.organisations.save_unit(given)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.organisations.units(ORGANISATION)[-1] == given

    def test_hand_their_people_over(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Everybody of some units belongs to another, and nobody else does."""
        with any_uows.writing() as uow:
            assert uow.people.move([CARE, CITY], SCHOOLS) == 3
            uow.commit()
        with any_uows.reading() as uow:
            units = {person.unit_id for person in uow.people.get_many([each.id for each in town.people])}
        assert units == {SCHOOLS, None}


class TestPeopleAndPlaces:
    def test_come_back_with_what_they_said(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Kind, role, committee and contribution are kept."""
        person = a_person(kind=PersonKind.POLITICIAN, is_administrator=True)
        network = a_network(person, committee_id=CARE)
        member = a_member(network, person, invited_by=None, contribution="Jeg kan tegne: æøå")
        with any_uows.writing() as uow:
            uow.people.save(person)
            uow.networks.save(network)
            uow.members.save(member)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.people.get(person.id) == person
            assert uow.networks.get(network.id) == network
            assert uow.members.get(member.id) == member

    def test_administrators_are_found(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """By name, without those who are gone; locked or not they are the same."""
        with any_uows.writing() as uow:
            uow.people.save(replace(town.bo, is_administrator=True))
            uow.people.save(replace(town.anne, is_administrator=True))
            uow.people.save(a_person(is_administrator=True, gone=True))
            found = [person.name for person in uow.people.administrators(ORGANISATION)]
            assert found == ["Anne Holm", "Bo Kjær"]
            assert [person.name for person in uow.people.take_administrators(ORGANISATION)] == found


class TestUnitChanges:
    def test_come_newest_first_as_they_were_added(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """At the same instant the one written last is the newest; another organisation's are theirs."""
        first, second = _unit_change(1, by=town.bo.id), _unit_change(2, kind=UnitChangeKind.CLOSED, after="")
        with any_uows.writing() as uow:
            uow.organisations.save(an_organisation(id="glostrup", name="Glostrup"))
            for change in (first, second, _unit_change(3, organisation_id="glostrup")):
                uow.unit_changes.add(change)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.unit_changes.of_organisation(ORGANISATION) == [second, first]


class TestRoleChanges:
    def test_come_newest_first_and_no_more_than_asked_for(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """The newest of a person's is theirs in that role."""
        changes = [
            _role_change(1, town),
            _role_change(2, town, given=False, by=None, source=Source.SETTINGS, at=NOW + timedelta(days=1)),
            _role_change(3, town, role=Role.ADMINISTRATOR),
        ]
        with any_uows.writing() as uow:
            for change in changes:
                uow.role_changes.add(change)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.role_changes.of_organisation(ORGANISATION, 2) == [changes[2], changes[1]]
            assert uow.role_changes.latest(town.bo.id, Role.SECRETARIAT) == changes[1]
            assert uow.role_changes.latest(town.anne.id, Role.SECRETARIAT) is None


class TestAccesses:
    def test_come_newest_first_and_no_more_than_asked_for(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Of one network and of several, also of a network that is gone."""
        first, second, third = (
            Access(id=f"a{n}", organisation_id=ORGANISATION, person_id=town.bo.id, at=NOW, network_id=network)
            for n, network in enumerate((None, "gone", None))
        )
        with any_uows.writing() as uow:
            for access in (first, second, third):
                uow.accesses.add(access)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.accesses.of_organisation(ORGANISATION, 2) == [third, second]


class TestTheLastAdministrator:
    def test_stays_when_two_remove_each_other_at_once(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """One of them is in time, the other is told; whichever it is, somebody is left."""
        with any_uows.writing() as uow:
            both = [replace(each, is_administrator=True) for each in (town.anne, town.bo)]
            for person in both:
                uow.people.save(person)
            uow.commit()
        together = Barrier(2)

        def remove(by_whom: Person, whom: Person) -> str:
            together.wait()
            try:
                with any_uows.writing() as uow:
                    offices.take(uow, town.organisation, by(by_whom), Role.ADMINISTRATOR, whom.account, at=NOW)
                    uow.commit()
            except Refusal as refusal:
                return refusal.key
            return "done"

        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(remove, both, reversed(both)))
        with any_uows.reading() as uow:
            left = uow.people.administrators(ORGANISATION)
        assert (sorted(told), len(left)) == (["done", "errors.last_administrator"], 1)
