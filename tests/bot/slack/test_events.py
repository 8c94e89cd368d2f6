"""What Slack tells us, and what of it we hear."""

from copy import deepcopy

import pytest

from bot.slack import events
from tests.bot.slack.places import BOT, METTE, TEAM, an_installation

ME = an_installation("http://slack.invalid")
ROOT, TS = "1700000000.000100", "1700000001.000200"


def told(kind: str = "message", *, event_id: str = "Ev1", **event: object) -> dict:
    common = {"type": kind, "user": METTE, "channel": "C1", "ts": TS, "event_ts": TS}
    return {"team_id": TEAM, "event_id": event_id, "event": common | event}


def reply(text: str = "Vi lærte noget", **more: object) -> dict:
    return told(text=text, thread_ts=ROOT, channel_type="channel", **more)


def changed(text: str, before: str = "før", *, edited: bool = True, **more: object) -> dict:
    now = {"user": METTE, "text": text, "ts": TS, "thread_ts": ROOT} | more
    if edited:
        now["edited"] = {"user": METTE, "ts": "1700000009.000000"}
    previous = {"user": METTE, "text": before, "ts": TS, "thread_ts": ROOT}
    return told(subtype="message_changed", ts="1700000010.000000", message=now, previous_message=previous, user=None)


def deleted(**more: object) -> dict:
    previous = {"user": METTE, "text": "før", "ts": TS, "thread_ts": ROOT} | more
    return told(subtype="message_deleted", deleted_ts=TS, previous_message=previous, user=None)


def heard(envelope: dict):
    return events.interaction(envelope, ME)


class TestAMessage:
    def test_in_a_thread_is_heard_with_its_place(self) -> None:
        """Who, what, where, beneath what."""
        one = heard(reply("a &amp; b <@U2>"))
        assert (one.route, one.account, one.text, one.mentions) == ("messages.posted", METTE, "a & b @U2", ("U2",))
        assert (one.conversation, one.message, one.thread) == ("C1", TS, ROOT)

    @pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
    def test_with_a_file_or_also_sent_to_all_is_a_message(self, subtype: str) -> None:
        """A person wrote it."""
        assert heard(reply(subtype=subtype)).route == "messages.posted"

    @pytest.mark.parametrize(
        "envelope",
        [
            told(text="top", channel_type="channel"),
            told(text="root of a thread", thread_ts=TS, channel_type="channel"),
            reply(bot_id="B1"),
            reply(user=BOT),
            reply(user="USLACKBOT"),
            reply(subtype="bot_message"),
            reply(subtype="channel_join"),
            reply(f"<@{BOT}> hjælp"),
            told("reaction_added"),
            told("app_mention", text="x", user=BOT),
        ],
    )
    def test_that_is_not_a_persons_reply_is_not_heard(self, envelope: dict) -> None:
        """Talk at the top, bots, what Slack says itself, and what comes as a mention too."""
        assert heard(envelope) is None

    def test_to_the_bot_is_words(self) -> None:
        """In the talk with it, or by naming it anywhere."""
        private = heard(told(text="opsamling Demens", channel="D1", channel_type="im"))
        named = heard(told("app_mention", text=f"Hej <@{BOT}> mine <@U2|anna>", thread_ts=ROOT))
        assert (private.route, private.text, private.is_private) == ("", "opsamling Demens", True)
        assert (named.text, named.mentions, named.thread, named.is_private) == ("Hej mine @anna", ("U2",), ROOT, False)

    def test_of_somebody_of_another_organisation_says_so(self) -> None:
        """Their team is not ours."""
        assert heard(reply(user_team="T0ANOTHER")).is_outside
        assert not heard(reply(user_team=TEAM)).is_outside


class TestAChange:
    def test_of_the_text_is_heard(self) -> None:
        """The new text, at the message's own address."""
        one = heard(changed("efter"))
        assert (one.route, one.text, one.message, one.account) == ("messages.edited", "efter", TS, METTE)

    @pytest.mark.parametrize(
        "envelope",
        [changed("før"), changed("efter", edited=False), changed("efter", bot_id="B1"), changed("efter", user=BOT)],
    )
    def test_that_no_person_made_is_not_heard(self, envelope: dict) -> None:
        """Links that unfold and counts of replies come as changes too."""
        assert heard(envelope) is None

    def test_of_a_root_that_leaves_a_stone_is_a_deletion(self) -> None:
        """Slack keeps the place of a message that has replies."""
        envelope = changed("This message was deleted.", subtype="tombstone", user="USLACKBOT", edited=False)
        assert (heard(envelope).route, heard(envelope).account) == ("messages.deleted", METTE)

    def test_in_a_private_talk_is_not_heard(self) -> None:
        """Words to the bot were answered as they were."""
        assert heard(changed("efter") | {"event": changed("efter")["event"] | {"channel": "D1"}}) is None


class TestADeletion:
    def test_is_heard_without_the_text(self) -> None:
        """Where it stood is enough."""
        one = heard(deleted())
        assert (one.route, one.text, one.message, one.thread) == ("messages.deleted", "", TS, ROOT)

    def test_of_what_a_bot_wrote_is_not_heard(self) -> None:
        """Our own among them."""
        assert heard(deleted(bot_id="B1")) is None


class TestTheKey:
    def test_is_of_what_was_told_not_of_the_telling(self) -> None:
        """Told again under another id it is the same."""
        assert heard(reply(event_id="Ev1")).key == heard(reply(event_id="Ev2")).key

    def test_tells_apart_all_that_can_happen_to_a_message(self) -> None:
        """Posting, each edit, deletion, and the mention that comes beside."""
        second = changed("igen")
        second["event"]["message"]["edited"]["ts"] = "1700000019.000000"
        every = [
            reply(),
            changed("efter"),
            second,
            deleted(),
            told("app_mention", text="x"),
            told("member_joined_channel"),
            told("member_joined_channel", user="U2"),
        ]
        assert len({heard(one).key for one in every}) == len(every)

    def test_is_slacks_own_where_nothing_else_tells(self) -> None:
        """An event without an instant."""
        assert (
            heard(
                {"team_id": TEAM, "event_id": "Ev9", "event": {"type": "app_home_opened", "user": METTE, "tab": "home"}}
            ).key
            == "Ev9"
        )


class TestTheEssence:
    def test_means_the_same_and_holds_nothing_more(self) -> None:
        """What is kept is what is read: no files, no blocks, no picture of anybody."""
        user = {"id": "U2", "real_name": "Bo", "tz": "Europe/Copenhagen", "profile": {"email": "a@b.dk", "phone": "1"}}
        every = [
            reply(files=[1], blocks=[2]),
            changed("efter", blocks=[1]),
            deleted(files=[1]),
            told("user_change", user=user),
        ]
        for envelope in every:
            kept = events.essence(deepcopy(envelope))
            assert heard(kept) == heard(envelope)
            assert not any(word in str(kept) for word in ("blocks", "files", "email", "phone", "token"))


class TestTheBotItself:
    def test_is_let_in_by_somebody(self) -> None:
        """Who invited it is who acted; without an inviter nobody did."""
        entered = heard(told("member_joined_channel", user=BOT, inviter=METTE))
        assert (entered.route, entered.account, entered.conversation) == ("conversations.entered", METTE, "C1")
        assert heard(told("member_joined_channel", user=BOT)) is None

    def test_hears_that_a_place_is_in_use_again(self) -> None:
        """Whether it is open to all or not."""
        for kind in ("channel_unarchive", "group_unarchive"):
            reopened = heard(told(kind))
            assert (reopened.route, reopened.account, reopened.conversation) == ("conversations.reopened", METTE, "C1")
