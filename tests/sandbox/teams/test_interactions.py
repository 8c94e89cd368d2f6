"""People using the app: commands, buttons, dialogs and the message menu, as Teams' own client does it."""

import pytest

from sandbox.driver_parts import Modal
from sandbox.teams.driver import Person, TeamsDriver
from tests.sandbox.teams.places import Service
from tests.sandbox.teams.toybot import Bot
from tests.sandbox.teams.toymanifest import a_message, execute, opens, submit, words

WENT_WRONG = "Something went wrong. Please try again."
UNREACHABLE = "Unable to reach app. Please try again."


@pytest.fixture
def modal(mette: Person) -> Modal:
    found = mette.command("/netvaerk start").modal
    assert found is not None
    return found


def on_card(service: Service, team: str, person: Person, *actions: dict):
    """A message with these buttons, as the person sees it."""
    id = service.posted(team, a_message(words("Klar?"), actions=actions))
    return next(one for one in person.messages(team) if one.ts == id)


class TestACommand:
    def test_opens_its_form_by_the_button_that_comes_first(self, mette: Person) -> None:
        """Teams needs a second click, and the driver makes it."""
        seen = mette.command("/netvaerk start")
        assert (seen.kind, seen.modal.title) == ("modal", "Nyt netværk")

    def test_in_a_channel_is_a_mention_that_all_see(self, mette: Person, jonas: Person, team: str) -> None:
        """What is answered to one person is seen by that one only."""
        assert mette.command("/netvaerk sig").message.ephemeral
        assert jonas.messages(team)[-1].text == "@Netværksbot sig"

    def test_is_a_plain_word_in_the_personal_chat(self, mette: Person) -> None:
        """No mention is needed where the two are alone."""
        assert mette.command("/netvaerk kort", mette.direct()).message.buttons == ["Svar", "Fejl"]

    def test_is_offered_while_typing(self, mette: Person) -> None:
        """After a slash, those that the manifest offers there."""
        assert [one["title"] for one in mette.complete("/st")] == ["start"]

    def test_is_not_heard_where_the_app_is_not(self, mette: Person) -> None:
        """In a private channel without the app nothing answers."""
        private = mette.create_channel("Uden app", private=True)
        assert mette.command("/netvaerk start", private, wait=0.3).kind == "nothing"


class TestAButton:
    def test_is_answered_with_a_card_for_who_pressed(
        self, service: Service, team: str, mette: Person, jonas: Person
    ) -> None:
        """The new card stands in place of the old one for one person, until the message itself is changed."""
        card = on_card(service, team, mette, execute("Svar", "svar"))
        assert mette.click("Svar", in_message=card).text == "Tak for svaret"
        assert "Klar?" in jonas.messages(team)[-1].text
        service.on("PUT", team, card.ts, a_message(words("Lukket")))
        assert mette.messages(team)[-1].text == "Lukket"

    def test_can_be_answered_with_words(self, service: Service, team: str, mette: Person) -> None:
        """They are shown beside the card, which stays."""
        seen = mette.click("Tak", in_message=on_card(service, team, mette, execute("Tak", "tak")))
        assert (seen.kind, seen.text) == ("told", "Tak")

    @pytest.mark.parametrize(
        ("verb", "said"), [("fejl", "Det gik ikke."), ("stum", WENT_WRONG), ("langsom", WENT_WRONG)]
    )
    def test_can_fail(self, service: Service, team: str, mette: Person, verb: str, said: str) -> None:
        """The app's own error, or Teams' when nothing sensible came in time."""
        seen = mette.click("Tryk", in_message=on_card(service, team, mette, execute("Tryk", verb)))
        assert (seen.kind, seen.text) == ("error", said)

    def test_of_the_old_kind_is_a_message_with_a_value(
        self, driver: TeamsDriver, service: Service, bot: Bot, team: str, mette: Person
    ) -> None:
        """Action.Submit arrives without words, and names the message it stands in."""
        card = on_card(service, team, mette, submit("Send", "gammel", value="7"))
        mette.click("Send", in_message=card, wait=0.1)
        told = driver.eventually(lambda: next((a for a in bot.of("message") if a.get("value")), None))
        assert (told["value"], told["replyToId"]) == ({"action": "gammel", "value": "7"}, card.ts)

    def test_that_asks_first_is_pressed_through(self, service: Service, team: str, mette: Person) -> None:
        """A button that folds out a question is answered with what stands in it."""
        inside = {"type": "AdaptiveCard", "body": [words("Sikker?")], "actions": [execute("Ja", "svar")]}
        asking = {"type": "Action.ShowCard", "title": "Slet", "card": inside}
        card = on_card(service, team, mette, asking)
        assert card.buttons == ["Slet"]
        assert mette.click("Slet", in_message=card).text == "Tak for svaret"

    def test_that_opens_a_dialog_needs_one_that_can_be_shown(self, service: Service, team: str, mette: Person) -> None:
        """A card of a version that Teams does not know is Teams' own error."""
        seen = mette.click("Åbn", in_message=on_card(service, team, mette, opens("Åbn", "forkert"), execute("B", "b")))
        assert (seen.kind, seen.text) == ("error", UNREACHABLE)


