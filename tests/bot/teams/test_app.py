"""Teams' door over real HTTP: what is kept, what is answered at once, and what is let go."""

import json

import pytest

from core.model.organisations import Belonging
from handlers.routing import Done, Interaction, Invalid, Open, Replace, Show
from tests.bot.teams.places import ANDERS, JONAS, METTE, Place, saying, until
from tests.bot.teams.recorded import a_message, an_invoke, fetched, naming, pressed, submitted
from views.elements import Form, TextInput

FORM = Form(
    title="Svar",
    submit="Gem",
    close="Luk",
    elements=(TextInput(name="q0", label="Hvordan går det?"),),
    route="replies.save",
    value="r1",
)


def _told(place: Place) -> list[dict]:
    return [json.loads(payload) for payload in place.handlers.told.values()]


def _ask(place: Place, activity: dict) -> dict:
    answer = place.driver.inject(activity)
    assert answer["status"] == 200, answer
    return answer["body"]


def _card(body: dict) -> dict:
    return body["task"]["value"]["card"]["content"]


class TestAMessage:
    def test_is_kept_before_it_is_answered(self, place: Place) -> None:
        """Acknowledged means kept, and nothing is carried out yet."""
        assert place.driver.inject(a_message(place, "start"))["status"] == 200
        assert ([one["text"] for one in _told(place)], place.handlers.done) == (["start"], [])

    def test_told_twice_is_one(self, place: Place) -> None:
        """The conversation and the message name it."""
        activity = a_message(place, "start")
        for _ in range(2):
            assert place.driver.inject(activity)["status"] == 200
        assert len(place.handlers.told) == 1

    def test_that_cannot_be_kept_is_refused(self, place: Place) -> None:
        """Teams sends it again."""
        place.handlers.refusing = 1
        activity = a_message(place, "start")
        assert [place.driver.inject(activity)["status"] for _ in range(2)] == [500, 200]
        assert len(place.handlers.told) == 1

    def test_that_is_talk_in_a_channel_is_never_kept(self, place: Place) -> None:
        """Neither a post nor what stands under one that is no prompt."""
        channel = place.channel("sundhed-og-omsorg")
        for root in ("", "1600000000000"):
            assert place.driver.inject(a_message(place, "Godmorgen", channel=channel, root=root))["status"] == 200
        assert place.handlers.told == {}

    def test_under_a_prompt_is_kept(self, place: Place) -> None:
        """It may be an answer."""
        place.handlers.prompts.add("1600000000000")
        channel = place.channel("sundhed-og-omsorg")
        place.driver.inject(a_message(place, "Det går godt", channel=channel, root="1600000000000"))
        assert [key.split(":")[0] for key in place.handlers.told] == ["teams"]

    def test_that_names_the_bot_under_a_prompt_is_an_answer_unless_it_is_a_command(self, place: Place) -> None:
        """Where threads are not heard, naming the bot is the only way to answer there."""
        place.handlers.prompts.add("1600000000000")
        where = {"channel": place.channel("sundhed-og-omsorg"), "root": "1600000000000"}
        for text in ("Det går godt", "status"):
            place.driver.inject(naming(place, a_message(place, text, **where)))
        assert [one.get("as_reply") for one in _told(place)] == [True, None]

    def test_mentions_people_by_their_accounts(self, place: Place) -> None:
        """Teams says its own id of them; the directory's is looked up."""
        said = naming(place, a_message(place, "inviter", channel=place.channel("sundhed-og-omsorg")), ANDERS)
        place.driver.inject(said)
        [told] = _told(place)
        assert place.account(ANDERS) in [one["mentioned"].get("aadObjectId") for one in told["entities"]]


class TestAStranger:
    def test_is_looked_up_before_anything_is_done(self, place: Place) -> None:
        """By the roster of where they are, in the language that they have set."""
        place.driver.inject(a_message(place, "start", channel=place.channel("sundhed-og-omsorg"), root="1"))
        met = place.handlers.met[place.account(METTE)]
        assert (met.name, met.belonging, met.language) == ("Mette Holm", Belonging.EMPLOYEE, "da-DK")

    def test_of_whom_no_roster_tells_is_trusted_with_no_more_than_a_guest(self, place: Place) -> None:
        """The activity's own words are not enough for more."""
        place.driver.inject(a_message(place, "start"))
        assert place.handlers.met[place.account(METTE)].belonging is Belonging.GUEST

    def test_who_comes_into_a_team_is_met(self, place: Place) -> None:
        """Before it is told that they came."""
        added = {"membersAdded": [{"id": place.names["people"][JONAS]["account_id"]}]}
        update = a_message(place, "", channel=place.names["team"]) | {"type": "conversationUpdate", **added}
        update["channelData"]["eventType"] = "teamMemberAdded"
        place.driver.inject(update)
        assert place.account(JONAS) in place.handlers.met
        assert [one["membersAdded"][0]["aadObjectId"] for one in _told(place)] == [place.account(JONAS)]


