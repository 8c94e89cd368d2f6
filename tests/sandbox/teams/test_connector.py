"""The connector: posting, threads, whispering, changing, and what it refuses, as strictly as the real one."""

import pytest

from sandbox.teams.driver import Person, TeamsDriver
from tests.sandbox.teams.places import Service, a_tenant, refused
from tests.sandbox.teams.toymanifest import a_manifest, a_message, execute, words


class TestAPost:
    def test_in_a_channel_begins_a_thread(self, service: Service, team: str, mette: Person) -> None:
        """Its id is the thread's; what is said in the thread stands beneath it."""
        root = service.posted(team, "Spørgsmål")
        reply = service.posted(f"{team};messageid={root}", "Svar")
        assert [(m.ts, m.text) for m in mette.thread(team, root)] == [(root, "Spørgsmål"), (reply, "Svar")]
        assert reply not in [m.ts for m in mette.messages(team)]

    def test_can_answer_a_message_by_its_id(self, service: Service, team: str, mette: Person) -> None:
        """A reply to a reply stands in the same thread."""
        root = service.posted(team, "Spørgsmål")
        first = service.on("POST", team, root, {"type": "message", "text": "Svar"}).json()["id"]
        service.on("POST", team, first, {"type": "message", "text": "Og svar"})
        assert [m.text for m in mette.thread(team, root)] == ["Spørgsmål", "Svar", "Og svar"]

    def test_can_begin_with_the_conversation(self, service: Service, team: str, mette: Person) -> None:
        """A new conversation in a channel is a post."""
        body = {
            "isGroup": True,
            "channelData": {"channel": {"id": team}},
            "activity": {"type": "message", "text": "Ny"},
        }
        made = service.call("POST", "conversations", body).json()
        assert made["id"] == f"{team};messageid={made['activityId']}"
        assert mette.messages(team)[-1].text == "Ny"

    def test_needs_a_conversation_that_is_there(self, service: Service, team: str) -> None:
        """Neither an unknown channel nor an unknown thread takes anything."""
        assert refused(service.post("19:nowhere@thread.tacv2", "Hej")) == (404, "ConversationNotFound")
        assert refused(service.post(f"{team};messageid=1", "Hej")) == (404, "ActivityNotFoundInConversation")

    def test_needs_the_app_to_be_there(self, service: Service, mette: Person) -> None:
        """In a private channel that the app was not added to it cannot speak."""
        private = mette.create_channel("Lukket", private=True)
        assert refused(service.post(private, "Hej")) == (403, "BotNotInConversationRoster")

    def test_needs_something_to_say(self, service: Service, team: str) -> None:
        """Nothing, a strange type, a strange attachment and a mention of nobody are refused."""
        mention = {"type": "mention", "text": "<at>Ole</at>", "mentioned": {"id": "29:x"}}
        for body in (
            {"type": "message", "text": " "},
            {"type": "handoff"},
            {"type": "message", "attachments": [{"contentType": "text/strange"}]},
            {"type": "message", "text": "Hej", "entities": [mention]},
        ):
            assert refused(service.post(team, body)) == (400, "BadArgument")

    def test_needs_a_card_that_can_be_drawn(self, service: Service, team: str) -> None:
        """What is wrong with a card is said."""
        answer = service.post(team, a_message({"type": "Nope"}, actions=({"type": "Action.Execute"},)))
        assert refused(answer) == (400, "BadArgument")
        assert "/body/0/type: unknown element 'Nope'" in answer.json()["error"]["message"]

    def test_has_a_size(self, service: Service, team: str) -> None:
        """About 100 KB in UTF-16, cards and all."""
        assert service.post(team, "x" * 50_000).status_code == 201
        assert refused(service.post(team, "x" * 52_000)) == (413, "MessageSizeTooBig")

    def test_in_an_archived_team_is_refused(self, service: Service, team: str, mette: Person) -> None:
        """Until the team is in use again."""
        mette.archive("sundhed-og-omsorg")
        assert refused(service.post(team, "Hej")) == (403, "NotEnoughPermissions")
        mette.archive("sundhed-og-omsorg", archived=False)
        assert service.post(team, "Hej").status_code == 201


