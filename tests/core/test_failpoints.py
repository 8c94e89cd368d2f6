"""A named place kills the process when the environment says so, and does nothing otherwise."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.failpoints import LOG, POINTS, SETTING, reach

ROOT = Path(__file__).parents[2]
PROGRAM = "from core.failpoints import reach\nfor n in range(3):\n    print(n, flush=True)\n    reach('{name}')"


def _run(
    setting: str, name: str = "deliveries.before_call", *, program: str = PROGRAM, log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program.format(name=name)],
        env={SETTING: setting, "PYTHONPATH": str(ROOT)} | ({LOG: str(log)} if log else {}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


class TestAPlace:
    def test_kills_the_first_time(self) -> None:
        """As by kill -9: nothing is tidied up."""
        died = _run("deliveries.before_call")
        assert (died.returncode, died.stdout.split()) == (-signal.SIGKILL, ["0"])

    def test_kills_the_time_that_is_asked_for(self) -> None:
        """So that a test can let the first one through."""
        died = _run("deliveries.before_call:3")
        assert (died.returncode, died.stdout.split()) == (-signal.SIGKILL, ["0", "1", "2"])

    def test_that_is_not_named_kills_nothing(self) -> None:
        """Only the one that is asked for."""
        assert _run("deliveries.after_call").returncode == 0

    def test_that_does_not_exist_is_noticed(self) -> None:
        """A misspelt place would make a kill test pass without a kill."""
        assert "no failpoint is named" in _run("deliveries.after_call", name="deliveries.misspelt").stderr

    def test_does_nothing_by_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the setting nothing is even looked up."""
        monkeypatch.delenv(SETTING, raising=False)
        reach("whatever")

    def test_can_be_told_apart_by_what_comes_by(self) -> None:
        """A charter's post is not just any post; counted are those that were asked for."""
        assert _run("deliveries.before_call@post.charter").returncode == 0
        program = PROGRAM.replace("'{name}'", "'deliveries.before_call', ['a', 'b', 'a'][n]")
        died = _run("deliveries.before_call@a:2", program=program)
        assert (died.returncode, died.stdout.split()) == (-signal.SIGKILL, ["0", "1", "2"])

    def test_is_written_down_where_a_log_is_named(self, tmp_path: Path) -> None:
        """So that tests know which places there are to kill at."""
        _run("", log=tmp_path / "log")
        assert (tmp_path / "log").read_text() == "deliveries.before_call\n" * 3


def test_every_place_there_is_is_reached_somewhere() -> None:
    """The list that kill tests go through is the list of places there are."""
    rooms = ("core", "handlers", "scheduler", "bot")
    text = "\n".join(path.read_text() for room in rooms for path in (ROOT / room).rglob("*.py"))
    reached = set(re.findall(r'\breach\("([^"]+)"', text))
    settles = {f"{name}.{when}_settle" for name in ("deliveries", "reconcile") for when in ("before", "after")}
    assert reached | settles == POINTS
