"""Units are added, renamed, moved and closed; what was is kept, and networks show how things are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.changes import COMMAND_LINE, Source, by
from core.model.networks import NetworkState
from core.model.organisations import Unit, UnitKind
from core.model.units import UnitChangeKind, name_on
from core.ports import UnitOfWork
from core.services import organisations, units
from core.services.organisations import Sketch
from tests.builders import CARE, CITY, NOW, SCHOOLS, Municipality, saved_network

SKETCHES = (Sketch("omsorg", "Omsorg", UnitKind.AREA), Sketch("pleje", "Pleje", UnitKind.DEPARTMENT, "omsorg"))


def _named(uow: UnitOfWork, town: Municipality) -> list[str]:
    return [unit.name for unit in units.offered(uow, town.organisation.id)]


def _rename(uow: UnitOfWork, town: Municipality, name: str, unit: str = CITY, days: int = 0) -> Unit:
    at = NOW + timedelta(days=days)
    return units.rename(uow, town.organisation, by(town.sekretariat), unit, name=name, at=at)


class TestRenaming:
    def test_keeps_what_it_was_called_when(self, uow: UnitOfWork, town: Municipality) -> None:
        """B1: the id stays, the old name is on record with who and when."""
        _rename(uow, town, "By og Klima", days=5)
        renamed = _rename(uow, town, "  Klima   og By ", days=9)
        changes = uow.unit_changes.of_organisation(town.organisation.id)
        assert renamed == replace(town.units[2], name="Klima og By")
        assert [(one.before, one.after, one.by, one.source) for one in changes] == [
            ("By og Klima", "Klima og By", town.sekretariat.id, Source.CHAT),
            ("By og miljø", "By og Klima", town.sekretariat.id, Source.CHAT),
        ]
        called = [name_on(renamed, changes, NOW + timedelta(days=day)) for day in (0, 6, 9)]
        assert called == ["By og miljø", "By og Klima", "Klima og By"]

    def test_shows_in_the_charters_that_name_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Those of open networks, and no others."""
        named = saved_network(uow, town.anne, unit_ids=(CITY,))
        tied = saved_network(uow, town.anne, unit_ids=(CARE,), committee_id=CITY)
        apart = saved_network(uow, town.anne, unit_ids=(CARE,))
        _rename(uow, town, "By")
        shown = [uow.deliveries.find(keys.card_update(keys.charter(each.id))) for each in (named, tied, apart)]
        assert [each is not None for each in shown] == [True, True, False]

    @pytest.mark.parametrize("name", ["", "  ", "sundhed OG  omsorg", "x" * 81])
    def test_needs_a_name_that_nobody_has(self, uow: UnitOfWork, town: Municipality, name: str) -> None:
        """Case and space do not make another name."""
        with pytest.raises(Unfit) as refused:
            _rename(uow, town, name)
        assert set(refused.value.fields) == {"name"}

    def test_to_the_same_is_no_change(self, uow: UnitOfWork, town: Municipality) -> None:
        """Sent twice it is on record once."""
        _rename(uow, town, "By")
        _rename(uow, town, "By")
        assert len(uow.unit_changes.of_organisation(town.organisation.id)) == 1


class TestAdding:
    def test_puts_it_beneath_another(self, uow: UnitOfWork, town: Municipality) -> None:
        """Any number, any depth."""
        team = units.add(
            uow, town.organisation, COMMAND_LINE, name="Team Ø", kind=UnitKind.DEPARTMENT, parent_id=CITY, at=NOW
        )
        below = units.add(
            uow, town.organisation, COMMAND_LINE, name="Hold 1", kind=UnitKind.DEPARTMENT, parent_id=team.id, at=NOW
        )
        assert (team.parent_id, below.parent_id) == (CITY, team.id)
        assert _named(uow, town)[-2:] == ["Team Ø", "Hold 1"]

    def test_needs_a_kind_and_a_place_that_there_is(self, uow: UnitOfWork, town: Municipality) -> None:
        """Told beside the fields."""
        with pytest.raises(Unfit) as refused:
            units.add(uow, town.organisation, COMMAND_LINE, name="X", kind=None, parent_id="nowhere", at=NOW)
        assert set(refused.value.fields) == {"kind", "parent"}


