"""The sender: what waits is sent once, whatever goes wrong on the way."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import Engine

from core.model import keys
from core.model.deliveries import Content, DeliveryState, Effect, Unsure
from core.model.settling import Rules
from core.ports import UnitOfWork
from scheduler.deliveries import elapsed
from tests.builders import NOW
from tests.fakes.messenger import Fault
from tests.scheduler.stage import HELLO, Stage


@pytest.fixture
def stage(sqlite_engine: Engine) -> Stage:
    return Stage(sqlite_engine)


class TestDispatching:
    def test_sends_what_is_due_and_writes_down_where(self, stage: Stage) -> None:
        """One message in the network's conversation, and its address in the ledger."""
        delivery = stage.leave()
        assert stage.dispatcher.dispatch() == 1
        [message] = stage.messenger.seen(stage.network.conversation or "")
        assert (message.key, message.view) == (delivery.key, HELLO)
        assert stage.find(delivery).sent_message == message.id

    def test_leaves_what_is_not_due(self, stage: Stage) -> None:
        """The calendar decides."""
        delivery = stage.leave(due_at=NOW + timedelta(days=1))
        assert stage.dispatcher.dispatch() == 0
        assert stage.state(delivery) is DeliveryState.PENDING

    def test_goes_on_until_nothing_waits(self, stage: Stage) -> None:
        """More than one claim can take."""
        for _ in range(100):
            stage.leave()
        assert stage.dispatcher.dispatch() == 100
        assert len(stage.messenger.messages) == 100

    @pytest.mark.parametrize(("seconds", "most"), [(0.0, 4), (0.05, 2), (9.0, 1)])
    def test_takes_no_more_at_once_than_it_can_soon_do(self, stage: Stage, seconds: float, most: int) -> None:
        """Calls of a twentieth of a second: two of them are the tenth for which others may wait."""
        for _ in range(60):
            stage.leave()
        ticks = count(step=seconds / 3)  # a call looks at the clock four times
        sender = stage.sender(senders=1, elapsed=lambda: next(ticks), rules=replace(stage.rules, lease=1e6))
        rooms: list[int] = []
        claim = sender._claim
        sender._claim = lambda room: rooms.append(room) or claim(room)  # type: ignore[method-assign]
        assert sender.dispatch() == 60
        assert max(rooms[2:]) == most

    def test_sends_in_a_thread_once_its_root_stands(self, stage: Stage) -> None:
        """A thread's message waits for the message it is under."""
        root = stage.leave(key="root")
        reply = stage.leave(thread_key=root.key)
        stage.dispatcher.dispatch()
        address = stage.find(root).sent_message
        assert [message.key for message in stage.messenger.seen("C1", address)] == [reply.key]

    def test_of_one_network_does_not_fail_with_another(self, stage: Stage) -> None:
        """A conversation that is gone costs the rest nothing."""
        lost, kept = stage.leave(conversation="C0MISSING"), stage.leave()
        stage.dispatcher.dispatch()
        assert (stage.state(lost), stage.state(kept)) == (DeliveryState.DEAD, DeliveryState.SENT)

    def test_leaves_a_platform_that_is_not_served_here_to_others(self, stage: Stage) -> None:
        """Another process may serve it."""
        delivery = stage.leave()
        stage.sender(messengers={}).dispatch()
        assert stage.find(delivery).error == "platform_not_served"
        assert stage.state(delivery) is DeliveryState.PENDING


