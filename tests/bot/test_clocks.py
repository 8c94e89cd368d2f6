"""The calendar clock: the machine's, or one that can be moved forward and remembers it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clocks import MovableClock, SystemClock, clock


class TestTheMovableClock:
    def test_goes_on_from_where_it_was_moved_to(self, tmp_path: Path) -> None:
        """After a move it is later by just that much."""
        movable = MovableClock(tmp_path / "clock.json")
        movable.move_to(datetime.now(UTC) + timedelta(days=3))
        assert timedelta(days=3) <= movable.now() - datetime.now(UTC) + timedelta(seconds=5)

    def test_remembers_the_move_over_a_restart(self, tmp_path: Path) -> None:
        """The next process begins where this one was."""
        MovableClock(tmp_path / "clock.json").move_to(datetime.now(UTC) + timedelta(days=3))
        again = MovableClock(tmp_path / "clock.json")
        assert again.now() > datetime.now(UTC) + timedelta(days=2)

    def test_never_goes_back(self, tmp_path: Path) -> None:
        """What has happened does not unhappen."""
        movable = MovableClock(tmp_path / "clock.json")
        movable.move_to(datetime.now(UTC) + timedelta(days=3))
        movable.move_to(datetime.now(UTC) - timedelta(days=3))
        assert movable.now() > datetime.now(UTC) + timedelta(days=2)


def test_without_a_file_it_is_the_machines_clock() -> None:
    """Nothing outside a trial can move it."""
    assert isinstance(clock(None), SystemClock)
    assert clock(None).now().tzinfo is UTC
