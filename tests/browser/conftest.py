"""A real browser before a small municipality."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.screen import CHROMIUM, WIDE, Screen, chromium, window
from tests.support.ports import free_port
from tests.support.town import Town, town


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


@pytest.fixture(scope="module")
def old_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for a whole file, whose tests leave each other's people alone."""
    with _town(tmp_path_factory.mktemp("town")) as place:
        yield place


@contextmanager
def _town(folder: Path) -> Iterator[Town]:
    with town(f"sqlite:///{folder / 'town.db'}", folder, port=free_port()) as place:
        yield place


@pytest.fixture
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Screen]:
    """A window as wide as a laptop's. Whatever goes wrong in the page fails the test."""
    place: Town = request.getfixturevalue("old_town" if "old_town" in request.fixturenames else "small_town")
    with window(browser, place.workspace.url, size=WIDE) as opened:
        yield opened
