"""Channels and people: names, membership, guests, visibility and pages."""

import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.driver import Driver, Person
from tests.sandbox.places import over_http, until
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import TOKEN, a_manifest


def refused(code: str):
    """The call within is refused with this code."""
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


class TestNaming:
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("", "invalid_name_required"),
            ("x" * 81, "invalid_name_maxlength"),
            ("Netværk", "invalid_name_specials"),
            ("to ord", "invalid_name_specials"),
            ("--", "invalid_name_punctuation"),
            ("generelt", "name_taken"),
        ],
    )
    def test_follows_slacks_rules(self, web: WebClient, name: str, code: str) -> None:
        """Each kind of bad name has its own code."""
        with refused(code):
            web.conversations_create(name=name)

    def test_allows_danish_letters(self, web: WebClient) -> None:
        """Small letters of any language are fine."""
        assert web.conversations_create(name="netværk-på-øen")["channel"]["name"] == "netværk-på-øen"

    def test_archived_names_stay_taken(self, web: WebClient, room: str) -> None:
        """An archived channel keeps its name."""
        name = web.conversations_info(channel=room)["channel"]["name"]
        web.conversations_archive(channel=room)
        with refused("name_taken"):
            web.conversations_create(name=name)

    def test_may_be_switched_off(self, web: WebClient, driver: Driver) -> None:
        """When nobody may create channels, the app may not either."""
        driver.faults(channel_creation="nobody")
        with refused("restricted_action"):
            web.conversations_create(name="ny")


class TestLooking:
    def test_what_was_said_before_one_was_taken_out_is_gone(self, web: WebClient, mette: Person) -> None:
        """A person who saw something in a closed room and is out of it before looking there finds nothing."""
        room = web.conversations_create(name=f"rum-{time.time_ns()}", is_private=True)["channel"]["id"]
        web.conversations_invite(channel=room, users="U0METTE01")
        said = web.chat_postMessage(channel=room, text="Velkommen")["ts"]
        sight = {"kind": "message", "channel": room, "ts": said, "thread_ts": ""}
        assert mette.look(sight).text == "Velkommen"
        web.conversations_kick(channel=room, user="U0METTE01")
        assert mette.look(sight).kind == "gone"


class TestInviting:
    @pytest.mark.parametrize(
        ("who", "code"),
        [
            ("U0METTE01", "already_in_channel"),
            ("U0NETVBOT", "cant_invite_self"),
            ("U0INGEN", "user_not_found"),
            ("U0OLE0001", "ura_max_channels"),
            ("U0NADIA01", "cant_invite"),
            ("", "no_user"),
        ],
    )
    def test_may_be_refused(self, web: WebClient, room: str, who: str, code: str) -> None:
        """Each reason has its documented code."""
        with refused(code):
            web.conversations_invite(channel=room, users=who)

    def test_is_all_or_nothing(self, web: WebClient, room: str) -> None:
        """One bad id stops the whole call, and the answer names it."""
        with pytest.raises(SlackApiError) as raised:
            web.conversations_invite(channel=room, users="U0JONAS01,U0INGEN")
        assert [one["user"] for one in raised.value.response["errors"]] == ["U0INGEN"]
        assert "U0JONAS01" not in web.conversations_members(channel=room)["members"]

    def test_goes_on_with_force(self, web: WebClient, room: str) -> None:
        """force invites those who can be invited and reports the others."""
        answer = web.conversations_invite(channel=room, users="U0JONAS01,U0INGEN", force=True)
        assert [one["error"] for one in answer["errors"]] == ["user_not_found"]
        assert "U0JONAS01" in web.conversations_members(channel=room)["members"]

    def test_is_heard(self, web: WebClient, bot: Bot, room: str) -> None:
        """member_joined_channel names the inviter."""
        web.conversations_invite(channel=room, users="U0JONAS01")
        found = until(lambda: [e for e in bot.events("member_joined_channel") if e["user"] == "U0JONAS01"])
        assert found[0]["inviter"] == "U0NETVBOT"


