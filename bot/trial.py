"""`try`: a local workspace and the bot in it, in the browser, with nothing to set up."""

import json
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import operations, process
from bot.control import OperationError
from bot.house import House
from bot.settings import Settings, from_values
from bot.slack.manifest import manifest
from core.errors import Refusal

SECRETARIAT = "U0SARA001"
"""Sara of the local workspace (sandbox/content/people.json)."""


def run(data: Path, *, port: int, empty: bool) -> int:
    """Start both, print the address, and stay until Ctrl+C."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    bot_port, workspace_port = _free(0), _free(port)
    keys = {"signing_secret": secrets.token_hex(16), "bot_token": "xoxb-" + secrets.token_hex(12)}
    with _workspace(data, bot_port, workspace_port, keys) as address:
        settings = _settings(data, bot_port, address, keys)

        def ready(house: House) -> None:
            if not empty:
                _seed(house)
            print(f"\n  Netværksbot is ready: open {address} in your browser. Stop with Ctrl+C.\n", flush=True)

        process.run(settings, ready=ready)
    return 0


def _settings(data: Path, port: int, address: str, keys: dict[str, str]) -> Settings:
    return from_values(
        {
            "ORGANISATION": "Aaby Kommune",
            "CONTACT": "dpo@aaby.example",
            "SECRETARIAT": SECRETARIAT,
            "DATABASE_URL": f"sqlite:///{data / 'netvaerksbot.db'}",
            "SLACK_BOT_TOKEN": keys["bot_token"],
            "SLACK_SIGNING_SECRET": keys["signing_secret"],
            "SLACK_API_URL": f"{address}/api/",
            "PORT": str(port),
            "SPEED": "20",
            "TICK": "0.5",
            "SETTLE": "2",
            "LOG_LEVEL": "WARNING",
            "NETVAERK_CLOCK_FILE": str(data / "clock.json"),
        }
    )


@contextmanager
def _workspace(data: Path, bot_port: int, port: int, keys: dict[str, str]) -> Iterator[str]:
    """The sandbox as a process of its own; its address."""
    bot = f"http://127.0.0.1:{bot_port}"
    described = data / "manifest.json"
    described.write_text(json.dumps(manifest(url=bot, socket_mode=False), ensure_ascii=False), "utf-8")
    command = [sys.executable, "-P", "-m", "sandbox", "--port", str(port), "--manifest", str(described)]
    command += ["--bot-url", f"{bot}/slack/events", "--state", str(data / "workspace.json")]
    command += ["--clock-url", f"{bot}/try/clock", "--signing-secret", keys["signing_secret"]]
    command += ["--bot-token", keys["bot_token"], "--app-token", "xapp-none"]
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


def _seed(house: House) -> None:
    with house.units_of_work.reading() as uow:
        known = uow.organisations.all()
        is_new = not any(uow.networks.of_organisation(each.id) for each in known)
    if is_new:
        print("  Making the demo networks ...", flush=True)
        try:
            operations.carry_out(house, "seed", {})
        except (OperationError, Refusal) as error:
            print(f"  The demo data could not be made: {error}", file=sys.stderr)


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