class TestADefiniteNotNow:
    def test_of_the_platform_is_waited_out(self, stage: Stage) -> None:
        """Nothing is tried before Retry-After is over, then it is sent."""
        delivery = stage.leave()
        stage.messenger.faults.append(Fault.LIMITED)
        stage.dispatcher.dispatch()
        stage.wait(29)
        assert stage.dispatcher.dispatch() == 0
        stage.wait(2)
        assert stage.dispatcher.dispatch() == 1
        assert stage.messenger.times(delivery.key) == 1

    def test_of_the_network_between_us_is_tried_again_soon(self, stage: Stage) -> None:
        """No byte left, so trying again is safe."""
        delivery = stage.leave()
        stage.messenger.faults.append(Fault.REFUSED)
        stage.dispatcher.dispatch()
        stage.wait(stage.rules.first_wait)
        stage.dispatcher.dispatch()
        assert stage.messenger.times(delivery.key) == 1

    def test_of_our_own_making_is_tried_again(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        """A bug in building the view has sent nothing; it is logged with a reference."""
        delivery = stage.leave(payload="{}")
        stage.dispatcher.dispatch()
        error = stage.find(delivery).error or ""
        assert stage.state(delivery) is DeliveryState.PENDING
        assert error.startswith("bug:")
        assert error[4:] in caplog.text


class TestADoubt:
    @pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.TIMEOUT, Fault.ERROR_AFTER])
    def test_about_something_done_is_settled_by_finding_it(self, stage: Stage, fault: Fault) -> None:
        """It is read back and adopted, never sent again."""
        delivery = stage.leave()
        stage.messenger.faults.append(fault)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.SENT
        assert stage.messenger.times(delivery.key) == 1

    @pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.ERROR_BEFORE])
    def test_about_something_not_done_ends_in_sending_it(self, stage: Stage, fault: Fault) -> None:
        """Absent twice, a settling time apart, and it goes out."""
        delivery = stage.leave_direct()
        stage.messenger.faults.append(fault)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.messenger.times(delivery.key) == 1

    def test_is_not_settled_before_the_platform_may_have_shown_it(self, stage: Stage) -> None:
        """What the platform took late is found when it stands there."""
        delivery = stage.leave()
        stage.messenger.faults.append(Fault.LATE)
        stage.dispatcher.dispatch()
        assert stage.dispatcher.reconcile() == 0
        stage.wait(stage.rules.settle)
        stage.messenger.catch_up()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.messenger.times(delivery.key) == 1

    def test_lives_through_a_calendar_moved_by_a_fortnight(self, stage: Stage) -> None:
        """The calendar clock settles nothing: no second post."""
        delivery = stage.leave()
        stage.messenger.faults.append(Fault.LATE)
        stage.dispatcher.dispatch()
        stage.calendar += timedelta(days=14)
        assert (stage.dispatcher.reconcile(), stage.dispatcher.dispatch()) == (0, 0)
        assert stage.state(delivery) is DeliveryState.UNKNOWN

    def test_of_a_process_that_died_is_settled_by_another(self, stage: Stage) -> None:
        """Claimed, posted, killed before it was written down: found and adopted when the lease has run out."""
        delivery = stage.leave()
        with stage.uows.writing() as uow:
            [claimed] = uow.ledger.claim(now=stage.calendar, limit=1)
            uow.commit()
        stage.messenger.post("T", stage.network.conversation or "", HELLO, key=claimed.key)
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.SENT
        assert stage.messenger.times(delivery.key) == 1

    def test_that_cannot_be_read_is_held_where_all_could_see_it(self, stage: Stage) -> None:
        """A person decides."""
        stage.messenger.readable = False
        delivery = stage.leave()
        stage.messenger.faults.append(Fault.TIMEOUT)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        assert stage.state(delivery) is DeliveryState.HELD

    def test_about_a_whisper_lets_it_expire(self, stage: Stage) -> None:
        """Nobody can read it back, and nobody is asked."""
        delivery = stage.leave(effect=Effect.WHISPER, person_id=stage.town.bo.id)
        stage.messenger.faults.append(Fault.TIMEOUT)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        assert stage.state(delivery) is DeliveryState.EXPIRED

    def test_about_what_may_be_repeated_ends_in_repeating_it(self, stage: Stage) -> None:
        """Pinned twice is pinned."""
        target = stage.leave()
        stage.dispatcher.dispatch()
        stage.messenger.faults.append(Fault.DROP_AFTER)
        pin = stage.leave(effect=Effect.PIN, content=Content.NOTHING, target_key=target.key)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.state(pin) is DeliveryState.SENT
        assert [what for what, _ in stage.messenger.log] == ["post", "pin", "pin"]

    def test_while_reading_is_no_evidence(self, stage: Stage) -> None:
        """A read that breaks off leaves everything as it was."""
        delivery = stage.leave()
        stage.messenger.faults.extend([Fault.DROP_BEFORE, Fault.DROP_BEFORE, Fault.LIMITED])
        stage.dispatcher.dispatch()
        for _ in range(2):
            stage.wait(stage.rules.settle + 1)
            stage.dispatcher.reconcile()
        assert (stage.state(delivery), stage.find(delivery).absent_reads) == (DeliveryState.UNKNOWN, 0)


class TestAConversationToBeMade:
    def test_becomes_the_network_s_own(self, stage: Stage) -> None:
        """In the transaction that writes down that it was made."""
        delivery = stage.leave_creation()
        stage.dispatcher.dispatch()
        network = stage.saved()
        assert network.made_conversation
        assert network.conversation == stage.find(delivery).sent_conversation

    def test_is_made_once_even_if_nobody_heard_of_it(self, stage: Stage) -> None:
        """Made in doubt it is found by its key and adopted."""
        delivery = stage.leave_creation()
        stage.messenger.faults.append(Fault.DROP_AFTER)
        stage.dispatcher.dispatch()
        assert stage.saved().conversation is None
        stage.settle_doubts()
        assert stage.messenger.times(delivery.key) == 1
        assert stage.saved().conversation == stage.find(delivery).sent_conversation

    def test_is_waited_for_by_what_goes_there(self, stage: Stage) -> None:
        """The first post finds its place."""
        creation = stage.leave_creation()
        post = stage.leave(after_key=creation.key)
        stage.dispatcher.dispatch()
        assert [message.key for message in stage.messenger.seen(stage.saved().conversation or "")] == [post.key]

    def test_that_is_not_allowed_leads_to_an_offer(self, stage: Stage) -> None:
        """The leader is asked to use one that is there, by another delivery of the same commit."""
        creation = stage.leave_creation()
        stage.messenger.makes_conversations = False
        stage.dispatcher.dispatch()
        assert stage.state(creation) is DeliveryState.DEAD
        with stage.uows.reading() as uow:
            assert uow.deliveries.find(keys.no_conversation(stage.network.id)) is not None


