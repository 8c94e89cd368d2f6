"""The bot in Microsoft's Agents Playground, once for each file."""

from collections.abc import Iterator

import pytest

from tests.playground.acts import network
from tests.playground.ground import CHANNEL, Ground, Message, ground


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The bot knows the people of the team, nobody has written to it yet."""
    with ground(tmp_path_factory.mktemp("playground")) as started:
        yield started


@pytest.fixture(scope="module")
def charter(place: Ground) -> Message:
    """Jonas' network in the channel: what the bot says of it there."""
    return network(place)


@pytest.fixture(scope="module")
def prompt(place: Ground, charter: Message) -> Message:
    """The network's first card that asks."""
    place.next_round()
    return place.sees(CHANNEL, "Velkommen", action="Svar")
