"""Periods: the whole closed rounds they hold, and the stretches that the calendar knows by name."""

from datetime import UTC, date, datetime

import pytest

from core.model import periods
from core.model.networks import Network
from core.model.periods import EVER, Period, Stretch
from core.model.rounds import RoundState
from tests.builders import a_network, a_round


class TestSnapping:
    NETWORK: Network = a_network(zone="Europe/Copenhagen")

    def closed(self, month: int, day: int, hour: int = 14) -> object:
        at = datetime(2026, month, day, hour, tzinfo=UTC)
        return a_round(self.NETWORK, state=RoundState.CLOSED, closed_at=at)

    def test_a_round_belongs_where_it_closed(self) -> None:
        """Whole rounds only: one that closed in October is October's, whenever it opened."""
        rounds = [self.closed(9, 30), self.closed(10, 1), self.closed(10, 31), self.closed(11, 1)]
        october = Period(date(2026, 10, 1), date(2026, 10, 31))
        assert list(periods.within(rounds, october, "Europe/Copenhagen")) == rounds[1:3]

    def test_the_day_is_the_local_one(self) -> None:
        """Half past eleven in the evening in UTC is the next day in Denmark."""
        late = self.closed(9, 30, 23)
        assert periods.within([late], Period(date(2026, 10, 1)), "Europe/Copenhagen") == (late,)

    def test_what_is_open_or_skipped_is_in_no_period(self) -> None:
        """Only what has closed has figures."""
        rounds = [a_round(self.NETWORK), a_round(self.NETWORK, state=RoundState.SKIPPED)]
        assert periods.within(rounds, EVER, "Europe/Copenhagen") == ()


class TestStretches:
    @pytest.mark.parametrize(
        ("stretch", "first", "last"),
        [
            (Stretch.DAY, date(2026, 11, 22), date(2026, 11, 22)),
            (Stretch.WEEK, date(2026, 11, 16), date(2026, 11, 22)),
            (Stretch.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
            (Stretch.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
            (Stretch.HALF, date(2026, 7, 1), date(2026, 12, 31)),
            (Stretch.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        ],
    )
    def test_hold_the_day_whole(self, stretch: Stretch, first: date, last: date) -> None:
        """From the first day to the last."""
        assert periods.whole(date(2026, 11, 22), stretch) == Period(first, last)

    def test_have_one_before_them(self) -> None:
        """Also across the new year."""
        assert periods.before(date(2026, 2, 1), Stretch.QUARTER) == Period(date(2025, 10, 1), date(2025, 12, 31))

    def test_some_years_have_a_week_53(self) -> None:
        """2026 has, 2025 has not."""
        assert periods.week(2026, 53) == Period(date(2026, 12, 28), date(2027, 1, 3))
        assert periods.week(2025, 53) is None
