"""People use a real bolt app through the workspace, over signed HTTP."""

import pytest
from slack_sdk import WebClient

from sandbox.driver import Driver, Person
from tests.sandbox.places import over_http, until
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import a_manifest, button, plain


def with_buttons(web: WebClient, room: str, **more: object) -> str:
    block = {
        "type": "actions",
        "block_id": "valg",
        "elements": [
            button("Svar", "svar"),
            button("Erstat", "erstat"),
            button("Stille", "stille"),
        ],
    }
    return web.chat_postMessage(channel=room, text="Hvordan går det?", blocks=[block], **more)["ts"]


class TestRunningACommand:
    def test_opens_what_the_app_opens(self, mette: Person) -> None:
        """The modal the app opens is what the person sees first."""
        assert mette.command("/netvaerk start").modal.title == "Nyt netværk"

    def test_mentions_arrive_as_ids(self, mette: Person, bot: Bot) -> None:
        """With should_escape a person and a channel arrive as references with their names."""
        mette.command("/netvaerk start @Jonas Kjær i #generelt")
        assert bot.heard[-1]["text"] == "start <@U0JONAS01|jonas> i <#C0GENEREL|generelt>"

    def test_without_should_escape_text_is_as_typed(self, mette: Person) -> None:
        """A command that did not ask for escaping gets the very characters."""
        assert mette.command("/ordret @Jonas Kjær").text == "fik @Jonas Kjær"

    def test_has_the_fields_slack_sends(self, mette: Person, bot: Bot) -> None:
        """The form has who, where and how to answer, and no enterprise_id."""
        mette.command("/netvaerk start", "#generelt")
        body = bot.heard[-1]
        assert (body["user_id"], body["channel_id"], body["team_id"]) == ("U0METTE01", "C0GENEREL", "T0KOMMUNE")
        assert {"trigger_id", "response_url"} <= set(body)
        assert (body.get("enterprise_id"), body["is_enterprise_install"]) == (None, "false")

    def test_an_acknowledging_text_is_for_the_asker_only(self, driver: Driver, mette: Person) -> None:
        """Text in the acknowledgement is ephemeral unless it says in_channel."""
        seen = mette.command("/netvaerk sig").message
        assert seen.ephemeral
        assert seen.ts not in [one.ts for one in driver.person("U0JONAS01").messages("#generelt")]

    def test_in_channel_is_for_everybody(self, driver: Driver, mette: Person) -> None:
        """response_type in_channel is honoured."""
        seen = mette.command("/netvaerk alle").message
        assert seen.ts in [one.ts for one in driver.person("U0JONAS01").messages("#generelt")]

    def test_too_late_is_slacks_own_error(self, mette: Person) -> None:
        """Without an acknowledgement in time the person reads operation_timeout."""
        assert mette.command("/langsom").error == '/langsom failed with the error "operation_timeout"'

    def test_a_refusal_is_slacks_own_error(self, mette: Person) -> None:
        """An answer that is not 2xx reads dispatch_failed."""
        assert mette.command("/fejl").error == '/fejl failed with the error "dispatch_failed"'

    def test_an_unknown_one_is_no_command(self, mette: Person, bot: Bot) -> None:
        """A name the manifest lacks never reaches the app."""
        assert "is not a valid command" in mette.command("/findes-ikke").error
        assert not bot.heard

    def test_not_in_a_thread(self, mette: Person, web: WebClient, room: str) -> None:
        """Slack refuses slash commands in threads with its own words."""
        root = web.chat_postMessage(channel=room, text="rod")["ts"]
        assert mette.command("/netvaerk", room, thread=root).error == "/netvaerk is not supported in threads. Sorry!"

    def test_not_by_people_of_other_organisations(self, driver: Driver) -> None:
        """A Slack Connect member has no commands and no shortcuts."""
        nadia = driver.person("U0NADIA01")
        assert "is not a valid command" in nadia.command("/netvaerk", "#skoler-og-dagtilbud").error
        assert nadia.complete("/") == []

    def test_is_offered_while_typing(self, mette: Person) -> None:
        """The manifest's names and hints complete what is typed."""
        assert [one["usage_hint"] for one in mette.complete("/netv")] == ["start | luk"]


