"""One workspace with the toy bot for each module of tests."""

import time
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from sandbox.driver import Driver, Person
from tests.sandbox.places import over_http
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import TOKEN


@pytest.fixture(scope="module")
def http_place() -> Iterator[tuple[Driver, Bot]]:
    with over_http() as place:
        yield place


@pytest.fixture
def driver(http_place: tuple[Driver, Bot]) -> Driver:
    """A workspace with nothing set wrong and nothing recorded."""
    driver, bot = http_place
    driver.faults(events={"duplicate": False, "reorder": False, "hold": False}, channel_creation="everyone")
    driver.forget_calls()
    bot.heard.clear()
    bot.retries.clear()
    return driver


@pytest.fixture
def bot(http_place: tuple[Driver, Bot]) -> Bot:
    return http_place[1]


@pytest.fixture
def web(driver: Driver) -> WebClient:
    """The app's own view of the workspace, through the official client."""
    return WebClient(token=TOKEN, base_url=f"{driver.url}/api/", retry_handlers=[])


@pytest.fixture
def mette(driver: Driver) -> Person:
    return driver.person("U0METTE01")


@pytest.fixture
def room(web: WebClient) -> str:
    """A public channel the bot made and Mette is in."""
    made = web.conversations_create(name=f"rum-{time.time_ns()}")["channel"]["id"]
    web.conversations_invite(channel=made, users="U0METTE01")
    return made
