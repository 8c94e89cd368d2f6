"""What comes out of a network: recorded, changed, moved on, lifted from a reply, taken back; the post follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Refusal, Unfit
from core.model import keys
from core.model.deliveries import Content, DeliveryState, Effect, Sent
from core.model.members import MemberState
from core.model.networks import Network, NetworkState
from core.model.outcomes import MOST_TEXT, Kind, Record, Source, Stage, Status
from core.model.prompts import QuestionKind
from core.model.replies import Answer, Reply
from core.ports import UnitOfWork
from core.services import confirmations, outcomes
from tests.builders import (
    CARE,
    CITY,
    NOW,
    Municipality,
    a_prompt,
    a_question,
    a_reply,
    a_round,
    saved_network,
    some_details,
)

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    return saved_network(uow, town.anne, town.bo, town.camilla, town.guest)


def recorded(uow: UnitOfWork, network: Network, person, kind: Kind = Kind.CHANGE, **changes: object) -> Record:
    return outcomes.record(uow, network, person, kind, some_details(kind, **changes), at=NOW)


def sent(uow: UnitOfWork, network: Network) -> None:
    for delivery in uow.ledger.claim(now=LATER, limit=100):
        assert uow.ledger.settle(delivery, Sent(network.conversation or "", delivery.key))


class TestRecording:
    @pytest.mark.parametrize("kind", Kind)
    def test_a_member_records_and_the_network_hears_of_it(self, uow, town, network, kind: Kind) -> None:
        """The record is kept, and a post waits for where the network talks."""
        made = recorded(uow, network, town.bo, kind)
        post = uow.deliveries.find(keys.outcome(made.id))
        assert uow.outcomes.get(made.id) == made
        assert (made.status, made.author_id) == (Status.RECORDED, town.bo.id)
        assert (post.effect, post.content, post.subject) == (Effect.POST, Content.OUTCOME, made.id)

    def test_a_guest_who_is_in_it_records_like_the_others(self, uow, town, network) -> None:
        """Equal footing: a citizen has the rights of a member."""
        assert recorded(uow, network, town.guest).author_id == town.guest.id

    @pytest.mark.parametrize("who", ["dorte", "outsider", "sekretariat"])
    def test_nobody_else_does(self, uow, town, network, who: str) -> None:
        """Neither an anchor nor somebody from outside, nor the secretariat."""
        with pytest.raises(Refusal):
            recorded(uow, network, getattr(town, who))
        assert uow.outcomes.of_network(network.id) == []

    def test_who_has_not_read_how_answers_are_used_reads_first(self, uow, town, network) -> None:
        """Nothing of theirs is stored before."""
        with pytest.raises(NotAllowed):
            recorded(uow, network, replace(town.bo, informed_version=None))

    def test_a_closed_network_records_no_more(self, uow, town) -> None:
        """It is over."""
        closed = saved_network(uow, town.anne, state=NetworkState.CLOSED)
        with pytest.raises(Conflict):
            recorded(uow, closed, town.anne)

    def test_a_change_needs_unit_and_source(self, uow, town, network) -> None:
        """A29: both inputs are named, nothing is kept."""
        with pytest.raises(Unfit) as refusal:
            recorded(uow, network, town.bo, unit_ids=(), source=None)
        assert set(refusal.value.fields) == {"units", "source"}
        assert uow.outcomes.of_network(network.id) == []

    def test_a_unit_of_nobody_is_refused(self, uow, town, network) -> None:
        """Only units of the organisation can be named."""
        with pytest.raises(Unfit) as refusal:
            recorded(uow, network, town.bo, unit_ids=("et-andet-sted",))
        assert refusal.value.fields == {"units": "errors.unit_unknown"}

    @pytest.mark.parametrize("name", ["text", "contribution"])
    def test_a_cpr_number_stays_out(self, uow, town, network, name: str) -> None:
        """Told at its input, kept nowhere."""
        with pytest.raises(Unfit) as refusal:
            recorded(uow, network, town.bo, **{name: "Borger 010190-1234"})
        assert refusal.value.fields == {name: "replies.cpr"}

    def test_a_text_that_is_too_long_is_refused(self, uow, town, network) -> None:
        """With how long it may be."""
        with pytest.raises(Unfit) as refusal:
            recorded(uow, network, town.bo, text="x" * (MOST_TEXT + 1))
        assert refusal.value.fields["text"].values == {"n": MOST_TEXT}


class TestSeeing:
    def test_changes_come_first_whatever_was_recorded_first(self, uow, town, network) -> None:
        """Outcome before output."""
        for kind in reversed(Kind):
            recorded(uow, network, town.bo, kind)
        entries = outcomes.of_network(uow, network, town.bo)
        assert [entry.record.kind for entry in entries] == list(Kind)

    def test_author_and_leader_may_change_a_member_may_not(self, uow, town, network) -> None:
        """Each sees what they can do."""
        recorded(uow, network, town.bo)
        may = {who: outcomes.of_network(uow, network, getattr(town, who))[0].may_change for who in ("anne", "bo")}
        assert may == {"anne": True, "bo": True}
        assert not outcomes.of_network(uow, network, town.camilla)[0].may_change

    def test_who_may_not_see_the_network_sees_nothing(self, uow, town, network) -> None:
        """It is not there for them."""
        with pytest.raises(NotFound):
            outcomes.of_network(uow, network, town.dorte)


class TestChanging:
    def test_the_author_and_the_leader_change_it_and_the_post_follows(self, uow, town, network) -> None:
        """The newest words stand, and the message is to show them."""
        made = recorded(uow, network, town.bo)
        sent(uow, network)
        for person, text in ((town.bo, "Andre ord"), (town.anne, "Tredje ord")):
            outcomes.change(uow, made.id, person, some_details(text=text), at=LATER)
            assert uow.outcomes.get(made.id).details.text == text
        assert uow.deliveries.find(keys.card_update(keys.outcome(made.id))).effect is Effect.UPDATE

    def test_another_member_cannot(self, uow, town, network) -> None:
        """The words are somebody's own."""
        made = recorded(uow, network, town.bo)
        with pytest.raises(NotAllowed):
            outcomes.change(uow, made.id, town.camilla, some_details(text="Mine ord"), at=LATER)

    def test_what_was_confirmed_waits_anew_when_it_says_something_else(self, uow, town, network) -> None:
        """Nobody has vouched for the new words; the same words stay confirmed."""
        made = recorded(uow, network, town.bo)
        confirmations.confirm(uow, made.id, town.sekretariat, basis="Lederen af plejen", at=LATER)
        assert outcomes.change(uow, made.id, town.bo, some_details(), at=LATER).is_confirmed
        changed = outcomes.change(uow, made.id, town.bo, some_details(unit_ids=(CITY,)), at=LATER)
        assert (changed.status, changed.confirmed_by, changed.confirmed_basis) == (Status.RECORDED, None, "")


