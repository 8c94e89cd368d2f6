"""The networks of a scope, and who may ask for which."""

import pytest

from core.errors import NotAllowed, NotFound
from core.model.ids import UnitId
from core.model.networks import NetworkType
from core.model.scopes import WHOLE, Scope
from core.ports import UnitOfWork
from core.services import scopes
from tests.builders import CARE, CITY, SCHOOLS, Municipality, a_network, an_organisation


class TestTheNetworks:
    def test_are_those_of_the_unit(self, uow: UnitOfWork, town: Municipality) -> None:
        """And all of them where nothing is said."""
        networks = [a_network(town.anne, unit_ids=units, name=name) for name, units in (("A", (CARE,)), ("B", (CITY,)))]
        for network in networks:
            uow.networks.save(network)
        assert scopes.networks(uow, town.organisation, Scope(unit_id=CARE)) == (networks[0],)
        assert scopes.networks(uow, town.organisation, WHOLE) == tuple(networks)

    def test_of_another_organisation_are_none(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whatever the scope says."""
        uow.networks.save(network := a_network(town.anne))
        other = an_organisation(id="glostrup")
        assert scopes.networks(uow, other, Scope(network_id=network.id)) == ()


class TestAButton:
    def test_gives_the_secretariat_its_scope(self, uow: UnitOfWork, town: Municipality) -> None:
        """As it was put into it."""
        uow.networks.save(network := a_network(town.anne))
        for scope in (WHOLE, Scope(type=NetworkType.LEARNING, unit_id=SCHOOLS), Scope(network_id=network.id)):
            assert scopes.find(uow, scope.code, town.sekretariat) == scope

    @pytest.mark.parametrize("code", ["", "noget", "ukendt||", "||ukendt", "|ukendt|"])
    def test_that_leads_nowhere_is_refused(self, uow: UnitOfWork, town: Municipality, code: str) -> None:
        """Nothing is guessed."""
        with pytest.raises(NotFound):
            scopes.find(uow, code, town.sekretariat)

    def test_is_not_for_others(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whatever it says."""
        with pytest.raises(NotAllowed):
            scopes.find(uow, Scope(unit_id=UnitId(CARE)).code, town.anne)

    def test_to_a_network_elsewhere_is_refused(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is not even told that it exists."""
        uow.organisations.save(an_organisation(id="glostrup"))
        uow.networks.save(network := a_network(town.anne, organisation_id="glostrup"))
        with pytest.raises(NotFound):
            scopes.find(uow, Scope(network_id=network.id).code, town.sekretariat)
