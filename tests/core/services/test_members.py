"""Who is in a network."""

from dataclasses import replace

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.members import Member, MemberState
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.ports import UnitOfWork
from core.services import members
from tests.builders import CITY, NOW, Municipality, a_member, saved_network


def _invited(uow: UnitOfWork, network: Network, person: Person, **changes: object) -> Member:
    member = a_member(network, person, **{"state": MemberState.INVITED, "joined_at": None, **changes})
    uow.members.save(member)
    return member


def _join(uow: UnitOfWork, member: Member, person: Person, **changes: object) -> Member:
    return members.join(uow, member.id, person, **{"has_read": True, "unit_id": None, "at": NOW, **changes})


class TestInviting:
    def test_tells_each_how_it_went(self, uow: UnitOfWork, town: Municipality) -> None:
        """Those who can be asked are, whatever is the matter with the rest."""
        network = saved_network(uow, town.anne, town.dorte)
        _invited(uow, network, town.camilla)
        accounts = ("U0BO", "U0DORTE", "U0CAMILLA", "U0INGEN", "U0GAEST", "U0BO")
        outcome = members.invite(uow, network, town.anne, accounts, at=NOW)
        assert {person.id for person in outcome.invited} == {town.bo.id, town.guest.id}
        assert (outcome.already_in, outcome.already_invited) == ((town.dorte,), (town.camilla,))
        assert outcome.unknown == ("U0INGEN",)

    def test_sends_a_message(self, uow: UnitOfWork, town: Municipality) -> None:
        """With who invites remembered."""
        network = saved_network(uow, town.anne)
        members.invite(uow, network, town.anne, ("U0BO",), at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        told = uow.deliveries.find(keys.invitation(member.id, 1))
        assert (member.state, member.invited_by) == (MemberState.INVITED, town.anne.id)
        assert (told.content, told.person_id) == (Content.INVITATION, town.bo.id)

    @pytest.mark.parametrize("state", [MemberState.DECLINED, MemberState.LEFT, MemberState.REMOVED])
    def test_anew_is_a_new_message_to_the_same_member(
        self, uow: UnitOfWork, town: Municipality, state: MemberState
    ) -> None:
        """Who said no, left or was removed may be asked again."""
        network = saved_network(uow, town.anne)
        members.invite(uow, network, town.anne, ("U0BO",), at=NOW)
        first = uow.members.find(network.id, town.bo.id)
        uow.members.save(replace(first, state=state))
        members.invite(uow, network, town.anne, ("U0BO",), at=NOW)
        again = uow.members.find(network.id, town.bo.id)
        assert (again.id, again.state) == (first.id, MemberState.INVITED)
        assert uow.deliveries.find(keys.invitation(first.id, 2)) is not None

    def test_is_for_members_of_the_house(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member may, a guest may not, and nobody into what is over."""
        network = saved_network(uow, town.anne, town.bo, town.guest)
        assert members.invite(uow, network, town.bo, ("U0CAMILLA",), at=NOW).invited == (town.camilla,)
        with pytest.raises(NotAllowed):
            members.invite(uow, network, town.guest, ("U0CAMILLA",), at=NOW)
        with pytest.raises(Conflict):
            members.invite(uow, replace(network, state=NetworkState.CLOSED), town.anne, ("U0CAMILLA",), at=NOW)

    def test_names_somebody(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody picked is nobody invited."""
        with pytest.raises(Unfit):
            members.invite(uow, saved_network(uow, town.anne), town.anne, (), at=NOW)


class TestJoining:
    def test_makes_a_member(self, uow: UnitOfWork, town: Municipality) -> None:
        """In the conversation, welcomed, counted on the card."""
        network = saved_network(uow, town.anne)
        member = _join(uow, _invited(uow, network, town.bo), town.bo)
        assert (uow.members.get(member.id).state, member.joined_at) == (MemberState.ACTIVE, NOW)
        assert uow.deliveries.find(keys.added(member.id, 1)).person_id == town.bo.id
        assert uow.deliveries.find(keys.welcome(member.id)).conversation == network.conversation
        assert uow.deliveries.find(keys.card_update(keys.charter(network.id))) is not None

    def test_stores_nothing_before_the_text_is_read(self, uow: UnitOfWork, town: Municipality) -> None:
        """An employee reads it and says where they belong; then it is stored."""
        new = replace(town.bo, informed_version=None, unit_id=None)
        uow.people.save(new)
        member = _invited(uow, saved_network(uow, town.anne), new)
        with pytest.raises(Unfit) as refused:
            _join(uow, member, new, has_read=False)
        assert set(refused.value.fields) == {"informed", "unit"}
        assert uow.people.get(new.id) == new
        _join(uow, member, new, unit_id=CITY)
        assert uow.people.get(new.id).unit_id == CITY

    def test_needs_no_department_of_a_guest(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who comes from outside says so."""
        member = _invited(uow, saved_network(uow, town.anne), town.guest)
        assert _join(uow, member, town.guest).is_active

    def test_twice_is_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """A double click changes nothing."""
        member = _invited(uow, saved_network(uow, town.anne), town.bo)
        assert _join(uow, member, town.bo) == _join(uow, member, town.bo, has_read=False)
        assert uow.deliveries.find(keys.added(member.id, 2)) is None

    def test_after_a_no_is_a_change_of_mind(self, uow: UnitOfWork, town: Municipality) -> None:
        """A no is not for ever."""
        member = _invited(uow, saved_network(uow, town.anne), town.bo, state=MemberState.DECLINED)
        assert _join(uow, member, town.bo).is_active

    def test_needs_an_invitation_that_stands(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not another's, not one that was taken back, not into what is over."""
        network = saved_network(uow, town.anne)
        member = _invited(uow, network, town.bo, state=MemberState.REMOVED)
        with pytest.raises(Conflict):
            _join(uow, member, town.bo)
        with pytest.raises(NotFound):
            _join(uow, member, town.camilla)
        uow.networks.save(replace(network, state=NetworkState.CLOSED))
        with pytest.raises(Conflict):
            _join(uow, member, town.bo)


class TestDeclining:
    def test_is_remembered_and_shown(self, uow: UnitOfWork, town: Municipality) -> None:
        """The message that asked shows the answer; a second no is the same no."""
        network = saved_network(uow, town.anne)
        members.invite(uow, network, town.anne, ("U0BO",), at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        for _ in range(2):
            members.decline(uow, member.id, town.bo, at=NOW)
        assert uow.members.get(member.id).state is MemberState.DECLINED
        assert uow.deliveries.find(keys.card_update(keys.invitation(member.id, 1))) is not None

    def test_is_not_how_a_member_leaves(self, uow: UnitOfWork, town: Municipality) -> None:
        """An old button does not throw anybody out."""
        member = _invited(uow, saved_network(uow, town.anne), town.bo, state=MemberState.ACTIVE)
        with pytest.raises(Conflict):
            members.decline(uow, member.id, town.bo, at=NOW)


class TestLeaving:
    def test_is_free(self, uow: UnitOfWork, town: Municipality) -> None:
        """Out of the network and of the conversation that was made for it."""
        network = saved_network(uow, town.anne, town.bo)
        members.leave(uow, network, town.bo, at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        assert (member.state, member.left_at) == (MemberState.LEFT, NOW)
        assert uow.deliveries.find(keys.dropped(member.id, 1)) is not None

    @pytest.mark.parametrize("is_private", [True, False])
    def test_is_confirmed_where_it_can_be_read(self, uow: UnitOfWork, town: Municipality, is_private: bool) -> None:
        """A closed conversation is out of sight at once; an open one still shows what was said in it."""
        network = saved_network(uow, town.anne, town.bo, is_private=is_private)
        members.leave(uow, network, town.bo, at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        assert (uow.deliveries.find(keys.left(member.id, 1)) is not None) is is_private

    def test_throws_nobody_out_of_a_place_that_was_there_before(self, uow: UnitOfWork, town: Municipality) -> None:
        """A department's own conversation is not ours to empty."""
        network = saved_network(uow, town.anne, town.bo, made_conversation=False)
        members.leave(uow, network, town.bo, at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        assert uow.deliveries.find(keys.dropped(member.id, 1)) is None

    def test_comes_after_handing_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """A network is never without a leader."""
        with pytest.raises(Conflict):
            members.leave(uow, saved_network(uow, town.anne), town.anne, at=NOW)


class TestRemoving:
    @pytest.mark.parametrize("by", ["anne", "sekretariat"])
    def test_is_told_to_who_is_removed(self, uow: UnitOfWork, town: Municipality, by: str) -> None:
        """By the leader or the secretariat."""
        network = saved_network(uow, town.anne, town.bo)
        members.remove(uow, network, getattr(town, by), "U0BO", at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        assert member.state is MemberState.REMOVED
        assert uow.deliveries.find(keys.removed(member.id, 1)).person_id == town.bo.id

    @pytest.mark.parametrize("account", ["", "U0INGEN", "U0CAMILLA", "U0ANNE"])
    def test_takes_a_member_who_is_not_the_leader(self, uow: UnitOfWork, town: Municipality, account: str) -> None:
        """Anyone else is refused beneath the input."""
        with pytest.raises(Unfit) as refused:
            members.remove(uow, saved_network(uow, town.anne), town.anne, account, at=NOW)
        assert set(refused.value.fields) == {"person"}

    def test_is_not_for_members(self, uow: UnitOfWork, town: Municipality) -> None:
        """Equal footing inside."""
        network = saved_network(uow, town.anne, town.bo, town.camilla)
        with pytest.raises(NotAllowed):
            members.remove(uow, network, town.bo, "U0CAMILLA", at=NOW)


class TestWalkingIn:
    def test_is_asked_the_same_as_everyone(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody invited them, and they are told before their words count."""
        network = saved_network(uow, town.anne)
        members.walked_in(uow, town.bo, network.conversation, at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        assert (member.state, member.invited_by) == (MemberState.INVITED, None)
        assert uow.deliveries.find(keys.invitation(member.id, 1)) is not None

    def test_is_nothing_new_for_who_is_in_or_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """We put members there ourselves."""
        network = saved_network(uow, town.anne, town.bo)
        member = uow.members.find(network.id, town.bo.id)
        for person in (town.bo, town.camilla, town.camilla):
            members.walked_in(uow, person, network.conversation, at=NOW)
        asked = uow.members.find(network.id, town.camilla.id)
        assert uow.deliveries.find(keys.invitation(member.id, 1)) is None
        assert uow.deliveries.find(keys.invitation(asked.id, 2)) is None

    def test_elsewhere_is_nothing_to_us(self, uow: UnitOfWork, town: Municipality) -> None:
        """A conversation without a network."""
        members.walked_in(uow, town.bo, "C-other", at=NOW)
        members.walked_out(uow, town.bo, "C-other", at=NOW)
        assert [place for _, place in uow.networks.around(town.bo.id) if place] == []


class TestWalkingOut:
    def test_leaves(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member who goes has gone; who was only looking in, too."""
        network = saved_network(uow, town.anne, town.bo)
        _invited(uow, network, town.camilla, invited_by=None)
        for person in (town.bo, town.camilla):
            members.walked_out(uow, person, network.conversation, at=NOW)
            assert uow.members.find(network.id, person.id).state is MemberState.LEFT

    def test_is_no_answer_to_an_invitation(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who was invited is still invited, and a leader still leads."""
        network = saved_network(uow, town.anne)
        _invited(uow, network, town.bo)
        for person in (town.bo, town.anne):
            members.walked_out(uow, person, network.conversation, at=NOW)
        assert uow.members.find(network.id, town.bo.id).state is MemberState.INVITED
        assert uow.members.find(network.id, town.anne.id).state is MemberState.ACTIVE
