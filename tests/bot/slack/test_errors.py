"""What Slack or the line says, in the delivery policy's words."""

import os
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.slack.client import SlackClient
from bot.slack.errors import CODES
from views.messenger import (
    Ambiguous,
    Archived,
    DeliveryError,
    MessageGone,
    NeverSent,
    NotPermitted,
    RateLimited,
    RecipientGone,
    Rejected,
    TokenRefused,
)


@contextmanager
def a_server(answer: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """Reads requests and answers each so, or not at all; gives its address and what it read."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen: list[bytes] = []
        thread = threading.Thread(target=_serve, args=(server, answer, seen), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/api/", seen
        server.shutdown(socket.SHUT_RDWR)
        thread.join(2)


def _serve(server: socket.socket, answer: bytes | None, seen: list[bytes]) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line:
            seen.append(line.recv(65536))
            if answer:
                line.sendall(answer)


def _http(status: str, body: str, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "Connection: close", "", body]
    return "\r\n".join(lines).encode()


def _said(code: str) -> bytes:
    return _http("200 OK", f'{{"ok": false, "error": "{code}"}}')


def _post(url: str) -> DeliveryError:
    with pytest.raises(DeliveryError) as told:
        SlackClient("xoxb-1", api_url=url, timeout=0.3).call("chat.postMessage", channel="C1", text="Hej")
    return told.value


KINDS: dict[type[DeliveryError], list[bytes]] = {
    RecipientGone: [_said("channel_not_found"), _said("user_disabled")],
    Archived: [_said("channel_is_archived"), _said("is_archived")],
    MessageGone: [_said("message_not_found"), _said("thread_not_found")],
    NotPermitted: [_said("restricted_action"), _said("missing_scope")],
    TokenRefused: [_said("invalid_auth"), _said("token_revoked")],
    Rejected: [_said("invalid_blocks"), _said("something_new"), _http("404 Not Found", "{}")],
    Ambiguous: [
        _said("fatal_error"),
        _said("internal_error"),
        _http("503 Service Unavailable", "upstream error"),
        _http("500 Oops", '{"ok": false, "error": "invalid_blocks"}'),
        _http("200 OK", "<html>"),
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
        b"garbage",
    ],
}


class TestAnAnswer:
    @pytest.mark.parametrize(("kind", "answer"), [(k, a) for k, answers in KINDS.items() for a in answers])
    def test_is_told_as_what_it_means(self, kind: type[DeliveryError], answer: bytes) -> None:
        """A definite no, a not now, or a doubt."""
        with a_server(answer) as (url, seen):
            assert type(_post(url)) is kind
            assert len(seen) == 1

    def test_that_breaks_off_leaves_no_open_line(self) -> None:
        """The SDK does not close it; a bot that runs for months would gather them."""
        with a_server(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{") as (url, _), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            before = len(os.listdir("/proc/self/fd"))
            told = [_post(url) for _ in range(5)]
            assert len(told) == 5
            assert len(os.listdir("/proc/self/fd")) == before

    @pytest.mark.parametrize("header", [["Retry-After: 7"], []])
    def test_of_too_many_says_for_how_long_and_of_what(self, header: list[str]) -> None:
        """Without a number from Slack we wait half a minute."""
        with a_server(_http("429 Too Many", '{"ok": false, "error": "ratelimited"}', *header)) as (url, _):
            error = _post(url)
        assert isinstance(error, RateLimited)
        assert (error.lane, error.seconds) == ("chat.postMessage", 7.0 if header else 30.0)

    def test_has_one_meaning(self) -> None:
        """No code stands in two rows of the table."""
        every = [code for codes in CODES.values() for code in codes]
        assert len(every) == len(set(every))


class TestTheLine:
    def test_that_breaks_after_the_request_leaves_a_doubt_and_is_not_used_twice(self) -> None:
        """The library's own retry would have posted a second time."""
        with a_server(None) as (url, seen):
            assert isinstance(_post(url), Ambiguous)
            assert len(seen) == 1

    def test_that_is_refused_carried_nothing(self) -> None:
        """So it can be tried again."""
        assert isinstance(_post("http://127.0.0.1:9/api/"), NeverSent)

    def test_to_a_name_that_is_not_there_carried_nothing(self) -> None:
        """Nor did that."""
        assert isinstance(_post("http://nowhere.invalid/api/"), NeverSent)

    def test_with_no_answer_in_time_leaves_a_doubt(self) -> None:
        """Slack may be doing it still."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            assert isinstance(_post(f"http://127.0.0.1:{server.getsockname()[1]}/api/"), Ambiguous)

    @pytest.mark.parametrize("call", ["prepare"])
    def test_of_a_preparation_leaves_no_doubt_of_the_effect(self, call: str) -> None:
        """Opening a talk is not the message."""
        with a_server(None) as (url, _), pytest.raises(NeverSent):
            client = SlackClient("xoxb-1", api_url=url, timeout=0.3)
            preparing: Callable[..., object] = getattr(client, call)
            preparing("conversations.open", users="U1")