class TestAModal:
    def test_asks_for_required_fields_itself(self, mette: Person, bot: Bot) -> None:
        """An empty required input never reaches the app."""
        modal = mette.command("/netvaerk").modal
        assert modal.submit().errors == {"Navn": "Please complete this required field."}
        assert not bot.payloads("view_submission")

    def test_shows_the_apps_errors_by_field(self, mette: Person) -> None:
        """response_action errors leave the modal open with words under the field."""
        done = mette.command("/netvaerk").modal.fill({"Navn": "optaget"}).submit()
        assert (done.errors, mette.modal.title) == ({"Navn": "Navnet er taget."}, "Nyt netværk")

    def test_sends_typed_state(self, mette: Person, bot: Bot) -> None:
        """state.values has Slack's shape for text and for a chosen option."""
        assert mette.command("/netvaerk").modal.fill({"Navn": "Demens", "Rytme": "Hver uge"}).submit().closed
        body = bot.payloads("view_submission")[-1]
        values = body["view"]["state"]["values"]
        assert values["navn"]["v"] == {"type": "plain_text_input", "value": "Demens"}
        assert values["rytme"]["v"]["selected_option"]["value"] == "week"
        assert (body["view"]["private_metadata"], body["response_urls"]) == ("n1", [])

    @pytest.mark.parametrize(
        ("name", "outcome", "title"),
        [
            ("videre", "pushed", "Trin to"),
            ("anden", "updated", "Opdateret"),
            ("ryd", "cleared", None),
        ],
    )
    def test_does_what_the_answer_says(self, mette: Person, name: str, outcome: str, title: str | None) -> None:
        """push, update and clear change the stack."""
        done = mette.command("/netvaerk").modal.fill({"Navn": name}).submit()
        assert (done.outcome, done.modal and done.modal.title) == (outcome, title)

    def test_returns_to_the_one_below(self, mette: Person) -> None:
        """Closing a pushed modal shows the one it was pushed on."""
        mette.command("/netvaerk").modal.fill({"Navn": "videre"}).submit()
        mette.modal.close()
        assert mette.modal.title == "Nyt netværk"

    @pytest.mark.parametrize("name", ["langsom", "forkert"])
    def test_says_so_when_the_app_does_not_answer_well(self, mette: Person, name: str) -> None:
        """Too late, or errors for a block that is not there: the person may try again, nothing is lost."""
        modal = mette.command("/netvaerk").modal
        assert modal.fill({"Navn": name}).submit().trouble == "We had some trouble connecting. Try again?"
        assert mette.modal.id == modal.id

    def test_can_be_changed_by_a_press_and_keeps_what_was_typed(self, mette: Person) -> None:
        """views.update with the right hash changes the modal; typed values stay with their block and action."""
        mette.command("/netvaerk").modal.fill({"Navn": "Demens"}).click("Flere felter")
        assert mette.modal.title == "Flere felter"
        assert mette.modal.content["state"]["values"]["navn"]["v"]["value"] == "Demens"


class TestPressingAButton:
    def test_the_app_may_answer_privately(self, mette: Person, web: WebClient, room: str) -> None:
        """A response_url answers the presser alone."""
        with_buttons(web, room)
        seen = mette.click("Svar", in_message=mette.messages(room)[-1]).message
        assert (seen.text, seen.ephemeral) == ("Tak for svaret", True)

    def test_the_app_may_replace_the_message(self, mette: Person, web: WebClient, room: str) -> None:
        """replace_original changes what was pressed."""
        ts = with_buttons(web, room)
        mette.click("Erstat", in_message=mette.messages(room)[-1])
        assert [one.text for one in mette.messages(room) if one.ts == ts] == ["Erstattet"]

    def test_no_answer_in_time_is_marked(self, mette: Person, web: WebClient, room: str) -> None:
        """The presser sees that the press did not arrive."""
        with_buttons(web, room)
        assert mette.click("Stille", in_message=mette.messages(room)[-1]).error == "operation_timeout"

    def test_tells_where_it_was_pressed(self, mette: Person, bot: Bot, web: WebClient, room: str) -> None:
        """container, channel, message and state are there."""
        ts = with_buttons(web, room, metadata={"event_type": "runde", "event_payload": {"id": "7"}})
        mette.click("Svar", in_message=mette.messages(room)[-1])
        body = bot.payloads("block_actions")[-1]
        assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": room, "is_ephemeral": False}
        assert body["message"]["metadata"]["event_payload"] == {"id": "7"}
        assert body["actions"][0] | {"action_ts": ""} == {
            "type": "button",
            "action_id": "svar",
            "block_id": "valg",
            "value": "1",
            "action_ts": "",
            "text": plain("Svar"),
        }

    def test_an_ephemeral_message_is_named_but_not_included(
        self, mette: Person, bot: Bot, web: WebClient, room: str
    ) -> None:
        """Pressing in a private message tells its ts, and sends no message object."""
        block = {"type": "actions", "elements": [button("Svar", "svar")]}
        web.chat_postEphemeral(channel=room, user="U0METTE01", text="Kun dig", blocks=[block])
        mette.click("Svar", in_message=mette.messages(room)[-1])
        body = bot.payloads("block_actions")[-1]
        assert (body["container"]["is_ephemeral"], "message" in body) == (True, False)

    def test_people_of_other_organisations_can(self, driver: Driver, bot: Bot, web: WebClient) -> None:
        """A Slack Connect member's press arrives with their own team_id."""
        web.conversations_join(channel="C0SKOLER1")
        with_buttons(web, "C0SKOLER1")
        nadia = driver.person("U0NADIA01")
        nadia.click("Svar", in_message=nadia.messages("C0SKOLER1")[-1])
        assert bot.payloads("block_actions")[-1]["user"]["team_id"] == "T0REGION1"


