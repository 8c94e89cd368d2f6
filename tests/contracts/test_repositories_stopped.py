"""What the deliveries promise about those that stopped on the way (core.ports_outside), on both databases."""

from datetime import timedelta

import pytest

from core.errors import NotFound
from core.model.deliveries import ORPHAN, Delivery, DeliveryState, Effect, Later, Sent
from core.model.ids import DeliveryId, NetworkId
from core.model.networks import Network
from core.model.settling import taken_up
from core.ports_outside import Paused
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, ORGANISATION, WORKSPACE, Municipality, a_delivery, a_municipality, saved_network
from tests.contracts.test_ledger import SECOND, Book, book  # noqa: F401 - a fixture

NETWORK = NetworkId("n")
DAY = timedelta(days=1)


class Town:
    """A network that somebody leads, on a database."""

    def __init__(self, uows: SqlUnitsOfWork) -> None:
        self.uows = uows
        with uows.writing() as uow:
            self.people: Municipality = a_municipality(uow)
            self.network: Network = saved_network(uow, self.people.anne, self.people.bo)
            uow.commit()

    def leave(self, **fields: object) -> Delivery:
        delivery = a_delivery(**{"network_id": self.network.id, **fields})
        with self.uows.writing() as uow:
            assert uow.deliveries.add(delivery)
            uow.commit()
        return delivery

    def find(self, delivery: Delivery) -> Delivery:
        with self.uows.reading() as uow:
            return uow.deliveries.get(delivery.id)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Town:
    return Town(any_uows)


class TestRevival:
    def test_takes_along_what_was_given_up_after(self, town: Town) -> None:
        """What was cancelled for another reason stays cancelled."""
        orphan = town.leave(state=DeliveryState.CANCELLED, error=ORPHAN)
        unwanted = town.leave(state=DeliveryState.CANCELLED)
        removal = town.leave(state=DeliveryState.DEAD, effect=Effect.REMOVE)
        with town.uows.writing() as uow:
            assert uow.deliveries.revive(town.network.id) == 2
            uow.commit()
        states = [town.find(each).state.value for each in (orphan, unwanted, removal)]
        assert states == ["pending", "cancelled", "pending"]

    def test_follows_what_was_cancelled_by_the_ledger(self, town: Town) -> None:
        """The ledger marks what it gives up because of what comes before."""
        root = town.leave(state=DeliveryState.DEAD)
        under = town.leave(thread_key=root.key)
        with town.uows.writing() as uow:
            assert uow.ledger.claim(now=NOW, limit=9) == []
            uow.commit()
        assert (town.find(under).state, town.find(under).error) == (DeliveryState.CANCELLED, ORPHAN)


class TestMoving:
    def test_takes_what_waits_or_was_refused_to_another_conversation(self, town: Town) -> None:
        """What was sent, or may have been, stays where it was sent."""
        moving = [town.leave(), town.leave(state=DeliveryState.DEAD), town.leave(effect=Effect.ADD)]
        staying = [town.leave(state=state) for state in (DeliveryState.SENT, DeliveryState.HELD, DeliveryState.UNKNOWN)]
        staying.append(town.leave(network_id=NETWORK))
        with town.uows.writing() as uow:
            uow.deliveries.move(town.network.id, "C9")
            uow.commit()
        assert {town.find(each).conversation for each in moving} == {"C9"}
        assert {town.find(each).conversation for each in staying} == {"C0001"}


class TestTurning:
    def test_writes_how_it_stands_if_it_still_stands_as_it_was(self, town: Town) -> None:
        """Of two who decide one is too late."""
        held = town.leave(state=DeliveryState.HELD, attempt=3, error="timeout", retry_at=NOW)
        with town.uows.writing() as uow:
            assert uow.deliveries.turn(taken_up(held), was=DeliveryState.HELD)
            assert not uow.deliveries.turn(taken_up(held), was=DeliveryState.HELD)
            uow.commit()
        after = town.find(held)
        assert (after.state, after.attempt, after.retry_at, after.error) == (DeliveryState.PENDING, 0, None, None)

    def test_needs_one_that_exists(self, any_uows: SqlUnitsOfWork) -> None:
        """An id that nothing has is refused."""
        with any_uows.reading() as uow, pytest.raises(NotFound):
            uow.deliveries.get(DeliveryId("nothing"))


