"""A week of the calendar, as it is counted in Denmark."""

from datetime import UTC, date, datetime

import pytest

from core.model.weeks import Week

ZONE = "Europe/Copenhagen"


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-W48"),
        (date(2026, 11, 29), "2026-W48"),
        (date(2026, 11, 30), "2026-W49"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
    ids=str,
)
def test_runs_from_monday_to_sunday_also_over_a_new_year(day: date, week: str) -> None:
    """And is read back as it is written."""
    assert str(Week.of(day)) == week
    assert Week.read(week) == Week.of(day)


def test_is_before_those_that_come_later() -> None:
    """By year first."""
    assert Week(2026, 53) < Week(2027, 1)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 11, 26), datetime(2026, 11, 29, 23, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 7, 5, 22, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
def test_ends_at_midnight_where_people_are(day: date, ends: datetime) -> None:
    """The instant at which the next one begins."""
    assert Week.of(day).ends_at(ZONE) == ends
