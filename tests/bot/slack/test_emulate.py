"""The Web API calls against a Slack that we did not write: npm `emulate`, with strict scopes.

It has no `users.conversations`, which is asked only when a name is taken or a making is in doubt; that is tried in
the local workspace.
"""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.slack.blocks import render_form, render_receipt
from bot.slack.client import SlackClient
from bot.slack.directory import SlackDirectory, identify
from bot.slack.messenger import SlackMessenger
from bot.slack.scopes import needed
from core.model.deliveries import Address
from tests.bot.slack.places import saying, until
from tests.support.node import NODE, tool
from tests.support.ports import free_port
from views.elements import Form, Quote, TextInput, View
from views.messenger import NotPermitted, RecipientGone, Rejected

TOKEN, NARROW = "xoxb-netvaerk", "xoxb-narrow"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The emulator on a port of its own, knowing the bot with exactly the manifest's scopes."""
    seed = tmp_path_factory.mktemp("emulate") / "seed.json"
    people = [{"name": name, "real_name": name.title(), "email": f"{name}@example.org"} for name in ("bot", "mette")]
    tokens = [
        {"token": TOKEN, "user": "bot", "scopes": list(needed())},
        {"token": NARROW, "user": "bot", "scopes": ["users:read"]},
    ]
    slack = {"team": {"name": "Aaby", "domain": "aaby"}, "users": people, "tokens": tokens, "strict_scopes": True}
    seed.write_text(json.dumps({"slack": slack | {"channels": [{"name": "general"}]}}))
    yield from _running(seed)


def _running(seed: Path) -> Iterator[str]:
    port = str(free_port())
    command = [NODE, tool("emulate/dist/index.js"), "start", "-s", "slack", "-p", port, "--seed", seed]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=seed.parent) as process:
        address = f"http://127.0.0.1:{port}/api/"
        try:
            until(lambda: _answers(address), seconds=20)
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}auth.test", data=b"", timeout=1).close()
    except urllib.error.HTTPError as answer:
        answer.close()
        return True
    except OSError:
        return False
    return True


@pytest.fixture
def client(url: str) -> SlackClient:
    return SlackClient(TOKEN, api_url=url)


@pytest.fixture
def messenger(client: SlackClient) -> SlackMessenger:
    return SlackMessenger(client, bot_user=identify(client).bot_user)


@pytest.fixture
def team(client: SlackClient) -> str:
    return identify(client).team


@pytest.fixture
def mette(client: SlackClient, team: str) -> str:
    return next(one.account for one in SlackDirectory(client, team=team).everyone() if one.name == "Mette")


@pytest.fixture
def room(messenger: SlackMessenger, team: str, request: pytest.FixtureRequest) -> str:
    return messenger.create(team, request.node.name, private=True, key=f"network:{request.node.name}")


class TestTheMessenger:
    def test_makes_a_conversation_and_lets_people_in_and_out(
        self, messenger: SlackMessenger, team: str, room: str, mette: str
    ) -> None:
        """Twice is as good as once."""
        for _ in range(2):
            messenger.add(team, room, [mette])
        for _ in range(2):
            messenger.drop(team, room, mette)

    def test_posts_finds_updates_pins_and_removes(self, messenger: SlackMessenger, team: str, room: str) -> None:
        """A message's whole life."""
        address = messenger.post(team, room, saying("Hej"), key="k1")
        messenger.update(team, address, saying("Hej igen"), key="update:k1")
        assert messenger.find_message(team, room, key="k1", since=0) == address
        for _ in range(2):
            messenger.pin(team, address)
        for _ in range(2):
            messenger.remove(team, address)
        assert messenger.find_message(team, room, key="k1", since=0) is None

    def test_finds_what_stands_in_a_thread(self, messenger: SlackMessenger, team: str, room: str) -> None:
        """A text too long for one message among it."""
        root = messenger.post(team, room, saying("Spørgsmål"), key="k1")
        long = View(summary="Langt", elements=tuple(Quote(f"{number}" + "ø" * 2900) for number in range(9)))
        address = messenger.post(team, room, long, key="k2", thread=root.message)
        assert messenger.find_message(team, room, key="k2", since=0, thread=root.message) == address
        alone = messenger.post(team, room, long, key="k3")
        assert messenger.find_message(team, room, key="k3", since=0) == alone

    def test_speaks_to_one_person(self, messenger: SlackMessenger, team: str, room: str, mette: str) -> None:
        """In private, in a whisper and on their Home."""
        address = messenger.direct(team, mette, saying("Kære Mette"), key="k1")
        assert messenger.find_direct(team, mette, key="k1", since=0) == address
        messenger.add(team, room, [mette])
        messenger.whisper(team, room, mette, saying("Kun til dig"))
        messenger.publish_home(team, mette, saying("Hjem"))

    def test_comes_into_an_open_conversation_that_was_chosen(
        self, messenger: SlackMessenger, client: SlackClient, team: str
    ) -> None:
        """It goes in if it was not in there, and posts once."""
        listed = client._web.api_call("conversations.list")["channels"]
        open_one = next(one["id"] for one in listed if one["name"] == "general")
        address = messenger.post(team, open_one, saying("Hej"), key="k1")
        assert messenger.find_message(team, open_one, key="k1", since=0) == address

    def test_is_told_no_as_it_is_meant(self, url: str, messenger: SlackMessenger, team: str) -> None:
        """Nobody there, and nothing that the token may do."""
        with pytest.raises(RecipientGone):
            messenger.post(team, "C0MISSING", saying("Hej"), key="k1")
        with pytest.raises(NotPermitted):
            SlackMessenger(SlackClient(NARROW, api_url=url), bot_user="U").create(team, "x", private=True, key="k")


class TestAModal:
    def test_is_opened_laid_upon_and_changed(self, client: SlackClient, mette: str) -> None:
        """With the triggers that the emulator hands out."""
        form = Form(
            title="Nyt netværk",
            submit="Opret",
            close="Fortryd",
            elements=(TextInput(name="name", label="Navn"),),
            route="networks.create",
        )
        view = client.call("views.open", trigger_id=_trigger(client, mette), view=render_form(form))["view"]
        assert view["callback_id"] == "networks.create"
        receipt = render_receipt(saying("Oprettet"), "Nyt netværk")
        assert client.call("views.update", view_id=view["id"], hash=view["hash"], view=receipt)["ok"]
        with pytest.raises(Rejected, match="hash_conflict"):
            client.call("views.update", view_id=view["id"], hash=view["hash"], view=receipt)


def _trigger(client: SlackClient, account: str) -> str:
    """The emulator's own way to a trigger; Slack gives one with each interaction."""
    answer = client._web.api_call("views.generateTriggerId", params={"user_id": account})
    return str(answer["trigger_id"])


def test_a_removed_message_stays_removed(messenger: SlackMessenger, team: str, room: str) -> None:
    """One that never was is no error either."""
    messenger.remove(team, Address(room, "1700000000.000100"))
