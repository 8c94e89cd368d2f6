"""The manifest is one that Slack takes, and asks for exactly what the code does."""

from collections.abc import Iterator

import pytest
from jsonschema import Draft7Validator

from bot.slack import limits
from bot.slack.directory import SlackDirectory, identify
from bot.slack.manifest import manifest
from bot.slack.scopes import EVENTS, METHODS, needed
from core.model.deliveries import Address
from handlers import routing
from sandbox.slack import manifest as sandbox_manifest
from tests.bot.slack.places import ANDERS, METTE, TEAM, Place, a_workspace, saying
from tests.support.node import schema
from views.messenger import DeliveryError

MANIFESTS = [manifest(url="https://bot.example.org/", socket_mode=False), manifest(url=None, socket_mode=True)]
WITHOUT_SCOPE = {"views.open", "views.push", "views.update"}


class TestTheManifest:
    @pytest.mark.parametrize("made", MANIFESTS, ids=["http", "socket"])
    def test_is_what_slack_says_a_manifest_is(self, made: dict) -> None:
        """By the types that Slack publishes with its own library, and nothing beside them."""
        validator = Draft7Validator(schema("Manifest"))
        assert [error.message for error in validator.iter_errors(made)] == []
        assert set(made) <= set(schema("Manifest")["definitions"]["Manifest"]["properties"])

    @pytest.mark.parametrize("made", MANIFESTS, ids=["http", "socket"])
    def test_keeps_within_the_lengths_that_slack_allows(self, made: dict) -> None:
        """Those of slack.md §5.10 and §5.1, which the types leave out."""
        about, features = made["display_information"], made["features"]
        assert len(about["name"]) <= 35
        assert len(about["description"]) <= 140
        assert 175 <= len(about["long_description"]) <= 4000
        assert len(features["bot_user"]["display_name"]) <= 80
        assert all(
            len(one["name"]) <= limits.SHORTCUT and len(one["description"]) <= 150 for one in features["shortcuts"]
        )
        assert all(
            2 <= len(one["command"]) <= 32 and len(one["usage_hint"]) <= 1000 for one in features["slash_commands"]
        )
        assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100

    def test_names_the_address_for_http_and_none_for_socket_mode(self) -> None:
        """One address for all that Slack sends."""
        http, socket = (str(made).count("https://bot.example.org/slack/events") for made in MANIFESTS)
        assert (http, socket) == (3, 0)
        assert sandbox_manifest.read(MANIFESTS[1]).socket_mode

    def test_asks_for_mentions_as_accounts(self) -> None:
        """Names are not unique, accounts are."""
        assert MANIFESTS[0]["features"]["slash_commands"][0]["should_escape"] is True


def everything(place: Place) -> None:
    """Each effect once, and each read."""
    messenger, view = place.messenger, saying("Hej")
    identify(place.client)
    directory = SlackDirectory(place.client, team=TEAM)
    assert len(list(directory.everyone())) > 5
    directory.find(METTE)
    for private in (True, False):
        room = messenger.create(TEAM, "Demens", private=private, key=f"room {private}")
        messenger.add(TEAM, room, [METTE, ANDERS])
        messenger.drop(TEAM, room, ANDERS)
        root = messenger.post(TEAM, room, view, key="k1")
        messenger.post(TEAM, room, view, key="k2", thread=root.message)
        messenger.find_message(TEAM, room, key="k1", since=0)
        messenger.find_message(TEAM, room, key="k2", since=0, thread=root.message)
        messenger.pin(TEAM, root)
        messenger.whisper(TEAM, room, METTE, view)
        messenger.update(TEAM, root, view, key="k1")
        messenger.remove(TEAM, Address(room, root.message))
    messenger.find_conversation(TEAM, key="room True")
    messenger.direct(TEAM, METTE, view, key="k3")
    messenger.find_direct(TEAM, METTE, key="k3", since=0)
    messenger.publish_home(TEAM, METTE, view)
    messenger.post(TEAM, place.driver.person(METTE).create_channel("egen"), view, key="k4")
    messenger.archive(TEAM, room)


class TestTheScopes:
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with a_workspace() as place:
            yield place

    def test_are_enough_for_every_call(self, place: Place) -> None:
        """In a workspace that refuses what was not asked for; and no method is asked for in vain."""
        everything(place)
        called = {one["method"] for one in place.driver.calls()}
        assert called == set(METHODS) - WITHOUT_SCOPE
        assert [one["unknown_arguments"] for one in place.driver.calls() if one["unknown_arguments"]] == []

    @pytest.mark.parametrize("scope", sorted({scope for scopes in METHODS.values() for scope in scopes}))
    def test_are_none_too_many(self, scope: str) -> None:
        """Without any one of them something cannot be done."""
        with a_workspace(without=scope) as place, pytest.raises(DeliveryError):
            everything(place)

    def test_are_those_of_calls_events_and_entrances(self) -> None:
        """Every event is one that we read, and every event that we read is asked for."""
        assert set(needed()) > {scope for scopes in EVENTS.values() for scope in scopes}
        assert "commands" in needed()

    def test_cannot_be_passed_by(self, place: Place) -> None:
        """A method that the manifest knows nothing of is a bug before it is called."""
        with pytest.raises(ValueError, match="manifest does not ask"):
            place.client.call("conversations.rename", channel="C1")


def test_the_shortcut_is_a_route() -> None:
    """What the manifest names is what the handlers know, once they are all there."""
    import handlers.replies  # noqa: F401 - registers its routes

    callback = MANIFESTS[0]["features"]["shortcuts"][0]["callback_id"]
    assert callback in routing.names()
