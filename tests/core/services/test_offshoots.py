"""An offshoot becomes a network of its own, and each knows of the other."""

import pytest

from core.errors import Conflict, NotAllowed, NotFound
from core.model import keys
from core.model.deliveries import Effect
from core.model.networks import Network
from core.model.outcomes import Kind, Record
from core.ports import UnitOfWork
from core.services import offshoots, outcomes
from tests.builders import NOW, Municipality, saved_network, some_details


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    return saved_network(uow, town.anne, town.bo, town.guest)


def recorded(uow: UnitOfWork, network: Network, person, kind: Kind = Kind.OFFSHOOT) -> Record:
    return outcomes.record(uow, network, person, kind, some_details(kind), at=NOW)


class TestGrowing:
    def test_links_the_two(self, uow, town, network) -> None:
        """A4: the offshoot says what it became, and the post follows."""
        grown = offshoots.to_grow(uow, recorded(uow, network, town.bo).id, town.bo)
        new = saved_network(uow, town.bo, name="Vandgruppen")
        offshoots.grew(uow, grown, new, at=NOW)
        assert outcomes.of_network(uow, network, town.anne)[0].became == new
        assert uow.deliveries.find(keys.card_update(keys.outcome(grown.id))).effect is Effect.UPDATE

    def test_happens_once(self, uow, town, network) -> None:
        """Who comes second is told which network it became."""
        grown = recorded(uow, network, town.bo)
        offshoots.grew(uow, grown, saved_network(uow, town.bo, name="Vandgruppen"), at=NOW)
        with pytest.raises(Conflict) as refusal:
            offshoots.to_grow(uow, grown.id, town.anne)
        assert refusal.value.values == {"name": "Vandgruppen"}

    def test_is_for_members_who_may_start_networks(self, uow, town, network) -> None:
        """A guest is in it but starts none; an employee outside is not in it."""
        made = recorded(uow, network, town.bo)
        with pytest.raises(NotAllowed):
            offshoots.to_grow(uow, made.id, town.guest)
        with pytest.raises(NotFound):
            offshoots.to_grow(uow, made.id, town.dorte)

    def test_nothing_but_an_offshoot_grows(self, uow, town, network) -> None:
        """A result is a result."""
        with pytest.raises(NotFound):
            offshoots.to_grow(uow, recorded(uow, network, town.bo, Kind.RESULT).id, town.bo)
