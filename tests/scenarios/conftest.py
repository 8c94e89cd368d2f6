"""Towns for scenarios: Slack over signed HTTP and over Socket Mode, and Teams; on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.ports import free_port
from tests.support.teams_town import teams_town
from tests.support.town import Town, town

URLS = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}


@pytest.fixture(
    params=[
        "slack-http-sqlite",
        "slack-socket-sqlite",
        "slack-http-postgresql",
        "teams-http-sqlite",
        "teams-http-postgresql",
    ]
)
def any_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """The same town, whichever platform it is on, whichever way that comes in and wherever it is remembered."""
    platform, way, database = request.param.split("-")
    url = request.getfixturevalue(URLS[database])
    if platform == "teams":
        with teams_town(url, tmp_path, port=free_port()) as place:
            yield place
    else:
        with town(url, tmp_path, port=free_port(), socket_mode=way == "socket") as place:
            yield place


@pytest.fixture(params=["slack", "teams"])
def small_town(request: pytest.FixtureRequest) -> Town:
    """A town over HTTP on SQLite, on either platform, for scenarios about something else than the way in."""
    place: Town = request.getfixturevalue({"slack": "slack_town", "teams": "in_teams"}[request.param])
    return place


@pytest.fixture
def slack_town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    """For what only Slack has."""
    with town(sqlite_url, tmp_path, port=free_port()) as place:
        yield place


@pytest.fixture
def in_teams(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    """For what only Teams has."""
    with teams_town(sqlite_url, tmp_path, port=free_port()) as place:
        yield place