class TestADialog:
    def test_knows_its_fields(self, modal: Modal) -> None:
        """Labels, kinds and choices are those of the card."""
        assert [(one.label, one.kind) for one in modal.inputs] == [
            ("Navn", "text"),
            ("Rytme", "one"),
            ("Dage", "many"),
            ("Folk", "people"),
        ]
        assert modal.choices("Rytme") == ["Hver uge", "Hver måned"]

    def test_is_checked_before_it_is_sent(self, modal: Modal, bot: Bot) -> None:
        """What is required is asked for by Teams itself."""
        assert modal.submit().errors == {"Navn": "Skriv et navn."}
        assert not bot.of("task/submit")

    def test_sends_values_as_teams_does(self, modal: Modal, bot: Bot, service: Service) -> None:
        """Several choices with commas, people by the directory's ids, the button's own data beside them."""
        given = {"Navn": "Luk", "Rytme": "Hver måned", "Dage": ["Mandag", "Tirsdag"], "Folk": ["U0METTE01"]}
        assert modal.fill(given).submit().outcome == "closed"
        mette = service.names["people"]["U0METTE01"]["object_id"]
        sent = bot.of("task/submit")[0]["value"]["data"]
        assert sent == {
            "action": "nyt",
            "form": True,
            "navn": "Luk",
            "rytme": "month",
            "dage": "mon,tue",
            "folk": mette,
        }

    def test_shows_the_apps_errors_and_keeps_what_was_typed(self, modal: Modal, mette: Person) -> None:
        """Red words beneath an input are its error."""
        assert modal.fill({"Navn": "optaget"}).submit().errors == {"Navn": "Navnet er taget."}
        assert mette.modal.value("Navn") == "optaget"

    def test_can_become_another(self, modal: Modal, mette: Person) -> None:
        """The next card takes its place, and its buttons work."""
        sent = modal.fill({"Navn": "videre"}).submit()
        assert (sent.outcome, sent.modal.title, sent.modal.buttons) == ("updated", "Trin to", ["Tilbage"])
        assert sent.modal.click("Tilbage").modal.title == "Trin to"
        sent.modal.close()
        assert mette.modal_or_none() is None

    def test_can_end_with_words(self, modal: Modal) -> None:
        """A message closes it and is shown."""
        sent = modal.fill({"Navn": "sig"}).submit()
        assert (sent.outcome, sent.trouble) == ("closed", "Gemt")

    def test_stays_when_the_app_does_not_answer(self, modal: Modal, mette: Person) -> None:
        """Nothing that was typed is lost."""
        sent = modal.fill({"Navn": "langsom"}).submit()
        assert (sent.outcome, sent.trouble) == ("trouble", WENT_WRONG)
        assert mette.modal.title == "Nyt netværk"


class TestTheMessageMenu:
    def test_opens_a_dialog_with_the_message_in_it(self, mette: Person, bot: Bot) -> None:
        """What is sent in then is the message extension's, and is sent again if it is not taken."""
        said = mette.say("I dag ringede en pårørende.", "generelt")
        modal = mette.shortcut("Gem som refleksion", said).modal
        assert modal.value("Navn") == "I dag ringede en pårørende."
        assert modal.fill({"Navn": "Luk"}).submit().outcome == "closed"
        assert bot.of("composeExtension/submitAction")[0]["value"]["commandId"] == "gem"

    def test_tries_three_times(self, mette: Person, bot: Bot) -> None:
        """The client itself is stubborn about message extensions."""
        modal = mette.shortcut("Gem som refleksion", mette.say("Gem mig", "generelt")).modal
        assert modal.fill({"Navn": "langsom"}).submit().outcome == "trouble"
        assert len(bot.of("composeExtension/submitAction")) == 3
        modal.close()


class TestOnesOwnPage:
    def test_is_the_answer_to_mine(self, mette: Person) -> None:
        """Where Slack has a Home, Teams has a word in the personal chat."""
        home = mette.home()
        assert ("Dine netværk" in home.text, home.buttons) == (True, ["Svar"])
        assert mette.click_home("Svar").text == "Tak for svaret"