class TestSeeing:
    def test_a_private_channel_is_invisible_from_outside(self, driver: Driver, web: WebClient) -> None:
        """Neither the bot nor other people can tell that it exists."""
        secret = driver.person("U0KIRSTEN").create_channel("ledelse", private=True)
        with refused("channel_not_found"):
            web.conversations_info(channel=secret)
        every = web.conversations_list(types="public_channel,private_channel")["channels"]
        assert secret not in [one["id"] for one in every]
        assert driver.http.get(f"/sandbox/as/U0METTE01/channels/{secret}").status_code == 404

    def test_history_needs_membership(self, web: WebClient) -> None:
        """A public channel is visible, what is said in it is not."""
        assert web.conversations_info(channel="C0SUNDHED")["channel"]["is_member"] is False
        with refused("not_in_channel"):
            web.conversations_history(channel="C0SUNDHED")

    def test_each_kind_has_its_own_scope(self) -> None:
        """groups:history is needed for private channels, whatever channels:history allows."""
        with over_http(a_manifest(without="groups:history")) as (driver, _):
            web = WebClient(token=TOKEN, base_url=f"{driver.url}/api/")
            made = web.conversations_create(name="lukket", is_private=True)["channel"]["id"]
            with refused("missing_scope"):
                web.conversations_history(channel=made)

    def test_pages_follow_one_another(self, web: WebClient, room: str) -> None:
        """limit and cursor lead through everything exactly once, newest first."""
        sent = [web.chat_postMessage(channel=room, text=str(n))["ts"] for n in range(5)]
        pages = web.conversations_history(channel=room, limit=2, oldest=sent[0], inclusive=True)
        found = [message["ts"] for page in pages for message in page["messages"]]
        assert found == sent[::-1]

    def test_a_window_excludes_its_edges(self, web: WebClient, room: str) -> None:
        """oldest and latest count only with inclusive."""
        one, two, three = (web.chat_postMessage(channel=room, text=str(n))["ts"] for n in range(3))
        found = web.conversations_history(channel=room, oldest=one, latest=three)["messages"]
        assert [message["ts"] for message in found] == [two]


class TestPeople:
    def test_have_locale_and_address_only_on_request(self, web: WebClient) -> None:
        """Locale needs include_locale, the address its scope."""
        plain = web.users_info(user="U0EMMA001")["user"]
        full = web.users_info(user="U0EMMA001", include_locale=True)["user"]
        assert ("locale" in plain, full["locale"], "email" in full["profile"]) == (False, "en-US", True)
        with over_http(a_manifest(without="users:read.email")) as (driver, _):
            other = WebClient(token=TOKEN, base_url=f"{driver.url}/api/")
            assert "email" not in other.users_info(user="U0EMMA001")["user"]["profile"]

    def test_strangers_are_not_listed(self, web: WebClient) -> None:
        """People of other organisations can be looked up, not listed."""
        assert "U0NADIA01" not in [one["id"] for one in web.users_list()["members"]]
        assert web.users_info(user="U0NADIA01")["user"]["is_stranger"]

    def test_new_people_are_heard_of(self, driver: Driver, bot: Bot) -> None:
        """team_join and user_change carry the person."""
        driver.add_person(id="U0NY00001", name="ny", real_name="Ny Kollega")
        driver.add_person(id="U0NY00001", title="Leder")
        assert until(lambda: bot.events("team_join"))[0]["user"]["real_name"] == "Ny Kollega"
        assert until(lambda: bot.events("user_change"))[0]["user"]["profile"]["title"] == "Leder"


class TestChanging:
    def test_renaming_and_archiving_are_heard(self, web: WebClient, bot: Bot, room: str) -> None:
        """channel_rename and channel_archive go out."""
        web.conversations_rename(channel=room, name=f"nyt-{room.lower()}")
        web.conversations_archive(channel=room)
        assert until(lambda: bot.events("channel_rename"))[0]["channel"]["name"] == f"nyt-{room.lower()}"
        assert until(lambda: bot.events("channel_archive"))[0]["channel"] == room
        with refused("already_archived"):
            web.conversations_archive(channel=room)

    def test_a_person_puts_a_channel_away_and_brings_it_back(self, web: WebClient, mette: Person, room: str) -> None:
        """Meanwhile nothing can be said there."""
        mette.archive(room)
        with refused("is_archived"):
            web.chat_postMessage(channel=room, text="x")
        mette.archive(room, archived=False)
        assert web.chat_postMessage(channel=room, text="x")["ok"]

    def test_the_general_channel_stays(self, web: WebClient) -> None:
        """It cannot be archived, nor left."""
        web.conversations_join(channel="C0GENEREL")
        with refused("cant_archive_general"):
            web.conversations_archive(channel="C0GENEREL")
        with refused("cant_leave_general"):
            web.conversations_leave(channel="C0GENEREL")

    def test_a_topic_has_its_length(self, web: WebClient, mette: Person, room: str) -> None:
        """250 characters, and people see it."""
        web.conversations_setTopic(channel=room, topic="x" * 250)
        with refused("too_long"):
            web.conversations_setTopic(channel=room, topic="x" * 251)
