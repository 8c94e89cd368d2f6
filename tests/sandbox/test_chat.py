"""Posting, changing, deleting and whispering, as strictly as Slack."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.driver import Driver, Person
from tests.sandbox.places import over_http
from tests.sandbox.toymanifest import TOKEN, a_manifest, plain


def refused(code: str):
    """The call within is refused with this code."""
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


def section(words: str) -> dict:
    return {"type": "section", "text": plain(words)}


class TestPosting:
    def test_needs_membership(self, web: WebClient) -> None:
        """The bot cannot speak where it is not a member."""
        with refused("not_in_channel"):
            web.chat_postMessage(channel="C0SUNDHED", text="hej")

    @pytest.mark.filterwarnings("ignore:The top-level `text`")
    def test_needs_something_to_say(self, web: WebClient, room: str) -> None:
        """No text and no blocks is no message."""
        with refused("no_text"):
            web.chat_postMessage(channel=room, text=" ")

    def test_needs_a_live_channel(self, web: WebClient, room: str) -> None:
        """An archived channel takes no messages."""
        web.conversations_archive(channel=room)
        with refused("is_archived"):
            web.chat_postMessage(channel=room, text="hej")

    @pytest.mark.parametrize(
        ("blocks", "code"),
        [
            ([section("")], "invalid_blocks"),
            ([section("x")] * 51, "invalid_blocks"),
            ([section("x" * 2900)] * 5, "msg_blocks_too_long"),
            ("not json", "invalid_blocks_format"),
        ],
    )
    def test_needs_good_blocks(self, web: WebClient, room: str, blocks: object, code: str) -> None:
        """Bad or too large blocks are refused, with what is wrong."""
        with refused(code):
            web.chat_postMessage(channel=room, text="t", blocks=blocks)

    def test_says_what_is_wrong_and_where(self, web: WebClient, room: str) -> None:
        """invalid_blocks comes with messages and JSON pointers."""
        with pytest.raises(SlackApiError) as raised:
            web.chat_postMessage(channel=room, text="t", blocks=[section("")])
        said = raised.value.response["response_metadata"]["messages"]
        assert said == ["[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"]

    def test_to_a_person_opens_their_direct_messages(self, web: WebClient, mette: Person) -> None:
        """A user id as channel reaches that person."""
        channel = web.chat_postMessage(channel="U0METTE01", text="hej Mette")["channel"]
        assert channel.startswith("D")
        assert mette.dms()[-1].text == "hej Mette"

    def test_in_a_thread_stays_out_of_history(self, web: WebClient, room: str) -> None:
        """A reply is in replies, not in history."""
        root = web.chat_postMessage(channel=room, text="rod")["ts"]
        reply = web.chat_postMessage(channel=room, text="svar", thread_ts=root)["ts"]
        assert reply not in [m["ts"] for m in web.conversations_history(channel=room)["messages"]]
        assert [m["ts"] for m in web.conversations_replies(channel=room, ts=root)["messages"]] == [root, reply]

    def test_in_a_thread_needs_the_root(self, web: WebClient, room: str) -> None:
        """There is no thread under nothing."""
        with refused("thread_not_found"):
            web.chat_postMessage(channel=room, text="svar", thread_ts="1.000001")

    def test_in_another_name_needs_its_scope(self, web: WebClient, room: str) -> None:
        """username asks for chat:write.customize."""
        with refused("missing_scope"):
            web.chat_postMessage(channel=room, text="hej", username="Skyggen")

    def test_very_long_text_is_cut_with_a_warning(self, web: WebClient, room: str) -> None:
        """Text stops at 40 000 characters."""
        answer = web.chat_postMessage(channel=room, text="x" * 40_001)
        assert answer["response_metadata"]["warnings"] == ["message_truncated"]
        assert len(answer["message"]["text"]) == 40_000


class TestMetadata:
    def test_comes_back_only_when_asked_for(self, web: WebClient, room: str) -> None:
        """Without include_all_metadata only the event_type is told."""
        web.chat_postMessage(channel=room, text="t", metadata={"event_type": "runde", "event_payload": {"key": "k1"}})
        brief = web.conversations_history(channel=room)["messages"][0]["metadata"]
        full = web.conversations_history(channel=room, include_all_metadata=True)["messages"][0]["metadata"]
        assert (brief, full["event_payload"]) == ({"event_type": "runde"}, {"key": "k1"})

    def test_stays_through_an_update_that_is_silent_about_it(self, web: WebClient, room: str) -> None:
        """Metadata left out is kept; an empty object removes it."""
        ts = web.chat_postMessage(channel=room, text="t", metadata={"event_type": "r", "event_payload": {}})["ts"]
        kept = web.chat_update(channel=room, ts=ts, text="u")["message"]
        gone = web.chat_update(channel=room, ts=ts, text="v", metadata={})["message"]
        assert ("metadata" in kept, "metadata" in gone) == (True, False)

    @pytest.mark.parametrize(
        ("metadata", "code"),
        [
            ({"event_payload": {}}, "invalid_metadata_format"),
            ({"event_type": "r", "event_payload": {"a": {"b": 1}}}, "invalid_metadata_schema"),
            ({"event_type": "r", "event_payload": {"a": "x" * 20_000}}, "metadata_too_large"),
        ],
    )
    def test_has_a_form(self, web: WebClient, room: str, metadata: dict, code: str) -> None:
        """An event_type and a flat payload of modest size."""
        with refused(code):
            web.chat_postMessage(channel=room, text="t", metadata=metadata)


class TestChanging:
    def test_only_ones_own(self, web: WebClient, mette: Person, room: str) -> None:
        """The bot changes and deletes nothing that people wrote."""
        said = mette.say("mit", room)
        with refused("cant_update_message"):
            web.chat_update(channel=room, ts=said.ts, text="dit")
        with refused("cant_delete_message"):
            web.chat_delete(channel=room, ts=said.ts)

    def test_takes_less_text_than_posting(self, web: WebClient, room: str) -> None:
        """chat.update stops at 4 000 characters."""
        ts = web.chat_postMessage(channel=room, text="t")["ts"]
        with refused("msg_too_long"):
            web.chat_update(channel=room, ts=ts, text="x" * 4001)

    def test_is_seen(self, web: WebClient, mette: Person, room: str) -> None:
        """Readers see that a message was edited."""
        ts = web.chat_postMessage(channel=room, text="t")["ts"]
        web.chat_update(channel=room, ts=ts, text="u")
        assert [(m.text, m.edited) for m in mette.messages(room)] == [("u", True)]

    def test_needs_the_message(self, web: WebClient, room: str) -> None:
        """What is gone cannot be changed."""
        ts = web.chat_postMessage(channel=room, text="t")["ts"]
        web.chat_delete(channel=room, ts=ts)
        with refused("message_not_found"):
            web.chat_update(channel=room, ts=ts, text="u")


class TestWhispering:
    def test_only_its_reader_sees_it(self, driver: Driver, web: WebClient, mette: Person, room: str) -> None:
        """An ephemeral message is on one screen, and in no history."""
        web.conversations_invite(channel=room, users="U0JONAS01")
        ts = web.chat_postEphemeral(channel=room, user="U0METTE01", text="hemmeligt")["message_ts"]
        assert ts in [m.ts for m in mette.messages(room)]
        assert ts not in [m.ts for m in driver.person("U0JONAS01").messages(room)]
        assert ts not in [m["ts"] for m in web.conversations_history(channel=room)["messages"]]

    def test_cannot_be_updated(self, web: WebClient, room: str) -> None:
        """chat.update does not know ephemeral messages."""
        ts = web.chat_postEphemeral(channel=room, user="U0METTE01", text="t")["message_ts"]
        with refused("message_not_found"):
            web.chat_update(channel=room, ts=ts, text="u")

    def test_needs_a_reader_who_is_there(self, web: WebClient, room: str) -> None:
        """One cannot whisper to somebody in another room."""
        with refused("user_not_in_channel"):
            web.chat_postEphemeral(channel=room, user="U0JONAS01", text="t")


class TestPinsAndLinks:
    def test_a_message_is_pinned_once(self, web: WebClient, mette: Person, room: str) -> None:
        """A second pin is refused; people see the first."""
        ts = web.chat_postMessage(channel=room, text="vigtigt")["ts"]
        web.pins_add(channel=room, timestamp=ts)
        assert [one.text for one in mette.pins(room)] == ["vigtigt"]
        with refused("already_pinned"):
            web.pins_add(channel=room, timestamp=ts)

    def test_a_pin_that_is_not_there_cannot_be_taken(self, web: WebClient, room: str) -> None:
        """pins.remove needs a pin."""
        with refused("no_pin"):
            web.pins_remove(channel=room, timestamp="1.000001")

    def test_a_permalink_leads_to_the_page(self, web: WebClient, driver: Driver, room: str) -> None:
        """The address is the workspace's own."""
        ts = web.chat_postMessage(channel=room, text="t")["ts"]
        link = web.chat_getPermalink(channel=room, message_ts=ts)["permalink"]
        assert link == f"{driver.url}/archives/{room}/p{ts.replace('.', '')}"
        assert driver.http.get(link).status_code == 200

    def test_files_arrive_in_a_channel(self, web: WebClient, mette: Person, driver: Driver, room: str) -> None:
        """The official two-step upload ends as a message with a file."""
        web.files_upload_v2(channel=room, filename="liste.csv", content="a;b", initial_comment="Her er listen")
        found = mette.messages(room)[-1].content
        assert (found["text"], found["files"][0]["title"]) == ("Her er listen", "liste.csv")
        assert driver.http.get(f"/files/{found['files'][0]['id']}").text == "a;b"


