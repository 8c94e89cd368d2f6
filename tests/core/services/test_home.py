"""What a person sees of all this."""

from core.model.members import MemberState
from core.model.networks import AnchorState, NetworkState
from core.model.outcomes import Kind, Status
from core.ports import UnitOfWork
from core.services import home
from tests.builders import NOW, Municipality, a_member, a_prompt, a_record, a_reply, a_round, saved_network


class TestAPage:
    def test_is_empty_at_first(self, uow: UnitOfWork, town: Municipality) -> None:
        """In no network, asked nothing."""
        assert home.of(uow, town.bo, at=NOW).is_empty

    def test_has_my_networks_with_what_waits(self, uow: UnitOfWork, town: Municipality) -> None:
        """An open round waits until I have answered it."""
        network = saved_network(uow, town.anne, town.bo)
        uow.prompts.add(a_prompt(), 1)
        asked = a_round(network)
        uow.rounds.save(asked)
        assert home.of(uow, town.bo, at=NOW).standings[0].waits
        uow.replies.save(a_reply(asked, town.bo))
        standing = home.of(uow, town.bo, at=NOW).standings[0]
        assert (standing.waits, standing.is_answered, standing.is_leader) == (False, True, False)

    def test_has_my_invitations(self, uow: UnitOfWork, town: Municipality) -> None:
        """Those to networks that are still open."""
        network, over = saved_network(uow, town.anne), saved_network(uow, town.anne, state=NetworkState.CLOSED)
        for each in (network, over):
            uow.members.save(a_member(each, town.bo, state=MemberState.INVITED))
        assert [each.id for _, each in home.of(uow, town.bo, at=NOW).invitations] == [network.id]

    def test_of_the_secretariat_has_what_is_to_be_confirmed(self, uow: UnitOfWork, town: Municipality) -> None:
        """Changes that were recorded and are not confirmed; nobody else sees how many that is."""
        network = saved_network(uow, town.anne)
        confirmed = {"status": Status.CONFIRMED, "confirmed_by": town.sekretariat.id, "confirmed_at": NOW}
        for record in (
            a_record(network, town.anne),
            a_record(network, town.anne, Kind.RESULT),
            a_record(network, town.anne, **confirmed),
        ):
            uow.outcomes.save(record)
        pages = [home.of(uow, person, at=NOW) for person in (town.sekretariat, town.anne)]
        assert [page.unconfirmed for page in pages] == [1, 0]

    def test_has_what_i_am_asked_to_anchor(self, uow: UnitOfWork, town: Municipality) -> None:
        """Questions that wait, and networks I said yes to."""
        asked = saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.WAITING)
        anchored = saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.ACCEPTED)
        page = home.of(uow, town.dorte, at=NOW)
        assert (page.questions, page.anchored, page.is_empty) == ((asked,), (anchored,), False)

    def test_does_not_ask_a_leader_who_is_no_member(self, uow: UnitOfWork, town: Municipality) -> None:
        """Only members answer."""
        network = saved_network(uow, town.anne)
        uow.rounds.save(a_round(network))
        uow.members.save(a_member(network, town.anne, state=MemberState.LEFT, id=uow.members.active(network.id)[0].id))
        standing = home.standing(uow, network, town.anne)
        assert (standing.is_leader, standing.waits) == (True, False)
