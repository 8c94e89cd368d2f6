"""The door, from a person's screen and back: signed HTTP and Socket Mode, the same listener."""

from collections.abc import Iterator

import pytest

from handlers.routing import Done, Invalid, Open, Replace, Show
from sandbox.driver_parts import Message
from tests.bot.slack.places import BOT, METTE, TEAM, Place, over_http, over_socket, saying, until
from views.elements import Actions, Button, Choice, Choices, Form, Link, Option, PeopleInput, TextInput, View

DOORS = {"http": over_http, "socket": over_socket}


@pytest.fixture(scope="module", params=DOORS)
def shared(request: pytest.FixtureRequest) -> Iterator[Place]:
    with DOORS[request.param]() as place:
        yield place


@pytest.fixture
def place(shared: Place) -> Place:
    shared.driver.faults(events={"duplicate": False, "reorder": False, "hold": False})
    shared.handlers.answers.clear()
    shared.handlers.done.clear()
    shared.handlers.told.clear()
    shared.handlers.strange.clear()
    return shared


def a_form(**more: object) -> Form:
    given = {
        "title": "Nyt netværk",
        "submit": "Opret",
        "close": "Fortryd",
        "elements": (
            TextInput(name="name", label="Navn", required=True),
            Choice(name="type", label="Type", options=(Option(value="w", label="Velfærd"),)),
            Choices(name="units", label="Afdelinger", options=(Option(value="1", label="Ældre"),)),
            PeopleInput(name="people", label="Hvem", many=True),
        ),
        "route": "networks.create",
        "value": "n1",
    }
    return Form(**(given | more))


def buttons(**more: object) -> View:
    one = Button(label="Ja", route="networks.anchor_yes", value="n1")
    two = Button(label="Nej", route="networks.anchor_yes", value="n2")
    link = Link(label="Læs", url="https://example.org/")
    return View(summary="Vil du?", elements=(Actions((one, two, link)),), **more)


def a_message(place: Place, room: str) -> Message:
    place.messenger.post(TEAM, room, buttons(), key="k1")
    return place.driver.person(METTE).messages(room)[-1]


