"""What the sender's side of the deliveries promises (core.ports_outside.Ledger), on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from core.model.deliveries import (
    Absent,
    Address,
    Content,
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
    Urgency,
)
from core.model.ids import PersonId
from core.model.settling import Rules
from storage.rates import Lanes, Rate
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_delivery, a_municipality, saved_network

RULES = Rules()
LEASE = timedelta(seconds=RULES.lease)
SETTLE = timedelta(seconds=RULES.settle)
SECOND = timedelta(seconds=1)
ONE_A_SECOND = Lanes(conversation=Rate(1), tiers={})


@dataclass
class Book:
    """A ledger with its wire clock moved by hand."""

    engine: Engine
    lanes: Lanes
    wire: datetime = NOW

    def __post_init__(self) -> None:
        self.uows = SqlUnitsOfWork(self.engine, lanes=self.lanes, rules=RULES, wire_clock=lambda _: self.wire)

    def leave(self, **fields: object) -> Delivery:
        delivery = a_delivery(**fields)
        with self.uows.writing() as uow:
            assert uow.deliveries.add(delivery)
            uow.commit()
        return delivery

    def claim(self, *, now: datetime = NOW, limit: int = 99) -> list[Delivery]:
        with self.uows.writing() as uow:
            claimed = list(uow.ledger.claim(now=now, limit=limit))
            uow.commit()
        return claimed

    def keys(self, *, now: datetime = NOW, limit: int = 99) -> list[str]:
        """Claimed; which they were."""
        return [delivery.key for delivery in self.claim(now=now, limit=limit)]

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        with self.uows.writing() as uow:
            settled = uow.ledger.settle(delivery, outcome)
            uow.commit()
        return settled

    def read_back(self) -> list[Delivery]:
        """Taken to be read back; who looked before knew whether it was worth while."""
        with self.uows.reading() as uow:
            is_worth_while = uow.ledger.anything_in_doubt()
        with self.uows.writing() as uow:
            taken = list(uow.ledger.to_read_back(limit=99))
            uow.commit()
        assert is_worth_while or not taken
        return taken

    def find(self, delivery: Delivery) -> Delivery:
        with self.uows.reading() as uow:
            found = uow.deliveries.find(delivery.key)
        assert found is not None
        return found

    def state(self, delivery: Delivery) -> DeliveryState:
        return self.find(delivery).state


@pytest.fixture
def book(any_engine: Engine) -> Book:
    """A ledger without rate limits."""
    return Book(any_engine, Lanes.off())


@pytest.fixture
def narrow(any_engine: Engine) -> Book:
    """A ledger where each conversation takes one message a second."""
    return Book(any_engine, ONE_A_SECOND)


class TestClaiming:
    def test_gives_what_is_due_with_a_token_and_a_lease_of_its_own(self, book: Book) -> None:
        """What came back stands in the ledger too."""
        given = book.leave()
        [claimed] = book.claim()
        assert (claimed.state, claimed.attempt, claimed.first_try_at) == (DeliveryState.SENDING, 1, NOW)
        assert claimed.token
        assert claimed.lease_until == NOW + LEASE
        assert book.find(given) == claimed

    def test_leaves_what_is_not_due_by_the_calendar(self, book: Book) -> None:
        """Moving the calendar clock brings it, whatever the wire clock says."""
        given = book.leave(due_at=NOW + timedelta(days=3))
        assert book.keys() == []
        assert book.keys(now=NOW + timedelta(days=3)) == [given.key]

    def test_gives_the_most_urgent_first(self, book: Book) -> None:
        """Then what fell due first, then what was written first."""
        second, third = book.leave(), book.leave()
        early = book.leave(due_at=NOW - SECOND)
        answer = book.leave(urgency=Urgency.ANSWER)
        digest = book.leave(urgency=Urgency.DIGEST, due_at=NOW - timedelta(days=1))
        assert book.keys() == [one.key for one in (answer, early, second, third, digest)]

    def test_takes_no_more_than_asked_for(self, book: Book) -> None:
        """The rest waits."""
        given = [book.leave() for _ in range(3)]
        assert book.keys(limit=2) == [given[0].key, given[1].key]
        assert book.keys(limit=2) == [given[2].key]

    def test_gives_nothing_twice(self, book: Book) -> None:
        """What is being sent is not there for others."""
        book.leave()
        assert len(book.claim()) == 1
        assert book.claim() == []

    def test_lets_what_has_passed_its_time_expire(self, book: Book) -> None:
        """It is not sent a day late, and what it said is emptied."""
        given = book.leave(expires_at=NOW, payload="tavst")
        assert book.keys() == []
        assert (book.state(given), book.find(given).payload) == (DeliveryState.EXPIRED, "")

    def test_is_undone_with_its_transaction(self, book: Book) -> None:
        """A claim that was not committed was none."""
        given = book.leave()
        with book.uows.writing() as uow:
            assert len(uow.ledger.claim(now=NOW, limit=9)) == 1
        assert book.keys() == [given.key]

    def test_shares_nothing_between_processes(self, postgres_engine: Engine) -> None:
        """What another transaction has locked is passed over, not waited for."""
        book, other = Book(postgres_engine, ONE_A_SECOND), Book(postgres_engine, ONE_A_SECOND)
        for number in range(4):
            book.leave(conversation=f"C{number}")
        with book.uows.writing() as first, other.uows.writing() as second:
            mine = {delivery.key for delivery in first.ledger.claim(now=NOW, limit=2)}
            theirs = {delivery.key for delivery in second.ledger.claim(now=NOW, limit=9)}
        assert len(mine) == 2
        assert not mine & theirs

    def test_waits_for_nobody_who_makes_the_same_lanes(self, postgres_engine: Engine) -> None:
        """Two that begin in the same workspace, each with a conversation of its own, do not hold each other up."""
        lanes = Lanes(conversation=Rate(1), tiers={Effect.POST: ("post", Rate(5, burst=8))})
        book, other = Book(postgres_engine, lanes), Book(postgres_engine, lanes)
        given = [book.leave(conversation=f"C{number}") for number in range(2)]
        with book.uows.writing() as first:
            assert [delivery.key for delivery in first.ledger.claim(now=NOW, limit=1)] == [given[0].key]
            with ThreadPoolExecutor(1) as thread:
                assert thread.submit(other.keys).result(timeout=3) == []
            first.commit()
        assert other.keys() == [given[1].key]

    def test_settles_several_at_once(self, book: Book) -> None:
        """Each by its own claim: one that was lost meanwhile changes nothing."""
        given = [book.leave() for _ in range(2)]
        mine, lost = book.claim()
        with book.uows.writing() as uow:
            told = [(mine, Sent("C1", "1.1")), (replace(lost, token="another"), Sent("C1", "1.2"))]
            assert uow.ledger.settle_all(told) == {mine.id}
            uow.commit()
        assert [book.state(one) for one in given] == [DeliveryState.SENT, DeliveryState.SENDING]


class TestComingAfter:
    @pytest.mark.parametrize("field", ["after_key", "thread_key", "target_key"])
    def test_waits_until_the_first_was_sent(self, book: Book, field: str) -> None:
        """Whether it comes after, under or about it."""
        first = book.leave()
        second = book.leave(**{field: first.key}, urgency=Urgency.ANSWER)
        [claimed] = book.claim()
        assert claimed.key == first.key
        assert book.claim() == []
        book.settle(claimed, Sent("C1", "1.1"))
        assert book.keys() == [second.key]

    def test_does_not_wait_for_what_never_was(self, book: Book) -> None:
        """A key without a row blocks nobody."""
        given = book.leave(after_key="nothing")
        assert book.keys() == [given.key]

    def test_waits_while_nobody_knows(self, book: Book) -> None:
        """A first one that may have been sent is not a sent one."""
        first = book.leave()
        book.leave(after_key=first.key)
        [claimed] = book.claim()
        book.settle(claimed, Unsure("timeout"))
        assert book.claim() == []

    def test_is_cancelled_when_the_first_never_comes(self, book: Book) -> None:
        """And so is what comes after that in turn."""
        first = book.leave()
        second = book.leave(after_key=first.key)
        third = book.leave(thread_key=second.key)
        [claimed] = book.claim()
        book.settle(claimed, Refused("channel_not_found"))
        for _ in range(2):
            assert book.claim() == []
        assert (book.state(second), book.state(third)) == (DeliveryState.CANCELLED, DeliveryState.CANCELLED)

    def test_is_cancelled_when_the_first_expires(self, book: Book) -> None:
        """In the same claim."""
        first = book.leave(expires_at=NOW)
        second = book.leave(after_key=first.key)
        assert book.claim() == []
        assert book.state(second) is DeliveryState.CANCELLED


class TestSettling:
    def claimed(self, book: Book, **fields: object) -> Delivery:
        book.leave(**fields)
        [claimed] = book.claim()
        return claimed

    def test_keeps_the_address_of_what_was_sent(self, book: Book) -> None:
        """And empties what an answer said."""
        claimed = self.claimed(book, content=Content.ANSWER, payload="privat")
        assert book.settle(claimed, Sent("C1", "1.1"))
        found = book.find(claimed)
        assert (found.state, found.payload, found.token) == (DeliveryState.SENT, "", None)
        with book.uows.reading() as uow:
            assert uow.ledger.address(claimed.key) == Address("C1", "1.1")
            assert uow.ledger.address("nothing") is None

    def test_fails_when_the_claim_was_lost(self, book: Book) -> None:
        """Only the newest token counts: a sender that woke up late changes nothing."""
        claimed = self.claimed(book)
        book.wire += LEASE
        assert book.read_back() == []
        assert not book.settle(claimed, Sent("C1", "1.1"))
        assert book.state(claimed) is DeliveryState.UNKNOWN

    def test_works_once(self, book: Book) -> None:
        """The claim ends with it."""
        claimed = self.claimed(book)
        assert book.settle(claimed, Sent())
        assert not book.settle(claimed, Refused("no"))
        assert book.state(claimed) is DeliveryState.SENT

    def test_waits_as_long_as_the_platform_says(self, book: Book) -> None:
        """By the wire clock, whatever the calendar says."""
        claimed = self.claimed(book)
        book.settle(claimed, Later(30, "ratelimited"))
        assert book.keys(now=NOW + timedelta(days=1)) == []
        book.wire += 30 * SECOND
        assert book.keys() == [claimed.key]

    @pytest.mark.parametrize(
        ("outcome", "state"),
        [(Refused("no"), DeliveryState.DEAD), (Obsolete(), DeliveryState.CANCELLED)],
        ids=["refused", "obsolete"],
    )
    def test_ends_what_will_not_happen(self, book: Book, outcome: Outcome, state: DeliveryState) -> None:
        """It is not tried again."""
        claimed = self.claimed(book)
        book.settle(claimed, outcome)
        assert book.state(claimed) is state
        assert book.claim() == []

    def test_hands_back_what_was_not_begun(self, book: Book) -> None:
        """As if it had not been claimed; a claim that was lost is not ours to hand back."""
        claimed, lost = self.claimed(book), replace(self.claimed(book), token="another")
        with book.uows.writing() as uow:
            uow.ledger.release([claimed, lost])
            uow.commit()
        assert (book.state(claimed), book.state(lost)) == (DeliveryState.PENDING, DeliveryState.SENDING)
        assert [delivery.attempt for delivery in book.claim()] == [1]


class TestReadingBack:
    def unknown(self, book: Book, **fields: object) -> Delivery:
        """One that was claimed and whose end nobody knows, taken to be read back."""
        book.leave(**fields)
        [claimed] = book.claim()
        book.settle(claimed, Unsure("timeout"))
        book.wire += SETTLE
        [taken] = book.read_back()
        return taken

    def test_waits_for_the_platform_to_settle(self, book: Book) -> None:
        """What was just tried may still appear."""
        book.leave()
        [claimed] = book.claim()
        book.settle(claimed, Unsure("timeout"))
        assert book.read_back() == []
        book.wire += SETTLE
        [taken] = book.read_back()
        assert (taken.state, taken.first_try_at) == (DeliveryState.UNKNOWN, NOW)
        assert taken.token != claimed.token

    def test_takes_what_ran_out_of_time(self, book: Book) -> None:
        """A sender that died may have sent: its delivery is read back, never just sent again."""
        given = book.leave()
        book.claim()
        book.wire += LEASE
        assert book.read_back() == []
        assert book.state(given) is DeliveryState.UNKNOWN
        assert book.claim() == []
        book.wire += SETTLE
        assert [taken.key for taken in book.read_back()] == [given.key]

    def test_is_done_by_one_at_a_time(self, book: Book) -> None:
        """Until the reader's own lease has run out."""
        taken = self.unknown(book)
        assert book.read_back() == []
        book.wire += LEASE
        [again] = book.read_back()
        assert not book.settle(taken, Absent())
        assert book.settle(again, Absent())

    def test_finds_what_was_sent_after_all(self, book: Book) -> None:
        """It is not sent again."""
        taken = self.unknown(book)
        assert book.settle(taken, Sent("C1", "1.1"))
        assert book.state(taken) is DeliveryState.SENT

    def test_sends_again_what_was_missed_twice(self, book: Book) -> None:
        """The two reads lie a settling time apart."""
        book.settle(self.unknown(book), Absent())
        assert book.claim() == []
        assert book.read_back() == []
        book.wire += SETTLE
        [taken] = book.read_back()
        book.settle(taken, Absent())
        assert book.keys() == [taken.key]

    @pytest.mark.parametrize(
        ("effect", "state"),
        [(Effect.POST, DeliveryState.HELD), (Effect.DIRECT, DeliveryState.EXPIRED)],
        ids=["in a conversation", "private"],
    )
    def test_leaves_to_a_person_what_cannot_be_read(self, book: Book, effect: Effect, state: DeliveryState) -> None:
        """A private one is let go."""
        taken = self.unknown(book, effect=effect, person_id=PersonId("p"))
        book.settle(taken, Unreadable())
        assert book.state(taken) is state
        assert book.claim() == []

    def test_pauses_no_lane_when_the_reading_is_too_fast(self, book: Book) -> None:
        """The platform limits reading, not sending."""
        taken = self.unknown(book, conversation="C1")
        book.settle(taken, Later(600, "ratelimited", lane="w:x:history"))
        given = book.leave(conversation="C1")
        assert book.keys() == [given.key]


