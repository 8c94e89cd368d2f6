"""The workspace as a program: it starts, remembers, and stops."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.driver import Driver
from sandbox.people import founded
from sandbox.settings import CONTENT
from tests.sandbox.places import over_http, until
from tests.sandbox.toymanifest import APP_TOKEN, SECRET, TOKEN, a_manifest, plain


def command(manifest: Path, *more: str) -> list[str]:
    return [sys.executable, "-P", "-m", "sandbox", "--port", "0", "--manifest", str(manifest), *more]


@pytest.fixture
def environment() -> dict[str, str]:
    secrets = {"SANDBOX_SIGNING_SECRET": SECRET, "SANDBOX_BOT_TOKEN": TOKEN, "SANDBOX_APP_TOKEN": APP_TOKEN}
    return os.environ | secrets | {"PYTHONPATH": str(Path(__file__).parents[2])}


class TestTheProgram:
    def test_says_where_it_listens_and_stops_when_told(self, tmp_path: Path, environment: dict[str, str]) -> None:
        """One line when ready, a clean end on SIGTERM, and the state is on disk."""
        manifest, state = tmp_path / "manifest.json", tmp_path / "state.json"
        manifest.write_text(json.dumps(a_manifest()))
        words = command(manifest, "--state", str(state))
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
            url = process.stdout.readline().removeprefix("sandbox ready ").strip()
            assert httpx.get(f"{url}/sandbox/people", trust_env=False).json()["bot"] == "U0NETVBOT"
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
        assert json.loads(state.read_text())["team"]["id"] == "T0KOMMUNE"

    def test_needs_a_manifest(self, tmp_path: Path, environment: dict[str, str]) -> None:
        """A missing manifest is one clear sentence."""
        done = subprocess.run(command(tmp_path / "m.json"), env=environment, capture_output=True, text=True)
        assert done.returncode == 2
        assert "does not exist" in done.stderr
        assert done.stderr.count("\n") == 1


class TestAState:
    def test_survives_a_restart(self, tmp_path: Path) -> None:
        """Channels, messages, metadata, pins and Home are there again."""
        state = tmp_path / "state.json"
        with over_http(state=state) as (driver, _):
            web = WebClient(token=TOKEN, base_url=f"{driver.url}/api/")
            room = web.conversations_create(name="husket")["channel"]["id"]
            about = {"event_type": "runde", "event_payload": {"key": "k1"}}
            ts = web.chat_postMessage(channel=room, text="husk", metadata=about)["ts"]
            web.pins_add(channel=room, timestamp=ts)
            home = {"type": "home", "blocks": [{"type": "header", "text": plain("Hjem")}]}
            web.views_publish(user_id="U0METTE01", view=home)
        with over_http(state=state) as (driver, _):
            web = WebClient(token=TOKEN, base_url=f"{driver.url}/api/")
            found = web.conversations_history(channel=room, include_all_metadata=True)["messages"][0]
            assert (found["metadata"], found["pinned_to"]) == (about, [room])
            assert driver.get("/sandbox/as/U0METTE01/home")["view"]["blocks"][0]["text"]["text"] == "Hjem"

    def test_is_written_soon(self, tmp_path: Path) -> None:
        """A change is on disk within half a second, without waiting for the end."""
        state = tmp_path / "state.json"
        with over_http(state=state) as (driver, _):
            driver.person("U0METTE01").say("skriv det ned", "#generelt")
            until(lambda: state.exists() and "skriv det ned" in state.read_text(), seconds=1)


class TestThePeople:
    def test_are_a_small_municipality(self) -> None:
        """Danish mostly, with English speakers, guests, and somebody from another organisation."""
        people = founded(CONTENT / "people.json", "Bot").people.values()
        assert len([one for one in people if one.locale == "en-US"]) >= 2
        assert [one.id for one in people if one.is_ultra_restricted] == ["U0OLE0001"]
        assert [one.id for one in people if one.is_stranger] == ["U0NADIA01"]


class TestTheDoor:
    def test_is_closed_to_other_sites(self, driver: Driver) -> None:
        """A form or script of another site can neither act as a person nor reach us by another name."""
        path = "/sandbox/as/U0METTE01/channels/generelt/messages"
        assert driver.http.post(path, content='{"text": "hej"}').status_code == 415
        assert driver.http.get("/sandbox/people", headers={"Host": "evil.example"}).status_code == 400
