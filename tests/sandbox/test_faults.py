"""What goes wrong when a test says so: cut connections, 429, and events that come twice, late or out of order."""

import socket
import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.driver import Driver, Person
from tests.sandbox.places import until
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import TOKEN


def raw_post(url: str, method: str, body: str) -> bytes:
    """Everything a plain socket receives for one call."""
    host, port = url.removeprefix("http://").split(":")
    request = (
        f"POST /api/{method} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(request.encode())
        received = b""
        try:
            while piece := line.recv(4096):
                received += piece
        except ConnectionResetError:
            pass
    return received


class TestACall:
    def test_may_be_cut_after_it_took_effect(self, driver: Driver, mette: Person, room: str) -> None:
        """drop_after: not one byte comes back, and the message is there."""
        driver.faults({"method": "chat.postMessage", "kind": "drop_after"})
        assert raw_post(driver.url, "chat.postMessage", f"channel={room}&text=tabt") == b""
        assert [one.text for one in mette.messages(room)] == ["tabt"]

    def test_may_be_cut_before(self, driver: Driver, mette: Person, room: str) -> None:
        """drop_before: not one byte comes back, and nothing happened."""
        driver.faults({"method": "chat.postMessage", "kind": "drop_before"})
        assert raw_post(driver.url, "chat.postMessage", f"channel={room}&text=tabt") == b""
        assert mette.messages(room) == []

    def test_may_be_told_to_wait(self, driver: Driver, web: WebClient, room: str) -> None:
        """429 comes with Retry-After, for as many calls as told."""
        driver.faults({"method": "chat.postMessage", "kind": "rate_limit", "retry_after": 7, "times": 1})
        with pytest.raises(SlackApiError) as raised:
            web.chat_postMessage(channel=room, text="t")
        answer = raised.value.response
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
        assert web.chat_postMessage(channel=room, text="t")["ok"]

    def test_may_fail_inside_slack(self, driver: Driver, web: WebClient, mette: Person, room: str) -> None:
        """A 5xx before or after the effect, or an error code of one's choice."""
        driver.faults({"kind": "status", "status": 503, "after": True}, {"kind": "error", "error": "internal_error"})
        with pytest.raises(SlackApiError, match="upstream error"):
            web.chat_postMessage(channel=room, text="kom frem")
        with pytest.raises(SlackApiError, match="internal_error"):
            web.chat_postMessage(channel=room, text="kom ikke")
        assert [one.text for one in mette.messages(room)] == ["kom frem"]

    def test_may_be_slow(self, driver: Driver, web: WebClient) -> None:
        """delay answers late."""
        driver.faults({"method": "auth.test", "kind": "delay", "seconds": 0.3})
        start = time.monotonic()
        web.auth_test()
        assert time.monotonic() - start >= 0.3

    def test_may_be_spared_first(self, driver: Driver, web: WebClient) -> None:
        """skip lets the first calls through."""
        driver.faults({"method": "auth.test", "kind": "error", "error": "fatal_error", "skip": 1})
        assert web.auth_test()["ok"]
        with pytest.raises(SlackApiError, match="fatal_error"):
            web.auth_test()


class TestAnEvent:
    def test_may_come_twice(self, driver: Driver, mette: Person, bot: Bot, room: str) -> None:
        """Both copies carry one event_id."""
        driver.faults(events={"duplicate": True})
        mette.say("to gange", room)
        until(lambda: len(bot.said("to gange")) == 2)
        assert len({body["event_id"] for body in bot.said("to gange")}) == 1

    def test_may_be_held(self, driver: Driver, mette: Person, bot: Bot, room: str) -> None:
        """Held events wait until they are let go."""
        driver.faults(events={"hold": True})
        mette.say("vent", room)
        time.sleep(0.1)
        assert not bot.said("vent")
        driver.faults(events={"hold": False})
        assert until(lambda: bot.said("vent"))

    def test_may_come_out_of_order(self, driver: Driver, mette: Person, bot: Bot, room: str) -> None:
        """reorder turns a burst around."""
        driver.faults(events={"hold": True, "reorder": True})
        for words in ("1", "2", "3"):
            mette.say(words, room)
        driver.faults(events={"hold": False})
        until(lambda: len(bot.said("1", "2", "3")) == 3)
        assert [body["event"]["text"] for body in bot.said("1", "2", "3")] == ["3", "2", "1"]

    def test_is_sent_again_when_not_taken(self, driver: Driver, mette: Person, bot: Bot, room: str) -> None:
        """Three retries follow, numbered and with a reason, for the same event_id."""
        mette.say("nedbrud", room)
        until(lambda: len(bot.retries) == 4)
        again = [(str(number), "http_error") for number in (1, 2, 3)]
        assert bot.retries == [("", ""), *again]
        assert len({body["event_id"] for body in bot.said("nedbrud")}) == 1
