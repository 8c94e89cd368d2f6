"""What the inbox, the acts and the services' side of the deliveries promise (core.ports), on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine

from core.errors import Repeated
from core.model.deliveries import Content, Delivery, DeliveryState, Effect, Sent, Urgency
from core.model.ids import DeliveryId, NetworkId, PersonId
from core.model.keys import EVERYBODY
from core.model.networks import Network
from core.ports import UnitOfWork
from core.ports_outside import InboundEvent
from core.services import outbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, PLATFORM, WORKSPACE, Municipality, a_delivery, a_municipality, saved_network

HOUR = timedelta(hours=1)


def leave(uows: SqlUnitsOfWork, *deliveries: Delivery) -> None:
    """Deliveries, committed."""
    with uows.writing() as uow:
        for delivery in deliveries:
            assert uow.deliveries.add(delivery)
        uow.commit()


def send(uows: SqlUnitsOfWork, conversation: str = "C1", message: str = "1.1") -> None:
    """Everything that is due, done."""
    with uows.writing() as uow:
        for delivery in uow.ledger.claim(now=NOW, limit=99):
            assert uow.ledger.settle(delivery, Sent(conversation, message))
        uow.commit()


def find(uows: SqlUnitsOfWork, key: str) -> Delivery:
    with uows.reading() as uow:
        found = uow.deliveries.find(key)
    assert found is not None
    return found


class TestStates:
    def test_are_of_those_that_are_there(self, any_uows: SqlUnitsOfWork) -> None:
        """By key; of a key that nothing has there is none."""
        with any_uows.writing() as uow:
            a_municipality(uow)
            uow.deliveries.add(a_delivery(key="there"))
            assert uow.deliveries.states(["there", "nowhere"]) == {"there": DeliveryState.PENDING}


class TestEverybody:
    """`refresh_each`: the same for everyone in some networks."""

    @pytest.fixture
    def town(self, any_uows: SqlUnitsOfWork) -> Municipality:
        with any_uows.writing() as uow:
            town = a_municipality(uow)
            self.first = saved_network(uow, town.anne, town.bo)
            self.second = saved_network(uow, town.anne, town.camilla)
            uow.commit()
        return town

    def again(self, uow: UnitOfWork, *networks: Network) -> None:
        template = a_delivery(key=f"person:{EVERYBODY}:home", effect=Effect.HOME, conversation=None)
        uow.deliveries.refresh_each(template, [network.id for network in networks])

    def test_reaches_members_and_leaders_once(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """Each with their own id, key and workspace; others not."""
        with any_uows.writing() as uow:
            self.again(uow, self.first, self.second)
            uow.commit()
        for person in (town.anne, town.bo, town.camilla):
            found = find(any_uows, f"person:{person.id}:home")
            assert (found.person_id, found.subject, found.workspace_id) == (person.id, person.id, person.workspace_id)
            assert (len(found.id), found.revision, found.state) == (32, 0, DeliveryState.PENDING)
        with any_uows.reading() as uow:
            assert uow.deliveries.find(f"person:{town.dorte.id}:home") is None

    def test_joins_what_is_asked_for_alone(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """In one transaction each is done once."""
        with any_uows.writing() as uow:
            outbox.home(uow, town.dorte, at=NOW)
            outbox.home(uow, town.anne, at=NOW)
            outbox.homes(uow, self.first, at=NOW)
            outbox.homes(uow, self.second, at=NOW)
            uow.commit()
        assert [find(any_uows, f"person:{each.id}:home").revision for each in (town.anne, town.dorte)] == [0, 0]

    def test_is_done_once_more_what_was_done(self, any_uows: SqlUnitsOfWork, town: Municipality) -> None:
        """As `refresh` does."""
        for _ in range(2):
            with any_uows.writing() as uow:
                self.again(uow, self.first)
                uow.commit()
        assert find(any_uows, f"person:{town.bo.id}:home").revision == 1


class TestSeveral:
    def test_are_added_but_those_that_were_there(self, any_uows: SqlUnitsOfWork) -> None:
        """Whoever adds them learns which were new."""
        there, new = a_delivery(), a_delivery()
        leave(any_uows, there)
        with any_uows.writing() as uow:
            assert uow.deliveries.add_all([replace(there, id=DeliveryId("another")), new]) == {new.key}
            uow.commit()
        assert find(any_uows, there.key).id == there.id


class TestDeliveries:
    def test_come_back_as_they_were_added(self, any_uows: SqlUnitsOfWork) -> None:
        """Every field of a delivery is kept."""
        given = a_delivery(
            effect=Effect.WHISPER,
            content=Content.RECEIPT,
            urgency=Urgency.ANSWER,
            network_id=NetworkId("n"),
            subject="emne",
            person_id=PersonId("p"),
            thread="1.0",
            thread_key="t",
            after_key="a",
            target_key="m",
            payload='{"æ": 1}',
            expires_at=NOW + HOUR,
        )
        leave(any_uows, given)
        assert find(any_uows, given.key) == given

    def test_are_once_for_each_key(self, any_uows: SqlUnitsOfWork) -> None:
        """The second changes nothing."""
        given = a_delivery(subject="den første")
        leave(any_uows, given)
        with any_uows.writing() as uow:
            assert not uow.deliveries.add(a_delivery(key=given.key, subject="den anden"))
            uow.commit()
        assert find(any_uows, given.key) == given

    def test_that_were_refused_are_tried_again_where_the_network_talks(self, any_uows: SqlUnitsOfWork) -> None:
        """Only what is dead, only of that network, and nothing that was for one person alone."""
        network = NetworkId("n")
        dead = a_delivery(network_id=network, state=DeliveryState.DEAD)
        others = [
            a_delivery(network_id=NetworkId("another"), state=DeliveryState.DEAD),
            a_delivery(network_id=network, state=DeliveryState.CANCELLED),
            a_delivery(network_id=network, state=DeliveryState.DEAD, effect=Effect.DIRECT),
        ]
        leave(any_uows, dead, *others)
        with any_uows.writing() as uow:
            assert uow.deliveries.revive(network) == 1
            uow.commit()
        assert find(any_uows, dead.key).state is DeliveryState.PENDING

    def test_that_do_not_exist_are_none(self, any_uows: SqlUnitsOfWork) -> None:
        """Nothing to find, nothing to cancel."""
        with any_uows.writing() as uow:
            assert uow.deliveries.find("nothing") is None
            assert not uow.deliveries.cancel("nothing")

    def test_are_cancelled_while_they_wait(self, any_uows: SqlUnitsOfWork) -> None:
        """One that was sent stays sent."""
        waiting, sent = a_delivery(due_at=NOW + HOUR, payload="en hemmelighed"), a_delivery()
        leave(any_uows, waiting, sent)
        send(any_uows)
        with any_uows.writing() as uow:
            assert uow.deliveries.cancel(waiting.key)
            assert not uow.deliveries.cancel(waiting.key)
            assert not uow.deliveries.cancel(sent.key)
            uow.commit()
        cancelled = find(any_uows, waiting.key)
        assert (cancelled.state, cancelled.payload) == (DeliveryState.CANCELLED, "")

    def test_are_found_by_the_message_they_became(self, any_uows: SqlUnitsOfWork) -> None:
        """The message itself, not what changed it later."""
        post = a_delivery()
        leave(any_uows, post)
        send(any_uows, "C1", "1.1")
        leave(any_uows, a_delivery(effect=Effect.UPDATE, target_key=post.key))
        send(any_uows, "C1", "1.1")
        with any_uows.reading() as uow:
            found = uow.deliveries.find_by_message(WORKSPACE, "C1", "1.1")
            assert found is not None
            assert found.key == post.key
            assert uow.deliveries.find_by_message(WORKSPACE, "C2", "1.1") is None


class TestRefreshing:
    def refresh(self, uows: SqlUnitsOfWork, delivery: Delivery) -> None:
        with uows.writing() as uow:
            uow.deliveries.refresh(delivery)
            uow.commit()

    def test_adds_what_is_not_there(self, any_uows: SqlUnitsOfWork) -> None:
        """The first refresh is an add."""
        given = a_delivery(effect=Effect.HOME)
        self.refresh(any_uows, given)
        assert find(any_uows, given.key) == given

    def test_lets_one_that_waits_show_the_newest(self, any_uows: SqlUnitsOfWork) -> None:
        """Two changes before it is sent are one delivery."""
        given = a_delivery(effect=Effect.UPDATE)
        leave(any_uows, given)
        self.refresh(any_uows, a_delivery(key=given.key, effect=Effect.UPDATE, subject="nyt"))
        found = find(any_uows, given.key)
        assert (found.id, found.subject, found.state) == (given.id, "nyt", DeliveryState.PENDING)

    @pytest.mark.parametrize("due_at", [NOW, NOW + HOUR])
    def test_lets_one_that_was_sent_be_done_once_more(self, any_uows: SqlUnitsOfWork, due_at: datetime) -> None:
        """At its new time, with its attempts counted anew and its address kept."""
        given = a_delivery(effect=Effect.HOME)
        leave(any_uows, given)
        send(any_uows)
        self.refresh(any_uows, replace(given, due_at=due_at))
        found = find(any_uows, given.key)
        assert (found.state, found.due_at, found.attempt) == (DeliveryState.PENDING, due_at, 0)
        assert found.sent_message == "1.1"

    def test_lets_one_that_is_being_sent_be_done_again_after(self, any_uows: SqlUnitsOfWork) -> None:
        """The last state wins."""
        given = a_delivery(effect=Effect.UPDATE)
        leave(any_uows, given)
        with any_uows.writing() as uow:
            [claimed] = uow.ledger.claim(now=NOW, limit=9)
            uow.commit()
        self.refresh(any_uows, replace(given, subject="nyt", payload="nyt"))
        assert find(any_uows, given.key).state is DeliveryState.SENDING
        with any_uows.writing() as uow:
            assert uow.ledger.settle(claimed, Sent())
            uow.commit()
        found = find(any_uows, given.key)
        assert (found.state, found.subject, found.payload) == (DeliveryState.PENDING, "nyt", "nyt")
        send(any_uows)
        assert find(any_uows, given.key).state is DeliveryState.SENT


class TestInbox:
    def add(self, uows: SqlUnitsOfWork, key: str, at: datetime = NOW, platform: str = PLATFORM) -> bool:
        with uows.writing() as uow:
            added = uow.inbox.add(platform=platform, key=key, payload='{"æ": 1}', at=at)
            uow.commit()
        return added

    def waiting(self, uows: SqlUnitsOfWork) -> list[str]:
        with uows.writing() as uow:
            return [event.key for event in uow.inbox.waiting(limit=9)]

    def test_keeps_an_event_as_it_came(self, any_uows: SqlUnitsOfWork) -> None:
        """Its key, its platform, its payload and when."""
        self.add(any_uows, "Ev1")
        with any_uows.writing() as uow:
            assert uow.inbox.waiting(limit=9) == [
                InboundEvent(key="Ev1", platform=PLATFORM, payload='{"æ": 1}', received_at=NOW)
            ]

    def test_knows_a_second_copy(self, any_uows: SqlUnitsOfWork) -> None:
        """The key on its platform comes once."""
        assert self.add(any_uows, "Ev1")
        assert not self.add(any_uows, "Ev1")
        assert self.add(any_uows, "Ev1", platform="another")

    def test_gives_the_oldest_first(self, any_uows: SqlUnitsOfWork) -> None:
        """By when they came, and in the order of writing where that is the same."""
        for key, at in (("c", NOW), ("b", NOW), ("a", NOW - HOUR)):
            self.add(any_uows, key, at)
        assert self.waiting(any_uows) == ["a", "c", "b"]

    def test_forgets_what_was_said_once_it_is_done(self, any_uows: SqlUnitsOfWork) -> None:
        """The key stays, so that a late copy is known."""
        self.add(any_uows, "Ev1")
        with any_uows.writing() as uow:
            uow.inbox.done("Ev1", NOW)
            uow.commit()
        assert self.waiting(any_uows) == []
        assert not self.add(any_uows, "Ev1")

    def test_sets_aside_what_failed_five_times(self, any_uows: SqlUnitsOfWork) -> None:
        """It is not tried again, and not forgotten."""
        self.add(any_uows, "Ev1")
        for _ in range(5):
            assert self.waiting(any_uows) == ["Ev1"]
            with any_uows.writing() as uow:
                uow.inbox.failed("Ev1", "en fejl")
                uow.commit()
        assert self.waiting(any_uows) == []
        with any_uows.writing() as uow:
            assert uow.inbox.forget_before(NOW + HOUR) == 0

    def test_forgets_keys_of_long_ago(self, any_uows: SqlUnitsOfWork) -> None:
        """Those that were done before an instant; what waits stays."""
        for key in ("old", "new", "waiting"):
            self.add(any_uows, key)
        with any_uows.writing() as uow:
            uow.inbox.done("old", NOW - HOUR)
            uow.inbox.done("new", NOW)
            assert uow.inbox.forget_before(NOW) == 1
            uow.commit()
        assert self.waiting(any_uows) == ["waiting"]

    def test_gives_an_event_to_one_process_only(self, postgres_engine: Engine) -> None:
        """What another transaction works on is passed over, not waited for."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        self.add(one, "Ev1")
        with one.writing() as first, other.writing() as second:
            assert len(first.inbox.waiting(limit=9)) == 1
            assert second.inbox.waiting(limit=9) == []


