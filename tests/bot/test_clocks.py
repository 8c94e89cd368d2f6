"""The calendar clock: the machine's, or one that can be moved forward and remembers it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clocks import MovableClock, SharedClock, SystemClock, clock
from tests.builders import NOW


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


class TestTheSharedClock:
    def test_is_the_databases_time(self) -> None:
        """However wrong the machine's own clock is, which is not asked."""
        asked, passed = [NOW, NOW + timedelta(seconds=61)], [100.0]
        shared = SharedClock(lambda: asked.pop(0), lambda: passed[0])
        passed[0] += 60
        assert shared.now() == NOW + timedelta(seconds=60)
        shared.synchronise()
        assert shared.now() == NOW + timedelta(seconds=61)

    def test_can_be_moved_in_a_trial(self, tmp_path: Path) -> None:
        """The shift is beside it."""
        movable = MovableClock(tmp_path / "clock.json", SharedClock(lambda: NOW, lambda: 0.0))
        movable.move_to(NOW + timedelta(days=3))
        assert movable.now() == NOW + timedelta(days=3)


def test_without_a_file_it_is_the_machines_clock() -> None:
    """Nothing outside a trial can move it."""
    assert isinstance(clock(None), SystemClock)
    assert clock(None).now().tzinfo is UTC
