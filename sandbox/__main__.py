"""python -P -m sandbox: a local Slack workspace in the foreground."""

import argparse
import os
import signal
import sys
from pathlib import Path

from sandbox.serve import forever
from sandbox.settings import CONTENT, Settings
from sandbox.slack.manifest import BadManifestError, load


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=3200, help="0 picks a free one")
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--bot-url", default="http://127.0.0.1:3100/slack/events")
    parser.add_argument("--clock-url", default="")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--people", type=Path, default=CONTENT / "people.json")
    # Secrets on a command line can be read by every process; the environment is the quieter way.
    parser.add_argument("--signing-secret", default=os.environ.get("SANDBOX_SIGNING_SECRET", ""))
    parser.add_argument("--bot-token", default=os.environ.get("SANDBOX_BOT_TOKEN", ""))
    parser.add_argument("--app-token", default=os.environ.get("SANDBOX_APP_TOKEN", ""))
    return parser.parse_args()


def main() -> int:
    given = _arguments()
    # uvicorn stops gracefully first and then raises the signal again; that second one is the end.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: sys.exit(0))
    if not given.bot_token or not given.signing_secret:
        print("A bot token and a signing secret are needed.", file=sys.stderr)
        return 2
    try:
        settings = Settings(
            manifest=load(given.manifest),
            bot_url=given.bot_url,
            signing_secret=given.signing_secret,
            bot_token=given.bot_token,
            app_token=given.app_token,
            port=given.port,
            state=given.state,
            people=given.people,
            clock_url=given.clock_url,
        )
        forever(settings)
    except BadManifestError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Cannot listen on port {given.port}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
