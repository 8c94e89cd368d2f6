"""A person gets the bot to write less: a pause, one message for two networks, and a question after long silence."""

from tests.support.playing import HOME, OWN_UNIT, answer, invite, network, start
from tests.support.town import JONAS, LARS, METTE, Town


class TestAPause:
    def test_of_one_s_own_keeps_reminders_away_and_nothing_else(self, small_town: Town) -> None:
        """`pause 2 uger` to the bot: the round is asked in the channel, others are reminded, and `genoptag` ends it."""
        town = small_town
        channel = network(town, members=(JONAS, LARS))
        jonas = town.person(JONAS)
        jonas.say_to_bot("pause 2 uger")
        assert "jeg skriver ikke til dig af mig selv" in town.hears(jonas, "Pausen slutter af sig selv").text
        town.next_round()
        assert any("Svar" in m.buttons for m in jonas.messages(channel))
        town.days(5)
        assert town.hears(town.person(LARS), "Hej igen")
        assert not _hears(town, JONAS, "Hej igen")
        jonas.say_to_bot("mine")
        assert town.hears(jonas, "Du holder pause")
        jonas.say_to_bot("genoptag")
        assert town.hears(jonas, "Velkommen tilbage")
        town.next_round()
        town.days(5)
        assert town.hears(jonas, "Hej igen")


class TestTwoNetworks:
    def test_remind_in_one_message_a_week(self, small_town: Town) -> None:
        """Both wait for Lars: one message with both, and the next week another. An invitation that he does not answer
        stands in the message of one week. Jonas, who is in one, has his own.
        """
        town = small_town
        network(town, members=(JONAS, LARS))
        assert start(town, name="Læselyst").outcome == "updated"
        town.settle()
        is_teams = town.platform == "teams"
        invite(town, "læselyst" if is_teams else "laeselyst", (LARS,))
        _join_another(town, LARS)
        assert start(town, name="Grønt").outcome == "updated"
        town.settle()
        town.person(METTE).command(f"/netvaerk inviter <@{LARS}>", channel="grønt" if is_teams else "groent")
        town.next_round()
        town.days(5)
        told = _hears(town, LARS, "Hej igen")
        assert len(told) == 1
        assert "Tryg hjem" in told[0]
        assert "Læselyst" in told[0]
        [other] = _hears(town, JONAS, "Hej igen")
        assert "Læselyst" not in other
        town.next_round()
        town.days(5)
        assert len(_hears(town, LARS, "Hej igen")) == 2
        assert len(_hears(town, LARS, "Du er inviteret til netværket Grønt")) == 1


class TestThreeSilentRounds:
    def test_are_asked_about_once_and_the_choice_holds(self, small_town: Town) -> None:
        """Only who was silent is asked; after [Stop påmindelserne] there are none until `mine` says otherwise."""
        town = small_town
        channel = network(town, members=(JONAS, LARS))
        for _ in range(3):
            town.next_round()
            answer(town, LARS, channel, "Det går fremad.")
        town.next_round()
        jonas = town.person(JONAS)
        question = town.hears(jonas, "Skal jeg stoppe med at minde dig om det?")
        assert not _hears(town, LARS, "Skal jeg stoppe")
        jonas.click("Stop påmindelserne", in_message=question)
        town.settle()
        before = len(_hears(town, JONAS, "Hej igen"))
        town.next_round()
        town.days(5)
        assert len(_hears(town, JONAS, "Hej igen")) == before
        assert len(_hears(town, JONAS, "Skal jeg stoppe")) <= 1
        jonas.say_to_bot("mine")
        jonas.click("Påmind mig igen", in_message=town.hears(jonas, "Netværk, du er med i"))
        town.settle()
        town.next_round()
        town.days(5)
        assert len(_hears(town, JONAS, "Hej igen")) > before


def _join_another(town: Town, account: str) -> None:
    """Who is in one already has read how answers are used."""
    person = town.person(account)
    asked = next(m for m in reversed(person.dms()) if "Jeg er med" in m.buttons)
    modal = person.click("Jeg er med", in_message=asked).modal
    assert modal is not None
    assert modal.fill({OWN_UNIT: HOME}).submit().outcome == "updated"
    town.settle()


def _hears(town: Town, account: str, words: str) -> list[str]:
    return [m.text for m in town.person(account).dms() if words in m.text]
