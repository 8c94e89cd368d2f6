"""The buttons under the sections of a summary, pressed."""

import re

import pytest

from core.model.networks import Network
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, said, view_of
from tests.builders import Municipality, a_record
from tests.reflections import AT, leaves
from views.elements import Actions, Button, Heading


@pytest.fixture
def tryg(uows: SqlUnitsOfWork, tryg_alone: Network, town: Municipality) -> Network:
    with uows.writing() as uow:
        uow.outcomes.save(a_record(tryg_alone, town.anne))
        uow.commit()
    return tryg_alone


def doors(stage: Stage, town: Municipality, text: str) -> dict[str, Button]:
    """The buttons to the sources, by the heading that they stand under."""
    found, heading = {}, ""
    for element in view_of(stage.act(town.sekretariat, text=text, is_private=True)).elements:
        if isinstance(element, Heading):
            heading = element.text
        elif isinstance(element, Actions):
            found.update((heading, each) for each in element.buttons if each.route == "sources.show")
    return found


def press(stage: Stage, town: Municipality, button: Button) -> str:
    return said(stage.act(town.sekretariat, button.route, value=button.value, is_private=True))


class TestTheButtons:
    @pytest.mark.parametrize("text", ["opsamling tryg hjem", "opsamling"])
    def test_stand_once_under_each_section_that_is_more_than_figures(
        self, stage: Stage, town: Municipality, tryg: Network, text: str
    ) -> None:
        """Of one network and of all; their value is ids and nothing else."""
        found = doors(stage, town, text)
        assert {"Forandringer i basisorganisationen", "Nye perspektiver"} <= set(found)
        assert all(re.fullmatch(r"([roc][0-9a-f]{32} ?)+", button.value) for button in found.values())

    def test_open_what_the_sentences_are_from(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Replies with question, network and day; a record with what it is."""
        told = press(stage, town, doors(stage, town, "opsamling tryg hjem")["Forandringer i basisorganisationen"])
        assert "Hjemmeplejen ringer til pårørende dagen før." in told
        assert "Tryg hjem fra sygehuset · runden, der åbnede 23. oktober 2026 · Deltager" in told
        assert "Visitationen og depotet holder fælles morgenmøde" in told
        assert "skrevet ned 7. september 2026" in told

    def test_say_of_what_is_taken_back_meanwhile_that_it_is_gone(
        self, stage: Stage, town: Municipality, tryg: Network, uows: SqlUnitsOfWork
    ) -> None:
        """Its words are there no more."""
        button = doors(stage, town, "opsamling tryg hjem")["Nye perspektiver"]
        with uows.writing() as uow:
            for id in button.value.split():
                leaves(uow, uow.replies.get(id[1:]), at=AT)
            uow.commit()
        told = press(stage, town, button)
        assert "2 kilder er trukket tilbage eller kan ikke vises længere." in told
        assert "vagtplanen" not in told