class TestReadingWhatStopped:
    def test_of_an_organisation_gives_what_a_network_should_have_seen(self, town: Town) -> None:
        """Refused or held posts and conversations; nothing that was for one person."""
        seen = [
            town.leave(state=DeliveryState.DEAD),
            town.leave(state=DeliveryState.HELD),
            town.leave(state=DeliveryState.DEAD, effect=Effect.CREATE),
        ]
        town.leave(state=DeliveryState.DEAD, effect=Effect.DIRECT, person_id=town.people.bo.id)
        town.leave(state=DeliveryState.EXPIRED)
        town.leave(state=DeliveryState.DEAD, network_id=NETWORK)
        with town.uows.reading() as uow:
            assert uow.deliveries.stopped(ORGANISATION) == seen

    def test_of_a_person_gives_theirs_and_that_of_the_networks_they_lead(self, town: Town) -> None:
        """Not what is older, nor what somebody else missed."""
        bo, anne = town.people.bo.id, town.people.anne.id
        missed = town.leave(state=DeliveryState.EXPIRED, effect=Effect.DIRECT, person_id=bo)
        town.leave(state=DeliveryState.EXPIRED, effect=Effect.DIRECT, person_id=bo, due_at=NOW - 3 * DAY)
        town.leave(state=DeliveryState.CANCELLED, effect=Effect.DIRECT, person_id=bo)
        held = town.leave(state=DeliveryState.HELD)
        with town.uows.reading() as uow:
            assert uow.deliveries.unheard(bo, since=NOW - DAY) == [missed]
            assert uow.deliveries.unheard(anne, since=NOW - DAY) == [held]

    def test_lists_by_state_up_to_a_limit(self, town: Town) -> None:
        """Oldest first."""
        first, second = town.leave(state=DeliveryState.DEAD), town.leave(state=DeliveryState.HELD)
        town.leave(state=DeliveryState.SENT)
        states = (DeliveryState.DEAD, DeliveryState.HELD)
        with town.uows.reading() as uow:
            assert uow.deliveries.listed(states, limit=9) == [first, second]
            assert uow.deliveries.listed(states, limit=1) == [first]


class TestWhetherSomethingGotThrough:
    def test_goes_by_when_it_came_to_rest(self, book: Book) -> None:  # noqa: F811 - the fixture
        """Before the notice does not count, after it does."""

        def sent(**fields: object) -> None:
            book.leave(**fields)
            [claimed] = book.claim()
            book.wire += SECOND
            book.settle(claimed, Sent("C1", "1.1"))

        def has_sent() -> bool:
            with book.uows.reading() as uow:
                return uow.deliveries.has_sent_since(NETWORK, "notice")

        sent(network_id=NETWORK)
        assert not has_sent()
        sent(key="notice", effect=Effect.DIRECT, network_id=NETWORK)
        assert not has_sent()
        sent(network_id=NETWORK)
        assert has_sent()


class TestWatching:
    def test_counts_what_is_due_and_not_at_rest(self, book: Book) -> None:  # noqa: F811 - the fixture
        """What is for later is no backlog."""
        book.leave()
        book.claim()
        book.leave()
        book.leave(due_at=NOW + DAY)
        book.leave(state=DeliveryState.HELD)
        with book.uows.reading() as uow:
            assert uow.ledger.backlog(now=NOW) == 2

    def test_knows_which_lanes_wait_and_until_when(self, book: Book) -> None:  # noqa: F811 - the fixture
        """A workspace that refuses our token is told apart, and nothing goes there."""
        for _ in range(2):
            book.leave()
        limited, refused = book.claim()
        book.settle(limited, Later(5, "ratelimited", "w:x"))
        book.settle(refused, Later(60, "token_revoked", "a:x"))
        with book.uows.reading() as uow:
            assert uow.ledger.paused() == Paused(lanes=2, until=NOW + 60 * SECOND, workspaces=1)
        book.wire += 30 * SECOND
        book.leave(effect=Effect.DIRECT, workspace_id=WORKSPACE)
        assert book.claim() == []
        book.wire += 31 * SECOND
        assert len(book.claim()) == 3
        with book.uows.reading() as uow:
            assert uow.ledger.paused() == Paused()
