"""What an administrator writes of closed days, against the calendar."""

from datetime import date

import pytest

from scheduler.closed import closed


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("12-24", [date(2026, 12, 24), date(2031, 12, 24)], [date(2026, 12, 23), date(2026, 12, 25)]),
        ("02-29", [date(2028, 2, 29)], [date(2026, 2, 28), date(2026, 3, 1)]),
        ("07-13..07-31", [date(2026, 7, 13), date(2027, 7, 31)], [date(2026, 7, 12), date(2026, 8, 1)]),
        ("12-23 .. 01-02", [date(2026, 12, 23), date(2026, 12, 31), date(2027, 1, 2)], [date(2027, 1, 3)]),
        ("2026-10-12..2026-10-16", [date(2026, 10, 12), date(2026, 10, 16)], [date(2027, 10, 12)]),
        ("2026-10-12", [date(2026, 10, 12)], [date(2026, 10, 13)]),
        ("uge 29", [date(2026, 7, 13), date(2026, 7, 19)], [date(2026, 7, 12), date(2026, 7, 20)]),
        ("Uge 28-30", [date(2026, 7, 6), date(2026, 7, 26)], [date(2026, 7, 5), date(2026, 7, 27)]),
        ("w28-w30", [date(2027, 7, 12)], [date(2027, 7, 11)]),
        ("week 53", [date(2026, 12, 28), date(2027, 1, 3)], [date(2027, 1, 4)]),
    ],
)
def test_a_part_is_read_as_it_is_meant(text: str, inside: list[date], outside: list[date]) -> None:
    """Both ends are in it; weeks are ISO weeks."""
    (holds,) = closed(text)
    assert [holds(day) for day in inside] == [True] * len(inside)
    assert [holds(day) for day in outside] == [False] * len(outside)


def test_several_stand_with_commas_between() -> None:
    """And nothing at all is nothing."""
    assert len(closed("12-24, uge 28-30,,")) == 2
    assert closed("") == ()


@pytest.mark.parametrize("text", ["jul", "13-01", "07-13..sommer", "uge", "2026-02-30"])
def test_what_is_not_understood_is_named(text: str) -> None:
    """The part itself, so that it can be found among others."""
    with pytest.raises(ValueError, match=text):
        closed(f"12-24, {text}")