class TestATeam:
    def test_that_is_back_in_use_is_told_of_each_of_its_channels(self, place: Place) -> None:
        """A network talks in one of them, and the event stands in the team's own."""
        update = a_message(place, "", channel=place.names["team"]) | {"type": "conversationUpdate"}
        update["channelData"]["eventType"] = "teamUnarchived"
        place.driver.inject(update)
        told = {one["conversation"]["id"].partition(";")[0] for one in _told(place)}
        assert {place.names["team"], place.channel("sundhed-og-omsorg")} <= told


class TestAButton:
    def test_is_carried_out_at_once(self, place: Place) -> None:
        """With its value, by the account that the directory knows."""
        _ask(place, pressed(place, "members.decline", "m1"))
        done = place.handlers.last("members.decline")
        assert (done.value, done.account, done.is_private) == ("m1", place.account(METTE), True)

    def test_that_shows_something_has_it_said_where_the_person_is(self, place: Place) -> None:
        """The answer has it in a line, the view goes the way of every delivery."""
        place.handlers.answers["networks.status"] = Show(saying("Sådan går det"))
        assert _ask(place, pressed(place, "networks.status"))["value"] == "Sådan går det"
        assert place.handlers.said == [saying("Sådan går det")]

    def test_that_replaces_its_message_changes_the_card(self, place: Place) -> None:
        """For who pressed at once."""
        place.handlers.answers["members.decline"] = Replace(saying("Du har sagt nej"))
        body = _ask(place, pressed(place, "members.decline"))
        assert (body["type"], "Du har sagt nej" in json.dumps(body["value"], ensure_ascii=False)) == (
            "application/vnd.microsoft.card.adaptive",
            True,
        )

    def test_that_replaces_its_message_changes_it_for_good(self, place: Place) -> None:
        """The message itself follows, so that it is so tomorrow too."""
        place.handlers.answers["members.decline"] = Replace(saying("Du har sagt nej"))
        address = place.messenger.direct(place.workspace, place.account(METTE), saying("Vil du med?"), key="k1")
        press = pressed(place, "members.decline") | {"replyToId": address.message}
        _ask(place, press | {"conversation": press["conversation"] | {"id": address.conversation}})
        channel = place.tenant.platform.workspace.channels[address.conversation]
        until(lambda: channel.messages[address.message].summary == "Du har sagt nej")

    def test_of_which_the_roster_cannot_be_asked_is_carried_out_all_the_same(self, place: Place) -> None:
        """Who presses is then trusted with no more than a guest."""
        place.driver.faults({"kind": "status", "status": 503, "method": "members.get", "times": 9})
        _ask(place, pressed(place, "home.help", channel=place.channel("sundhed-og-omsorg")))
        assert place.handlers.last("home.help")
        assert place.handlers.met[place.account(METTE)].belonging is Belonging.GUEST

    def test_that_fails_says_so_with_the_logs_reference(self, place: Place) -> None:
        """The person is told, and the log knows the rest."""
        place.handlers.answers["networks.status"] = RuntimeError("noget privat")
        assert "Noget gik galt" in _ask(place, pressed(place, "networks.status"))["value"]


class TestADialog:
    def test_opens_with_the_form(self, place: Place) -> None:
        """Its title is the dialog's, and how it was opened travels in it."""
        place.handlers.answers["rounds.answer"] = Open(FORM)
        body = _ask(place, fetched(place, "rounds.answer", "r1"))
        data = _card(body)["actions"][0]["data"]
        assert (body["task"]["value"]["title"], data["action"], data["opener"]["route"]) == (
            "Svar",
            "replies.save",
            "rounds.answer",
        )

    def test_sent_in_becomes_its_receipt(self, place: Place) -> None:
        """And the handler is given what was typed, and nothing of ours beside it."""
        place.handlers.answers |= {"rounds.answer": Open(FORM), "replies.save": Show(saying("Tak"))}
        body = _ask(place, submitted(place, _filled(place, q0="Godt")))
        assert "Tak" in json.dumps(_card(body))
        done = place.handlers.last("replies.save")
        assert (done.answers, done.value, done.is_form) == ({"q0": "Godt"}, "r1", True)

    def test_with_something_wrong_stays_with_what_was_typed(self, place: Place) -> None:
        """The form is opened again as it was, filled, with the text in red."""
        place.handlers.answers |= {"rounds.answer": Open(FORM), "replies.save": Invalid({"q0": "Der mangler noget"})}
        card = _card(_ask(place, submitted(place, _filled(place, q0="Halvt"))))
        shown = json.dumps(card, ensure_ascii=False)
        assert ('"value": "Halvt"' in shown, "Der mangler noget" in shown) == (True, True)
        assert card["actions"][0]["data"]["opener"]["route"] == "rounds.answer"

    def test_sent_in_twice_as_it_stands_is_the_same_act(self, place: Place) -> None:
        """A second press on the same form has the key of the first; with other words it is another."""
        place.handlers.answers |= {"rounds.answer": Open(FORM)}
        filled = _filled(place, q0="Godt")
        for data in (filled, filled, filled | {"q0": "Skidt"}):
            place.driver.inject(submitted(place, data))
        keys = [one.key for one in place.handlers.done if one.route == "replies.save"]
        assert (keys[0] == keys[1], keys[0] == keys[2]) == (True, False)

    def test_closes_when_there_is_nothing_to_show(self, place: Place) -> None:
        """An answer with nothing in it."""
        place.handlers.answers |= {"rounds.answer": Open(FORM), "replies.save": Done()}
        assert _ask(place, submitted(place, _filled(place, q0="Godt"))) is None

    def test_is_opened_from_the_menu_of_a_message(self, place: Place) -> None:
        """The message's words come with it, and who wrote them."""
        place.handlers.answers["replies.keep_message"] = Open(FORM)
        message = {
            "id": "1600000000001",
            "body": {"contentType": "html", "content": "<div>Hej <b>alle</b><br>i dag</div>"},
            "from": {"user": {"id": place.account(METTE)}},
        }
        value = {"commandId": "replies.keep_message", "commandContext": "message", "messagePayload": message}
        where = {"channel": place.channel("sundhed-og-omsorg"), "root": "1600000000000"}
        _ask(place, an_invoke(place, "composeExtension/fetchTask", value, **where))
        done = place.handlers.last("replies.keep_message")
        assert (done.text, done.value, done.message) == ("Hej alle\ni dag", place.account(METTE), "1600000000001")


