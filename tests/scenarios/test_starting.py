"""A network is started: whole, as an idea, where one is, and where the workspace forbids making conversations."""

from tests.support.playing import PLACE, start
from tests.support.town import JONAS, METTE, NADIA, Town


class TestTheForm:
    def test_what_is_impossible_is_said_beside_the_field_and_nothing_is_lost(self, small_town: Town) -> None:
        """An end in the past and a name in use are told inline; what was typed stays in the form."""
        assert start(small_town).outcome == "updated"
        again = start(small_town, **{"Forventet afslutning": "2020-01-01"})
        assert set(again.errors) == {"Navn", "Forventet afslutning"}
        assert small_town.person(METTE).modal.title == "Start et netværk"

    def test_an_idea_says_what_is_needed_before_the_first_round(self, small_town: Town) -> None:
        """With name and purpose only it is saved as an idea, with a list of what is missing."""
        sent = start(small_town, Type=None, Ledelsesophæng=None, Afdelinger=None, **{"Forventet afslutning": None})
        assert sent.modal is not None
        assert "idé" in sent.modal.text
        assert small_town.hears(small_town.person(METTE), "Tryg hjem").text.count("\n") >= 4


class TestWhereItTalks:
    def test_a_network_can_use_the_channel_it_is_started_in(self, small_town: Town) -> None:
        """Typed inside a channel the form offers to use that one; no new one is made."""
        mette = small_town.person(METTE)
        start(small_town, channel="sundhed-og-omsorg", **{PLACE: "Her, hvor vi er nu"})
        small_town.settle()
        assert small_town.sees(mette, "sundhed-og-omsorg", "Borgere skal opleve én vej hjem.")
        assert "tryg-hjem" not in mette.channels()

    def test_in_a_private_channel_the_charter_comes_when_the_bot_is_let_in(self, slack_town: Town) -> None:
        """Started where the bot is not, it asks to be invited; then everything that was called for is there.

        Where a command is a message, as in Teams, nothing can be started that way: the bot is let in first.
        """
        small_town = slack_town
        mette = small_town.person(METTE)
        mette.create_channel("hemmelig", private=True)
        sent = start(small_town, channel="hemmelig", **{PLACE: "Her, hvor vi er nu"})
        assert "inviter mig ind" in (sent.modal.text if sent.modal else "")
        small_town.settle()
        mette.invite("hemmelig", small_town.workspace.get("/sandbox/people")["bot"])
        assert small_town.sees(mette, "hemmelig", "Borgere skal opleve én vej hjem.")
        small_town.settle()
        assert len(mette.pins("hemmelig")) == 1

    def test_where_a_command_is_a_message_the_bot_is_let_in_first(self, in_teams: Town) -> None:
        """In a private channel without the bot nobody hears; once it is in, a network can be started there."""
        mette = in_teams.person(METTE)
        mette.create_channel("hemmelig", private=True)
        assert mette.command("/netvaerk start", channel="hemmelig", wait=0.5).kind == "nothing"
        mette.invite("hemmelig", in_teams.workspace.get("/sandbox/people")["bot"])
        assert start(in_teams, channel="hemmelig", **{PLACE: "Her, hvor vi er nu"}).outcome == "updated"
        assert in_teams.sees(mette, "hemmelig", "Borgere skal opleve én vej hjem.")

    def test_where_the_workspace_forbids_it_an_existing_channel_is_offered(self, small_town: Town) -> None:
        """The leader is told in a direct message and can name a channel that is there."""
        mette = small_town.person(METTE)
        small_town.workspace.faults(channel_creation="nobody")
        start(small_town)
        told = small_town.workspace.eventually(
            lambda: next((m for m in mette.dms() if "Vælg" in " ".join(m.buttons)), None)
        )
        channel = mette.create_channel("vores-netvaerk", private=False)
        seen = mette.click(told.buttons[0], in_message=told)
        assert seen.modal is not None
        assert seen.modal.fill({seen.modal.fields[0]: channel}).submit().outcome in ("updated", "closed")
        assert small_town.sees(mette, "vores-netvaerk", "Borgere skal opleve én vej hjem.")


class TestWhoMayStart:
    def test_people_of_other_organisations_are_told_kindly(self, small_town: Town) -> None:
        """Somebody from outside is not shown the form."""
        seen = small_town.person(NADIA).command("/netvaerk start", channel="skoler-og-dagtilbud")
        assert seen.modal is None
        assert "ansat" in seen.text or seen.kind == "error"

    def test_a_start_in_english_words_works(self, small_town: Town) -> None:
        """English words stand beside the Danish ones."""
        seen = small_town.person(JONAS).command("/netvaerk new")
        assert seen.modal is not None
