"""Units are merged and split; people and networks under way follow, what is over keeps its names."""

from collections.abc import Sequence

import pytest

from core.errors import Conflict, NotAllowed, Unfit
from core.model.changes import COMMAND_LINE, by
from core.model.networks import NetworkState
from core.model.organisations import Unit, UnitKind
from core.model.units import UnitChangeKind
from core.ports import UnitOfWork
from core.services import people, reorganising, units
from tests.builders import CARE, CITY, NOW, SCHOOLS, Municipality, saved_network


def _merge(uow: UnitOfWork, town: Municipality, ids: Sequence[str], name: str) -> Unit:
    return reorganising.merge(uow, town.organisation, COMMAND_LINE, ids, name=name, at=NOW)


def _split(uow: UnitOfWork, town: Municipality, names: Sequence[str], unit: str = CITY) -> Sequence[Unit]:
    return reorganising.split(uow, town.organisation, COMMAND_LINE, unit, names=names, at=NOW)


def _offered(uow: UnitOfWork, town: Municipality) -> list[str]:
    return [unit.name for unit in units.offered(uow, town.organisation.id)]


class TestMerging:
    def test_makes_a_new_unit_that_everybody_belongs_to(self, uow: UnitOfWork, town: Municipality) -> None:
        """B1: people and open networks follow, each named once; a network that is over keeps its names."""
        open_one = saved_network(uow, town.anne, unit_ids=(CARE, SCHOOLS), committee_id=CARE)
        over = saved_network(uow, town.anne, unit_ids=(CARE, SCHOOLS), state=NetworkState.CLOSED)
        merged = _merge(uow, town, [CARE, SCHOOLS], "Velfærd")
        assert _offered(uow, town) == ["By og miljø", "Velfærd"]
        assert {uow.people.get(each.id).unit_id for each in (town.anne, town.bo, town.dorte)} == {merged.id}
        assert uow.people.get(town.camilla.id).unit_id == CITY
        assert uow.networks.get(open_one.id).unit_ids == (merged.id,)
        assert uow.networks.get(open_one.id).committee_id == merged.id
        assert uow.networks.get(over.id).unit_ids == (CARE, SCHOOLS)

    def test_keeps_what_they_were_on_record(self, uow: UnitOfWork, town: Municipality) -> None:
        """What became of each is told, and the row says what it was merged into."""
        merged = _merge(uow, town, [CARE, SCHOOLS], "Velfærd")
        told = [(one.kind, one.before, one.after) for one in uow.unit_changes.of_organisation(town.organisation.id)]
        assert told == [
            (UnitChangeKind.MERGED, "Skoler og uddannelse", "Velfærd"),
            (UnitChangeKind.MERGED, "Sundhed og omsorg", "Velfærd"),
            (UnitChangeKind.ADDED, "", "Velfærd"),
        ]
        gone = [unit for unit in uow.organisations.units(town.organisation.id) if not unit.is_open]
        assert {unit.successor_id for unit in gone} == {merged.id}

    def test_into_one_that_is_there_lets_it_go_on(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whether it was chosen or only named; what lay beneath the other comes along."""
        below = units.add(
            uow, town.organisation, COMMAND_LINE, name="Skole 1", kind=UnitKind.DEPARTMENT, parent_id=SCHOOLS, at=NOW
        )
        merged = _merge(uow, town, [SCHOOLS], "sundhed og omsorg")
        assert merged.id == CARE
        moved = next(unit for unit in uow.organisations.units(town.organisation.id) if unit.id == below.id)
        assert moved.parent_id == CARE
        assert uow.people.get(town.bo.id).unit_id == CARE

    @pytest.mark.parametrize(
        ("ids", "name", "field"),
        [
            ([CARE], "Sundhed og omsorg", "units"),
            ([CARE], "Noget nyt", "units"),
            ([CARE, CITY], "Noget nyt", "units"),
            ([CARE, SCHOOLS], " ", "name"),
            ([CARE, "nowhere"], "Noget nyt", "units"),
            ([], "Noget nyt", "units"),
        ],
        ids=["with itself", "one alone", "of two kinds", "without a name", "unknown", "none"],
    )
    def test_needs_two_of_a_kind_and_a_name(
        self, uow: UnitOfWork, town: Municipality, ids: list[str], name: str, field: str
    ) -> None:
        """What is wrong is told beside the field, and nothing is changed."""
        with pytest.raises(Unfit) as refused:
            _merge(uow, town, ids, name)
        assert set(refused.value.fields) == {field}
        assert uow.unit_changes.of_organisation(town.organisation.id) == []

    def test_never_leaves_what_goes_on_beneath_what_goes(self, uow: UnitOfWork, town: Municipality) -> None:
        """An area is not merged into one beneath it."""
        units.move(uow, town.organisation, COMMAND_LINE, SCHOOLS, parent_id=CARE, at=NOW)
        with pytest.raises(Unfit):
            _merge(uow, town, [CARE, SCHOOLS], "Skoler og uddannelse")
        assert _merge(uow, town, [CARE, SCHOOLS], "Velfærd").parent_id is None

    def test_a_second_time_finds_nothing_to_merge(self, uow: UnitOfWork, town: Municipality) -> None:
        """The same act again is told, not repeated."""
        _merge(uow, town, [CARE, SCHOOLS], "Velfærd")
        with pytest.raises((Unfit, Conflict)):
            _merge(uow, town, [CARE, SCHOOLS], "Velfærd")


class TestSplitting:
    def test_closes_it_and_its_people_are_asked_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """B1: nobody is put anywhere they did not say; next time they join something they choose."""
        by_names = _split(uow, town, ["By", " ", "Miljø"])
        assert [part.name for part in by_names] == ["By", "Miljø"]
        assert _offered(uow, town)[-2:] == ["By", "Miljø"]
        camilla = uow.people.get(town.camilla.id)
        assert camilla.unit_id == CITY
        assert people.unready(uow, camilla, has_read=True, unit_id=None) == {"unit": "errors.own_unit"}
        assert people.unready(uow, camilla, has_read=True, unit_id=by_names[0].id) == {}

    def test_with_its_own_name_among_the_parts_it_goes_on(self, uow: UnitOfWork, town: Municipality) -> None:
        """Its people stay, and one new unit stands beside it."""
        parts = _split(uow, town, ["by og MILJØ", "Klima"])
        assert parts[0].id == CITY
        assert _offered(uow, town)[-2:] == ["By og miljø", "Klima"]

    @pytest.mark.parametrize(
        "names", [[], ["By"], ["By", "by"], ["By", "Sundhed og omsorg"], [str(n) for n in range(11)]]
    )
    def test_needs_two_names_that_nobody_has(self, uow: UnitOfWork, town: Municipality, names: list[str]) -> None:
        """And no more than ten."""
        with pytest.raises(Unfit) as refused:
            _split(uow, town, names)
        assert set(refused.value.fields) == {"names"}

    def test_is_for_administrators_and_the_secretariat(self, uow: UnitOfWork, town: Municipality) -> None:
        """As is merging."""
        with pytest.raises(NotAllowed):
            reorganising.split(uow, town.organisation, by(town.anne), CITY, names=["A", "B"], at=NOW)
        with pytest.raises(NotAllowed):
            reorganising.merge(uow, town.organisation, by(town.anne), [CARE, SCHOOLS], name="A", at=NOW)
