"""A round's phase, and when it closes and reminds."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.model.networks import NetworkState, Phase
from core.model.rounds import RoundState, closing_at, phase_of, reminding_at
from tests.builders import TODAY, a_network, a_round

ZONE = "Europe/Copenhagen"


def weekdays_only(day: date) -> bool:
    return day.weekday() < 5


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


class TestPhase:
    NETWORK = a_network(starts_on=date(2026, 1, 1), ends_on=date(2026, 7, 1))

    def test_the_first_four_weeks_are_the_start(self) -> None:
        """Day 27 is still the start, day 28 is under way."""
        assert phase_of(self.NETWORK, date(2026, 1, 28), []) is Phase.START
        assert phase_of(self.NETWORK, date(2026, 1, 29), []) is Phase.UNDERWAY

    def test_the_first_round_from_half_time_on_is_midway(self) -> None:
        """Half of a hundred and eighty-one days is 1 April."""
        assert phase_of(self.NETWORK, date(2026, 3, 31), []) is Phase.UNDERWAY
        assert phase_of(self.NETWORK, date(2026, 4, 1), []) is Phase.MIDWAY

    def test_midway_is_asked_once(self) -> None:
        """After a midway round the network is under way again."""
        asked = a_round(self.NETWORK, phase=Phase.MIDWAY, state=RoundState.CLOSED)
        assert phase_of(self.NETWORK, date(2026, 4, 15), [asked]) is Phase.UNDERWAY

    def test_a_skipped_midway_round_does_not_count(self) -> None:
        """What was never asked is asked the next time."""
        skipped = a_round(self.NETWORK, phase=Phase.MIDWAY, state=RoundState.SKIPPED)
        assert phase_of(self.NETWORK, date(2026, 4, 15), [skipped]) is Phase.MIDWAY

    def test_a_network_without_an_end_has_no_middle(self) -> None:
        """No planned end, no midway round."""
        assert phase_of(replace(self.NETWORK, ends_on=None), date(2026, 12, 1), []) is Phase.UNDERWAY

    @pytest.mark.parametrize(
        ("state", "phase"), [(NetworkState.CLOSING, Phase.CLOSING), (NetworkState.CLOSED, Phase.AFTER)]
    )
    def test_the_end_comes_before_the_middle(self, state: NetworkState, phase: Phase) -> None:
        """A network that closes is not asked to look at its purpose half-way."""
        assert phase_of(replace(self.NETWORK, state=state), TODAY, []) is phase


class TestClosing:
    def test_at_four_in_the_afternoon_after_so_many_working_days(self) -> None:
        """Five working days after a Thursday is the Thursday after, at four by the network's clock."""
        assert closing_at(utc(9, 3, 7), ZONE, 5, weekdays_only) == utc(9, 10, 14)

    def test_across_the_autumn_change_it_is_still_four(self) -> None:
        """Opened in summer time, closed in winter time, at four by the clock on the wall."""
        assert closing_at(utc(10, 22, 7), ZONE, 5, weekdays_only) == utc(10, 29, 15)

    def test_before_the_next_round_falls_due(self) -> None:
        """A weekly round closes on the last working day before the next one."""
        assert closing_at(utc(9, 3, 7), ZONE, 5, weekdays_only, utc(9, 10, 7)) == utc(9, 9, 14)

    def test_before_a_round_on_a_monday_it_is_friday(self) -> None:
        """The weekend is no time to close."""
        assert closing_at(utc(9, 7, 7), ZONE, 10, weekdays_only, utc(9, 14, 7)) == utc(9, 11, 14)

    def test_when_the_next_one_is_tomorrow_it_closes_as_that_opens(self) -> None:
        """There is no afternoon between the two."""
        assert closing_at(utc(9, 3, 7), ZONE, 5, weekdays_only, utc(9, 4, 7)) == utc(9, 4, 7)


class TestReminding:
    def test_two_working_days_later_at_the_same_hour(self) -> None:
        """A Thursday's round reminds on Monday."""
        assert reminding_at(utc(9, 3, 7), time(9), ZONE, weekdays_only) == utc(9, 7, 7)

    def test_a_late_opening_moves_it(self) -> None:
        """Opened a day late, it reminds a working day later, at the hour of the plan."""
        assert reminding_at(utc(9, 4, 12, 30), time(9), ZONE, weekdays_only) == utc(9, 8, 7)

    def test_days_off_do_not_count(self) -> None:
        """The reminder waits for the second working day."""

        def closed(day: date) -> bool:
            return weekdays_only(day) and day != date(2026, 9, 7)

        assert reminding_at(utc(9, 3, 7), time(9), ZONE, closed) == utc(9, 3, 7) + timedelta(5)
