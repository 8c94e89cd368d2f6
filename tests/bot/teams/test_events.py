"""What an event means, and what is kept of it."""

import pytest

from bot.teams import events
from bot.teams.activities import Unreadable
from bot.teams.installation import Installation

TENANT, APP = "11111111-2222-4333-8444-555555555555", "66666666-7777-4888-9999-000000000000"
ME = Installation(app_id=APP, password="s", tenant=TENANT, tenants=(TENANT,))
ROOM, ROOT = "19:room@thread.tacv2", "1600000000000"


def told(**more: object) -> dict:
    return {
        "type": "message",
        "id": "1600000000009",
        "timestamp": "2026-11-24T09:00:00.000Z",
        "serviceUrl": "https://smba.example/",
        "from": {"id": "29:mette", "aadObjectId": "mette", "name": "Mette"},
        "conversation": {"conversationType": "channel", "tenantId": TENANT, "id": f"{ROOM};messageid={ROOT}"},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "Det går godt",
        **more,
    }


def mentioning(text: str, *accounts: str) -> dict:
    names = [{"type": "mention", "mentioned": {"id": ME.bot}, "text": "<at>Netværksbot</at>"}]
    names += [
        {"type": "mention", "mentioned": {"id": f"29:{one}", "aadObjectId": one}, "text": f"<at>{one}</at>"}
        for one in accounts
    ]
    return told(text=text, entities=names)


def meant(activity: dict) -> tuple[str, str, str]:
    found = events.interaction(activity, ME)
    assert found is not None
    return found.route, found.conversation, found.text


def changed(kind: str, event: str, **more: object) -> dict:
    return told(type=kind, channelData={"tenant": {"id": TENANT}, "eventType": event}, **more)


PERSONAL = {"conversationType": "personal", "tenantId": TENANT, "id": "a:1mette"}


class TestAMessage:
    def test_in_a_thread_is_talk(self) -> None:
        """Whether it is under a prompt is asked by whoever keeps it."""
        assert meant(told()) == ("messages.posted", ROOM, "Det går godt")

    def test_that_begins_a_thread_is_nothing(self) -> None:
        """A post of a person's own answers nothing."""
        assert events.interaction(told(id=ROOT), ME) is None

    def test_that_names_the_bot_is_meant_for_it(self) -> None:
        """Without the name, and with the accounts of others who are named."""
        found = events.interaction(mentioning("<at>Netværksbot</at>&nbsp;inviter <at>bo</at> &amp; co", "bo"), ME)
        assert found is not None
        assert (found.route, found.text, found.mentions, found.thread) == ("", "inviter @bo & co", ("bo",), ROOT)

    def test_behind_a_slash_that_nobody_else_sees_is_meant_for_it(self) -> None:
        """The slash is no part of the word."""
        found = events.interaction(told(text="/start", recipient={"id": ME.bot, "isTargeted": True}), ME)
        assert found is not None
        assert (found.route, found.text, found.is_private) == ("", "start", False)

    def test_in_the_personal_chat_is_meant_for_it(self) -> None:
        """Nobody else is there."""
        found = events.interaction(told(text="hjælp", conversation=PERSONAL), ME)
        assert found is not None
        assert (found.text, found.conversation, found.is_private) == ("hjælp", "a:1mette", True)

    @pytest.mark.parametrize("sender", [{"id": ME.bot, "aadObjectId": "x"}, {"id": "28:other", "aadObjectId": "x"}, {}])
    def test_of_a_bot_or_of_nobody_is_nothing(self, sender: dict) -> None:
        """Bots do not talk to each other."""
        assert events.interaction(told(**{"from": sender}), ME) is None

    def test_of_another_tenant_is_from_outside(self) -> None:
        """In a shared channel the tenant told is that of who acts."""
        found = events.interaction(told(channelData={"tenant": {"id": "other"}}), ME)
        assert found is not None
        assert (found.is_outside, found.workspace) == (True, TENANT)


class TestAChange:
    @pytest.mark.parametrize(
        ("kind", "event", "route"),
        [
            ("messageUpdate", "editMessage", "messages.edited"),
            ("messageUpdate", "undeleteMessage", "messages.posted"),
            ("messageDelete", "softDeleteMessage", "messages.deleted"),
        ],
    )
    def test_of_a_message_says_which(self, kind: str, event: str, route: str) -> None:
        """Changed, brought back, taken away."""
        found = events.interaction(changed(kind, event), ME)
        assert found is not None
        assert (found.route, found.message, found.account) == (route, "1600000000009", "mette")

    def test_has_a_key_of_its_own(self) -> None:
        """Written, changed twice and taken away are four things; each told twice is one."""
        every = [
            told(),
            changed("messageUpdate", "editMessage"),
            changed("messageUpdate", "editMessage", timestamp="2026-11-24T09:01:00.000Z"),
            changed("messageDelete", "softDeleteMessage"),
        ]
        found = [events.interaction(one, ME) for one in (*every, *every)]
        assert len({one.key for one in found if one is not None}) == 4


class TestComingAndGoing:
    def test_of_several_is_an_event_for_each(self) -> None:
        """Teams tells of them at once."""
        people = [{"id": "29:a", "aadObjectId": "a"}, {"id": "29:b", "aadObjectId": "b"}]
        told_of = list(events.single(told(type="conversationUpdate", membersAdded=people)))
        found = [events.interaction(one, ME) for one in told_of]
        assert [(one.route, one.account) for one in found if one] == [
            ("conversations.joined", "a"),
            ("conversations.joined", "b"),
        ]

    def test_away_is_told_too(self) -> None:
        """Of who left, not of who sent them."""
        gone = told(type="conversationUpdate", membersRemoved=[{"id": "29:a", "aadObjectId": "a"}])
        found = events.interaction(gone, ME)
        assert found is not None
        assert (found.route, found.account) == ("conversations.left", "a")

    def test_of_the_bot_itself_is_being_let_in(self) -> None:
        """By whoever did it."""
        found = events.interaction(told(type="conversationUpdate", membersAdded=[{"id": ME.bot}]), ME)
        assert found is not None
        assert (found.route, found.account, found.conversation) == ("conversations.entered", "mette", ROOM)

    def test_of_a_channel_that_is_back_names_that_channel(self) -> None:
        """The event itself stands in the team's own conversation."""
        data = {"tenant": {"id": TENANT}, "eventType": "channelRestored", "channel": {"id": "19:other@thread.tacv2"}}
        found = events.interaction(told(type="conversationUpdate", channelData=data), ME)
        assert found is not None
        assert (found.route, found.conversation) == ("conversations.reopened", "19:other@thread.tacv2")


class TestWhatIsKept:
    def test_means_the_same(self) -> None:
        """Nothing that is read of it is left out."""
        for activity in (
            told(),
            mentioning("<at>Netværksbot</at> mine"),
            changed("messageDelete", "softDeleteMessage"),
        ):
            assert events.interaction(events.essence(activity), ME) == events.interaction(activity, ME)

    def test_has_nothing_beside(self) -> None:
        """Attachments, the whole HTML and where somebody lives are not ours to keep."""
        more = {"attachments": [{"content": "<div>"}], "localTimezone": "Europe/Copenhagen", "value": {"x": 1}}
        assert events.essence(told(**more)) == events.essence(told())

    def test_without_a_place_cannot_be_read(self) -> None:
        """It says so, rather than being something."""
        with pytest.raises(Unreadable):
            events.interaction(told(conversation=None), ME)
