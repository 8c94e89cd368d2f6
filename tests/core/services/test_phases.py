"""Members who are in some phases of a network only."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, Unfit
from core.model import keys
from core.model.deliveries import Content
from core.model.members import Member
from core.model.networks import Network, NetworkState, Phase
from core.model.organisations import Person
from core.model.roles import Role
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import home, members, phases, reminders, roles, rounds
from tests.builders import NOW, Municipality, a_prompt, a_reply, a_round, saved_network

SOME = (Phase.START, Phase.MIDWAY)


def _limit(uow: UnitOfWork, network: Network, by: Person, account: str, which: tuple[Phase, ...] = SOME) -> Member:
    return phases.limit(uow, network, by, account, which, at=NOW)[1]


def _asked(uow: UnitOfWork, town: Municipality, phase: Phase):
    """A round of a phase, in a network with Bo (in some phases) and Camilla (in all)."""
    network = saved_network(uow, town.anne, town.bo, town.camilla)
    _limit(uow, network, town.anne, "U0BO")
    uow.prompts.add(a_prompt(), 0)
    asked = a_round(network, phase=phase)
    uow.rounds.save(asked)
    return network, asked


class TestOutsideTheirPhases:
    @pytest.mark.parametrize(("phase", "is_asked"), [(Phase.MIDWAY, True), (Phase.UNDERWAY, False)], ids=str)
    def test_they_are_not_reminded(self, uow: UnitOfWork, town: Municipality, phase: Phase, is_asked: bool) -> None:
        """B13: inside them they are, like everybody else."""
        _, asked = _asked(uow, town, phase)
        at = NOW + timedelta(days=2)
        reminders.remind(uow, asked, at=at)
        assert (uow.deliveries.find(keys.reminder(town.bo.id, Week.of(at.date()))) is not None) is is_asked
        assert uow.deliveries.find(keys.reminder(town.camilla.id, Week.of(at.date()))) is not None

    @pytest.mark.parametrize(("phase", "n"), [(Phase.MIDWAY, 3), (Phase.UNDERWAY, 2)], ids=str)
    def test_they_are_not_among_those_asked(self, uow: UnitOfWork, town: Municipality, phase: Phase, n: int) -> None:
        """B13: the share that answered is of those who were asked."""
        _, asked = _asked(uow, town, phase)
        assert rounds.close(uow, asked, at=NOW + timedelta(days=7)).asked == n

    def test_they_may_answer_all_the_same(self, uow: UnitOfWork, town: Municipality) -> None:
        """Then they are one of those asked."""
        _, asked = _asked(uow, town, Phase.UNDERWAY)
        uow.replies.save(a_reply(asked, town.bo))
        assert rounds.close(uow, asked, at=NOW + timedelta(days=7)).asked == 3

    @pytest.mark.parametrize(("phase", "waits"), [(Phase.MIDWAY, True), (Phase.UNDERWAY, False)], ids=str)
    def test_nothing_waits_on_their_page(self, uow: UnitOfWork, town: Municipality, phase: Phase, waits: bool) -> None:
        """B13: nor in the status of the network."""
        network, _ = _asked(uow, town, phase)
        [standing] = home.of(uow, town.bo, at=NOW).standings
        assert standing.waits is home.standing(uow, network, town.bo).waits is waits


class TestChoosing:
    def test_tells_who_it_is_about(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each time it is changed, and not when it is not."""
        network = saved_network(uow, town.anne, town.bo)
        for which in (SOME, SOME, ()):
            member = _limit(uow, network, town.anne, "U0BO", which)
        told = [uow.deliveries.find(keys.phases(member.id, n)) for n in (1, 2, 3)]
        assert [each and each.content for each in told] == [Content.PHASES, Content.PHASES, None]
        assert told[0].person_id == town.bo.id

    def test_when_inviting_goes_along_with_the_invitation(self, uow: UnitOfWork, town: Municipality) -> None:
        """And stands after the yes."""
        network = saved_network(uow, town.anne)
        members.invite(uow, network, town.anne, ("U0BO",), phases=SOME, at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        joined = members.join(uow, member.id, town.bo, has_read=True, unit_id=None, at=NOW)
        assert joined.phases == SOME

    def test_all_of_them_is_no_limit(self) -> None:
        """Nor is none; what is no phase is passed over."""
        assert phases.chosen([phase.value for phase in Phase]) == phases.chosen([]) == ()
        assert phases.chosen(["midtvejs", "opstart", "jul"]) == SOME

    def test_is_not_for_who_leads(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who takes over the lead, or shares it, is in every phase from then on."""
        network = saved_network(uow, town.anne, town.bo)
        with pytest.raises(Unfit) as refused:
            _limit(uow, network, town.anne, "U0ANNE")
        assert set(refused.value.fields) == {"person"}
        _limit(uow, network, town.anne, "U0BO")
        asked = replace(network, next_leader_id=town.bo.id)
        uow.networks.save(asked)
        roles.answer(uow, network.id, Role.LEADER, town.bo, yes=True, at=NOW)
        assert uow.members.find(network.id, town.bo.id).phases == ()

    def test_is_of_members_by_the_leader(self, uow: UnitOfWork, town: Municipality) -> None:
        """While the network is open."""
        network = saved_network(uow, town.anne, town.bo)
        with pytest.raises(Unfit):
            _limit(uow, network, town.anne, "U0CAMILLA")
        with pytest.raises(NotAllowed):
            _limit(uow, network, town.bo, "U0BO")
        with pytest.raises(Conflict):
            _limit(uow, saved_network(uow, town.anne, town.bo, state=NetworkState.CLOSED), town.anne, "U0BO")
