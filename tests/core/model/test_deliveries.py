"""The rules of the ledger: what becomes of a delivery after each thing that can come of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model.deliveries import (
    REPEATABLE,
    Absent,
    Delivery,
    DeliveryState,
    Effect,
    Later,
    Obsolete,
    Outcome,
    Refused,
    Sent,
    Unreadable,
    Unsure,
)
from core.model.settling import Rules, ended, released, run_out, settled
from tests.builders import a_delivery

NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)
RULES = Rules()
READ = frozenset(Effect) - REPEATABLE


def sending(**changes: object) -> Delivery:
    claim = {"state": DeliveryState.SENDING, "token": "t1", "lease_until": NOW, "attempt": 1, "first_try_at": NOW}
    return a_delivery(**{**claim, "payload": "{}", **changes})


def unknown(**changes: object) -> Delivery:
    return sending(**{"state": DeliveryState.UNKNOWN, "error": "timeout", **changes})


def after(delivery: Delivery, outcome: Outcome, *, refreshed: bool = False) -> Delivery:
    return settled(delivery, outcome, now=NOW, rules=RULES, refreshed=refreshed)


class TestWhatWasSent:
    def test_is_sent_and_remembers_where(self) -> None:
        """Its message can be threaded under, changed and removed."""
        sent = after(sending(), Sent("C1", "17.1"))
        assert (sent.state, sent.sent_conversation, sent.sent_message) == (DeliveryState.SENT, "C1", "17.1")

    def test_leaves_no_words_behind(self) -> None:
        """What was shown is not kept in the ledger, nor who may claim it."""
        sent = after(sending(), Sent("C1", "17.1"))
        assert (sent.payload, sent.token, sent.lease_until, sent.retry_at) == ("", None, None, None)

    def test_without_a_message_has_no_address(self) -> None:
        """A person added to a conversation leaves none."""
        assert after(sending(effect=Effect.ADD), Sent()).sent_message is None


class TestANotNow:
    def test_waits_as_long_as_it_was_told(self) -> None:
        """Retry-After is heard."""
        later = after(sending(), Later(30, "ratelimited", "w:x:post"))
        assert (later.state, later.retry_at) == (DeliveryState.PENDING, NOW + timedelta(seconds=30))

    def test_of_a_lane_uses_up_no_attempt(self) -> None:
        """A narrow lane never makes a delivery dead."""
        later = after(sending(attempt=RULES.most_attempts), Later(30, "ratelimited", "w:x:post"))
        assert (later.state, later.attempt) == (DeliveryState.PENDING, RULES.most_attempts - 1)

    def test_for_the_last_time_is_a_no(self) -> None:
        """What never goes through is put before a person, not tried for ever."""
        dead = after(sending(attempt=RULES.most_attempts), Later(30, "connection_refused"))
        assert (dead.state, dead.error) == (DeliveryState.DEAD, "connection_refused")

    def test_keeps_what_is_to_be_shown(self) -> None:
        """It will be needed."""
        assert after(sending(), Later(30, "connection_refused")).payload == "{}"


class TestADefiniteNo:
    def test_is_the_end(self) -> None:
        """The platform's own word for it is kept for the operator."""
        dead = after(sending(), Refused("is_archived"))
        assert (dead.state, dead.error, dead.payload) == (DeliveryState.DEAD, "is_archived", "")

    def test_also_when_reading_back(self) -> None:
        """Where the conversation is gone there is nothing to look for and nobody to send to."""
        assert after(unknown(), Refused("conversation_not_found")).state is DeliveryState.DEAD


class TestADoubt:
    @pytest.mark.parametrize("effect", Effect)
    def test_is_never_answered_by_sending_again(self, effect: Effect) -> None:
        """Whatever the effect: first it rests for the settling time, then somebody looks."""
        doubt = after(sending(effect=effect), Unsure("timeout"))
        assert (doubt.state, doubt.retry_at) == (DeliveryState.UNKNOWN, NOW + timedelta(seconds=RULES.settle))

    def test_begins_the_reading_anew(self) -> None:
        """Absences from before an earlier sending say nothing of this one."""
        assert after(sending(absent_reads=1), Unsure("timeout")).absent_reads == 0

    def test_arises_when_a_lease_runs_out(self) -> None:
        """A process that died may have sent it a moment before."""
        doubt = run_out(sending(absent_reads=1), now=NOW, rules=RULES)
        expected = (DeliveryState.UNKNOWN, NOW + timedelta(seconds=RULES.settle), None, 0)
        assert (doubt.state, doubt.retry_at, doubt.token, doubt.absent_reads) == expected


