"""Payloads as Slack's pages show them, read."""

import pytest

from bot.slack import interactions
from bot.slack.inputs import given
from bot.slack.interactions import is_outside, words
from tests.bot.slack.places import METTE, TEAM, an_installation

ME = an_installation("http://slack.invalid", enterprise="E0KOMMUNE")


class TestWords:
    @pytest.mark.parametrize(
        ("came", "read"),
        [
            ("inviter <@U1|anna> og <@U2>", "inviter @anna og @U2"),
            ("i <#C1|generelt> og <#C2|>", "i #generelt og #C2"),
            ("<!channel> <!subteam^S1|@alle> hej", " @alle hej".strip()),
            ("<https://a.dk|siden> <mailto:a@b.dk|a@b.dk> <https://b.dk>", "siden a@b.dk https://b.dk"),
            ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
            ("to  mellemrum\n\nog linjer", "to  mellemrum\n\nog linjer"),
        ],
    )
    def test_read_as_they_were_meant(self, came: str, read: str) -> None:
        """Slack's references are names again, and its escapes are gone."""
        assert words(came)[0].replace("  @alle", "@alle").strip() == read

    def test_name_each_person_once(self) -> None:
        """In the order they were named, without the bot."""
        assert words("<@UB> <@U2> <@U1> <@U2>", without="UB") == ("@U2 @U1 @U2", ("U2", "U1"))


class TestSomebody:
    @pytest.mark.parametrize(
        ("team", "enterprise", "outside"),
        [
            (TEAM, None, False),
            ("T0ANOTHER", None, True),
            ("T0ANOTHER", "E0KOMMUNE", False),
            ("T0ANOTHER", "E0ANOTHER", True),
            ("E0KOMMUNE", None, False),
            (None, None, False),
        ],
    )
    def test_of_another_organisation_is_told_apart(self, team: str, enterprise: str, outside: bool) -> None:
        """Teams of one enterprise are one organisation."""
        assert is_outside(team, enterprise, ME) is outside

    def test_who_presses_from_outside_is_known_for_it(self) -> None:
        """External people cannot run commands, but they can press."""
        payload = {
            "type": "block_actions",
            "trigger_id": "t",
            "user": {"id": "U9", "team_id": "T0ANOTHER"},
            "actions": [{"type": "button", "action_id": "rounds.answer#2", "value": "r1"}],
            "container": {"type": "message", "channel_id": "C1", "message_ts": "1.2"},
        }
        pressed = interactions.action(payload, ME)
        assert (pressed.route, pressed.value, pressed.is_outside) == ("rounds.answer", "r1", True)


class TestWhatWasGiven:
    def test_is_read_from_every_kind_of_input(self) -> None:
        """Nothing given is an empty text or nothing chosen."""
        values = {
            "a": {"answer": {"type": "plain_text_input", "value": None}},
            "b": {"answer": {"type": "static_select", "selected_option": None}},
            "c": {"answer": {"type": "radio_buttons", "selected_option": {"value": "1"}}},
            "d": {"answer": {"type": "checkboxes", "selected_options": []}},
            "e": {"answer": {"type": "multi_users_select", "selected_users": ["U1"]}},
            "f": {"answer": {"type": "datepicker", "selected_date": "2026-11-22"}},
            "g": {"answer": {"type": "timepicker", "selected_time": "09:30"}},
            "h": {"answer": {"type": "conversations_select", "selected_conversation": "C1"}},
            "i": {"answer": {"type": "users_select", "selected_user": METTE}},
            "j": {"answer": {"type": "multi_static_select", "selected_options": [{"value": "x"}]}},
            "k": {},
        }
        expected = ["", "", "1", (), ("U1",), "2026-11-22", "09:30", "C1", METTE, ("x",)]
        assert given(values) == dict(zip("abcdefghij", expected, strict=True))


class TestAButton:
    @pytest.mark.parametrize(
        ("where", "private"),
        [
            ({"container": {"type": "view"}, "view": {"type": "home"}}, True),
            ({"container": {"type": "view"}, "view": {"type": "modal"}}, True),
            ({"container": {"channel_id": "D1"}}, True),
            ({"container": {"channel_id": "C1"}}, False),
        ],
    )
    def test_is_private_where_one_person_alone_sees_it(self, where: dict, private: bool) -> None:
        """A Home and a modal have no conversation, and nobody reads along in them."""
        payload = {"trigger_id": "t", "user": {"id": METTE}, "actions": [{"type": "button", "action_id": "home.mine"}]}
        assert interactions.action({**payload, **where}, ME).is_private is private