class TestLanes:
    def test_let_one_conversation_wait_for_itself_alone(self, narrow: Book) -> None:
        """One a second into each."""
        first, second = narrow.leave(conversation="C1"), narrow.leave(conversation="C1")
        other = narrow.leave(conversation="C2")
        assert narrow.keys() == [first.key, other.key]
        assert narrow.keys() == []
        narrow.wire += SECOND
        assert narrow.keys() == [second.key]

    def test_know_a_network_s_conversation_by_either_name(self, narrow: Book) -> None:
        """Written with the platform's id or left to the network: the same place."""
        with narrow.uows.writing() as uow:
            network = saved_network(uow, a_municipality(uow).anne, conversation="C1")
            uow.commit()
        first = narrow.leave(conversation="C1")
        narrow.leave(conversation=None, network_id=network.id)
        assert narrow.keys() == [first.key]

    def test_starve_nobody_behind_a_long_backlog(self, narrow: Book) -> None:
        """A hundred for one conversation do not hold up one for another, in the same claim."""
        for _ in range(100):
            narrow.leave(conversation="C1", urgency=Urgency.ANSWER if _ == 0 else Urgency.PROMPT)
        other = narrow.leave(conversation="C2", urgency=Urgency.DIGEST)
        assert other.key in narrow.keys(limit=8)

    def test_send_a_backlog_at_their_rate(self, narrow: Book) -> None:
        """Each once, in order, one a second."""
        given = [narrow.leave(conversation="C1").key for _ in range(40)]
        sent = []
        for _ in range(60):
            keys = narrow.keys(limit=8)
            assert len(keys) <= 1
            sent += keys
            narrow.wire += SECOND
        assert sent[:30] == given[:30]
        assert sorted(sent) == sorted(given)

    def test_use_a_workspace_to_the_full(self, postgres_engine: Engine) -> None:
        """What waits for its own conversation takes no place in the workspace that others could have."""
        post = ("post", Rate(1))
        book = Book(postgres_engine, Lanes(conversation=Rate(0.1), tiers={Effect.POST: post}))
        slow = [book.leave(conversation="C1").key for _ in range(2)]
        others = [book.leave(conversation=f"C{number}").key for number in range(2, 5)]
        sent = []
        for _ in range(4):
            sent += book.keys()
            book.wire += SECOND
        assert sent == [slow[0], *others]

    def test_let_answers_pass(self, narrow: Book) -> None:
        """Somebody is waiting for it; the others make room after."""
        narrow.leave(conversation="C1")
        narrow.claim()
        answer = narrow.leave(conversation="C1", urgency=Urgency.ANSWER)
        assert narrow.keys() == [answer.key]

    @pytest.mark.parametrize("lane", ["c:T1:C1", "w:T1:chat.postMessage"])
    def test_pause_when_the_platform_says_so(self, book: Book, lane: str) -> None:
        """Everything in that lane waits, answers too; after it all goes on."""
        first = book.leave(conversation="C1")
        [claimed] = book.claim()
        second = book.leave(conversation="C1", urgency=Urgency.ANSWER)
        book.settle(claimed, Later(20, "ratelimited", lane=lane))
        assert book.keys() == []
        book.wire += 20 * SECOND
        assert set(book.keys()) == {first.key, second.key}

    def test_pause_alone(self, book: Book) -> None:
        """One conversation's pause is nobody else's, nor is one kind of call's."""
        book.leave(conversation="C1")
        [claimed] = book.claim()
        book.settle(claimed, Later(20, "ratelimited", lane="c:T1:C1"))
        other = book.leave(conversation="C2")
        assert book.keys() == [other.key]
        [claimed] = [book.find(other)]
        book.settle(claimed, Later(20, "ratelimited", lane="w:T1:chat.postMessage"))
        home = book.leave(effect=Effect.HOME)
        assert book.keys() == [home.key]

    def test_take_a_first_wait_for_the_conversation_s(self, book: Book) -> None:
        """A platform names the kind of call alone; a second conversation that must wait shows that all of them do."""
        first, second = book.leave(conversation="C1"), book.leave(conversation="C2")
        claimed = {each.key: each for each in book.claim()}
        book.settle(claimed[first.key], Later(20, "ratelimited", lane="w:T1:chat.postMessage"))
        third = book.leave(conversation="C3")
        assert book.keys() == [third.key]
        book.settle(claimed[second.key], Later(20, "ratelimited", lane="w:T1:chat.postMessage"))
        book.leave(conversation="C4")
        assert book.keys() == []

    def test_book_again_what_a_pause_overtook(self, narrow: Book) -> None:
        """Places booked before the pause do not all come up at once after it."""
        given = [narrow.leave(conversation="C1").key for _ in range(5)]
        [claimed] = narrow.claim()
        narrow.settle(claimed, Later(20, "ratelimited", lane="c:T1:C1"))
        narrow.wire += 20 * SECOND
        sent = []
        for _ in range(8):
            keys = narrow.keys()
            assert len(keys) <= 1
            sent += keys
            narrow.wire += SECOND
        assert sorted(sent) == sorted(given)

    def test_book_again_after_a_long_stop(self, narrow: Book) -> None:
        """Places whose time passed while nobody sent do not all come up at once."""
        for _ in range(5):
            narrow.leave(conversation="C1")
        narrow.claim()
        narrow.wire += 60 * SECOND
        assert len(narrow.claim()) == 1


