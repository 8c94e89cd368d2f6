"""The Messenger contract, kept by Slack's adapter over HTTP."""

from collections.abc import Iterator, Sequence

import pytest

from bot.slack.client import Json, SlackClient
from bot.slack.errors import translate
from bot.slack.messenger import SlackMessenger
from tests.bot.slack.places import ANDERS, BOT, METTE, TEAM, TOKEN, Place, a_workspace
from tests.contracts import test_messenger as contract
from tests.contracts.test_messenger import *  # noqa: F403 - the suite, run once more in here
from tests.fakes.messenger import Fault

_RULES = {
    Fault.DROP_BEFORE: {"kind": "drop_before"},
    Fault.DROP_AFTER: {"kind": "drop_after"},
    Fault.ERROR_BEFORE: {"kind": "status", "status": 503},
    Fault.ERROR_AFTER: {"kind": "status", "status": 503, "after": True},
    Fault.LIMITED: {"kind": "rate_limit", "retry_after": 3},
}


class Unreliable(SlackClient):
    """The next call goes to a port where nobody listens, or is done and never answered."""

    def __init__(self, url: str) -> None:
        super().__init__(TOKEN, api_url=f"{url}/api/", timeout=1.0)
        self.nowhere = SlackClient(TOKEN, api_url="http://127.0.0.1:9/api/", timeout=1.0)
        self.fault: Fault | None = None

    def call(self, method: str, **arguments: object) -> Json:
        fault, self.fault = self.fault, None
        if fault is Fault.REFUSED:
            return self.nowhere.call(method, **arguments)
        answer = super().call(method, **arguments)
        if fault is Fault.TIMEOUT:
            raise translate(method, TimeoutError())
        return answer


class SlackWorld:
    """The contract's world in a local workspace."""

    workspace, anna, bo = TEAM, METTE, ANDERS
    archives = True

    def __init__(self, place: Place) -> None:
        self._place = place
        self._client = Unreliable(place.workspace.url)
        self.messenger = SlackMessenger(self._client, bot_user=BOT)
        self.place = place.room(self.anna)

    def seen(self, conversation: str, thread: str | None = None) -> Sequence[str]:
        channel = self._place.workspace.platform.workspace.channels[conversation]
        said = channel.replies(thread) if thread else channel.top()
        return [message.text for message in said if not message.subtype]

    def members(self, conversation: str) -> Sequence[str]:
        channel = self._place.workspace.platform.workspace.channels[conversation]
        return sorted(set(channel.members) - {BOT})

    def fail_next(self, fault: Fault) -> None:
        if fault in _RULES:
            self._place.driver.faults(_RULES[fault])
        else:
            self._client.fault = fault

    def forbid_making(self) -> None:
        self._place.driver.faults(channel_creation="nobody")


@pytest.fixture
def messenger_world() -> Iterator[contract.MessengerWorld]:
    with a_workspace() as place:
        yield SlackWorld(place)