class TestAPersonalChat:
    def test_is_made_once(self, service: Service, mette: Person) -> None:
        """Asked for again it is the same one."""
        first, again = service.talk("U0METTE01").json()["id"], service.talk("U0METTE01").json()["id"]
        assert first == again
        service.posted(first, "Hej Mette")
        assert mette.dms()[-1].text == "Hej Mette"

    @pytest.mark.parametrize(
        "other",
        [
            {"members": [{"id": "mette@aabykommune.example"}]},
            {"members": [{"id": "29:1nobody"}]},
            {"members": []},
            {"channelData": {}},
            {"isGroup": True},
        ],
    )
    def test_needs_one_person_by_the_bots_own_id(self, service: Service, other: dict) -> None:
        """No address, no stranger, no group, and the tenant is named."""
        assert refused(service.talk("U0METTE01", **other)) == (400, "BadArgument")

    def test_needs_the_directorys_id_as_little(self, service: Service) -> None:
        """The id that is the same for every bot is not taken."""
        members = [{"id": service.names["people"]["U0METTE01"]["object_id"]}]
        assert refused(service.talk("U0METTE01", members=members)) == (400, "BadArgument")

    def test_is_only_for_those_the_app_is_installed_for(self, service: Service) -> None:
        """Somebody of another organisation has no app here."""
        assert refused(service.talk("U0NADIA01")) == (403, "ForbiddenOperationException")

    def test_says_when_it_was_blocked_or_taken_away(self, driver: TeamsDriver, service: Service) -> None:
        """Both are definite, and say that writing is blocked."""
        david = driver.person("U0DAVID01")
        chat = service.talk("U0DAVID01").json()["id"]
        for state, code in (("blocked", "ConversationBlockedByUser"), ("uninstalled", "ForbiddenOperationException")):
            david.app(state)
            answer = service.post(chat, "Hej")
            assert refused(answer) == (403, code)
            assert answer.json()["error"]["subCode"] == "MessageWritesBlocked"
        david.app("installed")
        assert service.post(chat, "Hej").status_code == 201


class TestATargetedMessage:
    def test_is_seen_by_its_reader_only(
        self, service: Service, team: str, mette: Person, jonas: Person, driver: TeamsDriver
    ) -> None:
        """It stands in the channel for one, and can be taken back by its own way only."""
        id = service.whisper(team, "U0METTE01", "hemmeligt").json()["id"]
        assert [m.ephemeral for m in mette.messages(team) if m.ts == id] == [True]
        assert id not in [m.ts for m in jonas.messages(team)]
        assert refused(service.on("DELETE", team, id)) == (404, "ActivityNotFoundInConversation")
        assert service.on("DELETE", team, f"{id}?isTargetedActivity=true").status_code == 200
        assert id not in [m.ts for m in mette.messages(team)]

    def test_needs_a_reader_who_is_there(self, service: Service, team: str) -> None:
        """Nobody, or somebody who is not in the channel, is no reader; a personal chat needs no such thing."""
        assert refused(service.post(team, "Hej", "?isTargetedActivity=true")) == (400, "BadArgument")
        assert refused(service.whisper(team, "U0NADIA01", "Hej")) == (404, "MemberNotFoundInConversation")
        chat = service.talk("U0METTE01").json()["id"]
        assert refused(service.whisper(chat, "U0METTE01", "Hej")) == (400, "BadArgument")

    def test_needs_an_app_that_asked_for_it(self) -> None:
        """Without supportsTargetedMessages it is refused."""
        with a_tenant(a_manifest(targeted=False)) as (driver, _):
            service = Service(driver)
            answer = service.whisper(service.names["team"], "U0METTE01", "Hej")
            assert refused(answer) == (403, "NotEnoughPermissions")


