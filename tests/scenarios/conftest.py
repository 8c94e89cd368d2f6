"""Towns for scenarios: over signed HTTP and over Socket Mode, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.town import Town, free_port, town


@pytest.fixture(params=["http-sqlite", "socket-sqlite", "http-postgresql"])
def any_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """The same town, whichever way Slack comes in and wherever it is remembered."""
    way, database = request.param.split("-")
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else f"sqlite:///{tmp_path / 'town.db'}"
    with town(url, tmp_path, port=free_port(), socket_mode=way == "socket") as place:
        yield place


@pytest.fixture
def small_town(tmp_path: Path) -> Iterator[Town]:
    """A town over signed HTTP on SQLite, for scenarios about something else than the way in."""
    with town(f"sqlite:///{tmp_path / 'town.db'}", tmp_path, port=free_port()) as place:
        yield place
