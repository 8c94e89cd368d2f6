"""Graph: reading a channel back, and changing the team where that is allowed."""

from sandbox.teams.driver import Person, TeamsDriver
from tests.sandbox.teams.places import Service, a_tenant, refused
from tests.sandbox.teams.toymanifest import a_manifest, a_message, words

PRIVATE = "private"


def bound(service: Service, person: str, *roles: str) -> dict:
    """A member as Graph wants them named."""
    id = service.names["people"][person]["object_id"]
    return {
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "roles": list(roles),
        "user@odata.bind": f"https://graph.microsoft.com/v1.0/users('{id}')",
    }


def make(service: Service, name: str, **more: object) -> dict:
    answer = service.graph("POST", f"teams/{service.names['group']}/channels", {"displayName": name} | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


class TestReadingBack:
    def test_has_posts_and_replies_apart(self, service: Service, team: str) -> None:
        """The newest first, cards as JSON beside the words, each with who wrote it."""
        root = service.posted(team, a_message(words("Spørgsmål") | {"id": "nøgle-1"}))
        reply = service.posted(f"{team};messageid={root}", "Svar")
        base = f"teams/{service.names['group']}/channels/{team}/messages"
        posts = service.graph("GET", base).json()["value"]
        assert (posts[0]["id"], posts[0]["from"]["application"]["applicationIdentityType"]) == (root, "bot")
        assert "nøgle-1" in posts[0]["attachments"][0]["content"].encode().decode("unicode_escape")
        replies = service.graph("GET", f"{base}/{root}/replies").json()["value"]
        assert [(one["id"], one["replyToId"]) for one in replies] == [(reply, root)]

    def test_goes_page_by_page(self, service: Service, team: str) -> None:
        """A link leads to the next page until there is none."""
        ids = [service.posted(team, str(number)) for number in range(3)]
        path, found = f"teams/{service.names['group']}/channels/{team}/messages?$top=2", []
        while path:
            page = service.graph("GET", path).json()
            found += [one["id"] for one in page["value"]]
            path = page.get("@odata.nextLink", "").partition("/graph/v1.0/")[2]
        assert found[:3] == ids[::-1]
        assert len(found) == len(set(found))

    def test_needs_the_teams_consent(self) -> None:
        """Without ChannelMessage.Read.Group it is forbidden, and says what is missing."""
        with a_tenant(a_manifest(consents=())) as (driver, _):
            service = Service(driver)
            path = f"teams/{service.names['group']}/channels/{service.names['team']}/messages"
            answer = service.graph("GET", path)
            assert refused(answer) == (403, "Forbidden")
            assert "ChannelMessage.Read.Group" in answer.json()["error"]["message"]

    def test_leaves_out_what_one_person_was_told(self, service: Service, team: str) -> None:
        """A targeted message leaves no trace."""
        service.whisper(team, "U0METTE01", "hemmeligt")
        assert "hemmeligt" not in service.graph("GET", f"teams/{service.names['group']}/channels/{team}/messages").text


class TestMakingAChannel:
    def test_private_needs_an_owner(self, service: Service, mette: Person) -> None:
        """Whoever is named is in it, and so is the app."""
        path = f"teams/{service.names['group']}/channels"
        lonely = service.graph("POST", path, {"displayName": "Ingen", "membershipType": PRIVATE})
        assert refused(lonely) == (400, "BadRequest")
        made = make(service, "Tryg hjem", membershipType=PRIVATE, members=[bound(service, "U0METTE01", "owner")])
        assert "tryg-hjem" in mette.channels()
        assert service.post(made["id"], "Velkommen").status_code == 201

    def test_standard_is_everybodys(self, service: Service, jonas: Person) -> None:
        """In a standard channel is who is in the team."""
        make(service, "Fælles sag")
        assert "fælles-sag" in jonas.channels()

    def test_has_a_name_that_is_free_and_plain(self, service: Service) -> None:
        """Taken, too long, and with forbidden signs are three refusals."""
        path = f"teams/{service.names['group']}/channels"
        make(service, "Optaget")
        assert refused(service.graph("POST", path, {"displayName": "optaget"})) == (400, "NameAlreadyExists")
        for name in ("x" * 51, "Hvad/hvor", ""):
            assert refused(service.graph("POST", path, {"displayName": name})) == (400, "BadRequest")

    def test_can_be_forbidden(self, driver: TeamsDriver, service: Service) -> None:
        """By the team's own settings, or because nobody consented."""
        driver.faults(channel_creation="nobody")
        path = f"teams/{service.names['group']}/channels"
        assert refused(service.graph("POST", path, {"displayName": "Nej"})) == (403, "Forbidden")


class TestLettingIn:
    def test_into_a_private_channel(self, service: Service, jonas: Person) -> None:
        """Somebody of the team comes in, once, and goes again."""
        made = make(service, "Indenfor", membershipType=PRIVATE, members=[bound(service, "U0METTE01", "owner")])
        path = f"teams/{service.names['group']}/channels/{made['id']}/members"
        added = service.graph("POST", path, bound(service, "U0JONAS01"))
        assert (added.status_code, "indenfor" in jonas.channels()) == (201, True)
        assert refused(service.graph("POST", path, bound(service, "U0JONAS01"))) == (400, "UserAlreadyMember")
        assert service.graph("DELETE", f"{path}/{added.json()['id']}").status_code == 204
        assert "indenfor" not in jonas.channels()

    def test_a_guest_comes_by_invitation(self, service: Service) -> None:
        """Invited they are in the directory; added to the team they are among its guests."""
        body = {"invitedUserEmailAddress": "bo@borger.example", "inviteRedirectUrl": "https://teams.microsoft.com"}
        guest = service.graph("POST", "invitations", body).json()["invitedUser"]["id"]
        path = f"teams/{service.names['group']}/members"
        assert guest not in [one["userId"] for one in service.graph("GET", path).json()["value"]]
        member = bound(service, "U0METTE01") | {"user@odata.bind": f"https://graph.microsoft.com/v1.0/users/{guest}"}
        assert service.graph("POST", path, member).json()["roles"] == ["guest"]
        assert guest in [one["userId"] for one in service.graph("GET", path).json()["value"]]

    def test_needs_the_administrators_consent(self) -> None:
        """Neither members nor guests without it."""
        with a_tenant() as (driver, _):
            service = Service(driver)
            group = service.names["group"]
            assert refused(service.graph("POST", f"teams/{group}/members", {})) == (403, "Forbidden")
            assert refused(service.graph("POST", "invitations", {})) == (403, "Forbidden")
            assert refused(service.graph("POST", f"teams/{group}/channels", {})) == (403, "Forbidden")
