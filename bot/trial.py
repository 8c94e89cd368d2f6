"""`try`: a local workspace and the bot in it, in the browser, with nothing to set up."""

import json
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.request import urlopen

from bot import operations, process
from bot.control import OperationError
from bot.house import House
from bot.settings import Settings, from_values
from bot.slack import manifest as slack_manifest
from bot.teams import manifest as teams_manifest
from bot.web import trial_mails
from core.errors import Refusal
from storage.engine import only_process

SECRETARIAT = "U0SARA001"
"""Sara of the local workspace (sandbox/content/people.json)."""

PLATFORMS = ("slack", "teams")
DATABASE = "netvaerksbot.db"
MAILS = "mails"
_PATIENCE = 30.0


class Place(Protocol):
    """What a platform needs to be tried in its local workspace."""

    def manifest(self, bot: str) -> Mapping[str, object]:
        """The app, for a bot at that address."""
        ...

    def options(self, bot: str) -> list[str]:
        """What the workspace is told on its command line."""
        ...

    def accounts(self, address: str) -> Mapping[str, str]:
        """What the platform calls the people of the workspace, by their names in its file."""
        ...

    def access(self, address: str) -> dict[str, str]:
        """The settings that lead the bot there."""
        ...


@dataclass(frozen=True)
class SlackPlace:
    signing_secret: str
    bot_token: str

    def manifest(self, bot: str) -> Mapping[str, object]:
        return slack_manifest.manifest(url=bot, socket_mode=False)

    def options(self, bot: str) -> list[str]:
        keys = ["--signing-secret", self.signing_secret, "--bot-token", self.bot_token, "--app-token", "xapp-none"]
        return ["--bot-url", f"{bot}/slack/events", *keys]

    def accounts(self, address: str) -> Mapping[str, str]:
        return {}

    def access(self, address: str) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SLACK_API_URL": f"{address}/api/",
        }


@dataclass(frozen=True)
class TeamsPlace:
    password: str
    app: str = "00000000-0000-4000-8000-00000000b075"

    def manifest(self, bot: str) -> Mapping[str, object]:
        site = "https://netvaerk.example"
        return teams_manifest.manifest(app=self.app, organisation="Aaby Kommune", website=site, makes_channels=True)

    def options(self, bot: str) -> list[str]:
        keys = ["--app-id", self.app, "--password", self.password, "--graph", "channels,members,guests"]
        return ["--face", "teams", "--bot-url", f"{bot}/api/messages", *keys]

    def accounts(self, address: str) -> Mapping[str, str]:
        return {name: ids["object_id"] for name, ids in _names(address)["people"].items()}

    def access(self, address: str) -> dict[str, str]:
        return {
            "TEAMS_APP_ID": self.app,
            "TEAMS_APP_PASSWORD": self.password,
            "TEAMS_TENANT": str(_names(address)["tenant"]),
            "TEAMS_GRAPH": "channels,guests",
            "TEAMS_LOCAL_URL": address,
        }


def _names(address: str) -> dict[str, Any]:
    with urlopen(f"{address}/sandbox/teams/names") as answer:  # noqa: S310 - our own program on this machine
        found: dict[str, Any] = json.load(answer)
    return found


def _place(platform: str) -> Place:
    if platform == "teams":
        return TeamsPlace(secrets.token_hex(16))
    return SlackPlace(secrets.token_hex(16), "xoxb-" + secrets.token_hex(12))


def run(data: Path, *, port: int, empty: bool, platform: str = "slack") -> int:
    """Start both, print the address, and stay until Ctrl+C. What is tried on Teams is kept in a folder of its own.

    Raises `SomebodyElseRuns`, before a workspace is begun that would share what the other one remembers.
    """
    data = data if platform == "slack" else data / platform
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_process(data / DATABASE):
        pass
    bot_port, workspace_port, place = _free(0), _free(port), _place(platform)
    mails = f"http://127.0.0.1:{bot_port}{trial_mails.PATH}"
    with _workspace(data, bot_port, workspace_port, place, mails) as address:
        accounts = place.accounts(address)
        settings = _settings(data, bot_port, accounts.get(SECRETARIAT, SECRETARIAT), place.access(address))

        def ready(house: House) -> None:
            if not empty:
                _seed(house, accounts)
            print(f"\n  Netværksbot is ready: open {address} in your browser. Stop with Ctrl+C.", flush=True)
            print(f"  Mails to people without an account: {mails} (the files are in {data / MAILS}).\n", flush=True)

        process.run(settings, ready=ready)
    return 0


def _settings(data: Path, port: int, secretariat: str, access: dict[str, str]) -> Settings:
    return from_values(
        {
            "ORGANISATION": "Aaby Kommune",
            "CONTACT": "dpo@aaby.example",
            "SECRETARIAT": secretariat,
            "ADMINISTRATORS": secretariat,
            "DATABASE_URL": f"sqlite:///{data / DATABASE}",
            **access,
            "PORT": str(port),
            "SPEED": "20",
            "TICK": "0.5",
            "SETTLE": "2",
            "LOG_LEVEL": "WARNING",
            "NETVAERK_CLOCK_FILE": str(data / "clock.json"),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MAIL_FROM": "netvaerk@aaby.example",
            "MAIL_FOLDER": str(data / MAILS),
            "LINK_SECRET": _kept_secret(data / "link.secret"),
        }
    )


def _kept_secret(file: Path) -> str:
    """The same at the next start, so that the links of a trial go on working."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), "utf-8")
    return file.read_text("utf-8")


@contextmanager
def _workspace(data: Path, bot_port: int, port: int, place: Place, mails: str) -> Iterator[str]:
    """The sandbox as a process of its own; its address."""
    bot = f"http://127.0.0.1:{bot_port}"
    described = data / "manifest.json"
    described.write_text(json.dumps(place.manifest(bot), ensure_ascii=False), "utf-8")
    command = [sys.executable, "-P", "-m", "sandbox", "--port", str(port), "--manifest", str(described)]
    command += ["--state", str(data / "workspace.json"), "--clock-url", f"{bot}/try/clock"]
    command += ["--mails-url", mails, *place.options(bot)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    try:
        yield _address(started)
    finally:
        started.terminate()
        started.wait(10)


def _address(started: "subprocess.Popen[str]") -> str:
    for line in started.stdout or ():
        if line.startswith("sandbox ready "):
            return line.removeprefix("sandbox ready ").strip()
    raise OperationError("the local workspace did not start; see above")


def _seed(house: House, accounts: Mapping[str, str]) -> None:
    if not _until(lambda: _knows_people(house)):
        print("  The bot has not met the people of the workspace; the demo data is left out.", file=sys.stderr)
        return
    with house.units_of_work.reading() as uow:
        known = uow.organisations.all()
        is_new = not any(uow.networks.of_organisation(each.id) for each in known)
    if is_new:
        print("  Making the demo networks ...", flush=True)
        try:
            operations.carry_out(house, "seed", {"accounts": json.dumps(dict(accounts))})
        except (OperationError, Refusal) as error:
            print(f"  The demo data could not be made: {error}", file=sys.stderr)


def _knows_people(house: House) -> bool:
    with house.units_of_work.reading() as uow:
        return any(uow.people.secretariat(each.id) for each in uow.organisations.all())


def _until(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold; a platform tells of its people a moment after it is spoken to."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _free(wanted: int) -> int:
    """A port that nobody uses: the one wanted, or any."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OperationError("no port is free on this machine")
