"""Deliveries as services leave them."""

from dataclasses import replace

from core.model import keys
from core.model.deliveries import Content, DeliveryState, Effect
from core.ports import UnitOfWork
from core.services import outbox
from tests.builders import NOW, Municipality, a_member, saved_network


class TestPosting:
    def test_waits_for_the_conversation_that_is_being_made(self, uow: UnitOfWork, town: Municipality) -> None:
        """What is said in a network comes after its conversation."""
        network = saved_network(uow, town.anne, conversation=None)
        outbox.post(uow, network, Content.CHARTER, "k", subject=network.id, at=NOW)
        assert uow.deliveries.find("k").after_key == keys.conversation(network.id)

    def test_waits_for_nothing_where_there_is_one(self, uow: UnitOfWork, town: Municipality) -> None:
        """A conversation that is there blocks nothing."""
        network = saved_network(uow, town.anne)
        outbox.post(uow, network, Content.CHARTER, "k", subject=network.id, at=NOW)
        assert (uow.deliveries.find("k").after_key, uow.deliveries.find("k").conversation) == (
            None,
            network.conversation,
        )

    def test_is_written_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """The same key a second time is no change."""
        network = saved_network(uow, town.anne)
        first = outbox.post(uow, network, Content.CHARTER, "k", subject="a", at=NOW)
        second = outbox.post(uow, network, Content.CHARTER, "k", subject="b", at=NOW)
        assert (first, second, uow.deliveries.find("k").subject) == (True, False, "a")

    def test_takes_up_again_what_was_cancelled(self, uow: UnitOfWork, town: Municipality) -> None:
        """What came after a conversation that never was goes to the one that is."""
        network = saved_network(uow, town.anne)
        outbox.post(uow, network, Content.CHARTER, "k", subject="a", at=NOW)
        uow.deliveries.cancel("k")
        assert outbox.post(uow, network, Content.CHARTER, "k", subject="a", at=NOW)
        assert uow.deliveries.find("k").state is DeliveryState.PENDING


class TestTellingOne:
    def test_person(self, uow: UnitOfWork, town: Municipality) -> None:
        """A message to one person names them and what it is about."""
        outbox.direct(uow, town.bo, Content.INVITATION, "k", subject="m", at=NOW)
        delivery = uow.deliveries.find("k")
        assert (delivery.effect, delivery.person_id, delivery.subject) == (Effect.DIRECT, town.bo.id, "m")

    def test_person_in_a_conversation(self, uow: UnitOfWork, town: Municipality) -> None:
        """A whisper stands in the network's conversation and is for one pair of eyes."""
        network = saved_network(uow, town.anne)
        outbox.whisper(uow, network, town.bo, Content.RECEIPT, "k", subject="r", at=NOW, thread="1.1")
        delivery = uow.deliveries.find("k")
        assert (delivery.effect, delivery.person_id, delivery.thread) == (Effect.WHISPER, town.bo.id, "1.1")

    def test_page_only_while_they_are_here(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who has gone has no page."""
        outbox.home(uow, replace(town.bo, gone=True), at=NOW)
        assert uow.deliveries.find(keys.home(town.bo.id)) is None


class TestUpdating:
    def test_comes_after_the_message_and_is_done_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """Several changes are one update, the last state of it."""
        network = saved_network(uow, town.anne)
        for subject in ("a", "b"):
            outbox.update(uow, network, Content.CHARTER, "k", subject=subject, at=NOW)
        delivery = uow.deliveries.find(keys.card_update("k"))
        assert (delivery.subject, delivery.after_key, delivery.target_key) == ("b", "k", "k")

    def test_a_persons_message_names_the_network(self, uow: UnitOfWork, town: Municipality) -> None:
        """A message to somebody about a network is built from that network."""
        network = saved_network(uow, town.anne)
        outbox.update(uow, town.anne, Content.NEEDS, "k", subject="s", at=NOW, network_id=network.id)
        delivery = uow.deliveries.find(keys.card_update("k"))
        assert (delivery.person_id, delivery.network_id) == (town.anne.id, network.id)


class TestRemoving:
    def test_what_was_not_sent_never_is(self, uow: UnitOfWork, town: Municipality) -> None:
        """One that waits is cancelled, and nothing is taken away."""
        network = saved_network(uow, town.anne)
        outbox.post(uow, network, Content.SHARED_REPLY, "k", subject="r", at=NOW)
        outbox.remove(uow, network, "k", at=NOW)
        assert uow.deliveries.find("k").state is DeliveryState.CANCELLED
        assert uow.deliveries.find(keys.removal("k")) is None

    def test_what_may_stand_there_is_taken_away(self, uow: UnitOfWork, town: Municipality) -> None:
        """A message that has left is removed."""
        outbox.remove(uow, saved_network(uow, town.anne), "k", at=NOW)
        assert uow.deliveries.find(keys.removal("k")).effect is Effect.REMOVE


class TestNumbering:
    def test_counts_what_happens_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """Somebody added twice is two effects."""
        network = saved_network(uow, town.anne)
        member = a_member(network, town.bo)
        for _ in range(2):
            outbox.add(uow, network, member, at=NOW)
        assert uow.deliveries.find(keys.added(member.id, 2)) is not None
        assert outbox.latest(uow, lambda n: keys.added(member.id, n)) == keys.added(member.id, 2)

    def test_nothing_has_no_latest(self, uow: UnitOfWork) -> None:
        """Before the first there is none."""
        assert outbox.latest(uow, lambda n: keys.added("m", n)) is None
