"""Who is asked for a role, and what follows from yes and no."""

import pytest

from core.model import roles
from core.model.ids import PersonId
from core.model.networks import AnchorState
from core.model.roles import Role
from tests.builders import a_network

BO, CAMILLA = PersonId("bo"), PersonId("camilla")
NETWORK = a_network()


@pytest.mark.parametrize("role", Role)
class TestARole:
    def test_waits_for_who_is_asked(self, role: Role) -> None:
        """Nobody has it before they have said yes."""
        asked = roles.asked(NETWORK, role, BO)
        assert (roles.holder(asked, role), roles.waits(asked, role), roles.held(asked, role)) == (BO, True, None)
        assert asked.leaders == NETWORK.leaders

    def test_of_the_same_person_is_not_asked_anew(self, role: Role) -> None:
        """A yes stands when the form is sent in as it was."""
        asked = roles.asked(NETWORK, role, BO)
        assert roles.asked(asked, role, BO) == asked

    def test_after_a_no_is_free(self, role: Role) -> None:
        """Somebody else may be asked."""
        declined = roles.declined(roles.asked(NETWORK, role, BO), role)
        assert (roles.holder(declined, role), roles.waits(declined, role)) == (None, False)
        assert roles.holder(roles.asked(declined, role, CAMILLA), role) == CAMILLA


class TestAYes:
    @pytest.mark.parametrize("role", [Role.ANCHOR, Role.RECEIVER, Role.CO_LEADER])
    def test_gives_the_role(self, role: Role) -> None:
        """To who was asked."""
        accepted = roles.accepted(roles.asked(NETWORK, role, BO), role)
        assert (roles.held(accepted, role), roles.state(accepted, role)) == (BO, AnchorState.ACCEPTED)

    def test_of_a_co_leader_makes_two_leaders(self) -> None:
        """They have the same rights."""
        accepted = roles.accepted(roles.asked(NETWORK, Role.CO_LEADER, BO), Role.CO_LEADER)
        assert accepted.leaders == (NETWORK.leader_id, BO)

    def test_to_the_lead_takes_it_over(self) -> None:
        """And leaves the co-leader's place, if it was theirs."""
        shared = roles.accepted(roles.asked(NETWORK, Role.CO_LEADER, BO), Role.CO_LEADER)
        led = roles.accepted(roles.asked(shared, Role.LEADER, BO), Role.LEADER)
        assert (led.leader_id, led.next_leader_id, led.co_leader_id, led.leaders) == (BO, None, None, (BO,))
