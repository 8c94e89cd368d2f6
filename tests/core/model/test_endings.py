"""When a leader is asked about the end, and how long a network of each type usually lasts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.model.endings import is_undecided, nudging_at, passing_at, suggested_end
from core.model.networks import NetworkState, NetworkType
from tests.builders import a_network

ZONE = "Europe/Copenhagen"
ENDS = date(2027, 1, 15)  # a Friday


class TestTheQuestion:
    def test_comes_four_weeks_before_the_end(self) -> None:
        """A22: at nine in the morning, local time."""
        assert nudging_at(ENDS, date(2026, 6, 1), ZONE) == datetime(2026, 12, 18, 8, tzinfo=UTC)

    @pytest.mark.parametrize("later", [1, 2])
    def test_comes_on_a_friday_rather_than_at_the_weekend(self, later: int) -> None:
        """Nobody is asked on a Saturday or a Sunday."""
        assert nudging_at(ENDS + timedelta(later), date(2026, 6, 1), ZONE) == nudging_at(ENDS, date(2026, 6, 1), ZONE)

    def test_leaves_most_of_a_short_time_alone(self) -> None:
        """An end in twelve days is asked about four days before it, not today."""
        assert nudging_at(ENDS, ENDS - timedelta(12), ZONE).date() == ENDS - timedelta(4)

    @pytest.mark.parametrize("days", range(1, 30))
    def test_is_never_before_the_end_was_chosen_nor_after_it(self, days: int) -> None:
        """However soon the end is."""
        chosen = ENDS - timedelta(days)
        assert chosen < nudging_at(ENDS, chosen, ZONE).date() <= ENDS

    def test_comes_again_the_morning_after(self) -> None:
        """If nobody has decided."""
        assert passing_at(ENDS, ZONE) == datetime(2027, 1, 16, 8, tzinfo=UTC)

    def test_stands_while_that_end_does(self) -> None:
        """Another end, or a network that is being rounded off, is a decision."""
        assert is_undecided(a_network(ends_on=ENDS), ENDS)
        assert not is_undecided(a_network(ends_on=ENDS), ENDS - timedelta(1))
        assert not is_undecided(a_network(ends_on=ENDS, state=NetworkState.CLOSING), ENDS)


class TestAUsualEnd:
    @pytest.mark.parametrize(
        ("kind", "months"), [(NetworkType.WELFARE, (5.5, 6.5)), (NetworkType.LEARNING, (4, 5))], ids=str
    )
    def test_is_so_many_months_ahead(self, kind: NetworkType, months: tuple[float, float]) -> None:
        """Welfare about half a year, learning four to five months (domain.md §1.4)."""
        today = date(2026, 11, 22)
        least, most = (timedelta(days=30.4 * each) for each in months)
        assert least <= suggested_end(kind, today) - today <= most

    @pytest.mark.parametrize(
        ("today", "day"),
        [
            (date(2026, 11, 22), date(2027, 6, 15)),
            (date(2026, 2, 1), date(2026, 6, 15)),
            (date(2026, 3, 1), date(2027, 1, 15)),
        ],
    )
    def test_of_innovation_is_when_it_is_looked_at_again(self, today: date, day: date) -> None:
        """Chefforum decides in January and June, and a network gets at least four months."""
        assert suggested_end(NetworkType.INNOVATION, today) == day
