"""python -P -m sandbox: a local workspace in the foreground, with the face of Slack or of Teams."""

import argparse
import os
import signal
import sys
from pathlib import Path

from sandbox.manifests import BadManifestError, load
from sandbox.serve import forever
from sandbox.settings import CONTENT, Common, Settings, TeamsSettings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--face", choices=("slack", "teams"), default="slack")
    parser.add_argument("--port", type=int, default=3200, help="0 picks a free one")
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--bot-url", default="", help="where the bot listens; a usual place when left out")
    parser.add_argument("--clock-url", default="")
    parser.add_argument("--mails-url", default="", help="where the mails to people without an account can be read")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--people", type=Path, default=CONTENT / "people.json")
    # Secrets on a command line can be read by every process; the environment is the quieter way.
    slack = parser.add_argument_group("Slack")
    slack.add_argument("--signing-secret", default=os.environ.get("SANDBOX_SIGNING_SECRET", ""))
    slack.add_argument("--bot-token", default=os.environ.get("SANDBOX_BOT_TOKEN", ""))
    slack.add_argument("--app-token", default=os.environ.get("SANDBOX_APP_TOKEN", ""))
    teams = parser.add_argument_group("Teams")
    teams.add_argument("--app-id", default=os.environ.get("SANDBOX_APP_ID", ""))
    teams.add_argument("--password", default=os.environ.get("SANDBOX_APP_PASSWORD", ""))
    teams.add_argument("--graph", default="", help="what the administrator lets the app do: channels,members,guests")
    return parser.parse_args()


def _settings(given: argparse.Namespace) -> Common:
    """What was asked for; ValueError with a sentence when something is missing."""
    manifest = load(given.manifest)
    common = {name: getattr(given, name) for name in ("port", "state", "people", "clock_url", "mails_url")}
    if given.face == "teams":
        if not given.app_id or not given.password:
            raise ValueError("An app id and a password are needed.")
        graph = tuple(part for part in given.graph.split(",") if part)
        url = given.bot_url or "http://127.0.0.1:3100/api/messages"
        return TeamsSettings(manifest, url, app_id=given.app_id, password=given.password, graph=graph, **common)
    if not given.bot_token or not given.signing_secret:
        raise ValueError("A bot token and a signing secret are needed.")
    url = given.bot_url or "http://127.0.0.1:3100/slack/events"
    return Settings(manifest, url, given.signing_secret, given.bot_token, given.app_token, **common)


def main() -> int:
    given = _arguments()
    # uvicorn stops gracefully first and then raises the signal again; that second one is the end.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: sys.exit(0))
    try:
        forever(_settings(given))
    except (BadManifestError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Cannot listen on port {given.port}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
