"""The Messenger contract, kept by Teams' adapter over HTTP; and what Teams cannot do, said as that."""

from collections.abc import Iterator, Sequence

import httpx
import pytest

from bot.teams.client import TeamsClient
from bot.teams.errors import broken
from bot.teams.graph import Graph
from bot.teams.installation import CONNECTOR_SCOPE, GRAPH_SCOPE
from bot.teams.messenger import TeamsMessenger
from storage.unit_of_work import SqlUnitsOfWork
from tests.bot.teams.places import ANDERS, JONAS, Place, a_tenant, saying
from tests.contracts import test_messenger as contract
from tests.contracts.test_messenger import *  # noqa: F403 - the suite, run once more in here
from tests.contracts.test_messenger import LONG_AGO, MessengerWorld
from tests.fakes.messenger import Fault
from views.messenger import Unreadable

_RULES = {
    Fault.DROP_BEFORE: {"kind": "drop_before"},
    Fault.DROP_AFTER: {"kind": "drop_after"},
    Fault.ERROR_BEFORE: {"kind": "status", "status": 503},
    Fault.ERROR_AFTER: {"kind": "status", "status": 503, "after": True},
    Fault.LIMITED: {"kind": "rate_limit", "retry_after": 3},
}


class Unreliable(TeamsClient):
    """The next call goes to a port where nobody listens, is done and never answered, or meets a fault of the service's.

    Looking up an owner, before a channel can be made, is not the call that is meant.
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place.me, timeout=1.0)
        self._place = place
        self.fault: Fault | None = None

    def _call(self, verb: str, url: str, *rest: object) -> dict:
        if verb == "GET" and url.endswith("/members"):
            return super()._call(verb, url, *rest)
        fault, self.fault = self.fault, None
        if fault in _RULES:
            self._place.driver.faults(_RULES[fault])
        if fault is Fault.REFUSED:
            url = str(httpx.URL(url).copy_with(port=9))
        answer = super()._call(verb, url, *rest)
        if fault is Fault.TIMEOUT:
            raise broken(httpx.ReadTimeout("nothing came"))
        return answer


class TeamsWorld:
    """The contract's world in a local tenant. Graph would want a permission for every channel of every team."""

    archives = False

    def __init__(self, place: Place) -> None:
        place.introduce()
        self._place = place
        self._client = Unreliable(place)
        for scope in (CONNECTOR_SCOPE, GRAPH_SCOPE):
            self._client._tokens.of(place.workspace, scope)  # so that no fault is spent on fetching one
        self.messenger = TeamsMessenger(self._client, place.directions, Graph(self._client))
        self.workspace, self.anna, self.bo = place.workspace, place.account(JONAS), place.account(ANDERS)
        self.place = place.channel("sundhed-og-omsorg")

    def seen(self, conversation: str, thread: str | None = None) -> Sequence[str]:
        channel = self._place.tenant.platform.workspace.channels[conversation]
        said = channel.replies(thread) if thread else channel.top()
        return [message.summary for message in said if message.summary]

    def members(self, conversation: str) -> Sequence[str]:
        """Without the owner of the team, whom Graph wants in what is made."""
        platform = self._place.tenant.platform
        inside = platform.workspace.channels[conversation].members
        owner = platform.workspace.general.creator
        return sorted(self._place.account(one) for one in inside if one not in (platform.bot.id, owner))

    def fail_next(self, fault: Fault) -> None:
        self._client.fault = fault

    def forbid_making(self) -> None:
        self._place.driver.faults(channel_creation="nobody")


@pytest.fixture
def messenger_world(uows: SqlUnitsOfWork) -> Iterator[contract.MessengerWorld]:
    with a_tenant(uows) as place:
        yield TeamsWorld(place)


class TestADirectMessage(contract.TestADirectMessage):
    """Teams lets nobody read the talk with one person back: that is said, and never taken for an absence."""

    def test_is_found_by_its_key(self, world: MessengerWorld) -> None:
        """It stands there, and cannot be looked for."""
        address = world.messenger.direct(world.workspace, world.anna, saying("Kære Anna"), key="k1")
        with pytest.raises(Unreadable):
            world.messenger.find_direct(world.workspace, world.anna, key="k1", since=LONG_AGO)
        assert world.seen(address.conversation) == ["Kære Anna"]

    def test_to_one_is_not_found_with_another(self, world: MessengerWorld) -> None:
        """Nor with somebody who was never spoken to."""
        with pytest.raises(Unreadable):
            world.messenger.find_direct(world.workspace, world.bo, key="k1", since=LONG_AGO)