class TestALease:
    def test_that_cannot_cover_a_call_begins_none(self, stage: Stage) -> None:
        """A process that was frozen in between hands back what it had claimed."""
        delivery = stage.leave()
        frozen = iter([0.0, 1000.0])
        sender = stage.sender(elapsed=lambda: next(frozen, 2000.0))
        stage.dispatcher = sender
        claimed = sender._claim(1)
        assert sender._send(claimed[0], sender.elapsed()) is None
        assert stage.messenger.times(delivery.key) == 0

    def test_that_ran_out_while_the_view_was_built_begins_none(self, stage: Stage) -> None:
        """Composing may have waited for the database."""
        delivery = stage.leave()
        ages = iter([0.0, 0.0, 1000.0])
        sender = stage.sender(elapsed=lambda: next(ages))
        claimed = sender._claim(1)
        assert sender._send(claimed[0], sender.elapsed()) is None
        assert stage.messenger.times(delivery.key) == 0

    def test_that_cannot_cover_a_read_begins_none(self, stage: Stage) -> None:
        """It stays in doubt, and is looked at by whoever takes it next."""
        ages = iter([0.0, 1000.0])
        sender = stage.sender(elapsed=lambda: next(ages))
        assert sender._look(stage.leave(), sender.elapsed()) is None

    def test_that_was_lost_settles_nothing(self, stage: Stage) -> None:
        """Whoever comes back after the lease cannot write over what others found out."""
        delivery = stage.leave()
        claimed = stage.dispatcher._claim(1)
        stage.wait(stage.rules.lease + 1)
        stage.dispatcher.reconcile()
        stage.dispatcher._settle([(claimed[0], Unsure("timeout"))], "deliveries")
        assert stage.find(delivery).error == "lease_run_out"


class TestStopping:
    def test_begins_nothing_new(self, stage: Stage) -> None:
        """What waits is left to the next process."""
        delivery = stage.leave()
        stage.dispatcher.stop()
        assert stage.dispatcher.dispatch() == 0
        assert stage.state(delivery) is DeliveryState.PENDING

    def test_finishes_what_is_under_way_and_hands_back_the_rest(self, stage: Stage) -> None:
        """The one call ends and is written down; what was only claimed is as if it had not been."""
        sender = stage.sender(senders=1)
        stage.messenger.meanwhile.append(sender.stop)
        left = [stage.leave() for _ in range(4)]
        assert sender.dispatch() == 1
        states = [stage.state(delivery) for delivery in left]
        assert sorted(state.value for state in states) == ["pending", "pending", "pending", "sent"]
        assert {stage.find(delivery).attempt for delivery in left if stage.state(delivery).value == "pending"} == {0}


class Away:
    """A database that is not there."""

    def writing(self) -> UnitOfWork:
        raise ConnectionError


class TestADatabaseThatIsAway:
    def test_ends_the_run(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        """It is logged, and the engine rings again."""
        assert stage.sender(units_of_work=Away()).dispatch() == 0
        assert "deliveries.claim" in caplog.text


class TestTheLog:
    def test_says_which_and_how_but_never_for_whom(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        """No words, no key, no person: an operator sees ids, effects and outcomes."""
        caplog.set_level(logging.INFO)
        delivery = stage.leave_direct(key=f"round:r1:reminder:{stage.town.bo.id}")
        stage.dispatcher.dispatch()
        assert f"delivery {delivery.id} direct: sent" in caplog.text
        private = ("Hej", stage.town.bo.id, stage.town.bo.account, stage.town.bo.name, "reminder")
        assert [word for word in private if word in caplog.text] == []


class TestTheMachineClock:
    def test_goes_forward(self) -> None:
        """It measures how old a lease is, whatever the time of day is set to."""
        assert elapsed() <= elapsed()


def test_rules_may_be_short() -> None:
    """Tests that kill processes wait seconds, not minutes."""
    assert Rules(timeout=0.5, margin=0.1, lease=1, settle=0.2).covers(0.3)


class TestTwoProcesses:
    def test_share_one_database_and_do_each_thing_once(self, postgres_engine: Engine) -> None:
        """No leader, no agreement: whoever claims it does it."""
        stage = Stage(postgres_engine)
        left = [stage.leave() for _ in range(60)]
        senders = [stage.sender(senders=4), stage.sender(senders=4)]
        with ThreadPoolExecutor(2) as processes:
            done = list(processes.map(lambda sender: sender.dispatch(), senders))
        assert sum(done) == len(left)
        assert [stage.messenger.times(delivery.key) for delivery in left] == [1] * len(left)
