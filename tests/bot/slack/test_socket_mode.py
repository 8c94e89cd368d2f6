"""The watch on the connection, which the library cannot be trusted with."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiohttp import ClientConnectionError

from bot.slack.socket_mode import watch
from tests.bot.slack.places import METTE, over_socket, until


@dataclass
class Connection:
    """One that answers pings at the moments given, and is closed when those are over."""

    heard: Iterator[float | None]
    is_down: bool = False
    anew: int = 0
    closed: bool = False
    last_ping_pong_time: float | None = field(default=None, init=False)
    time: float = field(default=0.0, init=False)

    def now(self) -> float:
        """The time between two pings passes each time somebody looks."""
        self.time += 0.01
        heard = next(self.heard, -1.0)
        self.closed = heard == -1.0
        self.last_ping_pong_time = heard if heard is not None and heard >= 0 else self.last_ping_pong_time
        return self.time

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        self.anew += force
        if self.is_down:
            raise ClientConnectionError


def _watched(connection: Connection) -> Connection:
    asyncio.run(watch(connection, ping_seconds=0.01, clock=connection.now))
    return connection


class TestTheWatch:
    def test_lets_a_connection_that_answers_be(self) -> None:
        """Every ping had its pong."""
        assert _watched(Connection(iter(number / 100 for number in range(1, 10)))).anew == 0

    def test_makes_one_that_went_deaf_anew(self) -> None:
        """Whatever it says of itself."""
        assert _watched(Connection(iter([0.01] + [None] * 8))).anew >= 1

    def test_goes_on_when_slack_cannot_be_reached(self) -> None:
        """It is tried again until it works."""
        assert _watched(Connection(iter([0.01] + [None] * 24), is_down=True)).anew >= 2


class TestADroppedConnection:
    def test_is_made_anew_and_hears_what_comes_next(self) -> None:
        """Slack asks for a new one every few hours."""
        with over_socket() as place:
            place.driver.disconnect_sockets()
            until(lambda: place.driver.get("/sandbox/sockets")["open"])
            place.driver.person(METTE).say_to_bot("mine")
            until(lambda: place.handlers.events("message"))