class TestScopesAndTokens:
    def test_a_missing_scope_is_named(self) -> None:
        """missing_scope says what was needed and what there is."""
        with over_http(a_manifest(without="chat:write")) as (driver, _):
            web = WebClient(token=TOKEN, base_url=f"{driver.url}/api/")
            with pytest.raises(SlackApiError) as raised:
                web.chat_postMessage(channel="C0GENEREL", text="t")
        answer = raised.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
        assert "commands" in answer["provided"].split(",")

    @pytest.mark.parametrize(
        ("token", "code"),
        [
            ("xoxb-wrong", "invalid_auth"),
            ("xapp-test", "not_allowed_token_type"),
            ("", "not_authed"),
        ],
    )
    def test_only_the_right_token_opens(self, driver: Driver, token: str, code: str) -> None:
        """Wrong, misplaced and missing tokens are told apart."""
        with refused(code):
            WebClient(token=token or None, base_url=f"{driver.url}/api/").auth_test()

    def test_an_unknown_method_is_refused(self, web: WebClient) -> None:
        """There is no such method."""
        with refused("unknown_method"):
            web.api_call("chat.shout")

    def test_unknown_arguments_are_recorded(self, web: WebClient, driver: Driver, room: str) -> None:
        """A test can list arguments that Slack does not document; tokens are never shown."""
        web.api_call("chat.postMessage", json={"channel": room, "text": "t", "idempotency_key": "k"})
        call = driver.calls("chat.postMessage")[-1]
        assert (call["unknown_arguments"], call["ok"]) == (["idempotency_key"], True)
        assert TOKEN not in str(driver.calls())
