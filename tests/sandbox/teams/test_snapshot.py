"""The tenant as a program: it starts, remembers, and stops."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from tests.sandbox.teams.places import Service, a_tenant
from tests.sandbox.teams.toymanifest import APP_ID, PASSWORD, a_manifest, a_message, words

ROOT = Path(__file__).parents[3]


def command(manifest: Path) -> list[str]:
    return [sys.executable, "-P", "-m", "sandbox", "--face", "teams", "--port", "0", "--manifest", str(manifest)]


class TestTheProgram:
    def test_says_where_it_listens_and_stops_when_told(self, tmp_path: Path) -> None:
        """One line when ready, Teams' face, and a clean end on SIGTERM."""
        manifest = tmp_path / "manifest.json"
        manifest.write_text(json.dumps(a_manifest()))
        secrets = {"SANDBOX_APP_ID": APP_ID, "SANDBOX_APP_PASSWORD": PASSWORD, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(
            command(manifest), env=os.environ | secrets, stdout=subprocess.PIPE, text=True
        ) as process:
            url = process.stdout.readline().removeprefix("sandbox ready ").strip()
            assert httpx.get(f"{url}/sandbox/people", trust_env=False).json()["face"] == "teams"
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0

    def test_needs_an_app(self, tmp_path: Path) -> None:
        """Without its id and password, or with a manifest of nothing, it is one clear sentence."""
        manifest = tmp_path / "manifest.json"
        manifest.write_text("{}")
        for secrets in ({}, {"SANDBOX_APP_ID": APP_ID, "SANDBOX_APP_PASSWORD": PASSWORD}):
            given = os.environ | secrets | {"PYTHONPATH": str(ROOT)}
            done = subprocess.run(command(manifest), env=given, capture_output=True, text=True)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)


class TestAState:
    def test_survives_a_restart(self, tmp_path: Path) -> None:
        """Channels, posts, threads and personal chats are there again, and the app is not added anew."""
        state = tmp_path / "state.json"
        with a_tenant(state=state) as (driver, _):
            service = Service(driver)
            root = service.posted(service.names["team"], a_message(words("Husk")))
            service.posted(f"{service.names['team']};messageid={root}", "Svar")
            chat = service.talk("U0METTE01").json()["id"]
            driver.person("U0METTE01").create_channel("Husket", private=True)
        with a_tenant(state=state, settled=False) as (driver, bot):
            mette = driver.person("U0METTE01")
            assert [m.text for m in mette.thread("generelt", root)] == ["Husk", "Svar"]
            assert "husket" in mette.channels()
            assert Service(driver).talk("U0METTE01").json()["id"] == chat
            assert bot.heard == []
