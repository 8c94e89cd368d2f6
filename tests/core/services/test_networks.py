"""The life of a network."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content, DeliveryState, Effect
from core.model.members import MemberState
from core.model.networks import AnchorState, Missing, Network, NetworkState, NetworkType
from core.ports import UnitOfWork
from core.services import charters, conversations, networks
from core.services.drafts import Draft, Setting
from tests.acting import Weekdays
from tests.builders import CARE, NOW, TODAY, Municipality, a_round, saved_network

CALENDAR = Weekdays()
WHOLE = Draft(
    name="Tryg hjem",
    purpose="Borgere skal trygt hjem",
    type=NetworkType.WELFARE,
    why="Ingen afdeling kan alene",
    anchor="U0DORTE",
    unit_ids=(CARE,),
    ends_on=date(2027, 1, 15),
)
IDEA = Draft(name="Tryg hjem", purpose="Borgere skal trygt hjem")


def _start(uow: UnitOfWork, town: Municipality, draft: Draft = WHOLE, **setting: object) -> Network:
    return networks.start(uow, town.anne, draft, Setting(**setting), rhythm="fortnightly", at=NOW, calendar=CALENDAR)


def _change(uow: UnitOfWork, town: Municipality, network: Network, draft: Draft) -> Network:
    return networks.change(uow, network, town.anne, draft, at=NOW, calendar=CALENDAR)


class TestStarting:
    def test_with_all_it_needs_is_under_way(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is saved, led, and its leader is in it."""
        network = _start(uow, town)
        member = uow.members.find(network.id, town.anne.id)
        assert uow.networks.get(network.id) == network
        assert (network.state, network.leader_id, member.state) == (
            NetworkState.ACTIVE,
            town.anne.id,
            MemberState.ACTIVE,
        )
        assert (network.type, network.starts_on, network.ends_on) == (NetworkType.WELFARE, TODAY, date(2027, 1, 15))

    def test_with_a_name_and_a_purpose_is_an_idea(self, uow: UnitOfWork, town: Municipality) -> None:
        """What it needs is told to the leader."""
        network = _start(uow, town, IDEA)
        assert network.state is NetworkState.IDEA
        assert network.missing == tuple(Missing)
        assert uow.deliveries.find(keys.needs(network.id)).person_id == town.anne.id

    def test_makes_a_conversation_and_pins_the_charter_in_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """One after the other: conversation, leader in it, charter, pin."""
        network = _start(uow, town, is_private=False)
        conversation = uow.deliveries.find(keys.conversation(network.id))
        member = uow.members.find(network.id, town.anne.id)
        assert conversation.effect is Effect.CREATE
        assert uow.deliveries.find(keys.added(member.id, 1)).after_key == conversation.key
        assert uow.deliveries.find(keys.charter(network.id)).after_key == conversation.key
        assert uow.deliveries.find(keys.charter_pin(network.id)).after_key == keys.charter(network.id)
        assert not network.is_private

    def test_in_a_conversation_that_is_there_makes_none(self, uow: UnitOfWork, town: Municipality) -> None:
        """The network moves in, and nothing has to wait."""
        network = _start(uow, town, conversation="C1")
        assert (network.conversation, network.made_conversation) == ("C1", False)
        assert uow.deliveries.find(keys.conversation(network.id)) is None
        assert uow.deliveries.find(keys.charter(network.id)).after_key is None
        assert uow.schedules.get(network.id).next_due_at is not None

    def test_asks_the_anchor(self, uow: UnitOfWork, town: Municipality) -> None:
        """Until they answer it reads as waiting."""
        network = _start(uow, town)
        question = uow.deliveries.find(keys.anchor_question(network.id, town.dorte.id))
        assert (network.anchor_state, question.person_id) == (AnchorState.WAITING, town.dorte.id)

    def test_is_for_employees(self, uow: UnitOfWork, town: Municipality) -> None:
        """A guest may take part, not start."""
        with pytest.raises(NotAllowed):
            networks.start(uow, town.guest, WHOLE, Setting(), rhythm="weekly", at=NOW, calendar=CALENDAR)

    def test_refuses_all_that_is_wrong_at_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each input says what is wrong with it; nothing is written."""
        with pytest.raises(Unfit) as refused:
            networks.start(
                uow, town.anne, replace(IDEA, name=""), Setting(), rhythm="dagligt", at=NOW, calendar=CALENDAR
            )
        assert set(refused.value.fields) == {"name", "rhythm"}
        assert uow.networks.of_organisation(town.organisation.id) == []


class TestChanging:
    def test_an_idea_that_gets_the_rest_is_under_way(self, uow: UnitOfWork, town: Municipality) -> None:
        """It starts the day it has all it needs, and rounds fall due."""
        network = replace(_start(uow, town, IDEA, conversation="C1"), starts_on=TODAY - timedelta(days=9))
        changed = _change(uow, town, network, WHOLE)
        assert (changed.state, changed.starts_on) == (NetworkState.ACTIVE, TODAY)
        assert uow.schedules.get(network.id).next_due_at is not None
        assert uow.deliveries.find(keys.card_update(keys.needs(network.id))).network_id == network.id

    def test_shows_the_charter_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """The card and everyone's page follow."""
        network = saved_network(uow, town.anne, town.bo)
        _change(uow, town, network, replace(WHOLE, name="Nyt navn"))
        assert uow.networks.get(network.id).name == "Nyt navn"
        assert uow.deliveries.find(keys.card_update(keys.charter(network.id))) is not None
        assert uow.deliveries.find(keys.home(town.bo.id)) is not None

    def test_nothing_changes_nothing(self, uow: UnitOfWork, town: Municipality) -> None:
        """The form sent in as it stood leaves no trace."""
        network = _start(uow, town)
        assert _change(uow, town, network, WHOLE) == network
        assert uow.deliveries.find(keys.card_update(keys.charter(network.id))) is None

    def test_takes_nothing_it_needs_from_one_under_way(self, uow: UnitOfWork, town: Municipality) -> None:
        """Type, departments and end can be changed, not emptied."""
        network = saved_network(uow, town.anne)
        with pytest.raises(Unfit) as refused:
            _change(uow, town, network, IDEA)
        assert set(refused.value.fields) == {"type", "units", "ends_on"}

    def test_asks_a_new_anchor(self, uow: UnitOfWork, town: Municipality) -> None:
        """Another anchor, another question; an anchor who stays is not asked again."""
        network = saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.ACCEPTED)
        same = _change(uow, town, network, WHOLE)
        other = _change(uow, town, same, replace(WHOLE, anchor="U0CAMILLA"))
        assert (same.anchor_state, other.anchor_state) == (AnchorState.ACCEPTED, AnchorState.WAITING)
        assert uow.deliveries.find(keys.anchor_question(network.id, town.dorte.id)) is None
        assert uow.deliveries.find(keys.anchor_question(network.id, town.camilla.id)) is not None

    def test_is_for_the_leader(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member is told so."""
        network = saved_network(uow, town.anne, town.bo)
        with pytest.raises(NotAllowed):
            networks.change(uow, network, town.bo, WHOLE, at=NOW, calendar=CALENDAR)


class TestTheAnchor:
    def test_says_yes(self, uow: UnitOfWork, town: Municipality) -> None:
        """Said twice is said once."""
        network = _start(uow, town, conversation="C1")
        for _ in range(2):
            answered = networks.answer_anchor(uow, network.id, town.dorte, yes=True, at=NOW)
        assert (answered.anchor_state, answered.state) == (AnchorState.ACCEPTED, NetworkState.ACTIVE)
        assert uow.deliveries.find(keys.card_update(keys.charter(network.id))) is not None

    def test_says_no_before_the_first_round(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is an idea again, nothing falls due, and the leader is told."""
        network = _start(uow, town, conversation="C1")
        answered = networks.answer_anchor(uow, network.id, town.dorte, yes=False, at=NOW)
        assert (answered.state, answered.missing) == (NetworkState.IDEA, (Missing.ANCHOR,))
        assert uow.schedules.get(network.id).next_due_at is None
        assert uow.deliveries.find(keys.anchor_declined(network.id, town.dorte.id)).person_id == town.anne.id

    def test_says_no_when_rounds_have_been_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """The talk goes on while another is found."""
        network = saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.WAITING)
        uow.rounds.save(a_round(network))
        answered = networks.answer_anchor(uow, network.id, town.dorte, yes=False, at=NOW)
        assert (answered.state, answered.anchor_id) == (NetworkState.ACTIVE, None)
        assert uow.schedules.get(network.id).next_due_at is not None

    def test_is_asked_again_after_a_no(self, uow: UnitOfWork, town: Municipality) -> None:
        """A second question is a second message."""
        network = _start(uow, town, conversation="C1")
        declined = networks.answer_anchor(uow, network.id, town.dorte, yes=False, at=NOW)
        _change(uow, town, declined, WHOLE)
        assert uow.deliveries.find(keys.anchor_question(network.id, town.dorte.id, 2)) is not None

    def test_is_who_was_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody answers for another."""
        network = _start(uow, town)
        with pytest.raises(Conflict):
            networks.answer_anchor(uow, network.id, town.bo, yes=True, at=NOW)


class TestTheConversation:
    def test_that_was_made_is_remembered(self, uow: UnitOfWork, town: Municipality) -> None:
        """The first telling counts, and rounds begin to fall due."""
        network = _start(uow, town)
        for conversation in ("C1", "C2"):
            conversations.made(uow, network.id, conversation, at=NOW, calendar=CALENDAR)
        made = uow.networks.get(network.id)
        assert (made.conversation, made.made_conversation) == ("C1", True)
        assert uow.schedules.get(network.id).next_due_at is not None

    def test_that_was_refused_is_told_to_the_leader(self, uow: UnitOfWork, town: Municipality) -> None:
        """With a way on."""
        network = _start(uow, town)
        conversations.refused(uow, network.id, at=NOW)
        assert uow.deliveries.find(keys.no_conversation(network.id)).person_id == town.anne.id

    def test_that_was_refused_too_late_is_nothing(self, uow: UnitOfWork, town: Municipality) -> None:
        """The leader found a place meanwhile."""
        network = saved_network(uow, town.anne)
        conversations.refused(uow, network.id, at=NOW)
        assert uow.deliveries.find(keys.no_conversation(network.id)) is None

    def test_that_is_there_can_be_used_instead(self, uow: UnitOfWork, town: Municipality) -> None:
        """What waited for one goes there."""
        network = _start(uow, town)
        used = conversations.use(uow, network, town.anne, "C7", at=NOW, calendar=CALENDAR)
        charter = uow.deliveries.find(keys.charter(network.id))
        assert (used.conversation, used.made_conversation) == ("C7", False)
        assert (charter.conversation, charter.after_key, charter.state) == ("C7", None, DeliveryState.PENDING)
        assert uow.deliveries.find(keys.conversation(network.id)).state is DeliveryState.CANCELLED

    @pytest.mark.parametrize("place", ["", "C-taken"])
    def test_has_to_be_free(self, uow: UnitOfWork, town: Municipality, place: str) -> None:
        """One network, one place."""
        saved_network(uow, town.bo, conversation="C-taken")
        network = _start(uow, town)
        with pytest.raises(Unfit):
            conversations.use(uow, network, town.anne, place, at=NOW, calendar=CALENDAR)

    def test_is_not_changed_once_there(self, uow: UnitOfWork, town: Municipality) -> None:
        """A network does not move."""
        network = saved_network(uow, town.anne)
        with pytest.raises(Conflict):
            conversations.use(uow, network, town.anne, "C8", at=NOW, calendar=CALENDAR)


class TestEnding:
    def test_begins_with_a_last_round(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is closing, and nothing more falls due."""
        ended = networks.end(uow, saved_network(uow, town.anne), town.anne, at=NOW)
        assert ended.state is NetworkState.CLOSING
        assert uow.schedules.get(ended.id).next_due_at is None

    def test_an_idea_is_over_at_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing was asked, nothing is given back; no conversation is made any more."""
        network = networks.end(uow, _start(uow, town, IDEA), town.anne, at=NOW)
        assert (network.state, network.closed_at) == (NetworkState.CLOSED, NOW)
        assert uow.deliveries.find(keys.conversation(network.id)).state is DeliveryState.CANCELLED

    def test_ends_with_thanks(self, uow: UnitOfWork, town: Municipality) -> None:
        """The last word in the conversation, once."""
        network = networks.closed(uow, saved_network(uow, town.anne), at=NOW)
        assert uow.networks.get(network.id).state is NetworkState.CLOSED
        assert uow.deliveries.find(keys.thanks(network.id)).content is Content.THANKS

    def test_is_done_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """A second time is told kindly."""
        ended = networks.end(uow, saved_network(uow, town.anne), town.anne, at=NOW)
        with pytest.raises(Conflict):
            networks.end(uow, ended, town.anne, at=NOW)


class TestGrowing:
    def test_out_of_another_is_remembered_by_both(self, uow: UnitOfWork, town: Municipality) -> None:
        """A4: the new one has a parent, and the parent's card shows it."""
        parent = saved_network(uow, town.anne, name="Træet")
        child = _start(uow, town, parent_id=parent.id)
        assert child.parent_id == parent.id
        assert [each.id for each in uow.networks.of_parent(parent.id)] == [child.id]
        assert charters.bonds(uow, child).parent == parent
        assert charters.bonds(uow, parent).children == (child,)
        assert uow.deliveries.find(keys.card_update(keys.charter(parent.id))) is not None

    def test_is_for_who_leads_that_one(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member of a network splits nothing off it, and a stranger does not learn that it is there."""
        parent = saved_network(uow, town.bo, town.anne)
        hidden = saved_network(uow, town.bo)
        with pytest.raises(NotAllowed):
            _start(uow, town, parent_id=parent.id)
        with pytest.raises(NotFound):
            _start(uow, town, parent_id=hidden.id)


class TestMeaning:
    def test_by_id(self, uow: UnitOfWork, town: Municipality) -> None:
        """A button names one, and the right to see it is checked again."""
        network = saved_network(uow, town.anne)
        assert networks.meant(uow, town.anne, value=network.id) == (network,)
        with pytest.raises(NotFound):
            networks.meant(uow, town.bo, value=network.id)

    def test_by_name_or_part_of_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Words name one of mine; what I may not see has no name."""
        network = saved_network(uow, town.anne, name="Ældre på Ørebroen")
        assert networks.meant(uow, town.anne, text="ældre på ørebroen") == (network,)
        assert networks.meant(uow, town.anne, text="ørebro") == (network,)
        with pytest.raises(NotFound):
            networks.meant(uow, town.bo, text="Ældre på Ørebroen")

    def test_by_place(self, uow: UnitOfWork, town: Municipality) -> None:
        """Said where a network talks it is that one."""
        here = saved_network(uow, town.anne, conversation="C-here")
        saved_network(uow, town.anne)
        assert networks.meant(uow, town.anne, conversation="C-here") == (here,)

    def test_otherwise_all_of_mine(self, uow: UnitOfWork, town: Municipality) -> None:
        """Several are asked about; the secretariat has all."""
        two = {saved_network(uow, town.anne).id, saved_network(uow, town.anne).id}
        assert {network.id for network in networks.meant(uow, town.anne, conversation="C-other")} == two
        assert {network.id for network in networks.meant(uow, town.sekretariat)} == two
        assert networks.meant(uow, town.bo) == ()
