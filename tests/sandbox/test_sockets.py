"""The same bolt app over Socket Mode."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.driver import Driver, Person
from tests.sandbox.places import over_socket, until
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import APP_TOKEN, TOKEN


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Driver, Bot]]:
    with over_socket() as place:
        yield place


@pytest.fixture
def mette(place: tuple[Driver, Bot]) -> Person:
    return place[0].person("U0METTE01")


class TestTheSocket:
    def test_carries_commands_and_answers(self, mette: Person) -> None:
        """A command's acknowledgement comes back through the socket with its payload."""
        assert mette.command("/netvaerk sig").text == "Kun for dig"

    def test_carries_modals(self, mette: Person) -> None:
        """Errors of a submission come back through the socket."""
        done = mette.command("/netvaerk").modal.fill({"Navn": "optaget"}).submit()
        assert done.errors == {"Navn": "Navnet er taget."}

    def test_carries_events(self, mette: Person, place: tuple[Driver, Bot]) -> None:
        """A message reaches the app as an event."""
        mette.say_to_bot("gennem soklen")
        until(lambda: any(event["text"] == "gennem soklen" for event in place[1].events("message")))

    def test_is_held_to_the_same_time(self, mette: Person) -> None:
        """No acknowledgement in time is operation_timeout here too."""
        assert "operation_timeout" in mette.command("/langsom").error

    def test_comes_back_after_a_refresh(self, mette: Person, place: tuple[Driver, Bot]) -> None:
        """Asked to reconnect, the official client does, and nothing is lost after."""
        driver = place[0]
        assert driver.disconnect_sockets() == 1
        until(lambda: driver.get("/sandbox/sockets")["open"], seconds=10)
        assert mette.command("/netvaerk sig").text == "Kun for dig"

    def test_opens_with_the_app_token_only(self, place: tuple[Driver, Bot]) -> None:
        """apps.connections.open refuses the bot's token."""
        base = f"{place[0].url}/api/"
        assert WebClient(token=APP_TOKEN, base_url=base).apps_connections_open(app_token=APP_TOKEN)["ok"]
        with pytest.raises(SlackApiError, match="not_allowed_token_type"):
            WebClient(token=TOKEN, base_url=base).apps_connections_open(app_token=TOKEN)
