"""Periods: what people call them, and the whole closed rounds they hold."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import periods
from core.model.networks import Network
from core.model.periods import EVER, Period
from core.model.rounds import RoundState
from tests.builders import a_network, a_round

TODAY = date(2026, 11, 22)  # a Sunday


def period_of(words: str) -> Period | None:
    found = periods.find(words.split(), TODAY)
    return found[0] if found else None


class TestReading:
    @pytest.mark.parametrize(
        ("words", "first", "last"),
        [
            ("siden september", date(2026, 9, 1), None),
            ("since september", date(2026, 9, 1), None),
            ("siden december", date(2025, 12, 1), None),
            ("siden den 1. maj", date(2026, 5, 1), None),
            ("siden 1/9", date(2026, 9, 1), None),
            ("siden 1.9.2025", date(2025, 9, 1), None),
            ("since 2026-09-15", date(2026, 9, 15), None),
            ("since september 3rd", date(2026, 9, 3), None),
            ("siden 2025", date(2025, 1, 1), None),
            ("siden sommer", date(2026, 8, 1), None),
            ("siden sommerferien", date(2026, 8, 1), None),
            ("since the summer holidays", date(2026, 8, 1), None),
            ("siden nytaar", date(2026, 1, 1), None),
            ("siden sidste maaned", date(2026, 10, 1), None),
            ("siden 29. februar", date(2026, 2, 28), None),
            ("fra september", date(2026, 9, 1), None),
            ("fra 1. september til 31. oktober", date(2026, 9, 1), date(2026, 10, 31)),
            ("from 1 september to 31 october 2025", date(2025, 9, 1), date(2025, 10, 31)),
            ("mellem marts og maj", date(2026, 3, 1), date(2026, 5, 31)),
            ("december - januar", date(2025, 12, 1), date(2026, 1, 31)),
            ("september 2025", date(2025, 9, 1), date(2025, 9, 30)),
            ("oktober", date(2026, 10, 1), date(2026, 10, 31)),
            ("2025", date(2025, 1, 1), date(2025, 12, 31)),
            ("i aar", date(2026, 1, 1), TODAY),
            ("this year", date(2026, 1, 1), TODAY),
            ("i fjor", date(2025, 1, 1), date(2025, 12, 31)),
            ("sidste aar", date(2025, 1, 1), date(2025, 12, 31)),
            ("sidste maaned", date(2026, 10, 1), date(2026, 10, 31)),
            ("last month", date(2026, 10, 1), date(2026, 10, 31)),
            ("denne uge", date(2026, 11, 16), TODAY),
            ("last week", date(2026, 11, 9), date(2026, 11, 15)),
            ("dette kvartal", date(2026, 10, 1), TODAY),
            ("sidste halvaar", date(2026, 1, 1), date(2026, 6, 30)),
            ("seneste tre maaneder", date(2026, 8, 22), TODAY),
            ("last 2 weeks", date(2026, 11, 8), TODAY),
            ("seneste 10 dage", date(2026, 11, 12), TODAY),
            ("fra 1. november til 31. januar", date(2026, 11, 1), TODAY),
            ("fra 1. januar 2027 til 31. januar 2027", date(2027, 1, 1), date(2027, 1, 31)),
        ],
    )
    def test_people_have_many_words_for_it(self, words: str, first: date, last: date | None) -> None:
        """Danish and English; what has not come yet is cut off, and a day without a year is the latest one."""
        assert period_of(words) == Period(first, last)

    @pytest.mark.parametrize(
        "words", ["", "siden", "siden sidst", "siden 31. september", "sommer", "2026-13-01", "seneste mange dage", "1."]
    )
    def test_what_is_no_period_is_none(self, words: str) -> None:
        """Half a period is not guessed at."""
        assert period_of(words) is None

    def test_it_says_where_it_stands(self) -> None:
        """Three words in, two words long."""
        assert periods.find(["om", "alt", "og", "siden", "maj", "tak"], TODAY) == (Period(date(2026, 5, 1)), 3, 2)

    @given(st.lists(st.sampled_from(["siden", "1.", "31", "februar", "2026", "til", "sidste", "3", "i", "aar", "uge"])))
    def test_no_words_break_it(self, words: list[str]) -> None:
        """Whatever is written, it is a period in order, or none."""
        found = periods.find(words, TODAY)
        if found:
            first, last = found[0].first, found[0].last
            assert first is not None
            assert last is None or first <= last


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
