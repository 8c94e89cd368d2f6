"""Somebody writes `mål`: who sees what of the goals for the first year, and who settles the area."""

from datetime import UTC, date, datetime

import pytest

import handlers.goals
import handlers.summaries  # noqa: F401
from core.model import outcomes
from core.model.networks import Network
from core.model.outcomes import Kind, Novelty
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, said
from tests.builders import Municipality, a_member, a_record, some_details
from tests.reflections import a_library, a_reflecting_network, closed
from tests.reflections import said as answer

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture
def tryg(uows: SqlUnitsOfWork, stage: Stage, town: Municipality) -> Network:
    """Eight members, of whom one is Bo; staff answered at the end, and one proposal is tried."""
    stage.now = AT
    with uows.writing() as uow:
        a_library(uow)
        network = a_reflecting_network(uow, "Tryg hjem", members=7, starts_on=date(2026, 6, 1))
        uow.members.save(a_member(network, town.bo))
        closed(uow, network, "velf-afslutning-2", [answer(n) for n in (4, 4, 5, 4, 3, 3, 3)], on=date(2026, 10, 2))
        tried = some_details(Kind.PROPOSAL, text="En fast telefontid", stage=outcomes.Stage.TRIED, novelty=Novelty.NEW)
        uow.outcomes.save(a_record(network, town.bo, Kind.PROPOSAL, details=tried))
        uow.commit()
    return network


class TestTheSecretariat:
    @pytest.mark.parametrize("text", ["mål", "maal", "goals"])
    def test_sees_all_three(self, stage: Stage, town: Municipality, tryg: Network, text: str) -> None:
        """A31 to A33, in the talk with the bot."""
        told = said(stage.act(town.sekretariat, text=text, is_private=True))
        assert "Det første år går fra 1. juni 2026 til 31. maj 2027." in told
        assert "Område: ikke fastlagt." in told
        assert "1 forslag: 1 prøvet. Målet om mindst ét forslag er nået." in told
        assert "Medarbejdere: midterværdi 4 af 5 (7 svar), 4 af 7 svarer bedre end før; " in told
        assert "borgere og andre udefra: ingen svar endnu." in told
        assert "Ingen svar om nu og dengang endnu." in told

    def test_sees_a_network_by_its_name(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Its part alone."""
        told = said(stage.act(town.sekretariat, text="mål tryg hjem", is_private=True))
        assert "Mål for det første år: Tryg hjem" in told
        assert "»En fast telefontid« (prøvet)" in told

    def test_reads_the_three_in_the_summary(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """With a button to all of it; of a type there is only its own."""
        shown = stage.act(town.sekretariat, text="opsamling", is_private=True)
        assert "1. Ny velfærdsydelse (område: ikke fastlagt). 1 forslag: 1 prøvet." in said(shown)
        assert "Det første år går" in said(
            stage.act(town.sekretariat, buttons(shown)["goals.show"].route, is_private=True)
        )
        of_a_type = said(stage.act(town.sekretariat, text="opsamling velfærd", is_private=True))
        assert "Ny velfærdsydelse" not in of_a_type
        assert "2. Bedre arbejdsgange. Medarbejdere: midterværdi 4 af 5 (7 svar)" in of_a_type

    def test_settles_the_area(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """With words that go before the settings; and opens it again."""
        for text, expected in (
            ("mål område Ældre og omsorg", "Område: Ældre og omsorg."),
            ("goals area", "Område: Ældre og omsorg."),
            ("mål", "Område: Ældre og omsorg."),
            ("opsamling", "(område: Ældre og omsorg)"),
            ("mål område ikke fastlagt", "Område: ikke fastlagt."),
        ):
            assert expected in said(stage.act(town.sekretariat, text=text, is_private=True))

    def test_is_told_when_the_area_is_too_long(self, stage: Stage, town: Municipality) -> None:
        """And nothing changes."""
        assert "120" in said(stage.act(town.sekretariat, text="mål område " + "x" * 121, is_private=True))
        assert "ikke fastlagt" in said(stage.act(town.sekretariat, text="mål område", is_private=True))

    def test_leaves_a_trace(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """B8: what the secretariat was given is on record, as for a summary."""
        stage.act(town.sekretariat, text="mål", is_private=True)
        stage.act(town.sekretariat, text="mål tryg hjem", is_private=True)
        stage.act(town.bo, text="mål tryg hjem", is_private=True)
        with stage.uows.reading() as uow:
            seen = uow.accesses.of_organisation(town.organisation.id, 10)
        assert [each.network_id for each in seen] == [tryg.id, None]


class TestAMember:
    @pytest.mark.parametrize("text", ["mål", "goals tryg"])
    def test_sees_the_part_of_their_network(self, stage: Stage, town: Municipality, tryg: Network, text: str) -> None:
        """Where it talks, or by its name; which target is theirs, under the same rules."""
        told = said(stage.act(town.bo, text=text, conversation=tryg.conversation))
        assert "Netværkets mål er det andet" in told
        assert "4 af 7 svarer bedre end før" in told
        assert "1 forslag: 1 prøvet." in told

    def test_does_not_see_the_whole_nor_others(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """In the talk with the bot it is their own network; who is in none is told so; nobody else's is found."""
        assert "Tryg hjem" in said(stage.act(town.bo, text="mål", is_private=True))
        for person in (town.camilla, town.guest):
            for act in ({"text": "mål"}, {"text": "mål tryg hjem"}, {"route": "goals.show", "value": tryg.id}):
                assert "telefontid" not in said(stage.act(person, is_private=True, **act))

    def test_settles_no_area(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Told kindly who does."""
        told = said(stage.act(town.bo, text="mål område Sundhed", is_private=True))
        assert "ekretariat" in told
        assert "ikke fastlagt" in said(stage.act(town.sekretariat, text="mål", is_private=True))

    def test_reads_a_line_in_the_status(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Of the target that is theirs."""
        told = said(stage.act(town.bo, text="status", conversation=tryg.conversation))
        assert "Mål for det første år. Medarbejdere: midterværdi 4 af 5 (7 svar)" in told