class TestAProposal:
    def test_is_moved_by_any_member(self, uow, town, network) -> None:
        """One says how far it has come; saying it twice changes nothing."""
        made = recorded(uow, network, town.bo, Kind.PROPOSAL)
        moved = outcomes.move(uow, made.id, town.camilla, Stage.DESCRIBED, at=LATER)
        again = outcomes.move(uow, made.id, town.anne, Stage.DESCRIBED, at=LATER + timedelta(hours=1))
        assert (moved.details.stage, again) == (Stage.DESCRIBED, moved)

    def test_is_not_moved_from_outside(self, uow, town, network) -> None:
        """The secretariat sees it and leaves it."""
        made = recorded(uow, network, town.bo, Kind.PROPOSAL)
        with pytest.raises(NotAllowed):
            outcomes.move(uow, made.id, town.sekretariat, Stage.DECIDED, at=LATER)

    def test_nothing_else_has_a_stage(self, uow, town, network) -> None:
        """A forged press on a result is told that it is not there."""
        made = recorded(uow, network, town.bo, Kind.RESULT)
        with pytest.raises(NotFound):
            outcomes.move(uow, made.id, town.bo, Stage.DECIDED, at=LATER)


class TestTakingBack:
    def test_the_words_are_gone_and_the_post_goes(self, uow, town, network) -> None:
        """What stays is that there was something."""
        made = recorded(uow, network, town.bo)
        sent(uow, network)
        outcomes.withdraw(uow, made.id, town.bo, at=LATER)
        gone = uow.outcomes.get(made.id)
        assert (gone.details.text, gone.details.contribution, gone.stands) == ("", "", False)
        assert uow.outcomes.of_network(network.id) == []
        assert uow.deliveries.find(keys.removal(keys.outcome(made.id))).effect is Effect.REMOVE

    def test_before_it_was_posted_it_never_is(self, uow, town, network) -> None:
        """The waiting post is cancelled."""
        made = recorded(uow, network, town.bo)
        outcomes.withdraw(uow, made.id, town.bo, at=LATER)
        assert uow.deliveries.find(keys.outcome(made.id)).state is DeliveryState.CANCELLED

    def test_twice_is_once(self, uow, town, network) -> None:
        """The second copy changes nothing."""
        made = recorded(uow, network, town.bo)
        outcomes.withdraw(uow, made.id, town.bo, at=LATER)
        outcomes.withdraw(uow, made.id, town.anne, at=LATER + timedelta(hours=1))
        assert uow.outcomes.get(made.id).withdrawn_at == LATER

    def test_ones_own_can_be_taken_back_after_leaving(self, uow, town, network) -> None:
        """Whoever wrote it, wherever they are."""
        made = recorded(uow, network, town.bo)
        place = uow.members.find(network.id, town.bo.id)
        uow.members.save(replace(place, state=MemberState.LEFT))
        outcomes.withdraw(uow, made.id, town.bo, at=LATER)
        assert not uow.outcomes.get(made.id).stands

    @pytest.mark.parametrize("who", ["camilla", "sekretariat", "dorte"])
    def test_anothers_is_not_theirs(self, uow, town, network, who: str) -> None:
        """They are told that it is not there."""
        made = recorded(uow, network, town.bo)
        with pytest.raises(NotFound):
            outcomes.withdraw(uow, made.id, getattr(town, who), at=LATER)
        assert uow.outcomes.get(made.id).stands


