"""The secretariat changes what networks are asked, in the talk with the bot; a round that is open keeps its words."""

from sandbox.driver_parts import Message, Modal
from tests.support.playing import answer_form, invite, join, prompt, start
from tests.support.town import JONAS, LARS, METTE, SARA, Town

TITLE, NEW_TITLE = "Velkommen – hvad gør dig nysgerrig?", "Velkommen – hvad undrer dig?"
QUESTION, NEW = "Hvad gør dig nysgerrig på temaet?", "Hvad undrer dig mest ved temaet?"


class TestAQuestion:
    def test_is_changed_for_new_rounds_while_the_open_one_keeps_its_words(self, small_town: Town) -> None:
        """B10: changed in chat, looked at as it will be seen, and saved; whoever answers now answers the old words."""
        town = small_town
        channel = _innovation(town)
        town.next_round()
        mette = town.person(METTE)
        assert TITLE in prompt(town, mette, channel).text
        _change(town)
        assert TITLE in prompt(town, mette, channel).text
        form = answer_form(town, LARS, channel)
        assert QUESTION in form.fields
        form.close()
        _pick(town, channel)
        town.next_round()
        asked = prompt(town, town.person(LARS), channel)
        assert NEW_TITLE in asked.text
        assert NEW in answer_form(town, JONAS, channel).fields
        assert QUESTION in town.sees(mette, channel, TITLE).text

    def test_is_taken_out_and_back_in(self, small_town: Town) -> None:
        """Each with a press; the library says which are out."""
        town, sara = small_town, small_town.person(SARA)
        sara.click("Tag ud", in_message=_open(town))
        out = town.hears(sara, "taget ud af Sara Vestergaard")
        assert "Taget ud (1)" in _library(town).buttons
        sara.click("Tag ind igen", in_message=out)
        assert town.hears(sara, "taget ind igen af Sara Vestergaard")

    def test_is_nobody_else_s_to_change(self, small_town: Town) -> None:
        """A member who writes the word is told kindly whose it is."""
        jonas = small_town.person(JONAS)
        jonas.say_to_bot("spørgsmål")
        assert small_town.hears(jonas, "kun netværkssekretariatet")


def _innovation(town: Town) -> str:
    """An innovation network under way with two members; its channel."""
    assert start(town, Type="Innovationsnetværk").outcome == "updated"
    town.settle()
    invite(town, "tryg-hjem", (LARS, JONAS))
    for member in (LARS, JONAS):
        assert join(town, member).outcome == "updated"
    town.settle()
    return "tryg-hjem"


def _library(town: Town) -> Message:
    """What the bot answers to the word: the newest of the kind."""
    sara = town.person(SARA)
    before = len(sara.dms())
    sara.say_to_bot("spørgsmål")
    return town.workspace.eventually(lambda: sara.dms()[-1] if len(sara.dms()) > before else None)


def _open(town: Town) -> Message:
    """The first prompt of the first shelf."""
    sara = town.person(SARA)
    sara.click("Opstart (5)", in_message=_library(town))
    sara.click(f"Åbn: {TITLE}", in_message=town.hears(sara, "Innovationsnetværk, opstart"))
    return town.hears(sara, "Version 1")


def _change(town: Town) -> None:
    sara = town.person(SARA)
    form = _shown(sara.click("Ret", in_message=_open(town)).modal)
    preview = _shown(form.fill({"Titel (dansk)": NEW_TITLE, "Spørgsmål 1 (dansk)": NEW}).submit().modal)
    assert "Sådan kommer det til at se ud" in preview.text
    assert NEW in preview.text
    saved = _shown(preview.click("Gem").modal)
    assert "Gemt som version 2" in saved.text
    assert "rettet af Sara Vestergaard" in saved.text
    town.settle()


def _pick(town: Town, channel: str) -> None:
    """The leader wants the same once more."""
    mette = town.person(METTE)
    coming = mette.command("/netvaerk næste", channel=channel).message
    assert coming is not None
    form = _shown(mette.click("Vælg andre spørgsmål", in_message=coming).modal)
    form.fill({"Hvad skal der spørges om?": NEW_TITLE}).submit()
    town.settle()


def _shown(modal: Modal | None) -> Modal:
    assert modal is not None
    return modal
