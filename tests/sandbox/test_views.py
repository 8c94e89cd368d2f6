"""Trigger ids, response URLs, modals and Home under Slack's rules."""

import time

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.driver import Driver, Person
from tests.sandbox.places import QUICK, until
from tests.sandbox.toybot import Bot
from tests.sandbox.toymanifest import a_modal, button, plain


def refused(code: str):
    """The call within is refused with this code."""
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


@pytest.fixture
def trigger(mette: Person, bot: Bot) -> str:
    """A fresh trigger id of Mette's, not used by the app."""
    mette.command("/ordret x")
    return bot.heard[-1]["trigger_id"]


class TestATriggerId:
    def test_works_once(self, web: WebClient, trigger: str) -> None:
        """A second use is refused."""
        web.views_open(trigger_id=trigger, view=a_modal())
        with refused("exchanged_trigger_id"):
            web.views_open(trigger_id=trigger, view=a_modal())

    def test_works_for_a_moment(self, web: WebClient, trigger: str) -> None:
        """After its time it is refused."""
        time.sleep(QUICK.trigger + 0.1)
        with refused("expired_trigger_id"):
            web.views_open(trigger_id=trigger, view=a_modal())

    def test_cannot_be_made_up(self, web: WebClient) -> None:
        """Only the workspace hands them out."""
        with refused("invalid_trigger_id"):
            web.views_open(trigger_id="1.2.abc", view=a_modal())

    def test_survives_a_bad_view(self, web: WebClient, trigger: str) -> None:
        """A view that is refused does not use the trigger up."""
        with refused("invalid_arguments"):
            web.views_open(trigger_id=trigger, view=a_modal("x" * 25))
        assert web.views_open(trigger_id=trigger, view=a_modal())["ok"]

    def test_of_a_command_cannot_push(self, web: WebClient, trigger: str) -> None:
        """Only an interaction inside a modal may push onto it."""
        with refused("invalid_trigger_id"):
            web.views_push(trigger_id=trigger, view=a_modal())


class TestUpdatingAView:
    def test_needs_the_newest_hash(self, web: WebClient, trigger: str) -> None:
        """An old hash means somebody else was first."""
        view = web.views_open(trigger_id=trigger, view=a_modal())["view"]
        web.views_update(view_id=view["id"], hash=view["hash"], view=a_modal("To"))
        with refused("hash_conflict"):
            web.views_update(view_id=view["id"], hash=view["hash"], view=a_modal("Tre"))

    def test_needs_an_open_view(self, web: WebClient, mette: Person, trigger: str) -> None:
        """What the person has closed cannot be changed."""
        view = web.views_open(trigger_id=trigger, view=a_modal())["view"]
        mette.modal.close()
        with refused("not_found"):
            web.views_update(view_id=view["id"], view=a_modal())

    def test_of_home_needs_the_newest_hash_too(self, web: WebClient) -> None:
        """views.publish refuses an old hash."""
        home = {"type": "home", "blocks": []}
        view = web.views_publish(user_id="U0LARS001", view=home)["view"]
        web.views_publish(user_id="U0LARS001", view=home)
        with refused("hash_conflict"):
            web.views_publish(user_id="U0LARS001", view=home, hash=view["hash"])


class TestClosing:
    def test_is_told_when_asked_for(self, web: WebClient, mette: Person, bot: Bot, trigger: str) -> None:
        """notify_on_close brings view_closed."""
        web.views_open(trigger_id=trigger, view=a_modal(notify_on_close=True))
        mette.modal.close()
        assert until(lambda: bot.payloads("view_closed"))[0]["is_cleared"] is False

    def test_is_not_told_otherwise(self, web: WebClient, mette: Person, driver: Driver, trigger: str) -> None:
        """Without it nothing is sent."""
        web.views_open(trigger_id=trigger, view=a_modal())
        mette.modal.close()
        assert "view_closed" not in [one["kind"] for one in driver.deliveries()]


class TestAResponseUrl:
    def test_works_five_times(self, mette: Person, bot: Bot) -> None:
        """The sixth use is refused."""
        mette.command("/ordret x")
        url = bot.heard[-1]["response_url"]
        codes = [httpx.post(url, json={"text": "hej"}, trust_env=False).status_code for _ in range(6)]
        assert codes == [200] * 5 + [404]

    def test_checks_blocks(self, mette: Person, bot: Bot) -> None:
        """Bad blocks are bad here too."""
        mette.command("/ordret x")
        bad = {"blocks": [{"type": "section", "text": plain("")}]}
        answer = httpx.post(bot.heard[-1]["response_url"], json=bad, trust_env=False)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_blocks")

    def test_can_delete_what_was_pressed(self, web: WebClient, mette: Person, bot: Bot, room: str) -> None:
        """delete_original removes an ephemeral message from its reader's screen."""
        block = {"type": "actions", "elements": [button("Svar", "svar")]}
        web.chat_postEphemeral(channel=room, user="U0METTE01", text="Kun dig", blocks=[block])
        asked = mette.messages(room)[-1]
        mette.click("Svar", in_message=asked)
        url = bot.payloads("block_actions")[-1]["response_url"]
        httpx.post(url, json={"delete_original": True}, trust_env=False)
        assert asked.ts not in [one.ts for one in mette.messages(room)]