class TestWatching:
    def test_counts_every_state(self, book: Book) -> None:
        """Those that have none, too."""
        book.leave()
        [claimed] = book.claim()
        book.settle(claimed, Sent())
        book.leave()
        with book.uows.reading() as uow:
            counts = uow.ledger.counts()
        assert (counts[DeliveryState.SENT], counts[DeliveryState.PENDING], counts[DeliveryState.HELD]) == (1, 1, 0)
        assert set(counts) == set(DeliveryState)

    def test_knows_how_long_the_oldest_waits(self, book: Book) -> None:
        """Among what is due and not at rest."""
        with book.uows.reading() as uow:
            assert uow.ledger.oldest_waiting(now=NOW) is None
        book.leave(due_at=NOW - SECOND)
        book.leave(due_at=NOW + SECOND)
        with book.uows.reading() as uow:
            assert uow.ledger.oldest_waiting(now=NOW) == NOW - SECOND

    def test_goes_by_the_database_s_clock(self, any_engine: Engine) -> None:
        """The wire clock is aware, in UTC and not ours."""
        uows = SqlUnitsOfWork(any_engine)
        first, second = uows.wire_now(), uows.wire_now()
        assert first.utcoffset() == timedelta(0)
        assert timedelta(0) <= second - first < timedelta(minutes=1)


def test_what_only_a_newer_process_knows_is_left_to_it(any_engine: Engine) -> None:
    """While an old process and a new one overlap the old one goes on with everything else."""
    book = Book(any_engine, Lanes.off())
    from_tomorrow, ours = book.leave(), book.leave()
    with any_engine.begin() as connection:
        told = {"key": from_tomorrow.key}
        connection.execute(text("UPDATE deliveries SET content = 'hologram' WHERE key = :key"), told)
    assert [delivery.id for delivery in book.claim()] == [ours.id]
