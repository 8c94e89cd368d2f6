"""The secretariat's desk: read from published figures and counts, and from no reply."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import NotAllowed
from core.model import keys
from core.model.conditions import Condition, ConditionKind, condition_id
from core.model.deliveries import Content
from core.model.desks import Desk, Expires, Step
from core.model.networks import Network, NetworkState
from core.model.outcomes import Kind, Novelty, Stage
from core.model.periods import EVER
from core.model.signals import Rule
from core.ports import UnitOfWork
from core.services import desks, outbox, summaries
from tests.builders import NOW, ORGANISATION, Municipality, a_record, a_round, saved_network, some_details
from tests.reflections import Said, a_library, a_reflecting_network, closed, leaves, said

AT = datetime(2026, 11, 9, 8, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 2), date(2026, 11, 6)
HEADWIND = "velf-undervejs-4"
LAW = condition_id(ORGANISATION, ConditionKind.BARRIER, "jura")


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def _headwind() -> list[Said]:
    law = [said(("tillid",), ("jura",), "Ingen ved, hvad vi må dele", private=True) for _ in range(6)]
    return [*law, *(said(("frihed",), ("tid",), "Møderne ryger", private=True) for _ in range(4))]


def _desk(uow: UnitOfWork, town: Municipality, at: datetime = AT) -> Desk:
    return desks.of(uow, town.sekretariat, at=at)


def _rules(desk: Desk, network: Network) -> set[Rule]:
    return {signal.rule for each in desk.attention if each.network.id == network.id for signal in each.signals}


class TestAttention:
    def test_is_what_the_summary_of_the_network_says(self, uow: UnitOfWork, town: Municipality) -> None:
        """The same rules with the same answers: the same barrier twice, nobody from outside, and so on."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11, ends_on=date(2026, 11, 1))
        for day in (OCTOBER, NOVEMBER):
            closed(uow, network, HEADWIND, _headwind(), on=day)
        told = summaries.of_network(uow, network, EVER, at=AT).signals
        assert {Rule.SAME_BARRIER, Rule.PAST_END} <= _rules(_desk(uow, town), network)
        assert _rules(_desk(uow, town), network) == {signal.rule for signal in told}

    def test_goes_with_the_figure_it_rests_on(self, uow: UnitOfWork, town: Municipality) -> None:
        """When so many have taken their replies back that fewer than k are left, nothing is told of them."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        for day in (OCTOBER, NOVEMBER):
            replies = closed(uow, network, HEADWIND, _headwind(), on=day)[1]
        assert Rule.SAME_BARRIER in _rules(_desk(uow, town), network)
        for reply in replies[:6]:
            leaves(uow, reply, at=AT)
        assert Rule.SAME_BARRIER not in _rules(_desk(uow, town), network)

    def test_a_barrier_of_three_networks_is_everyone_s(self, uow: UnitOfWork, town: Municipality) -> None:
        """And of two it is not."""
        for name, expected in (("A", set()), ("B", set()), ("C", {"jura", "tid"})):
            closed(uow, a_reflecting_network(uow, name, members=11), HEADWIND, _headwind(), on=OCTOBER)
            assert {each.option.id for each in _desk(uow, town).shared} == expected

    def test_a_round_that_was_not_given_back_within_the_day(self, uow: UnitOfWork, town: Municipality) -> None:
        """A post that waits is told of; one that has come out is not."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        round, _ = closed(uow, network, HEADWIND, _headwind(), on=OCTOBER)
        outbox.post(uow, network, Content.SHAREBACK, keys.shareback(round.id), subject=round.id, at=AT)
        assert Rule.NOT_GIVEN_BACK in _rules(_desk(uow, town), network)
        assert Rule.NOT_GIVEN_BACK not in _rules(_desk(uow, town, round.closed_at + timedelta(hours=20)), network)

    @pytest.mark.parametrize(("recorded", "told"), [(True, False), (False, True)])
    def test_half_a_year_after_the_end_without_a_change(
        self, uow: UnitOfWork, town: Municipality, recorded: bool, told: bool
    ) -> None:
        """One that is recorded is enough."""
        over = saved_network(uow, town.anne, state=NetworkState.CLOSED, closed_at=AT - timedelta(days=200))
        if recorded:
            uow.outcomes.save(a_record(over, town.anne))
        assert (Rule.NO_OUTCOME in _rules(_desk(uow, town), over)) is told

    def test_nothing_is_told_of_a_network_that_is_well(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nor of one that closed long ago."""
        saved_network(uow, town.anne, state=NetworkState.FOLLOWED_UP, closed_at=AT - timedelta(days=900))
        assert _desk(uow, town).attention == ()


class TestTheRest:
    def test_counts_networks_by_where_they_are(self, uow: UnitOfWork, town: Municipality) -> None:
        """In the order of their lives."""
        saved_network(uow, town.anne, state=NetworkState.IDEA)
        saved_network(uow, town.anne, starts_on=AT.date())
        uow.rounds.save(a_round(saved_network(uow, town.anne)))
        desk = _desk(uow, town)
        assert desk.steps == ((Step.IDEA, 1), (Step.START, 1), (Step.UNDERWAY, 1))
        assert (desk.networks, desk.open_rounds) == (3, 1)

    def test_has_the_open_barriers_with_those_that_wait_first(self, uow: UnitOfWork, town: Municipality) -> None:
        """What is taken care of waits for nobody; what no figure shows any more is not there."""
        network = a_reflecting_network(uow, "Tryg hjem", members=11)
        replies = closed(uow, network, HEADWIND, _headwind(), on=OCTOBER)[1]
        line = uow.conditions.find(LAW)
        assert LAW in {each.id for each in _desk(uow, town).waiting}
        uow.conditions.save(replace(line, owner="Jura", action="Skriver et svar", day=date(2026, 11, 20)))
        assert LAW not in {each.id for each in _desk(uow, town).waiting}
        for reply in replies:
            leaves(uow, reply, at=AT)
        assert [each.id for each in _desk(uow, town).barriers] == [LAW]

    def test_has_what_runs_out_within_the_month(self, uow: UnitOfWork, town: Municipality) -> None:
        """An end, an echo, and an answer, overdue too; the nearest first."""
        ends = saved_network(uow, town.anne, ends_on=date(2026, 12, 1))
        over = saved_network(uow, town.anne, state=NetworkState.CLOSED, closed_at=AT - timedelta(days=80))
        saved_network(uow, town.anne, ends_on=date(2027, 3, 1))
        line = Condition(
            id=LAW, organisation_id=ORGANISATION, kind=ConditionKind.BARRIER, code="jura", texts={"da": "Jura"}
        )
        uow.conditions.add(replace(line, day=date(2026, 11, 2)))
        found = [(each.what, each.network.id if each.network else "") for each in _desk(uow, town).expiring]
        assert found == [(Expires.ANSWER, ""), (Expires.ECHO, over.id), (Expires.END, ends.id)]

    def test_says_how_far_the_first_goal_has_come(self, uow: UnitOfWork, town: Municipality) -> None:
        """New proposals from the described ones on."""
        network = saved_network(uow, town.anne)
        details = some_details(Kind.PROPOSAL, stage=Stage.TRIED, novelty=Novelty.NEW)
        uow.outcomes.save(a_record(network, town.anne, Kind.PROPOSAL, details=details, created_at=NOW))
        assert _desk(uow, town).proposals.is_reached

    def test_is_the_secretariat_s_alone(self, uow: UnitOfWork, town: Municipality) -> None:
        """Neither a leader's, nor an anchor's, nor that of somebody of the secretariat who left the house."""
        for person in (town.anne, town.dorte, town.guest, replace(town.sekretariat, gone=True)):
            with pytest.raises(NotAllowed):
                desks.of(uow, person, at=AT)