class TestChanging:
    def test_is_seen_in_place(self, service: Service, team: str, mette: Person) -> None:
        """The message keeps its place and is marked as edited."""
        id = service.posted(team, a_message(words("Før"), actions=(execute("Svar", "svar"),)))
        assert service.on("PUT", team, id, a_message(words("Efter"))).json() == {"id": id}
        assert [(m.text, m.edited) for m in mette.messages(team) if m.ts == id] == [("Efter", True)]

    def test_only_ones_own(self, service: Service, team: str, mette: Person) -> None:
        """The bot changes and deletes nothing that people wrote."""
        said = mette.say("mit", team)
        new = {"type": "message", "text": "dit"}
        assert refused(service.on("PUT", team, said.ts, new)) == (403, "NotEnoughPermissions")
        assert refused(service.on("DELETE", team, said.ts)) == (403, "NotEnoughPermissions")

    def test_needs_the_message(self, service: Service, team: str) -> None:
        """What is gone can neither be changed nor go again, nor be answered."""
        id = service.posted(team, "Kort liv")
        assert service.on("DELETE", team, id).status_code == 200
        assert refused(service.on("DELETE", team, id)) == (404, "ActivityNotFoundInConversation")
        assert refused(service.post(f"{team};messageid={id}", "Svar")) == (404, "ActivityNotFoundInConversation")


class TestWhoIsThere:
    def test_is_told_page_by_page(self, service: Service, team: str) -> None:
        """The roster has both ids, the role and the tenant of everybody, and not the bot."""
        found = service.call("GET", f"conversations/{team}/pagedmembers?pageSize=50").json()["members"]
        roles = {one["name"]: one["userRole"] for one in found}
        assert (roles["Mette Holm"], roles["Hanne Dam"]) == ("user", "guest")
        assert "Nadia Winther" not in roles
        assert all(one["id"].startswith("29:") and one["aadObjectId"] for one in found)

    def test_is_another_in_a_shared_channel(self, service: Service) -> None:
        """Somebody of another tenant is told by it."""
        rooms = service.call("GET", f"teams/{service.names['team']}/conversations").json()["conversations"]
        shared = next(one["id"] for one in rooms if one["type"] == "shared")
        found = service.call("GET", f"conversations/{shared}/pagedmembers").json()["members"]
        tenants = {one["name"]: one["tenantId"] for one in found}
        assert tenants["Emma Clarke"] == service.names["tenant"] != tenants["Nadia Winther"]

    def test_can_be_asked_one_by_one(self, service: Service, team: str) -> None:
        """By the bot's id or the directory's; who is not there is not found."""
        ids = service.names["people"]["U0METTE01"]
        for id in ids.values():
            assert service.call("GET", f"conversations/{team}/members/{id}").json()["name"] == "Mette Holm"
        answer = service.call("GET", f"conversations/{team}/members/{service.account('U0NADIA01')}")
        assert refused(answer) == (404, "MemberNotFoundInConversation")

    def test_has_a_team_around_it(self, service: Service, team: str) -> None:
        """The team is called as its General channel, which has no name of its own."""
        told = service.call("GET", f"teams/{team}").json()
        assert (told["name"], told["aadGroupId"]) == ("Aaby Kommune", service.names["group"])
        rooms = service.call("GET", f"teams/{team}/conversations").json()["conversations"]
        assert (rooms[0]["id"], "name" in rooms[0]) == (team, False)


class TestTheLimits:
    def test_are_seven_a_second_in_a_thread(self, driver: TeamsDriver, service: Service, mette: Person) -> None:
        """Where they hold the eighth is told when to come again; another thread is not."""
        place = mette.create_channel("Travl", private=False)
        driver.faults(strict=True)
        answers = [service.post(place, str(number)) for number in range(9)]
        late = [answer for answer in answers if answer.status_code == 429]
        assert len(late) == 2
        assert int(late[0].headers["Retry-After"]) >= 1
        root = answers[0].json()["id"]
        assert service.post(f"{place};messageid={root}", "Svar").status_code == 201
