"""What the app is told of what people do: the activities, when they come, and that they come again."""

from sandbox.driver_parts import Message
from sandbox.teams.driver import Person, TeamsDriver
from tests.sandbox.teams.places import Service, a_tenant
from tests.sandbox.teams.toybot import Bot
from tests.sandbox.teams.toymanifest import APP_ID, a_manifest


def heard(driver: TeamsDriver, bot: Bot, kind: str, **holds: object) -> dict:
    """The first activity of a kind for which all of this holds."""
    return driver.eventually(
        lambda: next((a for a in bot.of(kind) if all(a.get(k) == v for k, v in holds.items())), None)
    )


class TestAMessage:
    def test_in_a_channel_names_its_thread_team_and_tenant(
        self, driver: TeamsDriver, bot: Bot, service: Service, team: str, mette: Person
    ) -> None:
        """The conversation is the channel's with the thread's root; who and where are told by ids."""
        said = mette.say("<@U0NETVBOT> hej med <@U0JONAS01>", "sundhed-og-omsorg")
        told = heard(driver, bot, "message", id=said.ts)
        assert told["text"] == "<at>Netværksbot</at> hej med <at>Jonas Kjær</at>"
        assert told["conversation"]["id"].endswith(f"@thread.tacv2;messageid={said.ts}")
        assert told["from"]["aadObjectId"] == service.names["people"]["U0METTE01"]["object_id"]
        assert told["channelData"]["team"]["id"] == team
        assert told["channelData"]["tenant"]["id"] == service.names["tenant"]

    def test_says_who_is_mentioned(self, driver: TeamsDriver, bot: Bot, service: Service, mette: Person) -> None:
        """Each name has an entity with the id that the bot knows, and stands in the HTML too."""
        said = mette.say("<@U0NETVBOT> hils @Jonas Kjær", "generelt")
        told = heard(driver, bot, "message", id=said.ts)
        mentioned = [one["mentioned"]["id"] for one in told["entities"] if one["type"] == "mention"]
        assert mentioned == [f"28:{APP_ID}", service.account("U0JONAS01")]
        assert told["attachments"][0]["content"].count("schema.skype.com/Mention") == 2

    def test_without_a_mention_needs_the_teams_consent(self, mette: Person, driver: TeamsDriver, bot: Bot) -> None:
        """With it every post arrives, in a thread too."""
        root = mette.say("Uden dig", "generelt")
        reply = mette.say("Stadig uden dig", "generelt", thread=root.ts)
        told = heard(driver, bot, "message", id=reply.ts)
        assert told["conversation"]["id"].endswith(f";messageid={root.ts}")

    def test_without_consent_is_not_heard(self) -> None:
        """Then only a mention is."""
        with a_tenant(a_manifest(consents=())) as (driver, bot):
            mette = driver.person("U0METTE01")
            mette.say("Uden dig", "generelt")
            said = mette.say("<@U0NETVBOT> med dig", "generelt")
            heard(driver, bot, "message", id=said.ts)
            assert [one["id"] for one in bot.of("message")] == [said.ts]

    def test_changed_or_taken_away_is_told_by_its_id(self, driver: TeamsDriver, bot: Bot, mette: Person) -> None:
        """messageUpdate with the new words, messageDelete without any."""
        said = mette.say("Før", "generelt")
        mette.edit(said, "Efter")
        changed = heard(driver, bot, "messageUpdate", id=said.ts)
        assert (changed["text"], changed["channelData"]["eventType"]) == ("Efter", "editMessage")
        mette.delete(said)
        gone = heard(driver, bot, "messageDelete", id=said.ts)
        assert (gone.get("text"), gone["channelData"]["eventType"]) == (None, "softDeleteMessage")

    def test_by_slash_is_between_two(
        self, driver: TeamsDriver, bot: Bot, team: str, mette: Person, jonas: Person
    ) -> None:
        """It says that it is targeted, and nobody else sees it."""
        seen = mette.command("/netvaerk sig", team, slash=True)
        assert heard(driver, bot, "message", text="/sig")["recipient"]["isTargeted"] is True
        assert (seen.text, seen.message.ephemeral) == ("Kun for dig", True)
        assert not any("/sig" in m.text for m in jonas.messages(team))

    def test_from_another_tenant_says_so(self, driver: TeamsDriver, bot: Bot, service: Service) -> None:
        """In a shared channel the tenant is that of whoever writes."""
        said = driver.person("U0NADIA01").say("<@U0NETVBOT> hej", "skoler-og-dagtilbud")
        told = heard(driver, bot, "message", id=said.ts)
        assert told["channelData"]["tenant"]["id"] != service.names["tenant"]


