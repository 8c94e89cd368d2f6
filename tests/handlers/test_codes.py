"""Somebody writes `kod`: who codes, what is suggested, and that a person decides."""

from datetime import UTC, date, datetime

import pytest

import handlers.codes
import handlers.summaries  # noqa: F401
from bot.analysis import suggester
from bot.house import content
from handlers.routing import Invalid, Replace
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality
from tests.reflections import a_library, a_reflecting_network, closed
from tests.reflections import said as reflected
from views.elements import Choices

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
LAW = "Ingen tør sige, hvad vi må. Juristen taler om samtykke."


@pytest.fixture
def coding(uows: SqlUnitsOfWork, stage: Stage, town: Municipality) -> Stage:
    """Two shared replies of one round wait to be coded."""
    stage.now, stage.suggester = AT, suggester(content("codes.yaml"))
    with uows.writing() as uow:
        a_library(uow)
        network = a_reflecting_network(uow, "Tryg hjem", members=6)
        closed(uow, network, "velf-undervejs-4", [reflected(None, None, LAW)] * 2, on=date(2026, 10, 2))
        uow.commit()
    return stage


def ask(stage: Stage, town: Municipality, text: str = "kod"):
    return stage.act(town.sekretariat, text=text, is_private=True)


class TestWhoMay:
    def test_the_secretariat_alone(self, coding: Stage, town: Municipality) -> None:
        """Others are told who, and see no reply; in a channel nobody does."""
        for person in (town.anne, town.guest, town.outsider):
            shown = said(coding.act(person, text="kod", is_private=True))
            assert "Søs Lindegaard" in shown
            assert "Juristen" not in shown
        assert "direkte besked" in said(coding.act(town.sekretariat, text="kod", conversation="C1"))

    def test_nobody_while_it_is_off(self, coding: Stage, town: Municipality) -> None:
        """It is off unless somebody has switched it on."""
        coding.suggester = None
        assert "CODING=on" in said(ask(coding, town))

    @pytest.mark.parametrize("route", ["codes.skip", "codes.confirm", "codes.choose", "codes.chosen", "codes.undo"])
    def test_no_button_of_theirs_serves_another(self, coding: Stage, town: Municipality, route: str) -> None:
        """A right is checked when it is used."""
        value = buttons(ask(coding, town))["codes.skip"].value
        refused = said(coding.act(town.anne, route, value=value))
        assert refused == "Det er kun netværkssekretariatet, der kan det. Spørg dem gerne."

    @pytest.mark.parametrize("route", ["codes.list", "codes.added", "codes.edited", "codes.retire", "codes.restore"])
    def test_nor_does_the_list(self, coding: Stage, town: Municipality, route: str) -> None:
        """Not even to be read."""
        refused = said(coding.act(town.anne, route, value="x", answers={"name": "Min kode"}))
        assert refused == "Det er kun netværkssekretariatet, der kan det. Spørg dem gerne."


class TestAReply:
    @pytest.mark.parametrize("word", ["kod", "Code"])
    def test_is_shown_without_a_name_with_suggestions(self, coding: Stage, town: Municipality, word: str) -> None:
        """What was asked, what was written, and what the bot thinks."""
        shown = ask(coding, town, word)
        assert LAW in said(shown)
        assert "Tryg hjem · runden, der lukkede 2. oktober 2026 · uden navn" in said(shown)
        assert buttons(shown)["codes.confirm"].label == "Holder igen: Regler og jura"

    def test_is_coded_by_one_press_and_the_next_one_comes(self, coding: Stage, town: Municipality) -> None:
        """Until there are no more."""
        confirm = buttons(ask(coding, town))["codes.confirm"]
        after = coding.act(town.sekretariat, "codes.confirm", value=confirm.value)
        assert isinstance(after, Replace)
        assert "Gemt: Holder igen: Regler og jura." in said(after)
        assert LAW in said(after)
        value = buttons(after)["codes.skip"].value
        assert "er kodet. Tak!" in said(coding.act(town.sekretariat, "codes.confirm", value=f"{value}|"))

    def test_is_coded_otherwise_in_a_form(self, coding: Stage, town: Municipality) -> None:
        """Nothing is chosen beforehand; too many are told beneath."""
        value = buttons(ask(coding, town))["codes.choose"].value
        field = inputs(coding.act(town.sekretariat, "codes.choose", value=value))["codes"]
        assert isinstance(field, Choices)
        assert field.values == ()
        ids = tuple(option.value for option in field.options)
        assert isinstance(coding.submit(town.sekretariat, "codes.chosen", value, codes=ids[:6]), Invalid)
        assert "Gemt: Holder igen: " in said(coding.submit(town.sekretariat, "codes.chosen", value, codes=ids[:2]))

    def test_is_taken_up_again(self, coding: Stage, town: Municipality) -> None:
        """Undone it is shown as if nobody had decided."""
        value = buttons(ask(coding, town))["codes.skip"].value
        coding.act(town.sekretariat, "codes.confirm", value=f"{value}|")
        undone = coding.act(town.sekretariat, "codes.undo", value=value)
        assert "Gemt" not in said(undone)
        assert buttons(undone)["codes.skip"].value == value

    def test_is_passed_over(self, coding: Stage, town: Municipality) -> None:
        """The other one comes; after it those that wait are offered again."""
        first = buttons(ask(coding, town))["codes.skip"].value
        second = buttons(coding.act(town.sekretariat, "codes.skip", value=first))["codes.skip"].value
        assert first != second
        last = coding.act(town.sekretariat, "codes.skip", value=second)
        assert "venter stadig" in said(last)
        assert "codes.next" in buttons(last)


class TestTheList:
    def test_is_added_to_changed_and_used_less(self, coding: Stage, town: Municipality) -> None:
        """The secretariat's own beside the library's."""
        shown = coding.submit(town.sekretariat, "codes.added", name="Arbejdsgange", words="rutine")
        assert "Holder igen: Regler og jura" in said(shown)
        id = buttons(shown)["codes.retire"].value
        assert inputs(coding.act(town.sekretariat, "codes.edit", value=id))["words"].value == "rutine"
        assert "Rutiner" in said(coding.submit(town.sekretariat, "codes.edited", id, name="Rutiner", words=""))
        assert "(bruges ikke mere)" in said(coding.act(town.sekretariat, "codes.retire", value=id))
        assert "(bruges ikke mere)" not in said(coding.act(town.sekretariat, "codes.restore", value=id))

    def test_says_what_a_name_needs(self, coding: Stage, town: Municipality) -> None:
        """Beneath the input."""
        answer = coding.submit(town.sekretariat, "codes.added", name="x", words="")
        assert isinstance(answer, Invalid)
        assert "2 til 60 tegn" in said(answer)
