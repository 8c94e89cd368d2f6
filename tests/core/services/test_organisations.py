"""The organisation as settings and template say."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from core.model.organisations import BASE, UnitKind
from core.ports import UnitOfWork
from core.services import organisations
from core.services.organisations import Rules, Settled, Sketch
from tests.builders import NOW

TEMPLATE = Path(__file__).parents[3] / "content" / "organisation.yaml"
SKETCHES = (
    Sketch("omsorg", "Omsorg", UnitKind.AREA),
    Sketch("hjemmepleje", "Hjemmepleje", UnitKind.DEPARTMENT, "omsorg"),
)


def _settle(uow: UnitOfWork, **changes: object) -> Settled:
    settings = {"platform": "p", "workspace": "T1", "name": "Aaby Kommune", "contact": "dpo@aaby.example", "at": NOW}
    rules = Rules(**{name: changes.pop(name) for name in Rules.__slots__ if name in changes})
    return organisations.settle(uow, **{**settings, "units": SKETCHES, "rules": rules, **changes})


class TestSettling:
    def test_makes_the_organisation_its_units_and_its_workspace(self, uow: UnitOfWork) -> None:
        """From nothing to a place to meet."""
        organisation, workspace = _settle(uow)
        assert uow.organisations.find_workspace("p", "T1") == workspace
        assert uow.organisations.get(workspace.organisation_id) == organisation
        assert [unit.name for unit in uow.organisations.units(organisation.id)] == ["Omsorg", "Hjemmepleje"]

    def test_again_is_no_change(self, uow: UnitOfWork) -> None:
        """Every start settles; nothing is doubled."""
        first, second = _settle(uow), _settle(uow)
        assert first == second
        assert len(uow.organisations.units(first.organisation.id)) == 2

    def test_follows_what_changes(self, uow: UnitOfWork) -> None:
        """Names, contact and k follow the settings; ids stay."""
        before = _settle(uow)
        renamed = (SKETCHES[0]._replace(name="Sundhed og Omsorg"), SKETCHES[1])
        after = _settle(uow, name="Nyby Kommune", contact="ny@nyby.example", units=renamed, k=7, retention_months=6)
        units = uow.organisations.units(after.organisation.id)
        assert after.organisation.id == before.organisation.id
        assert (after.organisation.name, after.organisation.k) == ("Nyby Kommune", 7)
        assert (units[0].name, units[1].parent_id) == ("Sundhed og Omsorg", units[0].id)

    def test_keeps_the_area_that_was_said_in_chat(self, uow: UnitOfWork) -> None:
        """The first year follows the settings; what the secretariat has said goes before them."""
        before = _settle(uow, area="Sundhed", first_year_from=NOW.date()).organisation
        assert (before.target_area, before.first_year_from) == ("Sundhed", NOW.date())
        uow.organisations.save(replace(before, area_in_chat="Ældre"))
        after = _settle(uow, area="Skoler").organisation
        assert (after.target_area, after.area, after.first_year_from) == ("Ældre", "Skoler", None)

    def test_a_second_workspace_joins_the_same_organisation(self, uow: UnitOfWork) -> None:
        """One municipality may meet in two places."""
        assert _settle(uow).organisation == _settle(uow, platform="q", workspace="X").organisation

    def test_another_name_is_another_organisation(self, uow: UnitOfWork) -> None:
        """Two municipalities are not mixed."""
        assert _settle(uow).organisation.id != _settle(uow, workspace="T2", name="Bjerg Kommune").organisation.id

    def test_never_lowers_k_under_three(self, uow: UnitOfWork) -> None:
        """A figure of two is no figure."""
        with pytest.raises(ValueError, match="at least 3"):
            _settle(uow, k=2)


class TestTheTemplate:
    def test_is_two_areas_of_four_departments_with_committees_and_society_around(self) -> None:
        """The organisation chart of the strategy, and the flower that winds in and out of it."""
        sketches = organisations.sketches(yaml.safe_load(TEMPLATE.read_text()))
        kinds = [sketch.kind for sketch in sketches]
        areas = [sketch.id for sketch in sketches if sketch.kind is UnitKind.AREA]
        around = [kind for kind in kinds if kind not in BASE]
        assert len(areas) == 2
        assert around == [
            UnitKind.SUBJECT_COMMITTEE,
            UnitKind.INNOVATION_COMMITTEE,
            UnitKind.FORUM,
            *[UnitKind.SECTOR] * 4,
        ]
        assert [sum(sketch.parent == area for sketch in sketches) for area in areas] == [4, 4]

    def test_refuses_the_same_id_twice(self) -> None:
        """An id is one unit."""
        with pytest.raises(ValueError, match="same id"):
            organisations.sketches({"units": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]})

    def test_refuses_departments_that_are_no_list(self) -> None:
        """A slip in the file is found at the start."""
        with pytest.raises(ValueError, match="not a list"):
            organisations.sketches({"units": [{"id": "a", "name": "A", "departments": 4}]})