class TestTheFirstTime:
    def test_the_app_is_told_of_the_team_it_is_in(self) -> None:
        """As soon as it listens: with the team's name, group and channel."""
        with a_tenant(settled=False) as (driver, bot):
            told = heard(driver, bot, "installationUpdate", action="add")["channelData"]
            assert (told["team"]["name"], told["team"]["aadGroupId"]) == ("Aaby Kommune", driver.teams()["group"])

    def test_somebody_opens_the_personal_chat_the_app_is_installed(
        self, driver: TeamsDriver, bot: Bot, service: Service
    ) -> None:
        """installationUpdate and conversationUpdate come with the chat's id; taken away, it is told too."""
        peter = driver.person("U0PETER01")
        chat = peter.direct()
        assert heard(driver, bot, "installationUpdate", action="add")["conversation"]["id"] == chat
        assert heard(driver, bot, "conversationUpdate")["membersAdded"] == [{"id": f"28:{APP_ID}"}]
        peter.app("uninstalled")
        heard(driver, bot, "installationUpdate", action="remove")


class TestRooms:
    def test_new_and_archived_are_told(self, driver: TeamsDriver, bot: Bot, mette: Person) -> None:
        """Teams' own names for what happened stand in the channel's data."""
        made = mette.create_channel("Nyt rum")
        mette.archive("Nyt rum")
        mette.archive("Nyt rum", archived=False)
        driver.eventually(lambda: len(bot.of("conversationUpdate")) == 3)
        told = [one["channelData"] for one in bot.of("conversationUpdate")]
        assert {one["eventType"] for one in told} == {"channelCreated", "teamArchived", "teamUnarchived"}
        assert made in [one["channel"]["id"] for one in told]

    def test_letting_the_app_into_a_private_one_is_told(self, driver: TeamsDriver, bot: Bot, mette: Person) -> None:
        """As an installation, with the channel."""
        private = mette.create_channel("Vores", private=True)
        mette.invite(private, driver.bot)
        told = heard(driver, bot, "installationUpdate", action="add")
        assert told["conversation"]["id"] == private

    def test_people_coming_and_going_is_told(
        self, driver: TeamsDriver, bot: Bot, service: Service, mette: Person
    ) -> None:
        """Into a private channel with the channel's event, into the team with the team's."""
        private = mette.create_channel("Døren", private=True)
        mette.invite(private, driver.bot, "U0JONAS01")
        driver.add_person(id="U0NYNYNY1", name="ny", real_name="Ny Nielsen")
        events = driver.eventually(
            lambda: (
                {a["channelData"].get("eventType") for a in bot.of("conversationUpdate")}
                >= {
                    "channelMemberAdded",
                    "teamMemberAdded",
                }
            )
        )
        assert events
        assert "generelt" in driver.person("U0NYNYNY1").channels()


class TestDelivery:
    def test_is_tried_again(self, driver: TeamsDriver, bot: Bot, mette: Person) -> None:
        """An answer of 503 is no answer: the same activity comes three times more."""
        before = bot.tries
        said = mette.say_to_bot("nedbrud")
        driver.eventually(lambda: bot.tries - before == 4)
        assert {one["id"] for one in bot.of("message")} == {said.ts}

    def test_can_be_doubled(self, driver: TeamsDriver, bot: Bot, mette: Person) -> None:
        """Both copies are the same activity."""
        driver.faults(events={"duplicate": True})
        said = mette.say_to_bot("to gange")
        driver.eventually(lambda: len(_heard(bot, said)) == 2)

    def test_can_be_held(self, driver: TeamsDriver, bot: Bot, mette: Person) -> None:
        """It is neither told nor being told until it is let go, and then once."""
        driver.faults(events={"hold": True})
        said = mette.say_to_bot("senere")
        driver.eventually(lambda: driver.under_way() == 0)
        assert _heard(bot, said) == []
        driver.faults(events={"hold": False})
        driver.eventually(lambda: len(_heard(bot, said)) == 1)


def _heard(bot: Bot, said: Message) -> list[dict]:
    return [one for one in bot.of("message") if one["id"] == said.ts]
