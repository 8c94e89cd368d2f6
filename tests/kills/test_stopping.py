"""The bot is told to stop, or to copy its database, in the middle of its work."""

import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.kills.acts import reply_form, written
from tests.kills.ground import DEADLINE, Ground, ground
from tests.kills.scenes import CHANNEL, Scenes
from tests.support import playing
from tests.support.town import FATIMA, HANNE, JONAS, LARS, METTE, PETER, SARA

pytestmark = pytest.mark.kills

_OTHERS = (FATIMA, HANNE, PETER, SARA)


def _run(here: Ground, *arguments: str, **settings: str) -> str:
    """The command line, as somebody on the bot's machine would use it."""
    command = [sys.executable, "-P", "-m", "bot", *arguments]
    environment = here.environment | settings
    ran = subprocess.run(command, cwd=here.folder, env=environment, capture_output=True, text=True, timeout=DEADLINE)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


class TestSigterm:
    def test_stops_in_time_and_loses_nothing(self, sqlite_scenes: Scenes) -> None:
        """What was under way ends, what was claimed is handed back: the next bot need not wait for its lease."""
        folder, database = sqlite_scenes.copy("started")
        with ground(database, folder, LEASE="600", SEND_TIMEOUT="2", SENDERS="1") as here:
            here.start()
            here.workspace.faults({"kind": "delay", "method": "*", "seconds": 0.3, "times": 100})
            names = " ".join(f"<@{person}>" for person in _OTHERS)
            here.person(METTE).command(f"/netvaerk inviter {names}", channel=CHANNEL)
            took = here.stop()
            here.workspace.faults()
            sent = _invitations(here)
            here.start()
            here.settle()
            assert took < 10
            assert sent < len(_OTHERS)
            assert _invitations(here) == len(_OTHERS)

    def test_waits_for_nobody_who_does_not_finish(self, sqlite_scenes: Scenes) -> None:
        """A caller that never sends the rest of its request does not keep the bot alive."""
        folder, database = sqlite_scenes.copy("quiet")
        with ground(database, folder) as here, socket.socket() as caller:
            here.start()
            caller.connect(("127.0.0.1", int(here.environment["PORT"])))
            caller.sendall(b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\nhalf")
            here.until(lambda: here.health() is not None, "the bot has read what came before")
            assert here.stop() < 10


def _invitations(here: Ground) -> int:
    return written(here.workspace.state(), str(here.workspace.get("/sandbox/people")["bot"]))["member:invitation"]


class TestABackup:
    def test_taken_while_people_answer_can_be_opened_and_run_on(self, sqlite_scenes: Scenes) -> None:
        """Through the running bot's socket; the copy is whole and a bot that is started on it goes on from there."""
        folder, database = sqlite_scenes.copy("asked")
        with ground(database, folder) as here, ThreadPoolExecutor(2) as pool:
            here.start()
            answering = [pool.submit(_answers, here, member) for member in (JONAS, LARS)]
            told = _run(here, "backup", "copy.db")
            for each in answering:
                each.result()
            here.settle()
            here.stop()
            with closing(sqlite3.connect(folder / "copy.db")) as copy:
                whole = copy.execute("PRAGMA integrity_check").fetchone()
            assert "copy.db" in told
            assert whole == ("ok",)
            here.environment["DATABASE_URL"] = f"sqlite:///{folder / 'copy.db'}"
            assert SARA in _run(here, "secretariat", "list")
            here.start()
            here.settle()
            assert "Tryg hjem" in here.person(METTE).command("/netvaerk mine").text


def _answers(here: Ground, member: str, times: int = 5) -> None:
    """Answers, and changes the answer again and again; only the secretariat sees it, so nothing is posted."""
    for _ in range(times):
        assert reply_form(here, member, playing.WITHOUT_NAME).submit().outcome == "updated"
        here.person(member).modal.close()
