"""What a summary is about: which networks, of all there are."""

from dataclasses import replace
from datetime import date

import pytest

from core.model import scopes
from core.model.ids import NetworkId, UnitId
from core.model.networks import Network, NetworkType
from core.model.organisations import UnitKind
from core.model.scopes import WHOLE, Scope
from tests.builders import a_network, a_unit

AREA = a_unit(id=UnitId("omraade"), name="Børn og Unge", kind=UnitKind.AREA)
SCHOOLS = a_unit(id=UnitId("skoler"), parent_id=AREA.id)
CLUBS = a_unit(id=UnitId("klubber"), parent_id=SCHOOLS.id)
CARE = a_unit(id=UnitId("sundhed"))
FORUM = a_unit(id=UnitId("chefforum"), kind=UnitKind.FORUM)
UNITS = (AREA, SCHOOLS, CLUBS, CARE, FORUM)


def of(*units: UnitId, **changes: object) -> Network:
    return a_network(unit_ids=units, **changes)


class TestAUnit:
    def test_holds_what_was_made_for_it_or_beneath_it(self) -> None:
        """To any depth."""
        networks = [of(AREA.id), of(CLUBS.id), of(CARE.id)]
        assert scopes.select(Scope(unit_id=AREA.id), networks, UNITS) == tuple(networks[:2])

    def test_holds_a_network_whole(self) -> None:
        """One that it shares with another unit is in both."""
        shared = of(CARE.id, SCHOOLS.id)
        for unit in (CARE, SCHOOLS):
            assert scopes.select(Scope(unit_id=unit.id), [shared], UNITS) == (shared,)

    def test_is_what_it_is_today(self) -> None:
        """What was merged into it counts as it, and it may be asked for by what it was."""
        merged = replace(CARE, closed_on=date(2026, 5, 1), successor_id=SCHOOLS.id)
        units = (AREA, SCHOOLS, CLUBS, merged)
        old = of(CARE.id)
        for unit in (AREA, SCHOOLS, CARE):
            assert scopes.select(Scope(unit_id=unit.id), [old], units) == (old,)

    def test_that_is_not_there_holds_nothing(self) -> None:
        """Nor does a committee: it stands above the base."""
        networks = [of(AREA.id), of(FORUM.id)]
        for unit in (UnitId("væk"), FORUM.id):
            assert scopes.select(Scope(unit_id=unit), networks, UNITS) == ()


class TestTogether:
    def test_all_that_is_said_must_hold(self) -> None:
        """A type within a unit."""
        networks = [of(SCHOOLS.id), of(SCHOOLS.id, type=NetworkType.LEARNING), of(CARE.id)]
        scope = Scope(type=NetworkType.WELFARE, unit_id=AREA.id)
        assert scopes.select(scope, networks, UNITS) == (networks[0],)

    def test_nothing_said_is_everything(self) -> None:
        """Also what has no type and no unit yet."""
        networks = (of(), of(SCHOOLS.id, type=None))
        assert scopes.select(WHOLE, networks, UNITS) == networks

    def test_one_network_is_that_one(self) -> None:
        """By its id."""
        networks = [of(CARE.id), of(CARE.id)]
        assert scopes.select(Scope(network_id=networks[1].id), networks, UNITS) == (networks[1],)


@pytest.mark.parametrize(
    "scope",
    [WHOLE, Scope(type=NetworkType.WELFARE, unit_id=AREA.id), Scope(network_id=NetworkId("0f"))],
)
def test_a_code_gives_the_scope_back(scope: Scope) -> None:
    """Whatever was said in it."""
    assert scopes.read(scope.code) == scope