class TestACommand:
    def test_comes_as_words_with_the_people_it_names(self, place: Place) -> None:
        """Mentions are accounts, and read as names in the text."""
        place.driver.person(METTE).command("/netvaerk inviter @Anders Bak & co", wait=0.2)
        came = place.handlers.last()
        assert (came.text, came.mentions, came.account) == ("inviter @anders & co", ("U0ANDERS1",), METTE)
        assert (came.platform, came.workspace, came.is_outside, came.is_private) == ("slack", TEAM, False, False)

    def test_is_answered_to_the_person_alone(self, place: Place) -> None:
        """What is shown stands in the acknowledgement, so no second call can fail."""
        place.handlers.answers["mine"] = Show(saying("Dine netværk"))
        seen = place.driver.person(METTE).command("/netvaerk mine")
        assert seen.text == "Dine netværk"
        assert seen.message.ephemeral

    def test_opens_a_form(self, place: Place) -> None:
        """The form stands on the screen before the acknowledgement leaves."""
        place.handlers.answers["start"] = Open(a_form())
        assert place.driver.person(METTE).command("/netvaerk start").modal.title == "Nyt netværk"

    def test_shows_a_button_where_no_form_can_be_opened(self, place: Place) -> None:
        """A form that Slack does not take in time can still be reached."""
        place.handlers.answers["start"] = Open(a_form())
        place.driver.faults({"kind": "error", "method": "views.open", "error": "expired_trigger_id"})
        assert place.driver.person(METTE).command("/netvaerk start").message.buttons == ["Nyt netværk"]

    def test_that_meets_a_bug_gives_the_reference_of_the_log(
        self, place: Place, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The person does not see a failed command, and we can find what happened."""
        place.handlers.answers["mine"] = RuntimeError("oops")
        seen = place.driver.person(METTE).command("/netvaerk mine")
        reference = seen.text.partition("(")[2].rstrip(")")
        assert seen.text.startswith("Noget gik galt")
        assert any(reference in record.getMessage() for record in caplog.records)

    def test_with_nothing_to_show_is_quiet(self, place: Place) -> None:
        """Acknowledged, and that is all."""
        assert place.driver.person(METTE).command("/netvaerk stille", wait=0.2).kind == "nothing"


class TestAButton:
    def test_brings_its_route_value_and_place(self, place: Place) -> None:
        """The second button of the same route is told from the first by its value."""
        message = a_message(place, place.room())
        place.driver.person(METTE).click("Nej", in_message=message, wait=0.2)
        came = place.handlers.last("networks.anchor_yes")
        assert (came.value, came.conversation, came.message) == ("n2", message.channel, message.ts)

    def test_is_answered_where_it_stands(self, place: Place) -> None:
        """To the one who pressed, and the message stays."""
        place.handlers.answers["networks.anchor_yes"] = Show(saying("Tak"))
        message = a_message(place, place.room())
        seen = place.driver.person(METTE).click("Ja", in_message=message)
        assert (seen.text, seen.message.ephemeral) == ("Tak", True)

    def test_in_a_thread_is_answered_in_the_thread(self, place: Place) -> None:
        """Whoever looks at the thread sees the answer there."""
        place.handlers.answers["networks.anchor_yes"] = Show(saying("Tak"))
        room = place.room()
        root = place.messenger.post(TEAM, room, saying("Rod"), key="k0")
        place.messenger.post(TEAM, room, buttons(), key="k1", thread=root.message)
        message = place.driver.person(METTE).thread(room, root.message)[-1]
        assert place.driver.person(METTE).click("Ja", in_message=message).message.thread_ts == root.message

    def test_replaces_its_message_which_is_still_found_by_its_key(self, place: Place) -> None:
        """The key moves along, so a message that was pressed early is not sent again."""
        place.handlers.answers["networks.anchor_yes"] = Replace(saying("Du sagde ja"))
        room = place.room()
        message = a_message(place, room)
        assert place.driver.person(METTE).click("Ja", in_message=message).text == "Du sagde ja"
        assert place.messenger.find_message(TEAM, room, key="k1", since=0).message == message.ts

    def test_that_opens_an_address_is_nobodys_business(self, place: Place) -> None:
        """It is acknowledged and goes no further."""
        message = a_message(place, place.room())
        place.driver.person(METTE).click("Læs", in_message=message, wait=0.2)
        assert place.handlers.done == []

    def test_that_meets_a_bug_gives_the_reference(self, place: Place) -> None:
        """After the acknowledgement too."""
        place.handlers.answers["networks.anchor_yes"] = RuntimeError("oops")
        seen = place.driver.person(METTE).click("Ja", in_message=a_message(place, place.room()))
        assert seen.text.startswith("Noget gik galt")

    def test_in_a_home_opens_what_it_shows(self, place: Place) -> None:
        """A Home has no conversation to answer in."""
        place.handlers.answers["networks.anchor_yes"] = Show(saying("Tak"))
        place.messenger.publish_home(TEAM, METTE, buttons())
        assert place.driver.person(METTE).click_home("Ja").modal.text.endswith("Tak")

    def test_in_a_form_lays_what_it_shows_on_top(self, place: Place) -> None:
        """And goes on laying when Slack takes no fourth layer."""
        place.handlers.answers["start"] = Open(a_form(elements=(Actions((Button(label="Vis", route="a.b"),)),)))
        place.handlers.answers["a.b"] = Open(
            a_form(title="Mere", elements=(Actions((Button(label="Vis", route="a.b"),)),))
        )
        modal = place.driver.person(METTE).command("/netvaerk start").modal
        for _ in range(4):
            modal = modal.click("Vis").modal
        assert modal.title == "Mere"

    def test_in_a_form_replaces_it(self, place: Place) -> None:
        """What it stood on becomes what is shown."""
        place.handlers.answers["start"] = Open(a_form(elements=(Actions((Button(label="Vis", route="a.b"),)),)))
        place.handlers.answers["a.b"] = Replace(saying("Færdig"))
        modal = place.driver.person(METTE).command("/netvaerk start").modal
        assert modal.click("Vis").modal.text.endswith("Færdig")


GIVEN = {"Navn": "Demens & glæde", "Type": "Velfærd", "Afdelinger": ["Ældre"], "Hvem": ["U0ANDERS1"]}


class TestAForm:
    @pytest.fixture
    def modal(self, place: Place):
        place.handlers.answers["start"] = Open(a_form())
        return place.driver.person(METTE).command("/netvaerk start").modal.fill(GIVEN)

    def test_brings_what_was_given_by_name(self, place: Place, modal) -> None:
        """Texts as they were typed, choices by value, people by account."""
        assert modal.submit().closed
        came = place.handlers.last("networks.create")
        given = {"name": "Demens & glæde", "type": "w", "units": ("1",), "people": ("U0ANDERS1",)}
        assert (came.answers, came.value, came.is_form) == (given, "n1", True)

    def test_keeps_what_was_typed_and_says_what_is_wrong_where_it_is(self, place: Place, modal) -> None:
        """An error of an input that is not shown stands beneath the first."""
        place.handlers.answers["networks.create"] = Invalid({"name": "Navnet er i brug.", "end": "For tidligt."})
        assert modal.submit().errors == {"Navn": "Navnet er i brug. For tidligt."}

    def test_becomes_what_it_leads_to(self, place: Place, modal) -> None:
        """A receipt, with nothing to send in."""
        place.handlers.answers["networks.create"] = Show(saying("Oprettet"))
        seen = modal.submit().modal
        assert seen.text.endswith("Oprettet")
        assert "submit" not in seen.content or not seen.content["submit"]

    def test_shown_again_is_another_act_on_the_same_inputs(self, place: Place, modal) -> None:
        """The same names, so Slack keeps what stands in them; a new hash, so a new key."""
        place.handlers.answers["networks.create"] = Open(a_form(title="Er du sikker?", value="n1|anyway"))
        second = modal.submit().modal.fill(GIVEN)
        place.handlers.answers["networks.create"] = Done()
        assert (second.title, second.submit().closed) == ("Er du sikker?", True)
        first, last = [one for one in place.handlers.done if one.route == "networks.create"]
        assert (last.value, last.answers) == ("n1|anyway", first.answers)
        assert last.key != first.key

    def test_that_meets_a_bug_shows_the_reference(self, place: Place, modal) -> None:
        """In place of the form."""
        place.handlers.answers["networks.create"] = RuntimeError("oops")
        assert "Noget gik galt" in modal.submit().modal.text


class TestTheShortcut:
    def test_brings_the_message_it_was_used_on(self, place: Place) -> None:
        """Its text, where it stands, and who wrote it."""
        room = place.room()
        mette = place.driver.person(METTE)
        said = mette.say("Vi gik en tur & talte", room)
        place.handlers.answers["replies.keep_message"] = Open(a_form(route="replies.save"))
        assert mette.shortcut("Gem som refleksion", said).modal.title == "Nyt netværk"
        came = place.handlers.last("replies.keep_message")
        assert (came.text, came.value, came.message) == ("Vi gik en tur & talte", METTE, said.ts)
        assert came.conversation == room


class TestAnEvent:
    def test_of_talk_at_the_top_of_a_conversation_is_never_kept(self, place: Place) -> None:
        """Only what stands in a thread can be an answer."""
        room = place.room()
        mette = place.driver.person(METTE)
        root = mette.say("Åben snak", room)
        mette.say("Et svar i tråden", room, thread=root.ts)
        until(lambda: place.handlers.events("message"))
        assert [event["text"] for event in place.handlers.events("message")] == ["Et svar i tråden"]

    def test_in_a_thread_that_is_not_ours_is_never_kept(self, place: Place) -> None:
        """Wiring says which threads are; the rest is talk."""
        room = place.room()
        mette = place.driver.person(METTE)
        strange, ours = mette.say("Andet", room), mette.say("Vores", room)
        place.handlers.strange.add(strange.ts)
        mette.say("Snak", room, thread=strange.ts)
        mette.say("Svar", room, thread=ours.ts)
        until(lambda: place.handlers.events("message"))
        assert [event["text"] for event in place.handlers.events("message")] == ["Svar"]

    def test_that_comes_twice_has_one_key(self, place: Place) -> None:
        """The inbox sees the second copy as the first."""
        taken = ("event", "message", "ok")  # one that nobody took yet comes again
        told = lambda one: (one["kind"], one["name"], one["outcome"])  # noqa: E731
        count = lambda: [told(one) for one in place.driver.deliveries()].count(taken)  # noqa: E731
        before = count()
        place.driver.faults(events={"duplicate": True})
        place.driver.person(METTE).say_to_bot("mine")
        until(lambda: count() >= before + 2)
        assert len(place.handlers.events("message")) == 1

    def test_that_cannot_be_kept_is_refused_and_comes_again(self, place: Place) -> None:
        """Slack sends it until it is kept."""
        place.handlers.refusing = 1
        place.driver.person(METTE).say_to_bot("hjælp")
        until(lambda: place.handlers.events("message"))
        assert place.handlers.refusing == 0
        assert [event["text"] for event in place.handlers.events("message")] == ["hjælp"]

    def test_of_the_bots_own_doing_is_never_kept(self, place: Place) -> None:
        """Its posts and its joining tell it nothing."""
        room = place.room(private=True)
        place.messenger.post(TEAM, room, saying("Hej"), key="k1")
        place.driver.person(METTE).say_to_bot("slut")
        until(lambda: place.handlers.events("message"))
        kept = [told["event"] for told in place.handlers.told.values()]
        assert [event.get("user") for event in kept if event.get("user") == BOT] == []
        assert [event["text"] for event in place.handlers.events("message")] == ["slut"]

    def test_of_somebody_coming_and_going_is_kept(self, place: Place) -> None:
        """The handlers decide what it means."""
        room = place.room()
        kirsten = place.driver.person("U0KIRSTEN")
        kirsten.join(room)
        kirsten.leave(room)
        until(lambda: place.handlers.events("member_left_channel"))
        assert [event["user"] for event in place.handlers.events("member_joined_channel")][-1] == "U0KIRSTEN"

    def test_of_home_being_opened_is_kept_and_its_messages_tab_is_not(self, place: Place) -> None:
        """Only the Home has something to show."""
        mette = place.driver.person(METTE)
        mette.open_messages()
        mette.act("home", {"tab": "home"})
        until(lambda: place.handlers.events("app_home_opened"))
        assert [event["tab"] for event in place.handlers.events("app_home_opened")] == ["home"]


def test_a_bot_that_stops_puts_off_what_comes_still(caplog: pytest.LogCaptureFixture) -> None:
    """Slack sends an event again, and nothing of it is a bug."""
    with over_http() as place:
        place.stop()
        mette = place.driver.person(METTE)
        assert mette.command("/netvaerk mine").kind == "error"
        mette.say_to_bot("hjælp")
        until(lambda: any(one["kind"] == "event" for one in place.driver.deliveries()))
        assert {one["outcome"] for one in place.driver.deliveries()} == {"http_error"}
        assert [one for one in caplog.records if one.levelname == "ERROR"] == []
