"""What does not get through where a network talks: the leader is told in words, mends it, and it goes out."""

from sandbox.driver_parts import Message
from tests.support.playing import network, prompt
from tests.support.town import LARS, METTE, SARA, Town


def told(town: Town, words: str) -> list[Message]:
    """What the leader has been told in these words."""
    return [message for message in town.person(METTE).dms() if words in message.text]


class TestAnArchivedPlace:
    def test_is_told_of_once_and_what_still_matters_goes_out_when_it_is_back_in_use(self, small_town: Town) -> None:
        """The card of the round was refused, and stands there once the place is in use again."""
        channel = network(small_town, members=(LARS,))
        mette = small_town.person(METTE)
        mette.archive(channel)
        small_town.next_round()
        notice = small_town.hears(mette, "arkiveret")
        assert notice.buttons == ["Prøv igen", "Vælg et andet sted"]
        assert len(told(small_town, "arkiveret")) == 1
        mette.archive(channel, archived=False)
        small_town.hears(mette, "Jeg prøver igen")
        small_town.settle()
        assert prompt(small_town, mette, channel).buttons == ["Svar"]
        assert told(small_town, "arkiveret") == []

    def test_is_shown_to_the_secretariat_in_words(self, small_town: Town) -> None:
        """Counts and kinds in the network's summary, with what to do."""
        channel = network(small_town, members=(LARS,))
        small_town.person(METTE).archive(channel)
        small_town.next_round()
        sara = small_town.person(SARA)
        sara.say_to_bot("opsamling tryg hjem")
        summary = small_town.hears(sara, "Opsamling: Tryg hjem").text
        assert "1 refleksion kunne ikke leveres" in summary


class TestABotThatWasTakenOut:
    def test_goes_on_when_it_is_invited_again(self, small_town: Town) -> None:
        """The leader is told what to do, does it, and the round's card comes."""
        channel = network(small_town, members=(LARS,))
        mette = small_town.person(METTE)
        bot = small_town.workspace.get("/sandbox/people")["bot"]
        mette.remove(channel, bot)
        small_town.next_round()
        small_town.hears(mette, "Inviter mig ind igen")
        mette.invite(channel, bot)
        small_town.hears(mette, "Jeg prøver igen")
        small_town.settle()
        assert prompt(small_town, mette, channel).buttons == ["Svar"]


class TestAPostOfWhichNobodyKnows:
    def test_is_asked_about_and_sent_again_when_the_leader_says_so(self, small_town: Town) -> None:
        """The answer was lost and nothing can be read back: a person looks, and it is sent once."""
        channel = network(small_town, members=(LARS,))
        small_town.workspace.faults(
            {"kind": "drop_before", "method": "post", "times": 1},
            {"kind": "error", "method": "history", "error": "missing_scope", "times": 99},
        )
        small_town.next_round()
        mette = small_town.person(METTE)
        question = small_town.hears(mette, "Står det der?")
        assert question.buttons == ["Ja, den er der", "Send igen"]
        small_town.workspace.faults()
        mette.click("Send igen", in_message=question)
        small_town.settle()
        cards = [message for message in mette.messages(channel) if "Svar" in message.buttons]
        assert len(cards) == 1
        settled = small_town.hears(mette, "afklaret")
        assert settled.buttons == []
