"""A leader asks the secretariat for help and is answered, on either platform (domain.md §4.1.6)."""

from tests.support.playing import network
from tests.support.town import METTE, SARA, Town


class TestACallForHelp:
    def test_is_answered_in_private(self, small_town: Town) -> None:
        """Asked with a word and a form, answered with a button, read by who asked."""
        town = small_town
        channel = network(town)
        mette, sara = town.person(METTE), town.person(SARA)
        form = mette.command("/netvaerk bed om hjælp", channel=channel).modal
        assert form is not None
        form.fill({"Det har vi brug for": "Et kort møde med Jura"}).submit()
        asked = town.hears(sara, "Et kort møde med Jura")
        answer = sara.click("Svar", in_message=asked).modal
        assert answer is not None
        answer.fill({"Dit svar": "De ringer torsdag"}).submit()
        assert "Sara Vestergaard svarer" in town.hears(mette, "De ringer torsdag").text
