"""The platform fails in every way it knows: answers get lost, come late, are errors. What people see is whole."""

from collections import Counter
from collections.abc import Iterator

import pytest

from sandbox.settings import Json
from tests.kills.acts import ACTS, card, go_on_by_day, written
from tests.kills.ground import Ground, ground
from tests.kills.scenes import CHANNEL, Scenes
from tests.support.town import JONAS

pytestmark = pytest.mark.kills

FAULTS: dict[str, Json] = {
    "the answer is lost": {"kind": "drop_after"},
    "the question is lost": {"kind": "drop_before"},
    "an error instead": {"kind": "status", "status": 500},
    "an error, although it was done": {"kind": "status", "status": 500, "after": True},
    "fatal_error, although it was done": {"kind": "error", "error": "fatal_error", "after": True},
    "done later than we wait": {"kind": "delay", "seconds": 1.3},
    "too many": {"kind": "rate_limit", "retry_after": 1},
}
"""The names of faults, as far as a person would tell them apart."""

_A_WEEK = {"round:shareback": 1, "round:prompt": 1}
_REMINDER = "person:reminder"
_SILENCE = "member:silence"
"""The question to each of the three who have not answered three times in a row, which comes once."""
_METHODS = ("conversations.create", "conversations.setPurpose", "conversations.invite", "conversations.open")
_METHODS += ("chat.postMessage", "pins.add", "views.publish")


@pytest.fixture(scope="module")
def asked(sqlite_scenes: Scenes) -> Iterator[Ground]:
    """A network that has been asked, and a bot that waits a moment longer than the platform may be late."""
    folder, database = sqlite_scenes.copy("asked")
    with ground(database, folder, SETTLE="0.8") as here:
        here.start()
        here.settle()
        yield here


def _written(here: Ground) -> Counter[str]:
    return written(here.workspace.state(), str(here.workspace.get("/sandbox/people")["bot"]))


def _reminded(here: Ground) -> Counter[str]:
    """How many were reminded in each week."""
    messages = [message for channel in here.workspace.state()["channels"] for message in channel["messages"]]
    keys = {message["metadata"]["event_payload"]["key"] for message in messages if message["metadata"]}
    return Counter(key.rpartition(":")[2] for key in keys if ":reminder:" in key and not key.startswith("update:"))


class TestAWeekOfFaults:
    @pytest.mark.parametrize("fault", list(FAULTS))
    def test_has_every_message_once(self, asked: Ground, fault: str) -> None:
        """Each first try of a reminder, a share-back and a prompt fails so, and each is there, once."""
        before, weeks = _written(asked), _reminded(asked)
        asked.workspace.faults({**FAULTS[fault], "method": "chat.postMessage", "times": 5})
        go_on_by_day(asked)
        asked.workspace.faults()
        after = _written(asked)
        added = after - before
        added.pop(_SILENCE, None)  # in the third week of silence
        reminded = _reminded(asked) - weeks
        # None where holidays bring the reminders of two rounds into one week; once the leader is asked something alone.
        assert [count for count in reminded.values() if count != 3] in ([], [1])
        assert added.pop(_REMINDER, 0) == reminded.total()
        assert added == _A_WEEK
        assert after[_SILENCE] in (0, 3)


class TestANetworkIsStarted:
    @pytest.mark.parametrize("fault", ["the answer is lost", "the question is lost", "an error, although it was done"])
    def test_once_although_every_call_fails_at_first(self, sqlite_scenes: Scenes, fault: str) -> None:
        """One conversation, one charter, one pin, one question to the anchor."""
        folder, database = sqlite_scenes.copy("quiet")
        with ground(database, folder) as here:
            here.start()
            here.workspace.faults(*({**FAULTS[fault], "method": method} for method in _METHODS))
            ACTS["start"].do(here)
            state = here.workspace.state()
            made = [channel for channel in state["channels"] if channel["name"].startswith(CHANNEL)]
            assert [len(channel["pins"]) for channel in made] == [1]
            assert _written(here) == ACTS["start"].adds


class TestAReceipt:
    @pytest.mark.parametrize(("fault", "times"), [("the answer is lost", 1), ("the question is lost", 0)])
    def test_is_never_shown_twice(self, sqlite_scenes: Scenes, fault: str, times: int) -> None:
        """What only one person sees cannot be read back, so in doubt it is left at that."""
        folder, database = sqlite_scenes.copy("asked")
        with ground(database, folder) as here:
            here.start()
            here.workspace.faults({**FAULTS[fault], "method": "chat.postEphemeral"})
            ACTS["thread"].do(here)
            thread = here.person(JONAS).thread(CHANNEL, card(here).ts)
            assert sum(message.ephemeral for message in thread) == times
