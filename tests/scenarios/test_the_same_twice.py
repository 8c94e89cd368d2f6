"""What comes twice has one effect, and what comes at the wrong moment harms nothing."""

from tests.support.playing import answer, forged, network, prompt
from tests.support.town import JONAS, LARS, METTE, Town


class TestEvents:
    def test_doubled_and_reordered_events_are_one(self, small_town: Town) -> None:
        """With every event sent twice and out of order there is one reply, one receipt and one membership."""
        small_town.workspace.faults(events={"duplicate": True, "reorder": True})
        channel = network(small_town, members=(LARS, JONAS))
        small_town.next_round()
        lars = small_town.person(LARS)
        card = prompt(small_town, lars, channel)
        lars.say("Morgenmødet har hjulpet.", channel, thread=card.ts)
        small_town.workspace.eventually(lambda: "1 har svaret" in prompt(small_town, lars, channel).text)
        small_town.settle()
        assert sum(m.ephemeral for m in lars.thread(channel, card.ts)) == 1

    def test_a_question_to_the_bot_is_answered_once(self, small_town: Town) -> None:
        """A doubled direct message gets one answer."""
        small_town.workspace.faults(events={"duplicate": True})
        jonas = small_town.person(JONAS)
        jonas.say_to_bot("hjælp")
        small_town.hears(jonas, "inviter")
        small_town.settle()
        assert len(jonas.dms()) == 1


class TestClicks:
    def test_the_same_form_sent_twice_is_one_reply(self, small_town: Town) -> None:
        """Answering twice leaves one reply, which is the last one."""
        channel = network(small_town, members=(LARS, JONAS))
        small_town.next_round()
        card = prompt(small_town, small_town.person(METTE), channel)
        answer(small_town, LARS, channel, "Første gang.")
        answer(small_town, LARS, channel, "Anden gang.")
        shown = [m.text for m in small_town.person(METTE).thread(channel, card.ts)]
        assert sum("Anden gang." in text for text in shown) == 1
        assert not any("Første gang." in text for text in shown)

    def test_a_forged_request_is_refused(self, small_town: Town) -> None:
        """Without the platform's signature nothing is believed."""
        assert forged(small_town).status_code == 401
