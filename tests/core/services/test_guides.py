"""Which part of its course a leader is guided through."""

from datetime import timedelta

import pytest

from core.errors import NotAllowed
from core.model.networks import AnchorState, NetworkState, Phase
from core.ports import UnitOfWork
from core.services import guides
from tests.builders import NOW, TODAY, Municipality, a_round, saved_network

PHASES = {
    Phase.START: {"starts_on": TODAY - timedelta(7)},
    Phase.UNDERWAY: {"starts_on": TODAY - timedelta(60), "ends_on": TODAY + timedelta(120)},
    Phase.MIDWAY: {"starts_on": TODAY - timedelta(60), "ends_on": TODAY + timedelta(50)},
    Phase.CLOSING: {"ends_on": TODAY + timedelta(14)},
    Phase.AFTER: {"state": NetworkState.CLOSED},
}


class TestTheGuide:
    @pytest.mark.parametrize("phase", Phase)
    def test_is_to_the_phase_that_the_network_is_in(self, uow: UnitOfWork, town: Municipality, phase: Phase) -> None:
        """A14: worked out from its dates and state; the last weeks before the end are the closing."""
        network = saved_network(uow, town.anne, **PHASES[phase])
        assert guides.guided(uow, network, town.anne, at=NOW) == (phase, None)

    def test_follows_the_round_that_is_open(self, uow: UnitOfWork, town: Municipality) -> None:
        """While midway is asked about it is midway."""
        network = saved_network(uow, town.anne)
        asked = a_round(network, phase=Phase.MIDWAY)
        uow.rounds.save(asked)
        assert guides.guided(uow, network, town.anne, at=NOW) == (Phase.MIDWAY, asked)

    def test_is_for_who_leads(self, uow: UnitOfWork, town: Municipality) -> None:
        """The co-leader too; a member is told who."""
        network = saved_network(
            uow, town.anne, town.bo, town.camilla, co_leader_id=town.bo.id, co_leader_state=AnchorState.ACCEPTED
        )
        assert guides.guided(uow, network, town.bo, at=NOW)
        with pytest.raises(NotAllowed):
            guides.guided(uow, network, town.camilla, at=NOW)
