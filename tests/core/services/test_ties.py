"""The flower's threads from what is kept: who sees them, with which names, now and then."""

from datetime import date, timedelta

import pytest

from core.errors import NotAllowed
from core.model.networks import NetworkState, NetworkType
from core.model.organisations import UnitKind
from core.model.ties import Life, Ties
from core.ports import UnitOfWork
from core.services import ties
from tests.builders import CARE, CITY, NOW, SCHOOLS, Municipality, a_unit, saved_network


def seen(uow: UnitOfWork, town: Municipality, by: str = "camilla", **changes: object) -> Ties:
    return ties.of_structure(uow, town.organisation, getattr(town, by), **{"at": NOW, **changes})


class TestWhoLooks:
    def test_is_any_employee(self, uow: UnitOfWork, town: Municipality) -> None:
        """The structure is as open as the areas are."""
        saved_network(uow, town.anne, town.bo, name="Tryg hjem")
        assert [each.name for each in seen(uow, town, "camilla").ties] == ["Tryg hjem"]

    @pytest.mark.parametrize("who", ["guest", "outsider"])
    def test_is_nobody_else(self, uow: UnitOfWork, town: Municipality, who: str) -> None:
        """Guests and people of other organisations see the networks that they are in."""
        with pytest.raises(NotAllowed):
            seen(uow, town, who)
        with pytest.raises(NotAllowed):
            ties.trend(uow, town.organisation, getattr(town, who), at=NOW)

    def test_reads_no_name_of_an_idea_that_is_not_theirs(self, uow: UnitOfWork, town: Municipality) -> None:
        """Its leader, its members and the secretariat do."""
        saved_network(uow, town.anne, town.bo, name="Måske", state=NetworkState.IDEA)
        named = {who: seen(uow, town, who).ties[0].name for who in ("camilla", "anne", "bo", "sekretariat")}
        assert named == {"camilla": "", "anne": "Måske", "bo": "Måske", "sekretariat": "Måske"}


class TestTheStructure:
    def test_has_departments_under_their_areas(self, uow: UnitOfWork, town: Municipality) -> None:
        """An area that has some is no petal itself; one without is."""
        part = a_unit(name="Plejehjem", parent_id=CARE)
        uow.organisations.save_unit(part)
        found = seen(uow, town)
        assert [(petal.unit.id, petal.area) for petal in found.petals] == [
            (part.id, CARE),
            (SCHOOLS, None),
            (CITY, None),
        ]
        assert [area.id for area in found.areas] == [CARE]

    def test_has_an_area_as_a_petal_when_a_network_is_tied_to_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """A thread always has somewhere to end."""
        uow.organisations.save_unit(a_unit(parent_id=CARE))
        saved_network(uow, town.anne, unit_ids=(CARE, CITY))
        assert CARE in [petal.unit.id for petal in seen(uow, town).petals]

    def test_has_committees_that_are_open_or_tied(self, uow: UnitOfWork, town: Municipality) -> None:
        """One that is closed stays as long as a network names it."""
        tied, loose = (a_unit(kind=UnitKind.COMMITTEE, closed_on=date(2026, 1, 1)) for _ in range(2))
        there = a_unit(kind=UnitKind.FORUM)
        for unit in (tied, loose, there):
            uow.organisations.save_unit(unit)
        saved_network(uow, town.anne, committee_id=tied.id)
        assert {unit.id for unit in seen(uow, town).committees} == {tied.id, there.id}

    def test_of_one_type_has_only_its_networks(self, uow: UnitOfWork, town: Municipality) -> None:
        """The petals are all there."""
        saved_network(uow, town.anne, type=NetworkType.LEARNING, name="Læselyst")
        saved_network(uow, town.anne, type=NetworkType.WELFARE)
        found = seen(uow, town, kind=NetworkType.LEARNING)
        assert [each.name for each in found.ties] == ["Læselyst"]
        assert len(found.petals) == 3

    def test_six_months_ago_had_what_was_there(self, uow: UnitOfWork, town: Municipality) -> None:
        """By when networks were made and closed."""
        old = {"created_at": NOW - timedelta(days=400), "starts_on": NOW.date() - timedelta(days=400)}
        saved_network(
            uow, town.anne, name="Gammelt", closed_at=NOW - timedelta(days=9), state=NetworkState.CLOSED, **old
        )
        saved_network(uow, town.anne, name="Nyt")
        then, now = seen(uow, town, at=NOW - timedelta(days=180)), seen(uow, town)
        assert [(each.name, each.life) for each in then.ties] == [("Gammelt", Life.RUNNING)]
        assert [(each.name, each.life) for each in now.ties] == [("Gammelt", Life.CLOSED), ("Nyt", Life.RUNNING)]


class TestTheTrend:
    def test_goes_month_by_month(self, uow: UnitOfWork, town: Municipality) -> None:
        """B15: from the first network on, this month as far as it has come."""
        saved_network(uow, town.anne, created_at=NOW - timedelta(days=60), starts_on=date(2026, 7, 10))
        saved_network(uow, town.anne, unit_ids=(CARE, CITY), created_at=NOW, starts_on=NOW.date())
        found = ties.trend(uow, town.organisation, town.camilla, at=NOW)
        assert [(each.first.month, each.networks, each.links) for each in found] == [(7, 1, 1), (8, 1, 1), (9, 2, 2)]

    def test_without_networks_is_empty(self, uow: UnitOfWork, town: Municipality) -> None:
        """There is nothing to tell yet."""
        assert ties.trend(uow, town.organisation, town.camilla, at=NOW) == ()

    def test_adds_up_when_a_department_is_renamed(self, uow: UnitOfWork, town: Municipality) -> None:
        """B15: its id stays, so the months before and after are of the same unit."""
        saved_network(uow, town.anne)
        before = ties.trend(uow, town.organisation, town.camilla, at=NOW)
        uow.organisations.save_unit(a_unit(id=CARE, name="Sundhed, omsorg og mere", kind=UnitKind.AREA))
        assert ties.trend(uow, town.organisation, town.camilla, at=NOW) == before
