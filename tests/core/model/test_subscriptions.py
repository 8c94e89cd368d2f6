"""When a digest comes: each on its day, and never twice in a period."""

from datetime import date

import pytest

from core.model.ids import PersonId
from core.model.subscriptions import Kind, Rhythm, Subscription, before, following, next_on, read_id

MONDAY, FRIDAY = 0, 4


def _subscription(rhythm: Rhythm, weekday: int = MONDAY) -> Subscription:
    return Subscription(person_id=PersonId("p"), kind=Kind.DESK, rhythm=rhythm, weekday=weekday)


class TestTheNextDay:
    @pytest.mark.parametrize(
        ("rhythm", "weekday", "after", "expected"),
        [
            (Rhythm.WEEKLY, MONDAY, date(2026, 11, 26), date(2026, 11, 30)),
            (Rhythm.WEEKLY, MONDAY, date(2026, 11, 30), date(2026, 12, 7)),
            (Rhythm.WEEKLY, FRIDAY, date(2026, 11, 26), date(2026, 11, 27)),
            (Rhythm.MONTHLY, MONDAY, date(2026, 11, 1), date(2026, 11, 2)),
            (Rhythm.MONTHLY, MONDAY, date(2026, 11, 2), date(2026, 12, 7)),
            (Rhythm.MONTHLY, FRIDAY, date(2026, 12, 31), date(2027, 1, 1)),
            (Rhythm.QUARTERLY, MONDAY, date(2026, 10, 5), date(2027, 1, 4)),
            (Rhythm.QUARTERLY, MONDAY, date(2026, 10, 4), date(2026, 10, 5)),
            (Rhythm.NEVER, MONDAY, date(2026, 10, 4), None),
        ],
    )
    def test_follows_the_rhythm(self, rhythm: Rhythm, weekday: int, after: date, expected: date | None) -> None:
        """The weekday that was chosen, or the first such of the month or the quarter."""
        assert next_on(_subscription(rhythm, weekday), after) == expected


class TestPeriods:
    @pytest.mark.parametrize(
        ("day", "months", "last", "coming"),
        [
            (date(2026, 11, 30), 1, date(2026, 10, 1), date(2026, 12, 1)),
            (date(2026, 1, 31), 1, date(2025, 12, 1), date(2026, 2, 1)),
            (date(2026, 1, 1), 3, date(2025, 10, 1), date(2026, 4, 1)),
            (date(2026, 12, 31), 3, date(2026, 7, 1), date(2027, 1, 1)),
        ],
    )
    def test_are_whole_months_and_quarters(self, day: date, months: int, last: date, coming: date) -> None:
        """The last that is over, and the one to come."""
        assert (before(day, months), following(day, months)) == (last, coming)


class TestTheId:
    @pytest.mark.parametrize("about", ["", "udvalg-1"])
    def test_says_whose_it_is_and_of_what(self, about: str) -> None:
        """Read back it is the same."""
        one = Subscription(person_id=PersonId("p"), kind=Kind.COMMITTEE, about=about)
        assert read_id(one.id) == (one.kind, one.person_id, one.about)