class TestLifting:
    @pytest.fixture
    def reply(self, uow, town, network) -> Reply:
        """Bo has told of a change, and how he knows it."""
        how = a_question(QuestionKind.CHOICE, choices="kilde")
        how = replace(how, options=tuple(replace(how.options[0], id=id) for id in ("set", "kollega")))
        uow.prompts.add(a_prompt(questions=(a_question(dimension="outcome"), how)), 0)
        round = a_round(network)
        uow.rounds.save(round)
        answers = (Answer(question=0, text="De ringer dagen før"), Answer(question=1, choices=("kollega",)))
        given = a_reply(round, town.bo, answers=answers)
        uow.replies.save(given)
        return given

    def test_begins_with_the_words_and_the_source(self, uow, town, network, reply) -> None:
        """The unit is chosen by the author: the network has two."""
        lifted = outcomes.lift(uow, town.bo, reply.id)
        assert (lifted.details.text, lifted.details.source) == ("De ringer dagen før", Source.TOLD)
        assert (lifted.network, lifted.details.unit_ids, lifted.record) == (network, (), None)

    def test_a_network_of_one_unit_begins_with_it(self, uow, town, network, reply) -> None:
        """There is nothing to choose."""
        uow.networks.save(replace(network, unit_ids=(CARE,)))
        assert outcomes.lift(uow, town.bo, reply.id).details.unit_ids == (CARE,)

    def test_is_for_its_author_only(self, uow, town, reply) -> None:
        """Not for the leader, not for the secretariat."""
        for person in (town.anne, town.sekretariat):
            with pytest.raises(NotFound):
                outcomes.lift(uow, person, reply.id)

    def test_once_lifted_it_is_changed_not_doubled(self, uow, town, network, reply) -> None:
        """The second time the record is found; recording it again is refused."""
        made = outcomes.record(uow, network, town.bo, Kind.CHANGE, some_details(), at=LATER, reply_id=reply.id)
        assert outcomes.lift(uow, town.bo, reply.id).record == made
        with pytest.raises(Conflict):
            outcomes.record(uow, network, town.bo, Kind.CHANGE, some_details(), at=LATER, reply_id=reply.id)

    def test_taken_back_it_can_be_lifted_anew(self, uow, town, network, reply) -> None:
        """The reply still stands."""
        made = outcomes.record(uow, network, town.bo, Kind.CHANGE, some_details(), at=LATER, reply_id=reply.id)
        outcomes.withdraw(uow, made.id, town.bo, at=LATER)
        assert outcomes.lift(uow, town.bo, reply.id).record is None

    def test_nobody_records_from_anothers_reply(self, uow, town, network, reply) -> None:
        """A forged id is told that the reply is not there."""
        with pytest.raises(NotFound):
            outcomes.record(uow, network, town.camilla, Kind.CHANGE, some_details(), at=LATER, reply_id=reply.id)

    @pytest.mark.parametrize("change", [{"withdrawn_at": NOW}, {"answers": (Answer(question=1, choices=("set",)),)}])
    def test_what_tells_of_nothing_is_not_lifted(self, uow, town, reply, change: dict[str, object]) -> None:
        """Withdrawn, or without a word about a change."""
        uow.replies.save(replace(reply, **change))
        with pytest.raises(NotFound):
            outcomes.lift(uow, town.bo, reply.id)