def _filled(place: Place, **typed: str) -> dict:
    card = _card(_ask(place, fetched(place, "rounds.answer", "r1")))
    return {**card["actions"][0]["data"], **typed}


class TestABotThatStops:
    def test_puts_off_what_comes_still(self, place: Place, caplog: pytest.LogCaptureFixture) -> None:
        """Teams asks again, and nothing of it is a bug."""
        place.stop()
        asked = [a_message(place, "start"), pressed(place, "members.accept")]
        assert [place.driver.inject(each)["status"] for each in asked] == [503, 503]
        assert [one for one in caplog.records if one.levelname == "ERROR"] == []


class TestWhatWeDoNotKnow:
    @pytest.mark.parametrize("kind", ["typing", "event", "handoff", "messageReaction", "etwas", ""])
    def test_of_activities_is_let_go(self, place: Place, kind: str) -> None:
        """Nothing breaks, nothing is kept."""
        assert place.driver.inject(a_message(place, "") | {"type": kind})["status"] == 200
        assert place.handlers.told == {}

    @pytest.mark.parametrize("name", ["signin/verifyState", "fileConsent/invoke", "etwas", ""])
    def test_of_questions_is_said_so(self, place: Place, name: str) -> None:
        """Not implemented, which is no mistake of anybody's."""
        assert place.driver.inject(an_invoke(place, name, {}))["status"] == 501

    @pytest.mark.parametrize(
        "change",
        [
            {"from": None},
            {"conversation": {"id": 7}},
            {"channelData": "nothing"},
            {"entities": {"type": "mention"}},
            {"entities": [None, {"type": "mention", "mentioned": {"id": 5}}]},
            {"text": None},
            {"value": [1, 2]},
            {"membersAdded": [None, {"id": []}], "type": "conversationUpdate"},
            {"type": "invoke", "name": "task/submit", "value": {"data": {"action": 1}}},
            {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": "x"}},
            {"type": "invoke", "name": "task/submit", "value": {"data": {"action": "x", "form": True, "several": 7}}},
            {"type": "invoke", "name": "task/submit", "value": {"data": {"action": "x", "form": True, "opener": "y"}}},
        ],
        ids=str,
    )
    def test_of_what_an_activity_may_hold_breaks_nothing(self, place: Place, change: dict) -> None:
        """Microsoft's SDK answers each of these with a 500."""
        assert place.driver.inject(a_message(place, "hej") | change)["status"] in (200, 403, 501)

    @pytest.mark.parametrize("body", [b"", b"[]", b"no json", b"[" * 100_000], ids=lambda body: str(body[:9]))
    def test_is_no_activity_at_all(self, place: Place, body: bytes) -> None:
        """It is said so before anything else is."""
        url = place.tenant.platform.settings.bot_url
        assert place.driver.http.post(url, content=body).status_code == 400

    def test_is_larger_than_anything_of_teams(self, place: Place) -> None:
        """It is not read to its end."""
        url = place.tenant.platform.settings.bot_url
        assert place.driver.http.post(url, content=b" " * 1_100_000).status_code == 413


def test_an_act_of_somebody_outside_is_marked(place: Place) -> None:
    """In a shared channel people of other tenants act; the conversation is ours all the same."""
    said = naming(place, a_message(place, "start", channel=place.channel("sundhed-og-omsorg")))
    said["channelData"]["tenant"]["id"] = "99999999-9999-4999-8999-999999999999"
    place.driver.inject(pressed(place, "home.help") | {"channelData": said["channelData"]} | _room(said))
    outside: Interaction = place.handlers.last("home.help")
    assert (outside.is_outside, outside.workspace) == (True, place.workspace)


def _room(activity: dict) -> dict:
    return {"conversation": activity["conversation"]}