class TestShortcutsAndHome:
    def test_a_message_shortcut_brings_the_message(self, mette: Person, room: str) -> None:
        """The message shortcut works on any message, by its visible name."""
        said = mette.say("Vi lærte noget", room)
        assert mette.shortcut("Gem som refleksion", said).modal.title == "Vi lærte noget"

    def test_a_global_shortcut_brings_none(self, mette: Person) -> None:
        """A global shortcut needs no message."""
        assert mette.shortcut("Nyt netværk").modal.title == "Nyt"

    def test_home_is_what_the_app_publishes(self, mette: Person, bot: Bot) -> None:
        """Opening Home tells the app, and shows what it publishes."""
        assert mette.home().text == "Dine netværk"
        assert bot.events("app_home_opened")[-1]["tab"] == "home"


class TestTalking:
    def test_a_direct_message_reaches_the_app(self, mette: Person, bot: Bot) -> None:
        """What is written to the bot arrives as message.im."""
        mette.say_to_bot("hej")
        found = until(lambda: bot.events("message"))[0]
        assert (found["text"], found["channel_type"], found["user"]) == ("hej", "im", "U0METTE01")

    def test_a_mention_reaches_the_app_twice(self, mette: Person, bot: Bot, room: str) -> None:
        """A mention is a message and an app_mention, in a thread with its thread_ts."""
        root = mette.say("rod", room)
        mette.say("@Netværksbot hjælp", room, thread=root.ts)
        found = until(lambda: bot.events("app_mention"))[0]
        assert (found["text"], found["thread_ts"]) == ("<@U0NETVBOT> hjælp", root.ts)

    def test_edits_and_deletions_reach_the_app(self, mette: Person, bot: Bot, room: str) -> None:
        """message_changed has both texts, message_deleted the old one."""
        said = mette.say("før", room)
        mette.edit(said, "efter")
        mette.delete(said)
        until(lambda: [one for one in bot.events("message") if one.get("subtype") == "message_deleted"])
        changed = next(one for one in bot.events("message") if one.get("subtype") == "message_changed")
        assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("før", "efter")

    def test_markup_is_harmless(self, mette: Person, room: str) -> None:
        """Typed angle brackets are stored escaped and read as typed."""
        said = mette.say("<b> & <!channel>", room)
        assert said.content["text"] == "&lt;b&gt; &amp; &lt;!channel&gt;"
        assert said.text == "<b> & <!channel>"

    def test_only_subscribed_events_are_sent(self, room: str) -> None:
        """An event the manifest does not name never goes out."""
        manifest = a_manifest()
        manifest["settings"]["event_subscriptions"]["bot_events"] = ["app_mention"]
        with over_http(manifest) as (driver, bot):
            driver.person("U0METTE01").say_to_bot("hej")
            assert (driver.deliveries(), bot.heard) == ([], [])

    def test_unread_is_counted_until_read(self, driver: Driver, mette: Person, web: WebClient, room: str) -> None:
        """Others' messages count as unread until the person has looked."""
        web.chat_postMessage(channel=room, text="nyt")
        before = mette.unread(room)
        mette.mark_read(room)
        assert (before, mette.unread(room)) == (1, 0)
