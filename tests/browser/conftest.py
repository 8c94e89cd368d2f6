"""A real browser before a small municipality."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.screen import CHROMIUM, WIDE, Screen, chromium, window
from tests.browser.teams_screen import TeamsScreen
from tests.support.ports import free_port
from tests.support.teams_town import teams_town
from tests.support.town import Town, town

FACES = {"slack": Screen, "teams": TeamsScreen}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Debian's chromium")
    with chromium() as started:
        yield started


@pytest.fixture
def small_town(tmp_path: Path) -> Iterator[Town]:
    with _town(tmp_path) as place:
        yield place


@pytest.fixture(params=["slack", "teams"])
def any_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """The same on either platform, each with its own face."""
    with _town(tmp_path, request.param) as place:
        yield place


@pytest.fixture(scope="module")
def in_teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One in Teams for a whole file."""
    with _town(tmp_path_factory.mktemp("town"), "teams") as place:
        yield place


@pytest.fixture(scope="module")
def old_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for a whole file, whose tests leave each other's people alone."""
    with _town(tmp_path_factory.mktemp("town")) as place:
        yield place


@contextmanager
def _town(folder: Path, platform: str = "slack") -> Iterator[Town]:
    begun = teams_town if platform == "teams" else town
    with begun(f"sqlite:///{folder / 'town.db'}", folder, port=free_port()) as place:
        yield place


@pytest.fixture
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Screen]:
    """A window as wide as a laptop's. Whatever goes wrong in the page fails the test."""
    towns = ("old_town", "in_teams", "any_town", "small_town")
    place: Town = request.getfixturevalue(next(each for each in towns if each in request.fixturenames))
    with window(browser, place.workspace.url, size=WIDE, face=FACES[place.platform]) as opened:
        yield opened