class TestActs:
    def test_are_carried_out_once(self, any_uows: SqlUnitsOfWork) -> None:
        """The second time is told apart, and the transaction goes on."""
        with any_uows.writing() as uow:
            uow.acts.claim("act", NOW)
            with pytest.raises(Repeated):
                uow.acts.claim("act", NOW)
            uow.acts.claim("another", NOW)
            uow.commit()

    def test_that_were_undone_may_be_repeated(self, any_uows: SqlUnitsOfWork) -> None:
        """What was never committed was never carried out."""
        with any_uows.writing() as uow:
            uow.acts.claim("act", NOW)
        with any_uows.writing() as uow:
            uow.acts.claim("act", NOW)
            with pytest.raises(Repeated):
                uow.acts.claim("act", NOW)

    def test_are_forgotten_after_a_while(self, any_uows: SqlUnitsOfWork) -> None:
        """Those before an instant, and how many there were."""
        with any_uows.writing() as uow:
            uow.acts.claim("old", NOW - HOUR)
            uow.acts.claim("new", NOW)
            assert uow.acts.forget_before(NOW) == 1
            with pytest.raises(Repeated):
                uow.acts.claim("new", NOW)

    def test_at_the_same_time_wait_for_each_other(self, postgres_engine: Engine) -> None:
        """The second copy of a click learns how the first one ended before it decides."""
        uows, told = SqlUnitsOfWork(postgres_engine), []

        def second() -> None:
            with uows.writing() as uow:
                try:
                    uow.acts.claim("act", NOW)
                except Repeated:
                    told.append("repeated")

        with uows.writing() as uow:
            uow.acts.claim("act", NOW)
            thread = Thread(target=second)
            thread.start()
            thread.join(0.2)
            assert told == []
            uow.commit()
        thread.join()
        assert told == ["repeated"]
