"""The command line as somebody meets it: a process, its words and its exit code."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

from storage.engine import only_process
from tests.support import forking

ROOT = Path(__file__).parents[2]


HOUSE = {"PATH": os.environ["PATH"], "ORGANISATION": "Aaby Kommune", "CONTACT": "dpo@aaby.example"}


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return forking.ran(*arguments, folder=folder, environment=HOUSE | environment)


def _run_from_nothing(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command, given = [sys.executable, "-P", "-m", "bot", *arguments], HOUSE | environment
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=60, check=False)


class TestWithoutABot:
    def test_a_missing_setting_stops_with_one_sentence(self, tmp_path: Path) -> None:
        """No trace, one line, and what to write."""
        ran = _run_from_nothing(tmp_path, "run", ORGANISATION="")
        assert ran.returncode == 2
        assert ran.stderr.strip().splitlines() == [
            "netvaerksbot: ORGANISATION is missing: write the name of the municipality, e.g. Albertslund Kommune "
            "(in .env or the environment)."
        ]

    def test_migrate_makes_the_database(self, tmp_path: Path) -> None:
        """The tables are there after, in a file for its owner only."""
        ran = _run_from_nothing(tmp_path, "migrate")
        assert ran.stdout.strip() == "The database is up to date."
        assert (tmp_path / "data/netvaerksbot.db").stat().st_mode & 0o777 == 0o600

    def test_backup_writes_a_database_that_opens(self, tmp_path: Path) -> None:
        """The copy stands on its own; a second one under the same name is refused."""
        assert _run(tmp_path, "backup", "copy.db").returncode == 0
        with sqlite3.connect(tmp_path / "copy.db") as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()
        assert "is there already" in _run(tmp_path, "backup", "copy.db").stderr

    def test_operations_on_an_empty_house_say_what_to_do_first(self, tmp_path: Path) -> None:
        """Before the bot has met its workspace there is nobody to name."""
        for words in (("secretariat", "list"), ("administrator", "list"), ("organisation", "list")):
            assert "start it once" in _run(tmp_path, *words).stderr

    def test_the_organisation_s_commands_take_what_they_need(self, tmp_path: Path) -> None:
        """Each reads its words as far as the house: several units, several parts, a kind and a place."""
        for words in (
            ("add", "Klima", "--kind", "afdeling", "--under", "By"),
            ("rename", "Klima", "Energi"),
            ("move", "Klima", "--under", "By"),
            ("merge", "A", "B", "--into", "C"),
            ("split", "A", "--into", "B", "--into", "C"),
            ("close", "A"),
            ("history",),
        ):
            ran = _run(tmp_path, "organisation", *words)
            assert (ran.returncode, "start it once" in ran.stderr) == (2, True), ran.stderr

    def test_the_library_is_read_from_a_file_before_anything_is_done(self, tmp_path: Path) -> None:
        """What is no file, or no text, is said in a sentence; an export writes over nothing."""
        (tmp_path / "latin.yaml").write_bytes("prompts: [{title: Ærø}]".encode("latin-1"))
        (tmp_path / "bad.yaml").write_text("prompts: [{id: a, phase: sommer}]")
        told = {name: _run(tmp_path, "prompts", "import", name) for name in ("none.yaml", "latin.yaml", "bad.yaml")}
        assert {ran.returncode for ran in told.values()} == {2}
        assert told["none.yaml"].stderr == "netvaerksbot: none.yaml cannot be read: No such file or directory\n"
        assert "not written in UTF-8" in told["latin.yaml"].stderr
        assert "- a: phase: 'sommer' is none of opstart" in told["bad.yaml"].stderr
        assert "- a: title: a mapping is missing" in told["bad.yaml"].stderr
        assert "latin.yaml is there already" in _run(tmp_path, "prompts", "export", "latin.yaml").stderr

    def test_the_library_is_written_to_a_file_or_printed(self, tmp_path: Path) -> None:
        """The same text; a house that no bot has lived in has no questions yet."""
        printed = _run(tmp_path, "prompts", "export")
        written = _run(tmp_path, "prompts", "export", "library.yaml")
        assert (printed.returncode, written.returncode) == (0, 0)
        assert written.stdout == "library.yaml is written. Edit it, then: prompts import library.yaml --preview\n"
        assert (tmp_path / "library.yaml").read_text("utf-8") == printed.stdout
        assert "prompts: []" in printed.stdout

    def test_the_manifest_is_json_for_slack(self, tmp_path: Path) -> None:
        """It can be pasted as it is; with an address it is HTTP, without one Socket Mode."""
        over_http = json.loads(_run(tmp_path, "manifest", "slack", "--url", "https://bot.aaby.example").stdout)
        over_socket = json.loads(_run(tmp_path, "manifest", "slack").stdout)
        assert over_http["settings"]["interactivity"]["request_url"] == "https://bot.aaby.example/slack/events"
        assert over_socket["settings"]["socket_mode_enabled"] is True

    def test_the_package_for_teams_is_a_file(self, tmp_path: Path) -> None:
        """It can be uploaded as it is; the id may stand in .env, and no secret is needed yet."""
        (tmp_path / ".env").write_text("TEAMS_APP_ID=11111111-2222-4333-8444-555555555555\n")
        ran = _run(tmp_path, "manifest", "teams")
        assert ran.stdout.startswith("netvaerksbot-teams.zip is written.")
        made = json.loads(ZipFile(tmp_path / "netvaerksbot-teams.zip").read("manifest.json"))
        assert (made["developer"]["name"], made["developer"]["websiteUrl"]) == ("Aaby Kommune", "https://aaby.example")

    def test_doctor_says_what_to_mend(self, tmp_path: Path) -> None:
        """Without a token it says so, and what to do; the exit code tells a script."""
        ran = _run(tmp_path, "doctor")
        assert ran.returncode == 1
        assert "MEND  Slack: not set. Create the app from `netvaerksbot manifest slack`" in ran.stdout
        assert "ok    Database: data/netvaerksbot.db answers" in ran.stdout

    def test_a_library_that_cannot_be_read_is_told_in_sentences(self, tmp_path: Path) -> None:
        """Whoever edits the file that ships with the bot: `doctor` and `run` say where it is wrong, all of it."""
        shipped = tmp_path / "content"
        copytree(ROOT / "content", shipped)
        file = shipped / "prompts.yaml"
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("phase: opstart", "phase: sommer", 1).replace("kind: scale", "kind: tal", 1), "utf-8"
        )
        places = {"PYTHONPATH": os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))}
        teams = {
            "TEAMS_APP_ID": "11111111-2222-4333-8444-555555555555",
            "TEAMS_TENANT": "11111111-2222-4333-8444-666666666666",
            "TEAMS_APP_PASSWORD": "s",
        }
        for words, more in (("doctor", {}), ("run", teams)):
            ran = _run_from_nothing(tmp_path, words, **more, **places)
            told = ran.stdout + ran.stderr
            assert "inno-opstart-1: phase: 'sommer' is none of" in told
            assert "inno-opstart-3: question 1: kind: 'tal' is none of" in told
            assert "Traceback" not in told

    def test_run_without_a_platform_says_how_to_try(self, tmp_path: Path) -> None:
        """A start with nothing to talk to is no start."""
        assert "netvaerksbot try" in _run(tmp_path, "run").stderr

    def test_run_beside_a_bot_on_the_same_file_says_so(self, tmp_path: Path) -> None:
        """A file has room for one; the second is told which, in one sentence."""
        with only_process(tmp_path / "data/netvaerksbot.db"):
            ran = _run(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s")
        assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
        assert "data/netvaerksbot.db already; stop it first" in ran.stderr
