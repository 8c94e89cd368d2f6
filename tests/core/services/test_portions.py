"""Networks are read some at a time, by how many rounds they have."""

from datetime import timedelta

import pytest

from core.model.networks import Network
from core.model.rounds import RoundState
from core.ports import UnitOfWork
from core.services import portions as under_test
from core.services.portions import portions
from tests.builders import TODAY, Municipality, a_round, saved_network


@pytest.fixture
def networks(uow: UnitOfWork, town: Municipality) -> list[Network]:
    """With 3, 0, 2, 5 and 1 rounds that are closed."""
    found = [saved_network(uow, town.anne, name=f"Netværk {number}") for number in range(5)]
    for network, count in zip(found, (3, 0, 2, 5, 1), strict=True):
        for week in range(count):
            day = TODAY + timedelta(weeks=week)
            uow.rounds.save(a_round(network, occurrence=day, state=RoundState.CLOSED))
    return found


class TestPortions:
    @pytest.mark.parametrize(
        ("most", "networks_at_a_time", "sizes"),
        [(500, 50, [5]), (5, 50, [3, 1, 1]), (1, 50, [1, 1, 1, 1, 1]), (6, 2, [2, 1, 1, 1]), (500, 2, [2, 2, 1])],
    )
    def test_hold_every_network_in_order_and_no_more_rounds_than_are_read_at_once(
        self,
        uow: UnitOfWork,
        networks: list[Network],
        monkeypatch: pytest.MonkeyPatch,
        most: int,
        networks_at_a_time: int,
        sizes: list[int],
    ) -> None:
        """A network with more rounds than that is read alone."""
        monkeypatch.setattr(under_test, "ROUNDS_AT_A_TIME", most)
        monkeypatch.setattr(under_test, "AT_A_TIME", networks_at_a_time)
        found = list(portions(uow, networks))
        assert [each for some in found for each in some] == networks
        assert [len(some) for some in found] == sizes
