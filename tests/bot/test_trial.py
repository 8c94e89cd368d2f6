"""`try`: the bot and a local workspace as programs, on either platform, with nothing to set up."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.driver import Driver
from sandbox.slack.driver import SlackDriver
from sandbox.teams.driver import TeamsDriver
from tests.support.town import METTE, PATIENCE

ROOT = Path(__file__).parents[2]
NETWORKS = {"grønne-gårdrum", "læselyst-i-hele-kommunen", "tryg-hjem-fra-sygehuset", "sommer-i-biblioteksparken"}
BEFORE = {"generelt", "sundhed-og-omsorg", "skoler-og-dagtilbud"}
DRIVERS = {"slack": SlackDriver, "teams": TeamsDriver}


@contextmanager
def tried(folder: Path, platform: str, *more: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address to open in the browser, and the process."""
    command = [sys.executable, "-P", "-m", "bot", "try", "--platform", platform, "--port", "0", *more]
    system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    given = system | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, "--data", str(folder)], cwd=folder, env=given, stdout=subprocess.PIPE, text=True
    ) as process:
        lines = iter(process.stdout or ())
        try:
            yield next(found[1] for line in lines if (found := re.search(r"open (http://\S+) in", line))), process
        finally:
            process.send_signal(signal.SIGINT)


class TestTrying:
    @pytest.mark.parametrize("platform", DRIVERS)
    def test_opens_a_workspace_in_which_the_bot_answers(self, tmp_path: Path, platform: str) -> None:
        """The page has that platform's face, the bot answers a command, and Ctrl+C is a clean end."""
        with tried(tmp_path, platform, "--empty") as (url, process):
            with DRIVERS[platform](url, patience=PATIENCE) as driver:
                assert driver.get("/sandbox/people")["face"] == platform
                assert "inviter" in driver.person(METTE).command("/netvaerk hjælp").text
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0

    def test_begins_with_demo_networks_and_remembers_them(self, tmp_path: Path) -> None:
        """On Teams too, whose people have other accounts; stopped and begun again it is all there."""
        for _ in range(2):
            with tried(tmp_path, "teams") as (url, _), TeamsDriver(url, patience=PATIENCE) as driver:
                assert _networks(driver) == NETWORKS

    def test_a_second_time_on_the_same_data_is_told_in_one_sentence(self, tmp_path: Path) -> None:
        """The first goes on, and what it remembers is left alone."""
        command = [sys.executable, "-P", "-m", "bot", "try", "--port", "0", "--data", str(tmp_path)]
        with tried(tmp_path, "slack", "--empty") as (url, _), SlackDriver(url, patience=PATIENCE) as driver:
            given = os.environ | {"PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, cwd=tmp_path, env=given, capture_output=True, text=True, timeout=30)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert "stop it first" in done.stderr
            assert "inviter" in driver.person(METTE).command("/netvaerk hjælp").text

    def test_knows_two_platforms(self, tmp_path: Path) -> None:
        """Any other is told in one sentence."""
        command = [sys.executable, "-P", "-m", "bot", "try", "--platform", "irc"]
        done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def _networks(driver: Driver) -> set[str]:
    """The channels of whoever leads a network of the demo, without those that were there before."""
    leaders = ("U0METTE01", "U0FATIMA1", "U0PETER01")
    return {name for each in leaders for name in driver.person(each).channels()} - BEFORE
