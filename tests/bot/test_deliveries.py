"""What an operator sees of the deliveries and does about them."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import house as houses
from bot.control import OperationError
from bot.house import House
from bot.operations import carry_out
from core.model.deliveries import Content, Delivery, DeliveryState, Effect
from tests.builders import a_delivery, a_municipality, saved_network
from tests.support.town import settings


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A database of our own, and no bot at work on it."""
    url = f"sqlite:///{tmp_path / 'house.db'}"
    with houses.opened(settings(url, "http://slack.invalid", tmp_path, port=1, socket_mode=False)) as house:
        yield house


def leave(house: House, **fields: object) -> Delivery:
    """One of a network called Tryg hjem."""
    with house.units_of_work.writing() as uow:
        if not uow.organisations.all():
            town = a_municipality(uow)
            saved_network(uow, town.anne, town.bo, name="Tryg hjem")
        [network] = uow.networks.of_organisation(uow.organisations.all()[0].id)
        due = house.clock.now() - timedelta(hours=3)
        delivery = a_delivery(**{"network_id": network.id, "due_at": due, **fields})
        uow.deliveries.add(delivery)
        uow.commit()
    return delivery


def state(house: House, delivery: Delivery) -> DeliveryState:
    with house.units_of_work.reading() as uow:
        return uow.deliveries.get(delivery.id).state


class TestTheList:
    def test_shows_what_has_not_come_to_a_good_end(self, house: House) -> None:
        """Id, state, kind, network, age and the platform's own word; what was sent is not there."""
        dead = leave(house, state=DeliveryState.DEAD, content=Content.CHARTER, error="is_archived")
        leave(house, state=DeliveryState.SENT)
        head, line = carry_out(house, "deliveries_list", {}).splitlines()
        assert head.split() == ["ID", "STATE", "EFFECT", "CONTENT", "WHERE", "AGE", "ERROR"]
        assert line.split() == [dead.id, "dead", "post", "charter", "Tryg", "hjem", "3", "h", "is_archived"]

    def test_never_says_whom_something_private_was_for(self, house: House) -> None:
        """Neither the person nor the network they are in."""
        with house.units_of_work.writing() as uow:
            bo = a_municipality(uow).bo
            saved_network(uow, bo, name="Tryg hjem")
            uow.commit()
        leave(house, effect=Effect.DIRECT, content=Content.REMINDER, person_id=bo.id, key=f"round:r:reminder:{bo.id}")
        listed = carry_out(house, "deliveries_list", {})
        assert "one person" in listed
        assert [word for word in (bo.id, bo.name, bo.account, "Tryg") if word in listed] == []

    def test_can_be_narrowed_to_a_state(self, house: House) -> None:
        """One that there is not is told with those there are."""
        held = leave(house, state=DeliveryState.HELD)
        leave(house)
        assert held.id in carry_out(house, "deliveries_list", {"state": "held"})
        assert carry_out(house, "deliveries_list", {"state": "dead"}) == "Nothing there."
        with pytest.raises(OperationError, match="pending, sending, sent, unknown, held"):
            carry_out(house, "deliveries_list", {"state": "lost"})

    @pytest.mark.parametrize(("ago", "age"), [(-1, "not due"), (0.5, "30 min"), (47, "47 h"), (50, "2 d")])
    def test_says_how_old_each_is(self, house: House, ago: float, age: str) -> None:
        """By the calendar clock."""
        leave(house, due_at=house.clock.now() - timedelta(hours=ago))
        assert age in carry_out(house, "deliveries_list", {})

    def test_says_that_there_is_more(self, house: House) -> None:
        """No more than fits a screen or two."""
        for _ in range(201):
            leave(house)
        assert carry_out(house, "deliveries_list", {}).splitlines()[-1].startswith("Only the oldest 200")


class TestRetrying:
    def test_sets_one_going_again(self, house: House) -> None:
        """One that was refused."""
        dead = leave(house, state=DeliveryState.DEAD)
        assert carry_out(house, "deliveries_retry", {"id": dead.id}) == f"{dead.id} is tried again."
        assert state(house, dead) is DeliveryState.PENDING

    def test_of_what_is_in_doubt_is_refused_with_the_reason(self, house: House) -> None:
        """It is read back by itself."""
        unknown = leave(house, state=DeliveryState.UNKNOWN)
        with pytest.raises(OperationError, match="I read back by myself"):
            carry_out(house, "deliveries_retry", {"id": unknown.id})

    def test_of_nothing_is_a_sentence(self, house: House) -> None:
        """An id that nothing has."""
        with pytest.raises(OperationError, match="no longer there"):
            carry_out(house, "deliveries_retry", {"id": "x"})


class TestDropping:
    def test_keeps_the_reason_with_it_and_out_of_the_log(self, house: House, caplog: pytest.LogCaptureFixture) -> None:
        """The log knows it by its id."""
        caplog.set_level(logging.INFO)
        held = leave(house, state=DeliveryState.HELD)
        carry_out(house, "deliveries_drop", {"id": held.id, "reason": "aftalt med Bo"})
        assert "dropped: aftalt med Bo" in carry_out(house, "deliveries_list", {"state": "cancelled"})
        assert f"delivery {held.id} is dropped by the operator" in caplog.text
        assert "aftalt" not in caplog.text

    def test_needs_a_reason(self, house: House) -> None:
        """An empty one is none."""
        with pytest.raises(OperationError, match="say why"):
            carry_out(house, "deliveries_drop", {"id": leave(house).id, "reason": " "})
