"""One tenant with the toy bot for each module of tests."""

from collections.abc import Iterator

import pytest

from sandbox.teams.driver import Person, TeamsDriver
from tests.sandbox.teams.places import Service, a_tenant
from tests.sandbox.teams.toybot import Bot
from tests.sandbox.teams.toymanifest import CREATE, READ_ALL, a_manifest


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[TeamsDriver, Bot]]:
    with a_tenant(a_manifest(consents=(READ_ALL, CREATE)), graph=("members", "guests")) as started:
        yield started


@pytest.fixture
def driver(place: tuple[TeamsDriver, Bot]) -> TeamsDriver:
    """A tenant with nothing set wrong and nothing recorded."""
    driver, bot = place
    quiet = {"duplicate": False, "reorder": False, "hold": False}
    driver.faults(events=quiet, channel_creation="everyone", strict=False)
    driver.forget_calls()
    bot.heard.clear()
    return driver


@pytest.fixture
def bot(place: tuple[TeamsDriver, Bot]) -> Bot:
    return place[1]


@pytest.fixture
def service(driver: TeamsDriver) -> Service:
    """The app's own view of the tenant."""
    return Service(driver)


@pytest.fixture
def team(service: Service) -> str:
    """The General channel, whose id is the team's."""
    return service.names["team"]


@pytest.fixture
def mette(driver: TeamsDriver) -> Person:
    return driver.person("U0METTE01")


@pytest.fixture
def jonas(driver: TeamsDriver) -> Person:
    return driver.person("U0JONAS01")
