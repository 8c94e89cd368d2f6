"""The app package is one that Teams takes, and offers exactly what the code does."""

import json
import struct
from io import BytesIO
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator

from bot.settings import SettingsError
from bot.teams import manifest as made
from handlers import commands, replies, routing
from handlers.routing import Interaction
from tests.support.node import teams_schema

APP = "11111111-2222-4333-8444-555555555555"
GIVEN = {"TEAMS_APP_ID": APP, "CONTACT": "dpo@aaby.example", "ORGANISATION": "Aaby Kommune"}
MANIFEST = made.from_values(GIVEN)


def _refused(about: dict, name: str = "") -> list[str]:
    return [error.message for error in Draft4Validator(teams_schema(name, made.SCHEMA)).iter_errors(about)]


class TestTheManifest:
    def test_is_what_microsoft_says_a_manifest_is(self) -> None:
        """By the schema that Microsoft publishes with its own tool; nothing beside it is allowed there."""
        assert _refused(MANIFEST) == []
        assert _refused(MANIFEST | {"bots": [{"scopes": ["everywhere"]}]})

    def test_is_as_long_as_a_municipality_is_called(self) -> None:
        """A name that is too long is shortened."""
        long = made.from_values(GIVEN | {"ORGANISATION": "Lyngby-Taarbæk og Omegns Kommunale Fællesskab"})
        assert _refused(long) == []

    def test_is_heard_in_threads_and_in_every_kind_of_channel(self) -> None:
        """The team's owner agrees to the one permission when the app is added."""
        (asked,) = MANIFEST["authorization"]["permissions"]["resourceSpecific"]
        assert asked == {"name": "ChannelMessage.Read.Group", "type": "Application"}
        assert (MANIFEST["supportsChannelFeatures"], MANIFEST["webApplicationInfo"]["id"]) == ("tier1", APP)

    def test_asks_to_make_channels_only_where_that_is_switched_on(self) -> None:
        """Nobody is asked for what is not used."""
        switched_on = made.from_values(GIVEN | {"TEAMS_GRAPH": "guests,channels"})
        asked = switched_on["authorization"]["permissions"]["resourceSpecific"]
        assert [each["name"] for each in asked] == [made.READS_THREADS, *made.MAKES_CHANNELS]
        assert _refused(switched_on) == []

    def test_may_have_a_higher_version_than_the_bot(self) -> None:
        """Microsoft takes a package with other permissions only with another number."""
        assert made.from_values(GIVEN, number="7.0.12")["version"] == "7.0.12"
        assert _refused(made.from_values(GIVEN, number="7.0.12")) == []
        for wrong in ("7", "7.0", "v7.0.1", "7.0.1-rc", "07.0.1"):
            with pytest.raises(SettingsError, match="three numbers"):
                made.from_values(GIVEN, number=wrong)

    def test_offers_its_commands_after_a_mention_and_a_slash(self) -> None:
        """In a team and in the personal chat; what only its sender sees is answered to the sender only."""
        (bot,) = MANIFEST["bots"]
        assert [(each["scopes"], each["triggers"]) for each in bot["commandLists"]] == [
            (["team"], ["mention", "slash"]),
            (["personal"], ["mention", "slash"]),
        ]
        assert (bot["botId"], bot["supportsTargetedMessages"]) == (APP, True)

    def test_offers_to_keep_a_message_as_a_reflection(self) -> None:
        """In the menu of a message; the command is the name of a handler."""
        [extension] = MANIFEST["composeExtensions"]
        [command] = extension["commands"]
        assert (command["context"], command["fetchTask"]) == (["message"], True)
        assert replies
        assert routing.find(command["id"]) is not None

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            (GIVEN | {"TEAMS_APP_ID": "the app"}, "TEAMS_APP_ID must be"),
            (GIVEN | {"CONTACT": "36 00 00 00"}, "--website"),
        ],
    )
    def test_is_not_made_of_half_the_settings(self, given: dict, why: str) -> None:
        """One sentence says what to write."""
        with pytest.raises(SettingsError, match=why):
            made.from_values(given)


class TestItsCommands:
    @pytest.mark.parametrize("language", made.COMMANDS)
    def test_are_words_that_the_bot_knows(self, language: str) -> None:
        """Each leads to what it says, in its language."""
        routes = [
            commands.resolve(Interaction(key="1", route="", platform="p", workspace="w", account="a", text=word)).route
            for word in made.COMMANDS[language]
        ]
        assert routes[0] == "home.help"
        assert len(set(routes)) == len(routes) == len(made.COMMANDS["da"])

    def test_are_the_same_in_both_languages(self) -> None:
        """A translated list stands in for the other, place by place."""
        routes = [
            [
                commands.resolve(Interaction(key="1", route="", platform="p", workspace="w", account="a", text=w)).route
                for w in made.COMMANDS[language]
            ]
            for language in ("da", "en")
        ]
        assert routes[0] == routes[1]


class TestThePackage:
    def test_holds_what_the_manifest_names(self) -> None:
        """And nothing else."""
        archive = ZipFile(BytesIO(made.package(MANIFEST)))
        assert archive.namelist() == ["manifest.json", "en.json", "color.png", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == MANIFEST

    def test_has_its_english_in_the_form_that_microsoft_says(self) -> None:
        """Every text of the manifest has its twin."""
        english = made.localisation("en")
        assert _refused(english, ".Localization") == []
        danish = made.localisation("da")
        assert set(english) == set(danish)
        assert danish["bots[0].commandLists[1].commands[1].title"] == "start"

    @pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
    def test_has_icons_of_the_size_that_teams_takes(self, name: str, size: int) -> None:
        """A picture of another size is refused when the package is uploaded."""
        picture = ZipFile(BytesIO(made.package(MANIFEST))).read(name)
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", picture[16:24]) == (size, size)

    def test_of_the_same_version_is_the_same_file(self) -> None:
        """So that whoever uploads it can tell whether it is new."""
        assert made.package(MANIFEST) == made.package(MANIFEST)
