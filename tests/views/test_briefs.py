"""Kort fortalt: fixed sentences over the figures, the outcome first."""

from dataclasses import replace

import pytest

from core.model.figures import Figure
from core.model.prompts import QuestionKind
from core.model.summaries import Basis, Measure, NetworkSummary
from locales.catalogue import translator
from locales.words import plain
from tests.builders import a_network, a_question
from views import briefs

LIVELY = Basis(rounds=2, answered=15, asked=20)


def summary(**changes: object) -> NetworkSummary:
    told = ("changes", "results", "measures", "voices", "examples", "perspectives", "quotes", "signals")
    nothing = dict.fromkeys(told, ())
    counts = {"leader": "", "members": 8, "departments": 2, "outsiders": 0, "drivers": None, "barriers": None}
    return NetworkSummary(**{"network": a_network(), "basis": LIVELY, **nothing, **counts, **changes})


def progress(now: int, before: int | None) -> Measure:
    question = replace(a_question(QuestionKind.SCALE), dimension="fremdrift")
    earlier = Figure(question=0, n=6, is_shown=True, median=before) if before else None
    figure = Figure(question=0, n=7, is_shown=True, median=now)
    return Measure(question=question, figure=figure, members=8, earlier=earlier)


def told(given: NetworkSummary) -> str:
    return plain(briefs.network(translator("da"), given))


class TestANetwork:
    def test_that_is_lively_without_outcomes_is_told_so(self) -> None:
        """A30: many answers are no success by themselves."""
        assert told(summary()) == (
            "Ingen registrerede forandringer endnu. Mange svarer, men ingen har fortalt, at noget er blevet anderledes "
            "i afdelingerne. 15 svar af 20 mulige (75 %)."
        )

    def test_that_is_quiet_is_not_called_lively(self) -> None:
        """From half of those asked on."""
        assert "Mange svarer" not in told(summary(basis=replace(LIVELY, answered=9)))

    @pytest.mark.parametrize(
        ("now", "before", "sentence"),
        [
            (4, 3, "Fremdriften er steget fra 3 til 4 af 5 (7 svar)."),
            (3, 3, "Fremdriften er stadig 3 af 5 (7 svar)."),
            (2, 3, "Fremdriften er faldet fra 3 til 2 af 5 (7 svar)."),
        ],
    )
    def test_is_compared_with_its_own_past(self, now: int, before: int, sentence: str) -> None:
        """And with nothing else."""
        assert sentence in told(summary(measures=(progress(now, before),)))

    def test_without_a_past_is_compared_with_nothing(self) -> None:
        """Nor where the figure may not be shown."""
        hidden = replace(progress(4, 3), figure=Figure(question=0, n=2))
        for measure in (progress(4, None), hidden):
            assert "Fremdrift" not in told(summary(measures=(measure,)))

    def test_names_what_helps_before_what_holds_back(self) -> None:
        """The most named of each, as far as it may be shown."""
        question = a_question(QuestionKind.CHOICE)
        figure = Figure(question=0, n=7, is_shown=True, cells=(("ledelse", 4), ("tid", 3)))
        both = Measure(question=question, figure=figure, members=8)
        text = told(summary(drivers=both, barriers=both))
        assert "Det hjælper mest: Ledelsens opbakning. Det holder mest igen: Ledelsens opbakning." in text

    def test_names_all_that_were_named_by_as_many(self) -> None:
        """Neither is said to come before the other."""
        figure = Figure(question=0, n=8, is_shown=True, cells=(("ledelse", 4), ("tid", 4)))
        both = Measure(question=a_question(QuestionKind.CHOICE), figure=figure, members=8)
        assert "Det holder mest igen: Ledelsens opbakning og Tid." in told(summary(barriers=both))
