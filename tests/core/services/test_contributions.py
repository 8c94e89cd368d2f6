"""What people say of themselves: what they can bring to a network, where they belong, in what capacity."""

from dataclasses import replace

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model.members import MemberState
from core.model.networks import NetworkState
from core.model.organisations import Belonging, PersonKind
from core.ports import UnitOfWork
from core.services import contributions, members, people
from tests.builders import CARE, NOW, Municipality, a_member, a_person, saved_network


class TestAContribution:
    def test_is_optional_editable_and_deletable(self, uow: UnitOfWork, town: Municipality) -> None:
        """A26: said on joining or later, changed, and gone when it is left empty."""
        network = saved_network(uow, town.anne)
        member = a_member(network, town.bo, state=MemberState.INVITED, joined_at=None)
        uow.members.save(member)
        said = "  Jeg kender skolerne.  "
        members.join(uow, member.id, town.bo, has_read=True, unit_id=None, contribution=said, at=NOW)
        assert uow.members.get(member.id).contribution == "Jeg kender skolerne."
        contributions.say(uow, member.id, town.bo, "Jeg kan tegne.")
        assert uow.members.get(member.id).contribution == "Jeg kan tegne."
        contributions.say(uow, member.id, town.bo, " ")
        assert uow.members.get(member.id).contribution == ""

    def test_is_said_to_each_network_apart(self, uow: UnitOfWork, town: Municipality) -> None:
        """A26: what helps here need not help there."""
        first, second = (saved_network(uow, town.anne, town.bo, name=name) for name in ("A", "B"))
        own = {one.network.id: one.member for one in contributions.of_person(uow, town.bo)}
        contributions.say(uow, own[first.id].id, town.bo, "Jeg kan tegne.")
        told = {one.network.name: one.member.contribution for one in contributions.of_person(uow, town.bo)}
        assert told == {"A": "Jeg kan tegne.", "B": ""}
        assert contributions.of_network(uow, second, town.anne) == ()

    def test_is_seen_by_members_alone(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not by the anchor and not by the secretariat."""
        network = saved_network(uow, town.anne, town.bo, anchor_id=town.dorte.id)
        [own] = contributions.of_person(uow, town.bo)
        contributions.say(uow, own.member.id, town.bo, "Jeg kan tegne.")
        seen = [len(contributions.of_network(uow, network, who)) for who in (town.anne, town.dorte, town.sekretariat)]
        assert seen == [1, 0, 0]

    def test_goes_when_its_author_leaves(self, uow: UnitOfWork, town: Municipality) -> None:
        """By themselves, or sent away."""
        network = saved_network(uow, town.anne, town.bo, town.camilla)
        for person in (town.bo, town.camilla):
            [own] = contributions.of_person(uow, person)
            contributions.say(uow, own.member.id, person, "Jeg kan tegne.")
        members.leave(uow, network, town.bo, at=NOW)
        members.remove(uow, network, town.anne, town.camilla.account, at=NOW)
        assert {member.contribution for member in uow.members.of_network(network.id)} == {""}

    @pytest.mark.parametrize("text", ["x" * 301, "Ring til 010190-1234"])
    def test_is_short_and_holds_no_cpr_number(self, uow: UnitOfWork, town: Municipality, text: str) -> None:
        """Told beside the field, on joining too."""
        network = saved_network(uow, town.anne, town.bo)
        [own] = contributions.of_person(uow, town.bo)
        with pytest.raises(Unfit) as refused:
            contributions.say(uow, own.member.id, town.bo, text)
        assert set(refused.value.fields) == {"contribution"}
        invited = a_member(network, town.camilla, state=MemberState.INVITED)
        uow.members.save(invited)
        with pytest.raises(Unfit):
            members.join(uow, invited.id, town.camilla, has_read=True, unit_id=None, contribution=text, at=NOW)

    def test_is_nobody_else_s_to_change(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nor once the network is over."""
        network = saved_network(uow, town.anne, town.bo)
        [own] = contributions.of_person(uow, town.bo)
        with pytest.raises(NotFound):
            contributions.say(uow, own.member.id, town.anne, "Noget")
        over = saved_network(uow, town.anne, town.camilla, state=NetworkState.CLOSED)
        place = uow.members.find(over.id, town.camilla.id)
        assert place is not None
        with pytest.raises(Conflict):
            contributions.say(uow, place.id, town.camilla, "Noget")
        assert network.is_open


class TestTheMix:
    def test_is_of_those_who_are_in_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """A6: by the kind that each has said, counted once there are enough; who is only invited is not in it."""
        employees = [replace(each, kind=PersonKind.EMPLOYEE) for each in (town.anne, town.bo, town.camilla, town.dorte)]
        citizens = [a_person(kind=PersonKind.CITIZEN, belonging=Belonging.GUEST) for _ in range(3)]
        for person in (*employees, *citizens):
            uow.people.save(person)
        network = saved_network(uow, *employees, *citizens)
        uow.members.save(a_member(network, town.sekretariat, state=MemberState.INVITED))
        assert members.mix(uow, network, k=8).is_small
        assert dict(members.mix(uow, network, k=5).counts) == {PersonKind.EMPLOYEE: 4, PersonKind.CITIZEN: 3}


class TestBelonging:
    def test_is_said_anew_at_any_time(self, uow: UnitOfWork, town: Municipality) -> None:
        """Unit and kind, also back to not said; an employee stays in a unit that there is, a guest need not."""
        moved = people.belong(uow, town.bo, unit_id=CARE, kind=PersonKind.MANAGER, at=NOW)
        assert (moved.unit_id, moved.kind) == (CARE, PersonKind.MANAGER)
        assert people.belong(uow, town.bo, unit_id=CARE, kind=None, at=NOW).kind is None
        assert people.belong(uow, town.guest, unit_id=None, kind=PersonKind.CITIZEN, at=NOW).unit_id is None
        for unit_id in (None, "nowhere"):
            with pytest.raises(Unfit):
                people.belong(uow, town.bo, unit_id=unit_id, kind=None, at=NOW)

    def test_is_asked_after_the_information_text(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing of somebody's is stored before they have read how it is used."""
        with pytest.raises(NotAllowed):
            people.belong(uow, replace(town.bo, informed_version=None), unit_id=CARE, kind=None, at=NOW)
