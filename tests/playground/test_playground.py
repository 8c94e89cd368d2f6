"""A second opinion on Teams: Microsoft's own Agents Playground serves the bot, over HTTP and its WebSockets."""

from tests.playground.acts import PURPOSE, form, write
from tests.playground.ground import CARD, CHANNEL, CHAT, PEOPLE, Ground, Message, actions


class TestWords:
    def test_in_the_personal_chat_are_answered_there(self, place: Ground) -> None:
        """By a card; in English, as everybody in the Playground has an English client."""
        place.say(CHAT, "hjælp")
        answer = place.sees(CHAT, "This is what I can help with")
        assert [one["contentType"] for one in answer.content["attachments"]] == [CARD]

    def test_in_a_channel_are_answered_with_the_button_that_opens_the_form(self, place: Ground) -> None:
        """A message cannot open a dialog; the answer stands beneath what was asked."""
        thread = place.say(CHANNEL, "start")
        answer = place.sees(CHANNEL, "", action="Start a network", within=thread)
        data = answer.action("Start a network")["data"]
        assert data["msteams"] == {"type": "task/fetch"}
        assert "purpose" in [one.get("id") for one in form(place, "Mette", data, thread)["body"]]

    def test_cannot_open_a_dialog_there(self, place: Ground) -> None:
        """The Playground has none; where it gets them, what is done by hand here can be done by it."""
        asked = {"name": "task/fetch", "value": {"data": {}}, "conversation": {"id": CHAT}}
        answer = place.http.post(f"{place.url}/_conversation/v1/invoke", json=asked)
        assert answer.status_code == 400


class TestUnasked:
    def test_a_card_is_posted_to_the_channel(self, charter: Message, prompt: Message) -> None:
        """As posts of their own, each the root of a thread."""
        assert PURPOSE in charter.text
        assert {one.conversation for one in (charter, prompt)} == {
            f"{CHANNEL};messageid={one.id}" for one in (charter, prompt)
        }

    def test_somebody_is_spoken_to_who_never_spoke_to_the_bot(self, place: Ground, charter: Message) -> None:
        """The talk with them is made, and what is said in it is served."""
        write(place, "Jonas", "inviter", charter.conversation, naming=("Lars",))
        lars = [{"id": PEOPLE["Lars"]["id"]}]
        made = place.call("createConversation", lambda call: call["request"]["body"]["members"] == lars)
        invited = place.call("message", lambda call: "inviterer dig" in str(call["request"]["body"].get("summary")))
        assert (made["response"]["statusCode"], invited["response"]["statusCode"]) == (201, 201)


class TestAButton:
    def test_becomes_its_answer_in_place(self, place: Ground, charter: Message) -> None:
        """For who presses at once, in the answer; for everybody after, by an update."""
        asked = place.sees(CHAT, "management anchor", action="Yes, gladly")
        answer = place.press(asked, "Yes, gladly")
        assert (answer["type"], list(actions(answer["value"]))) == (CARD, [])
        place.shown.until(lambda: "You are now" in place.message(asked.id).text or None)
        assert place.message(asked.id).conversation == asked.conversation


class TestInTheThread:
    def test_a_post_by_somebody_else_that_names_nobody_is_an_answer(self, place: Ground, prompt: Message) -> None:
        """Its writer gets a receipt, which the Playground shows to all; the card says how many have answered."""
        write(place, "Jonas", "Vi talte med tre borgere.", prompt.conversation)
        receipt = place.sees(CHANNEL, "", action="Det var ikke et svar")
        place.shown.until(lambda: "1 har svaret" in place.message(prompt.id).text or None)
        assert receipt.conversation == prompt.conversation
