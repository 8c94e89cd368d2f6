"""What pictures of figures are drawn from: what summaries tell already, and no more."""

from datetime import UTC, date, datetime

import pytest

from core.errors import NotAllowed, NotFound
from core.model.networks import Network
from core.model.periods import Period
from core.model.plots import Step, Subject
from core.model.requests import Request
from core.ports import UnitOfWork
from core.services import plots, summaries
from tests.builders import Municipality
from tests.reflections import a_library, a_reflecting_network, closed, leaves, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
ASKED = "velf-undervejs-1"
BEGUN = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def a_course(uow: UnitOfWork, name: str = "Tryg hjem", *points: tuple[int, ...]) -> Network:
    """Eight members, a round a month from July on with these answers."""
    network = a_reflecting_network(uow, name, members=8, starts_on=BEGUN)
    for place, given in enumerate(points or ((4, 4, 4, 3, 3, 5), (3, 3))):
        closed(uow, network, ASKED, [said(point) for point in given], on=date(2026, 7 + place, 2))
    return network


def steps(uow: UnitOfWork, network: Network, town: Municipality) -> tuple[Step, ...]:
    return plots.of_network(uow, network, Subject.PROGRESS, town.sekretariat).steps


def whole(uow: UnitOfWork, town: Municipality, subject: Subject = Subject.PROGRESS) -> tuple[Step, ...]:
    return plots.of_structure(uow, town.organisation, subject, town.sekretariat, at=AT).steps


class TestACourse:
    def test_has_a_step_for_each_closed_round(self, uow: UnitOfWork, town: Municipality) -> None:
        """With how many answered, and the middle of them."""
        [first, _] = steps(uow, a_course(uow), town)
        assert (first.day, first.answered, first.asked, first.percent) == (date(2026, 7, 2), 6, 8, 75)
        assert (first.median, first.n) == (4, 6)

    def test_has_a_gap_where_there_are_too_few(self, uow: UnitOfWork, town: Municipality) -> None:
        """Never zero; that there were some is told."""
        second = steps(uow, a_course(uow), town)[1]
        assert (second.median, second.n) == (None, 2)

    def test_is_for_who_may_see_the_network(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody else is told that it exists."""
        network = a_course(uow)
        for subject in (Subject.PROGRESS, Subject.FORCES, Subject.GOALS):
            with pytest.raises(NotFound):
                plots.of_network(uow, network, subject, town.camilla)


class TestOfAll:
    def test_tells_of_a_month_what_its_summary_tells(self, uow: UnitOfWork, town: Municipality) -> None:
        """The same number from the same answers, so one minus the other is nothing."""
        a_course(uow, "Et", (4, 4, 5, 5, 3, 3), (2, 2))
        a_course(uow, "To", (2, 2, 3, 3, 3, 4), (3, 3, 3, 4, 5))
        for month, step in zip((7, 8), whole(uow, town), strict=True):
            period = Period(date(2026, month, 1), date(2026, month, 28))
            told = summaries.of_structure(uow, town.organisation, Request(period=period), at=AT)
            [pooled] = [each.total for each in told.pooled if each.question.scale == "fremdrift"]
            assert (step.median, step.n) == (pooled.median, pooled.n)
            assert (step.answered, step.asked) == (told.basis.answered, told.basis.asked)

    def test_takes_back_what_was_told_together_when_too_few_are_left(self, uow: UnitOfWork, town: Municipality) -> None:
        """Two networks that hide their answers, five between them: one is withdrawn, as in a summary."""
        first, _ = a_course(uow, "Et", (2, 2)), a_course(uow, "To", (3, 3, 4))
        assert [(each.median, each.n) for each in whole(uow, town)] == [(3, 5)]
        leaves(uow, uow.replies.of_round(uow.rounds.of_network(first.id)[0].id)[0], at=AT)
        assert [each.median for each in whole(uow, town)] == [None]

    def test_is_a_gap_while_there_are_too_few(self, uow: UnitOfWork, town: Municipality) -> None:
        """One network with two answers is no total."""
        a_course(uow, "Et", (4, 4))
        assert [(each.median, each.n) for each in whole(uow, town)] == [(None, 2)]

    @pytest.mark.parametrize("subject", [Subject.PROGRESS, Subject.FORCES, Subject.GOALS])
    def test_is_for_the_secretariat(self, uow: UnitOfWork, town: Municipality, subject: Subject) -> None:
        """As its summaries are."""
        with pytest.raises(NotAllowed):
            plots.of_structure(uow, town.organisation, subject, town.bo, at=AT)

    def test_counts_networks_that_name_a_force(self, uow: UnitOfWork, town: Municipality) -> None:
        """What the summary of everything counts."""
        a_course(uow)
        seen = plots.of_structure(uow, town.organisation, Subject.FORCES, town.sekretariat, at=AT)
        told = summaries.of_structure(uow, town.organisation, Request(), at=AT)
        assert (seen.common_drivers, seen.common_barriers, seen.networks) == (told.drivers, told.barriers, 1)