class TestReadingBack:
    def test_that_finds_it_adopts_it(self) -> None:
        """It was sent after all, and stands there."""
        found = after(unknown(), Sent("C1", "17.1"))
        assert (found.state, found.sent_message) == (DeliveryState.SENT, "17.1")

    @pytest.mark.parametrize("effect", sorted(READ, key=lambda effect: effect.value))
    def test_that_misses_it_once_waits_and_looks_again(self, effect: Effect) -> None:
        """A platform may show late what it took early."""
        missed = after(unknown(effect=effect), Absent())
        expected = (DeliveryState.UNKNOWN, 1, NOW + timedelta(seconds=RULES.settle))
        assert (missed.state, missed.absent_reads, missed.retry_at) == expected

    def test_that_misses_it_twice_lets_it_be_sent_again(self) -> None:
        """Two complete reads, a settling time apart, are evidence enough."""
        again = after(after(unknown(), Absent()), Absent())
        assert (again.state, again.retry_at, again.absent_reads) == (DeliveryState.PENDING, NOW, 0)

    @pytest.mark.parametrize("effect", sorted(REPEATABLE, key=lambda effect: effect.value))
    def test_is_not_needed_for_what_may_be_repeated(self, effect: Effect) -> None:
        """Done again it looks as if done once."""
        assert after(unknown(effect=effect), Absent()).state is DeliveryState.PENDING

    def test_ends_after_the_last_attempt(self) -> None:
        """What is swallowed every time is put before a person."""
        missed = unknown(attempt=RULES.most_attempts, absent_reads=1)
        assert after(missed, Absent()).state is DeliveryState.DEAD

    @pytest.mark.parametrize("outcome", [Unsure("timeout"), Later(1, "ratelimited"), Obsolete()])
    def test_that_did_not_come_through_is_no_evidence(self, outcome: Outcome) -> None:
        """It stays in doubt, with the absences it had."""
        still = after(unknown(absent_reads=1), outcome)
        expected = (DeliveryState.UNKNOWN, 1, NOW + timedelta(seconds=RULES.settle))
        assert (still.state, still.absent_reads, still.retry_at) == expected

    def test_that_is_limited_waits_as_long_as_it_was_told(self) -> None:
        """Retry-After is heard here too."""
        still = after(unknown(), Later(100, "ratelimited"))
        assert still.retry_at == NOW + timedelta(seconds=100)


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("effect", [Effect.WHISPER, Effect.DIRECT])
    def test_expires_if_it_was_private(self, effect: Effect) -> None:
        """Nobody is asked whether somebody got it: that would tell whom it was for."""
        assert after(unknown(effect=effect), Unreadable()).state is DeliveryState.EXPIRED

    @pytest.mark.parametrize("effect", [Effect.POST, Effect.CREATE])
    def test_is_held_for_a_person_if_everyone_could_see_it(self, effect: Effect) -> None:
        """A person decides, and until then nothing is sent; what is to be shown is kept."""
        held = after(unknown(effect=effect), Unreadable())
        assert (held.state, held.payload) == (DeliveryState.HELD, "{}")


class TestWhatHasNoPointAnyMore:
    def test_is_cancelled(self) -> None:
        """Nothing was sent, and nothing will be."""
        cancelled = after(sending(), Obsolete())
        assert (cancelled.state, cancelled.payload) == (DeliveryState.CANCELLED, "")

    @pytest.mark.parametrize("outcome", [Absent(), Unreadable()])
    def test_cannot_be_told_by_a_sender(self, outcome: Outcome) -> None:
        """Only a read-back finds nothing; a sender that says so is wrong."""
        with pytest.raises(ValueError, match="read-back"):
            after(sending(), outcome)


class TestANewerState:
    @pytest.mark.parametrize("outcome", [Sent(), Refused("gone"), Obsolete()])
    def test_asked_for_meanwhile_goes_out_once_more(self, outcome: Outcome) -> None:
        """The last state wins, and it is not lost with the one before."""
        again = after(sending(effect=Effect.HOME), outcome, refreshed=True)
        assert (again.state, again.retry_at, again.token) == (DeliveryState.PENDING, NOW, None)

    def test_waits_until_the_doubt_about_the_old_one_is_settled(self) -> None:
        """Two states on the way at once could arrive in the wrong order."""
        doubt = after(sending(effect=Effect.HOME), Unsure("timeout"), refreshed=True)
        assert doubt.state is DeliveryState.UNKNOWN


class TestHandingBack:
    def test_is_as_if_it_had_not_been_claimed(self) -> None:
        """Nothing was begun, so no attempt was made."""
        back = released(sending())
        assert (back.state, back.attempt, back.token, back.retry_at) == (DeliveryState.PENDING, 0, None, None)

    def test_leaves_a_doubt_a_doubt(self) -> None:
        """What was taken to be read back may still have happened."""
        back = released(unknown(retry_at=NOW))
        assert (back.state, back.retry_at, back.token) == (DeliveryState.UNKNOWN, NOW, None)


class TestEnding:
    @pytest.mark.parametrize("state", [DeliveryState.EXPIRED, DeliveryState.CANCELLED, DeliveryState.DEAD])
    def test_empties_the_payload(self, state: DeliveryState) -> None:
        """However it ends."""
        assert ended(replace(sending(), state=DeliveryState.PENDING), state).payload == ""


class TestThePatience:
    def test_doubles_up_to_a_limit(self) -> None:
        """2, 4, 8 ... and at most five minutes, however often."""
        assert [RULES.backoff(attempt) for attempt in (0, 1, 2, 3, 20, 5000)] == [2, 2, 4, 8, 300, 300]

    def test_begins_no_call_that_the_lease_cannot_cover(self) -> None:
        """A whole call and a margin must fit into what is left."""
        assert RULES.covers(RULES.lease - RULES.timeout - RULES.margin)
        assert not RULES.covers(RULES.lease - RULES.timeout - RULES.margin + 0.1)

    def test_refuses_a_lease_shorter_than_a_call(self) -> None:
        """Such settings could never send anything."""
        with pytest.raises(ValueError, match="lease"):
            Rules(timeout=10, margin=5, lease=15)

    def test_say_how_long_a_frozen_process_may_stand(self) -> None:
        """One that looked at its lease as late as it may still writes before it has been missed twice."""
        looked = RULES.lease - RULES.timeout - RULES.margin
        assert looked + RULES.longest_stand == RULES.lease + RULES.absences * RULES.settle
