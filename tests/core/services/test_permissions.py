"""Who may do what, role by role."""

from dataclasses import replace

import pytest

from core.errors import Conflict, NotAllowed, NotFound
from core.model.members import MemberState
from core.model.networks import AnchorState, NetworkState
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import permissions
from tests.builders import Municipality, a_member, a_network, a_person, saved_network

ROLES = {
    #             see    manage invite start
    "leader": (True, True, True, True),
    "co-leader": (True, True, True, True),
    "asked to share the lead": (True, False, True, True),
    "receiver": (True, False, False, True),
    "member": (True, False, True, True),
    "anchor": (True, False, False, True),
    "secretariat": (True, True, False, True),
    "colleague": (False, False, False, True),
    "invited": (False, False, False, True),
    "guest member": (True, False, False, False),
    "outside member": (True, False, False, False),
}


def _cast(uow: UnitOfWork, town: Municipality) -> tuple[object, dict[str, Person]]:
    shares, receiver, invited, asked = (a_person() for _ in range(4))
    for person in (shares, receiver, invited, asked):
        uow.people.save(person)
    network = saved_network(
        uow,
        town.anne,
        *(town.bo, town.guest, town.outsider, shares, asked),
        anchor_id=town.dorte.id,
        receiver_id=receiver.id,
        co_leader_id=shares.id,
        co_leader_state=AnchorState.ACCEPTED,
        next_leader_id=asked.id,
    )
    uow.members.save(a_member(network, invited, state=MemberState.INVITED))
    people = (
        town.anne,
        shares,
        asked,
        receiver,
        town.bo,
        town.dorte,
        town.sekretariat,
        town.camilla,
        invited,
        town.guest,
        town.outsider,
    )
    return network, dict(zip(ROLES, people, strict=True))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_it_may(uow: UnitOfWork, town: Municipality, role: str) -> None:
    """B11: see, manage, invite, start: the whole matrix; a co-leader may all that the leader may."""
    network, people = _cast(uow, town)
    person = people[role]
    assert (
        permissions.may_see(uow, network, person),
        permissions.may_manage(network, person),
        permissions.may_invite(uow, network, person),
        permissions.may_start(person),
    ) == ROLES[role]


class TestRefusing:
    def test_hides_what_may_not_be_seen(self, uow: UnitOfWork, town: Municipality) -> None:
        """A stranger is not told that a network is there, whatever they try."""
        network = saved_network(uow, town.anne)
        for must in (permissions.must_see, permissions.must_manage, permissions.must_invite):
            with pytest.raises(NotFound):
                must(uow, network, town.camilla)

    def test_names_who_may(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member who is not the leader is told who decides, a guest who invites."""
        network = saved_network(uow, town.anne, town.bo, town.guest)
        with pytest.raises(NotAllowed, match=r"errors\.not_leader"):
            permissions.must_manage(uow, network, town.bo)
        with pytest.raises(NotAllowed, match=r"errors\.may_not_invite"):
            permissions.must_invite(uow, network, town.guest)

    def test_holds_for_what_only_members_do(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who has left is a member no more."""
        network = saved_network(uow, town.anne)
        left = a_member(network, town.bo, state=MemberState.LEFT)
        uow.members.save(left)
        with pytest.raises(NotAllowed):
            permissions.must_be_member(uow, network, town.bo)
        assert permissions.must_be_member(uow, network, town.anne).person_id == town.anne.id

    def test_holds_for_guests(self, town: Municipality) -> None:
        """A guest starts no network and is never the secretariat."""
        with pytest.raises(NotAllowed):
            permissions.must_start(town.guest)
        with pytest.raises(NotAllowed):
            permissions.must_be_secretariat(replace(town.guest, is_secretariat=True))

    def test_lets_the_secretariat_be(self, town: Municipality) -> None:
        """Who is named may."""
        permissions.must_be_secretariat(town.sekretariat)
        assert permissions.may_start(town.sekretariat)

    def test_holds_when_it_is_over(self) -> None:
        """A closed network is not changed."""
        with pytest.raises(Conflict):
            permissions.must_be_open(a_network(state=NetworkState.CLOSED))


class TestAnotherOrganisation:
    def test_sees_nothing_of_ours(self, uow: UnitOfWork, town: Municipality) -> None:
        """The secretariat next door is not our secretariat."""
        network = saved_network(uow, town.anne)
        theirs = replace(town.sekretariat, organisation_id="glostrup", workspace_id="glostrup-1")
        assert not permissions.may_see(uow, network, theirs)
        assert not permissions.may_manage(network, theirs)