class TestMoving:
    def test_is_on_record_by_name(self, uow: UnitOfWork, town: Municipality) -> None:
        """From the top to beneath another, and up again."""
        units.move(uow, town.organisation, COMMAND_LINE, CITY, parent_id=CARE, at=NOW)
        moved = units.move(uow, town.organisation, COMMAND_LINE, CITY, parent_id=None, at=NOW)
        told = [(one.kind, one.before, one.after) for one in uow.unit_changes.of_organisation(town.organisation.id)]
        assert moved.parent_id is None
        assert told == [
            (UnitChangeKind.MOVED, "Sundhed og omsorg", ""),
            (UnitChangeKind.MOVED, "", "Sundhed og omsorg"),
        ]

    def test_never_puts_a_unit_beneath_itself(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nor beneath what lies beneath it."""
        units.move(uow, town.organisation, COMMAND_LINE, CITY, parent_id=CARE, at=NOW)
        for above in (CARE, CITY):
            with pytest.raises(Unfit):
                units.move(uow, town.organisation, COMMAND_LINE, CARE, parent_id=above, at=NOW)


class TestClosing:
    def test_leaves_it_standing_where_it_was_named(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is not offered any more; its people and networks keep it."""
        network = saved_network(uow, town.anne, unit_ids=(CITY, CARE))
        closed = units.close(uow, town.organisation, COMMAND_LINE, CITY, at=NOW)
        assert closed.closed_on == NOW.date()
        assert "By og miljø" not in _named(uow, town)
        assert closed in uow.organisations.units(town.organisation.id)
        assert uow.networks.get(network.id).unit_ids == (CITY, CARE)
        assert uow.people.get(town.camilla.id).unit_id == CITY
        with pytest.raises(NotFound):
            units.find(uow, town.organisation, "By og miljø")

    def test_waits_for_what_lies_beneath(self, uow: UnitOfWork, town: Municipality) -> None:
        """Moved or closed first."""
        units.move(uow, town.organisation, COMMAND_LINE, CITY, parent_id=CARE, at=NOW)
        with pytest.raises(Unfit):
            units.close(uow, town.organisation, COMMAND_LINE, CARE, at=NOW)

    def test_leaves_one_department_at_least(self, uow: UnitOfWork, town: Municipality) -> None:
        """Without any no network could be started."""
        for unit in (CARE, SCHOOLS):
            units.close(uow, town.organisation, COMMAND_LINE, unit, at=NOW)
        with pytest.raises(Unfit):
            units.close(uow, town.organisation, COMMAND_LINE, CITY, at=NOW)
        with pytest.raises(Unfit):
            units.close(uow, town.organisation, COMMAND_LINE, CARE, at=NOW)


class TestWhoMayChangeIt:
    def test_administrators_and_the_secretariat(self, uow: UnitOfWork, town: Municipality) -> None:
        """Others are refused, guests whatever they were called."""
        administrator = replace(town.bo, is_administrator=True)
        units.rename(uow, town.organisation, by(administrator), CITY, name="By", at=NOW)
        for person in (town.anne, replace(town.guest, is_secretariat=True, is_administrator=True)):
            with pytest.raises(NotAllowed):
                units.rename(uow, town.organisation, by(person), CITY, name="Land", at=NOW)


class TestTheTree:
    def test_stands_whatever_becomes_of_networks(self, uow: UnitOfWork, town: Municipality) -> None:
        """A1: the area structure is there beside the networks; one that closes leaves it untouched."""
        before = uow.organisations.units(town.organisation.id)
        network = saved_network(uow, town.anne, unit_ids=(CITY,))
        uow.networks.save(replace(network, state=NetworkState.CLOSED))
        assert uow.organisations.units(town.organisation.id) == before

    def test_follows_the_template_until_somebody_changes_it(self, uow: UnitOfWork) -> None:
        """B1: then what was changed holds at the next start; a new unit of the template comes along."""

        def start(*sketches: Sketch) -> organisations.Settled:
            return organisations.settle(
                uow, platform="p", workspace="T1", name="Aaby", contact="dpo@aaby.example", at=NOW, units=sketches
            )

        ours = start(*SKETCHES).organisation
        care, nursing = uow.organisations.units(ours.id)
        start(SKETCHES[0]._replace(name="Sundhed"), SKETCHES[1])
        assert uow.organisations.units(ours.id)[0].name == "Sundhed"
        units.rename(uow, ours, COMMAND_LINE, care.id, name="Velfærd", at=NOW)
        units.close(uow, ours, COMMAND_LINE, nursing.id, at=NOW)
        start(*SKETCHES, Sketch("by", "By", UnitKind.AREA))
        assert [unit.name for unit in units.offered(uow, ours.id)] == ["Velfærd", "By"]
        first_names = {one.after for one in uow.unit_changes.of_organisation(ours.id) if one.source is Source.TEMPLATE}
        assert first_names == {"Omsorg", "Pleje", "Sundhed", "By"}
