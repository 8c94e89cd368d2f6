"""What people call a period, in Danish and English."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import period_words
from core.model.period_words import Doubt, Found
from core.model.periods import EVER, Period

TODAY = date(2026, 11, 22)  # a Sunday


def period_of(words: str) -> Period | None:
    found = period_words.find(words.split(), TODAY)
    return found.period if found and found.doubt is None else None


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
            ("december - januar 2026", date(2025, 12, 1), date(2026, 1, 31)),
            ("siden julen", date(2025, 12, 24), None),
            ("siden sommer sidste aar", date(2025, 8, 1), None),
            ("september i fjor", date(2025, 9, 1), date(2025, 9, 30)),
            ("september i 2024", date(2024, 9, 1), date(2024, 9, 30)),
            ("uge 40", date(2026, 9, 28), date(2026, 10, 4)),
            ("week 40", date(2026, 9, 28), date(2026, 10, 4)),
            ("uge 50", date(2025, 12, 8), date(2025, 12, 14)),
            ("uge 47", date(2026, 11, 16), TODAY),
            ("uge 40 - 44", date(2026, 9, 28), date(2026, 11, 1)),
            ("ugerne 40 til 44", date(2026, 9, 28), date(2026, 11, 1)),
            ("weeks 40 to 44 2025", date(2025, 9, 29), date(2025, 11, 2)),
            ("fra uge 40 til uge 44", date(2026, 9, 28), date(2026, 11, 1)),
            ("uge 50 - 2", date(2025, 12, 8), date(2026, 1, 11)),
            ("siden uge 40", date(2026, 9, 28), None),
            ("uge 53 2020", date(2020, 12, 28), date(2021, 1, 3)),
            ("1. kvartal 2026", date(2026, 1, 1), date(2026, 3, 31)),
            ("foerste kvartal", date(2026, 1, 1), date(2026, 3, 31)),
            ("4. kvartal", date(2026, 10, 1), TODAY),
            ("q3", date(2026, 7, 1), date(2026, 9, 30)),
            ("second quarter of 2025", date(2025, 4, 1), date(2025, 6, 30)),
            ("andet halvaar i fjor", date(2025, 7, 1), date(2025, 12, 31)),
            ("h1 2026", date(2026, 1, 1), date(2026, 6, 30)),
            ("dette halvaar", date(2026, 7, 1), TODAY),
            ("sidste kvartal", date(2026, 7, 1), date(2026, 9, 30)),
            ("past three months", date(2026, 8, 22), TODAY),
            ("siden 1. kvartal", date(2026, 1, 1), None),
            ("fra 1. januar 2027 til 31. januar 2027", date(2027, 1, 1), date(2027, 1, 31)),
        ],
    )
    def test_people_have_many_words_for_it(self, words: str, first: date, last: date | None) -> None:
        """Danish and English; what has not come yet is cut off, and a day without a year is the latest one."""
        assert period_of(words) == Period(first, last)

    @pytest.mark.parametrize(
        "words",
        [
            "",
            "siden",
            "siden 31. september",
            "sommer",
            "2026-13-01",
            "seneste mange dage",
            "1.",
            "uge",
            "5. kvartal",
            "3. halvaar",
            "siden jul",  # July or Christmas
        ],
    )
    def test_what_is_no_period_is_none(self, words: str) -> None:
        """Half a period is not guessed at."""
        assert period_of(words) is None

    def test_it_says_where_it_stands(self) -> None:
        """Three words in, two words long."""
        assert period_words.find(["om", "alt", "og", "siden", "maj", "tak"], TODAY) == Found(
            Period(date(2026, 5, 1)), 3, 2
        )

    @given(
        st.lists(
            st.sampled_from(
                ["siden", "1.", "31", "februar", "2026", "til", "sidste", "3", "i", "aar", "uge", "54", "-"]
            )
        )
    )
    def test_no_words_break_it(self, words: list[str]) -> None:
        """Whatever is written, it is a period in order, or none."""
        found = period_words.find(words, TODAY)
        if found and found.doubt is None:
            first, last = found.period.first, found.period.last
            assert first is not None
            assert last is None or first <= last


class TestAYear:
    @pytest.mark.parametrize(
        ("words", "year"),
        [("2025", 2025), ("aaret", 2026), ("hele aaret", 2026), ("aaret 2025", 2025), ("the year", 2026)],
    )
    def test_alone_is_looked_back_on(self, words: str, year: int) -> None:
        """It is told apart from the days it holds."""
        found = period_words.find(words.split(), TODAY)
        assert found is not None
        assert (found.year, found.period.first, found.taken) == (year, date(year, 1, 1), len(words.split()))

    @pytest.mark.parametrize("words", ["i aar", "siden 2025", "2024 til 2025", "september 2025", "i fjor"])
    def test_within_more_words_is_a_period(self, words: str) -> None:
        """As any other."""
        found = period_words.find(words.split(), TODAY)
        assert found is not None
        assert found.year is None


class TestDoubts:
    @pytest.mark.parametrize("words", ["siden sidst", "since last time", "since last", "for nylig", "recently"])
    def test_since_when_is_asked(self, words: str) -> None:
        """Since the last summary, the last meeting, the last round?"""
        assert period_words.find(words.split(), TODAY) == Found(EVER, 0, len(words.split()), doubt=Doubt.WHEN)

    @pytest.mark.parametrize(
        "words", ["uge 54", "uge 0", "uge 53", "uge 53 2025", "uge 40 - 60", "siden uge 99", "week 77"]
    )
    def test_a_week_that_is_not_there_is_asked_about(self, words: str) -> None:
        """2025 ended in week 52, and 2026 has not come to its last."""
        assert period_words.find(words.split(), TODAY) == Found(EVER, 0, len(words.split()), doubt=Doubt.NO_SUCH_WEEK)
