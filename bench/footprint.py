"""From start to the first acknowledged command, and the memory held then. Prints one JSON line.

    python -m bench.footprint [--repeats 5]

The bot is `python -m bot run` as in production, on a SQLite file that is up to date, with Slack only; with Slack and
Teams (whose tenant is the local workspace's); beside them the bare bolt app of `bench.empty`. The first command is
Slack's each time. The figures are medians, `teams_` is what Teams adds to both.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from bench import municipality
from bench.ack import environment
from bench.acts import Reads
from bench.load import ask
from bench.processes import Server, running
from bot.teams.manifest import manifest
from sandbox.serve import running as tenant_running
from sandbox.settings import TeamsSettings
from sandbox.teams.driver import TeamsDriver
from storage.engine import connect


def once(start: Callable[[], AbstractContextManager[Server]], reads: Reads) -> tuple[float, float]:
    """Seconds until somebody has their answer, and megabytes then."""
    with start() as server:
        [request] = reads.next(1, port=server.port)
        answer = ask(server.awaited().port, request)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"the first command got {answer[:500]!r}")
        return time.perf_counter() - server.started_at, server.rss_mb()


def several(start: Callable[[], AbstractContextManager[Server]], reads: Reads, repeats: int) -> tuple[float, float]:
    seconds, megabytes = zip(*(once(start, reads) for _ in range(repeats)), strict=True)
    return round(median(seconds), 3), round(median(megabytes), 1)


@contextmanager
def tenant() -> Iterator[dict[str, str]]:
    """A Teams tenant, and the settings that a bot needs to serve it too."""
    app, website = "00000000-0000-4000-8000-00000000be9c", "https://netvaerk.example"
    settings = TeamsSettings(
        manifest=manifest(app=app, organisation=municipality.NAME, website=website),
        bot_url="http://127.0.0.1:9/api/messages",  # nothing happens there that it would have to be told
        app_id=app,
        password="a-client-secret",
    )
    with tenant_running(settings) as place, TeamsDriver(place.url) as driver:
        yield {
            "TEAMS_APP_ID": app,
            "TEAMS_APP_PASSWORD": settings.password,
            "TEAMS_TENANT": driver.teams()["tenant"],
            "TEAMS_LOCAL_URL": place.url,
        }


def run(repeats: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running("bench.stub") as stub, tenant() as teams:
        stub.awaited()
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        engine = connect(url)
        reads = Reads(municipality.build(engine, rounds=1))
        engine.dispose()
        settings = environment(url, stub.port)
        bot = partial(running, "bot", "run", environment=settings, cwd=Path(folder))
        first_ack, rss = several(bot, reads, repeats)
        both = partial(running, "bot", "run", environment=settings | teams, cwd=Path(folder))
        both_first_ack, both_rss = several(both, reads, repeats)
        bare_first_ack, bare_rss = several(partial(running, "bench.empty"), reads, repeats)
    return {
        "first_ack_s": first_ack,
        "rss_mb": rss,
        "both_first_ack_s": both_first_ack,
        "both_rss_mb": both_rss,
        "teams_first_ack_s": round(both_first_ack - first_ack, 3),
        "teams_rss_mb": round(both_rss - rss, 1),
        "bare_first_ack_s": bare_first_ack,
        "bare_rss_mb": bare_rss,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.footprint", description=str(__doc__).splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    print(json.dumps(run(parser.parse_args().repeats)))


if __name__ == "__main__":
    main()
