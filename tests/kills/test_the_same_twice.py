"""The same thing told or done twice at once has one effect."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import httpx
import pytest

from sandbox.settings import Json
from sandbox.slack import payloads
from tests.kills.acts import ACTS, card, charter_form, written
from tests.kills.ground import Ground, ground
from tests.kills.scenes import CHANNEL, Scenes
from tests.support import playing
from tests.support.town import JONAS, METTE, SECRET

pytestmark = pytest.mark.kills


@pytest.fixture
def quiet(sqlite_scenes: Scenes) -> Iterator[Ground]:
    folder, database = sqlite_scenes.copy("quiet")
    with ground(database, folder) as here:
        here.start()
        yield here


def _signed(payload: Json) -> tuple[str, dict[str, str]]:
    body, stamp = urlencode({"payload": json.dumps(payload)}), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return body, kind | {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _written(here: Ground) -> dict[str, int]:
    return written(here.workspace.state(), str(here.workspace.get("/sandbox/people")["bot"]))


class TestAForm:
    def test_whose_request_comes_twice_at_once_starts_one_network(self, quiet: Ground) -> None:
        """The same signed bytes, side by side: both are answered, one network is there."""
        modal = charter_form(quiet)
        quiet.kill()
        assert modal.submit().outcome == "trouble"
        quiet.revive()
        view = quiet.platform.screens.find(modal.id)
        assert view is not None
        body, headers = _signed(payloads.submission(quiet.platform, view))
        with ThreadPoolExecutor(2) as pool:
            send = lambda _: httpx.post(f"{quiet.url}/slack/events", content=body, headers=headers)  # noqa: E731
            assert [answer.status_code for answer in pool.map(send, range(2))] == [200, 200]
        quiet.settle()
        assert _written(quiet) == ACTS["start"].adds

    def test_typed_anew_after_it_was_kept_says_so(self, quiet: Ground) -> None:
        """The bot died before it could answer; whoever begins from the start is told that the network is there."""
        modal = charter_form(quiet)
        quiet.kill()
        quiet.start("acts.after_commit")
        assert modal.submit().outcome == "trouble"
        quiet.settle()
        again = charter_form(quiet).submit()
        assert set(again.errors) == {"Navn"}
        quiet.settle()
        assert _written(quiet) == ACTS["start"].adds


class TestADoubleClick:
    def test_on_the_form_of_an_invitation_is_one_membership(self, sqlite_scenes: Scenes) -> None:
        """Two presses at once on the invitation, two on the form behind it: one member, one welcome."""
        folder, database = sqlite_scenes.copy("started")
        with ground(database, folder) as here, ThreadPoolExecutor(2) as pool:
            here.start()
            jonas = here.person(JONAS)
            here.person(METTE).command(f"/netvaerk inviter <@{JONAS}>", channel=CHANNEL)
            here.settle()
            invitation = next(m for m in jonas.dms() if "Jeg er med" in m.buttons)
            list(pool.map(lambda _: jonas.click("Jeg er med", in_message=invitation), range(2)))
            modal = jonas.modal.fill({playing.READ: [playing.HAS_READ], playing.OWN_UNIT: playing.HOME})
            list(pool.map(lambda _: modal.submit(), range(2)))
            here.settle()
            assert _written(here)["member:welcome"] == 1
            joined = [m for m in jonas.messages(CHANNEL, notices=True) if "has joined" in m.text and m.author == JONAS]
            assert len(joined) == 1


class TestEvents:
    @pytest.mark.parametrize("fault", [{"duplicate": True}, {"reorder": True}, {"duplicate": True, "reorder": True}])
    def test_twice_or_out_of_order_are_one_reply(self, sqlite_scenes: Scenes, fault: dict[str, bool]) -> None:
        """A message in the thread counts once, and its writer hears so once."""
        folder, database = sqlite_scenes.copy("asked")
        with ground(database, folder) as here:
            here.start()
            here.workspace.faults(events=fault)
            ACTS["thread"].do(here)
            thread = here.person(JONAS).thread(CHANNEL, card(here).ts)
            assert sum(message.ephemeral for message in thread) == 1
