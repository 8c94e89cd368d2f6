"""The HTTP door: only Slack comes in, and not with more than a form can hold."""

import hashlib
import hmac
import time
from collections.abc import Iterator

import httpx
import pytest

from bot.slack.http import MOST_BYTES
from tests.bot.slack.places import SECRET, Place, over_http


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with over_http() as place:
        yield place


def _post(place: Place, body: bytes, *, secret: str = SECRET, at: float | None = None) -> int:
    stamp = str(int(time.time() if at is None else at))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }
    url = place.workspace.platform.settings.bot_url
    return httpx.post(url, content=body, headers=headers, trust_env=False).status_code


COMMAND = b"command=/netvaerk&text=mine&user_id=U1&team_id=T0KOMMUNE&trigger_id=t1&channel_id=C1&response_url=x"


class TestARequest:
    def test_that_slack_signed_comes_in(self, place: Place) -> None:
        """The signature is over the time and the body."""
        assert _post(place, COMMAND) == 200
        assert place.handlers.last().text == "mine"

    def test_of_another_secret_or_an_old_one_stays_out(self, place: Place) -> None:
        """Neither forged nor replayed."""
        place.handlers.done.clear()
        assert _post(place, COMMAND, secret="guess") == 401
        assert _post(place, COMMAND, at=time.time() - 3600) == 401
        assert place.handlers.done == []

    def test_that_is_too_large_or_no_text_is_not_read(self, place: Place) -> None:
        """Before anything is worked out."""
        assert _post(place, b"a" * (MOST_BYTES + 1)) == 413
        assert _post(place, b"text=\xff\xfe") == 400

    def test_of_a_kind_we_do_not_know_is_fine(self, place: Place) -> None:
        """Slack may ask what we never registered; it gets no error."""
        assert _post(place, b"payload=%7B%22type%22%3A%22block_suggestion%22%7D") == 200
