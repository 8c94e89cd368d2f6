"""The platform that the deliveries are measured against: what it takes, limits, does wrong and tells."""

import json
from dataclasses import replace
from random import Random

import pytest

from bench.faults import Chance, Fault, Mix
from bench.limits import Doorkeeper, Gate, Limits
from bench.standin import Platform, workspace_of


def a_platform(limits: Limits | None = None, **mix: float) -> Platform:
    chance = Chance(mix=replace(Mix.none(), **mix), random=Random(1))
    return Platform(doorkeeper=Doorkeeper(limits), chance=chance)


def a_post(key: str = "k", channel: str = "C001X01", **more: str) -> dict[str, str]:
    metadata = {"event_type": "netvaerksbot_delivery", "event_payload": {"key": key}}
    return {"channel": channel, "metadata": json.dumps(metadata), **more}


def keys(platform: Platform, channel: str = "C001X01", **more: str) -> list[str]:
    """What a read of the conversation finds."""
    method = "conversations.replies" if "ts" in more else "conversations.history"
    answer = platform.call(method, {"channel": channel, "oldest": "0", **more})
    return [message["metadata"]["event_payload"]["key"] for message in answer.body["messages"]]


class TestTaking:
    def test_counts_each_message_by_its_key(self) -> None:
        """Twice is twice."""
        platform = a_platform()
        for key in ("a", "b", "a"):
            assert platform.call("chat.postMessage", a_post(key)).body["ok"]
        assert platform.call("bench.tell", {}).body["accepted"] == {"a": 2, "b": 1}

    def test_shows_what_it_took(self) -> None:
        """A thread's messages in the thread, with its root, and not in the conversation."""
        platform = a_platform()
        root = platform.call("chat.postMessage", a_post("root")).body["ts"]
        platform.call("chat.postMessage", a_post("reply", thread_ts=root))
        assert keys(platform) == ["root"]
        assert keys(platform, ts=root) == ["root", "reply"]

    def test_reads_page_by_page(self) -> None:
        """Two hundred at a time."""
        platform = a_platform()
        for number in range(201):
            platform.call("chat.postMessage", a_post(str(number)))
        answer = platform.call("conversations.history", {"channel": "C001X01", "oldest": "0"})
        cursor = answer.body["response_metadata"]["next_cursor"]
        assert len(answer.body["messages"]) == 200
        assert keys(platform, cursor=cursor) == ["200"]


class TestFaults:
    @pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.LATE])
    def test_happen_before_or_after(self, fault: Fault) -> None:
        """What goes wrong before leaves nothing behind, what goes wrong after is there; neither says so."""
        platform = a_platform(**{fault.value: 1.0})
        answer = platform.call("chat.postMessage", a_post())
        assert answer.status >= 500 or answer.breaks is fault
        assert platform.accepted["k"] == (0 if fault.value.endswith("before") else 1)

    def test_come_late(self) -> None:
        """It is answered with an error, is not there, and then it is."""
        platform = a_platform(late=1.0, latest=0.0)
        assert platform.call("chat.postMessage", a_post()).status == 500
        assert platform.accepted["k"] == 0
        assert keys(platform) == ["k"]

    def test_are_drawn_as_often_as_they_should(self) -> None:
        """Within what chance allows of ten thousand."""
        chance = Chance(mix=Mix(), random=Random(1))
        drawn = [chance.writing() for _ in range(10_000)]
        assert 70 < drawn.count(Fault.ERROR_AFTER) < 130
        assert drawn.count(None) > 9_500


class TestLimits:
    def test_let_a_burst_through_and_then_so_many_a_second(self) -> None:
        """And say how long to wait."""
        gate = Gate(5, burst=10)
        for _ in range(10):
            assert gate.wait("w", 100.0) == 0
            gate.take("w", 100.0)
        assert gate.wait("w", 100.0) == pytest.approx(0.2)
        assert gate.wait("w", 100.2) == 0

    def test_hold_for_each_conversation_and_each_workspace(self) -> None:
        """A second message at once must wait, in another conversation it need not."""
        doorkeeper = Doorkeeper(Limits())
        assert doorkeeper.message("001", "C001X01", 7.0) == 0
        assert doorkeeper.message("001", "C001X01", 7.0) == 1
        assert doorkeeper.message("001", "C001X02", 7.0) == 0

    def test_take_nothing_that_they_refuse(self) -> None:
        """A 429 with whole seconds to wait."""
        platform = a_platform(Limits())
        platform.call("chat.postMessage", a_post("first"))
        answer = platform.call("chat.postMessage", a_post("second"))
        assert (answer.status, answer.wait) == (429, 1)
        assert b"retry-after: 1" in answer.encoded()
        assert platform.accepted["second"] == 0

    @pytest.mark.parametrize("conversation", ["C017X03", "U017X03", "DU017X03"])
    def test_know_the_workspace_of_a_conversation(self, conversation: str) -> None:
        """It stands in the id, of a talk with one person too."""
        assert workspace_of(conversation) == "017"
