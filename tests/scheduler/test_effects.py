"""Every effect is carried out by the call that is meant for it, and has its own rule for "did it happen?"."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from core.model.deliveries import (
    REPEATABLE,
    Absent,
    Content,
    Delivery,
    DeliveryState,
    Effect,
    Later,
    Outcome,
    Refused,
    Sent,
    Unreadable,
    Unsure,
)
from core.model.members import MemberState
from scheduler.effects import read_back
from tests.builders import PLATFORM
from tests.fakes.messenger import Fault
from tests.scheduler.stage import HELLO, Stage


@pytest.fixture
def stage(sqlite_engine: Engine) -> Stage:
    return Stage(sqlite_engine)


def _doubt(stage: Stage, delivery: Delivery) -> Outcome:
    messengers = {PLATFORM: stage.messenger}
    return read_back(delivery, stage.dispatcher.composer, messengers, stage.rules)


class TestCarryingOut:
    @pytest.mark.parametrize(
        ("effect", "call"),
        [
            (Effect.POST, "post"),
            (Effect.DIRECT, "direct"),
            (Effect.WHISPER, "whisper"),
            (Effect.HOME, "home"),
            (Effect.UPDATE, "update"),
            (Effect.REMOVE, "remove"),
            (Effect.PIN, "pin"),
        ],
    )
    def test_makes_the_one_call(self, stage: Stage, effect: Effect, call: str) -> None:
        """One effect, one call."""
        stage.leave(key="target")
        stage.dispatcher.dispatch()
        delivery = stage.leave(effect=effect, person_id=stage.town.bo.id, target_key="target")
        stage.dispatcher.dispatch()
        assert [what for what, _ in stage.messenger.log] == ["post", call]
        assert stage.state(delivery) is DeliveryState.SENT

    @pytest.mark.parametrize(("effect", "call"), [(Effect.ADD, "add"), (Effect.DROP, "drop")])
    def test_lets_people_in_and_out(self, stage: Stage, effect: Effect, call: str) -> None:
        """One person, one place."""
        with stage.uows.reading() as uow:
            member = uow.members.find(stage.network.id, stage.town.bo.id)
        assert member is not None
        if effect is Effect.DROP:
            with stage.uows.writing() as uow:
                uow.members.save(replace(member, state=MemberState.LEFT))
                uow.commit()
        stage.leave(effect=effect, content=Content.NOTHING, person_id=stage.town.bo.id, subject=member.id)
        stage.dispatcher.dispatch()
        assert [what for what, _ in stage.messenger.log] == [call]

    def test_of_an_update_keeps_the_message_s_own_key(self, stage: Stage) -> None:
        """So that it is still found by it."""
        stage.leave(key="target")
        stage.dispatcher.dispatch()
        stage.leave(effect=Effect.UPDATE, target_key="target")
        stage.dispatcher.dispatch()
        assert [message.key for message in stage.messenger.messages.values()] == ["target"]

    def test_of_something_for_nobody_any_more_is_cancelled(self, stage: Stage) -> None:
        """What it was for is gone, so nothing is sent."""
        delivery = stage.leave(effect=Effect.REMOVE, target_key="nothing")
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.CANCELLED

    def test_of_something_without_a_place_waits(self, stage: Stage) -> None:
        """A conversation that is not made yet."""
        stage.change(conversation=None)
        delivery = stage.leave()
        stage.dispatcher.dispatch()
        assert (stage.state(delivery), stage.find(delivery).error) == (DeliveryState.PENDING, "not_yet")


class TestReadingBack:
    @pytest.mark.parametrize("effect", sorted(REPEATABLE, key=lambda effect: effect.value))
    def test_of_what_may_be_repeated_reads_nothing(self, stage: Stage, effect: Effect) -> None:
        """It is taken for absent and done again."""
        stage.messenger.readable = False
        assert _doubt(stage, stage.leave(effect=effect)) == Absent()

    def test_of_a_whisper_is_not_possible(self, stage: Stage) -> None:
        """It leaves no trace."""
        assert _doubt(stage, stage.leave(effect=Effect.WHISPER)) == Unreadable()

    def test_of_a_post_looks_where_it_was_sent(self, stage: Stage) -> None:
        """In the conversation, by the key."""
        delivery = stage.leave()
        at = stage.messenger.post("T", stage.network.conversation or "", HELLO, key=delivery.key)
        assert _doubt(stage, delivery) == Sent(at.conversation, at.message)

    def test_of_a_direct_message_looks_in_the_talk_with_that_person(self, stage: Stage) -> None:
        """Nobody else's is read."""
        delivery = stage.leave_direct()
        at = stage.messenger.direct("T", stage.town.bo.account, HELLO, key=delivery.key)
        assert _doubt(stage, delivery) == Sent(at.conversation, at.message)

    def test_of_a_conversation_looks_for_its_key(self, stage: Stage) -> None:
        """One that the bot made and marked."""
        creation = stage.leave_creation()
        assert _doubt(stage, creation) == Absent()
        made = stage.messenger.create("T", "Vej", private=True, key=creation.key)
        assert _doubt(stage, creation) == Sent(made)

    @pytest.mark.parametrize(
        ("fault", "outcome"),
        [
            (Fault.LIMITED, Later),
            (Fault.REFUSED, Unsure),
            (Fault.DROP_BEFORE, Unsure),
        ],
    )
    def test_that_does_not_come_through_says_so(self, stage: Stage, fault: Fault, outcome: type[Outcome]) -> None:
        """It is never taken for absence."""
        stage.messenger.faults.append(fault)
        assert isinstance(_doubt(stage, stage.leave()), outcome)

    def test_of_a_conversation_that_is_gone_ends_it(self, stage: Stage) -> None:
        """Nobody can see it there, and nobody can be sent it."""
        assert isinstance(_doubt(stage, stage.leave(conversation="C0MISSING")), Refused)

    def test_of_a_place_that_is_not_known_waits(self, stage: Stage) -> None:
        """It stays in doubt."""
        stage.change(conversation=None)
        assert _doubt(stage, stage.leave()) == Unsure("not_yet")

    def test_of_a_platform_that_is_not_served_here_waits(self, stage: Stage) -> None:
        """Another process may serve it."""
        outcome = read_back(stage.leave(), stage.dispatcher.composer, {}, stage.rules)
        assert outcome == Unsure("platform_not_served")

    def test_with_a_bug_in_it_is_no_evidence(self, stage: Stage) -> None:
        """It stays in doubt, and the log has the reference."""
        broken = stage.leave(effect=Effect.DIRECT, person_id=None)
        outcome = _doubt(stage, broken)
        assert isinstance(outcome, Unsure)
        assert outcome.error.startswith("bug:")
