"""Rounds as they are kept: figures are text in the database and a value everywhere else."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import figures
from core.model.cells import Cell
from core.model.figures import RoundFigures
from core.model.ids import ReplyId
from storage.rounds import ROUNDS
from tests.builders import a_network, a_person, a_round
from tests.core.model.test_figures import SCALE, choices, chosen, scaled
from tests.support.counts import examples

NETWORK = a_network(a_person())


def read_back(kept: RoundFigures, *, renamed: tuple[str, str] = ("", "")) -> RoundFigures | None:
    """As they come out of a row; a name in the text may be another one first."""
    row = ROUNDS.write(a_round(NETWORK, figures=kept))
    row["figures"] = str(row["figures"]).replace(*renamed)
    return ROUNDS.value([row[column.key] for column in ROUNDS.table.c]).figures


class TestFigures:
    @settings(max_examples=examples(40), deadline=None)
    @given(st.lists(st.integers(1, 5), max_size=8), st.lists(st.sampled_from(["a", "b", "ab"]), max_size=8))
    def test_come_back_as_they_were_kept(self, points: list[int], picks: list[str]) -> None:
        """Whatever was answered."""
        for prompt, replies in ((SCALE, scaled([], points)), (choices(2), chosen(picks))):
            snapshot = figures.count(prompt, replies, members=9, k=3)
            assert read_back(snapshot) == snapshot

    def test_from_before_there_were_cells_have_none(self) -> None:
        """What a round published is read for as long as it is kept."""
        cell = Cell(question=0, group="udefra", n=5, high=3, replies=(ReplyId("a"),))
        kept = RoundFigures(answered=6, members=7, k=5, figures=(), apart=(cell,))
        assert read_back(kept) == kept
        assert read_back(kept, renamed=('"apart"', '"before"')) == replace(kept, apart=())
