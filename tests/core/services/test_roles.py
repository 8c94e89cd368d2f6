"""Roles in a network: named, asked, answered, lost."""

import pytest

from core.errors import Conflict, NotAllowed, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.history import Happened
from core.model.networks import AnchorState, Network, NetworkState
from core.model.organisations import Person
from core.model.roles import Role
from core.ports import UnitOfWork
from core.services import charters, members, roles
from tests.builders import NOW, Municipality, saved_network


def _change(
    uow: UnitOfWork, network: Network, by: Person, *, leader: str = "U0ANNE", co_leader: str = "", receiver: str = ""
) -> Network:
    accounts = {Role.LEADER: leader, Role.CO_LEADER: co_leader, Role.RECEIVER: receiver}
    return roles.change(uow, network, by, accounts, at=NOW)[0]


def _answer(uow: UnitOfWork, network: Network, role: Role, person: Person, *, yes: bool) -> Network:
    return roles.answer(uow, network.id, role, person, yes=yes, at=NOW)


def _happened(uow: UnitOfWork, network: Network) -> list[Happened]:
    return [event.kind for event in uow.history.of_network(network.id)]


class TestHandingOver:
    def test_happens_when_the_new_leader_has_said_yes(self, uow: UnitOfWork, town: Municipality) -> None:
        """B11: until then who leads leads; then the network is told, and the history knows."""
        network = saved_network(uow, town.anne, town.bo)
        asked = _change(uow, network, town.anne, leader="U0BO")
        question = uow.deliveries.find(keys.role_question(network.id, "leder", town.bo.id))
        assert (asked.leader_id, question.content, question.person_id) == (
            town.anne.id,
            Content.ROLE_QUESTION,
            town.bo.id,
        )
        for _ in range(2):
            led = _answer(uow, asked, Role.LEADER, town.bo, yes=True)
        assert (led.leader_id, led.next_leader_id) == (town.bo.id, None)
        assert uow.deliveries.find(keys.leader_changed(network.id, town.bo.id, 1)) is not None
        assert uow.deliveries.find(keys.leader_changed(network.id, town.bo.id, 2)) is None
        assert _happened(uow, network) == [Happened.LEADER]

    def test_does_not_happen_after_a_no(self, uow: UnitOfWork, town: Municipality) -> None:
        """The leader hears of it, and nobody else: it stands in no history."""
        network = saved_network(uow, town.anne, town.bo)
        asked = _change(uow, network, town.anne, leader="U0BO")
        after = _answer(uow, asked, Role.LEADER, town.bo, yes=False)
        told = uow.deliveries.find(keys.role_declined(network.id, "leder", town.bo.id, 1))
        assert (after.leader_id, after.next_leader_id) == (town.anne.id, None)
        assert (told.content, told.person_id) == (Content.ROLE_DECLINED, town.anne.id)
        assert _happened(uow, network) == []

    def test_is_taken_back_by_choosing_oneself_again(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who was asked has no buttons left, and a late yes is too late."""
        network = saved_network(uow, town.anne, town.bo)
        asked = _change(uow, network, town.anne, leader="U0BO")
        back = _change(uow, asked, town.anne, leader="U0ANNE")
        question = keys.role_question(network.id, "leder", town.bo.id)
        assert back.next_leader_id is None
        assert uow.deliveries.find(keys.card_update(question)) is not None
        with pytest.raises(Conflict, match="role_not_asked"):
            _answer(uow, back, Role.LEADER, town.bo, yes=True)

    @pytest.mark.parametrize("account", ["U0CAMILLA", "U0GAEST", "U0DORTE", "U0NOBODY", ""])
    def test_is_to_a_member_of_the_house(self, uow: UnitOfWork, town: Municipality, account: str) -> None:
        """Not to a stranger, a guest, the anchor, somebody unknown or nobody."""
        network = saved_network(uow, town.anne, town.guest, town.dorte, anchor_id=town.dorte.id)
        with pytest.raises(Unfit) as refused:
            _change(uow, network, town.anne, leader=account)
        assert set(refused.value.fields) == {"leder"}


class TestACoLeader:
    def test_has_the_leaders_rights_after_a_yes(self, uow: UnitOfWork, town: Municipality) -> None:
        """B11: before it they are a member like others; the card, the network and the history are told."""
        network = saved_network(uow, town.anne, town.bo)
        asked = _change(uow, network, town.anne, co_leader="U0BO")
        with pytest.raises(NotAllowed):
            _change(uow, asked, town.bo, receiver="U0DORTE")
        shared = _answer(uow, asked, Role.CO_LEADER, town.bo, yes=True)
        received = _change(uow, shared, town.bo, co_leader="U0BO", receiver="U0DORTE")
        assert (received.leaders, received.receiver_id) == ((town.anne.id, town.bo.id), town.dorte.id)
        assert charters.bonds(uow, received).co_leader == town.bo
        assert uow.deliveries.find(keys.co_leader(network.id, town.bo.id, 1)).content is Content.CO_LEADER
        assert _happened(uow, network) == [Happened.CO_LEADER]

    def test_who_is_not_wanted_any_more_is_written_down(self, uow: UnitOfWork, town: Municipality) -> None:
        """And has no rights left."""
        network = saved_network(uow, town.anne, town.bo, co_leader_id=town.bo.id, co_leader_state=AnchorState.ACCEPTED)
        assert _change(uow, network, town.anne).leaders == (town.anne.id,)
        assert _happened(uow, network) == [Happened.CO_LEADER_NO_MORE]

    @pytest.mark.parametrize("how", ["leaves", "is removed", "walks out"])
    def test_who_is_no_member_any_more_is_none(self, uow: UnitOfWork, town: Municipality, how: str) -> None:
        """However they left; the same goes for who was only asked to lead."""
        network = saved_network(
            uow,
            town.anne,
            town.bo,
            co_leader_id=town.bo.id,
            co_leader_state=AnchorState.ACCEPTED,
            next_leader_id=town.bo.id,
        )
        match how:
            case "leaves":
                members.leave(uow, network, town.bo, at=NOW)
            case "is removed":
                members.remove(uow, network, town.anne, town.bo.account, at=NOW)
            case _:
                members.walked_out(uow, town.bo, network.conversation, at=NOW)
        after = uow.networks.get(network.id)
        assert (after.leaders, after.co_leader_id, after.next_leader_id) == ((town.anne.id,), None, None)

    def test_is_not_the_anchor(self, uow: UnitOfWork, town: Municipality) -> None:
        """B12: who opens doors from outside does not steer, however the two came together."""
        network = saved_network(uow, town.anne, town.dorte, anchor_id=town.dorte.id)
        with pytest.raises(Unfit) as refused:
            _change(uow, network, town.anne, co_leader="U0DORTE")
        assert set(refused.value.fields) == {"medleder"}
        asked = saved_network(uow, town.anne, town.dorte, anchor_id=town.dorte.id, next_leader_id=town.dorte.id)
        with pytest.raises(Conflict, match="leader_anchor"):
            _answer(uow, asked, Role.LEADER, town.dorte, yes=True)

    def test_is_not_the_leader(self, uow: UnitOfWork, town: Municipality) -> None:
        """One person is not two."""
        network = saved_network(uow, town.anne, town.bo)
        with pytest.raises(Unfit) as refused:
            _change(uow, network, town.anne, co_leader="U0ANNE")
        assert set(refused.value.fields) == {"medleder"}


class TestAReceiver:
    def test_is_asked_and_stands_on_the_card(self, uow: UnitOfWork, town: Municipality) -> None:
        """B5: a named person in a unit, who says yes."""
        network = saved_network(uow, town.anne)
        asked = _change(uow, network, town.anne, receiver="U0DORTE")
        assert asked.receiver_state is AnchorState.WAITING
        question = uow.deliveries.find(keys.role_question(network.id, "modtager", town.dorte.id))
        assert (question.content, question.person_id, question.subject) == (
            Content.ROLE_QUESTION,
            town.dorte.id,
            "modtager",
        )
        received = _answer(uow, asked, Role.RECEIVER, town.dorte, yes=True)
        bonds = charters.bonds(uow, received)
        assert (bonds.receiver, bonds.receiving.name) == (town.dorte, "Sundhed og omsorg")
        assert received.receiver_state is AnchorState.ACCEPTED
        assert _happened(uow, network) == [Happened.RECEIVER]

    def test_may_say_no(self, uow: UnitOfWork, town: Municipality) -> None:
        """The leader hears that another is needed; asked again is another message."""
        network = saved_network(uow, town.anne)
        asked = _change(uow, network, town.anne, receiver="U0DORTE")
        declined = _answer(uow, asked, Role.RECEIVER, town.dorte, yes=False)
        assert (declined.receiver_id, declined.receiver_state) == (None, AnchorState.DECLINED)
        told = uow.deliveries.find(keys.role_declined(network.id, "modtager", town.dorte.id, 1))
        assert (told.content, told.person_id) == (Content.ROLE_DECLINED, town.anne.id)
        _change(uow, declined, town.anne, receiver="U0DORTE")
        assert uow.deliveries.find(keys.role_question(network.id, "modtager", town.dorte.id, 2)) is not None

    def test_may_answer_when_the_network_is_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """What it found is taken on after its end; every other role ends with it."""
        waiting = AnchorState.WAITING
        network = saved_network(
            uow,
            town.anne,
            town.bo,
            state=NetworkState.CLOSED,
            receiver_id=town.dorte.id,
            receiver_state=waiting,
            co_leader_id=town.bo.id,
            co_leader_state=waiting,
        )
        received = _answer(uow, network, Role.RECEIVER, town.dorte, yes=True)
        assert received.receiver_state is AnchorState.ACCEPTED
        with pytest.raises(Conflict):
            _answer(uow, network, Role.CO_LEADER, town.bo, yes=True)

    def test_answers_for_nobody_else(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whose button it is not is told so."""
        network = saved_network(uow, town.anne, receiver_id=town.dorte.id, receiver_state=AnchorState.WAITING)
        with pytest.raises(Conflict, match="role_not_asked"):
            _answer(uow, network, Role.RECEIVER, town.bo, yes=True)

    @pytest.mark.parametrize("account", ["U0GAEST", "U0ANNE"])
    def test_is_an_employee_other_than_the_leader(self, uow: UnitOfWork, town: Municipality, account: str) -> None:
        """Somebody in the base organisation."""
        network = saved_network(uow, town.anne, town.guest)
        with pytest.raises(Unfit) as refused:
            _change(uow, network, town.anne, receiver=account)
        assert set(refused.value.fields) == {"modtager"}


class TestTheForm:
    def test_sent_in_as_it_was_changes_nothing(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody is asked again."""
        network = saved_network(uow, town.anne, town.bo)
        asked = _change(uow, network, town.anne, leader="U0BO", co_leader="U0BO", receiver="U0DORTE")
        assert _change(uow, asked, town.anne, leader="U0BO", co_leader="U0BO", receiver="U0DORTE") == asked
        assert uow.deliveries.find(keys.role_question(network.id, "modtager", town.dorte.id, 2)) is None

    def test_is_for_the_leader_while_the_network_is_open(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member is told who decides, and a network that is over is not changed."""
        with pytest.raises(NotAllowed):
            _change(uow, saved_network(uow, town.anne, town.bo), town.bo)
        with pytest.raises(Conflict):
            _change(uow, saved_network(uow, town.anne, state=NetworkState.CLOSED), town.anne)
