"""What the questions of the secretariat's desk promise (core.ports_desks), on both databases."""

from datetime import timedelta

import pytest

from core.model.conditions import Condition, ConditionKind, Raising
from core.model.ids import ConditionId
from core.model.networks import Network, NetworkState, Phase
from core.model.outcomes import Kind
from core.model.rounds import RoundState
from core.ports import UnitOfWork
from core.ports_desks import Staff
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import (
    CARE,
    NOW,
    ORGANISATION,
    Municipality,
    a_delivery,
    a_municipality,
    a_prompt,
    a_record,
    a_reply,
    a_round,
    saved_network,
)

DAY = timedelta(days=1)


@pytest.fixture
def uow(any_uows: SqlUnitsOfWork) -> UnitOfWork:
    with any_uows.writing() as uow:
        yield uow


@pytest.fixture
def town(uow: UnitOfWork) -> Municipality:
    return a_municipality(uow)


def _closed(uow: UnitOfWork, network: Network, days_ago: int, **changes: object):
    at = NOW - days_ago * DAY
    given = {"state": RoundState.CLOSED, "occurrence": at.date(), "due_at": at, "closed_at": at, **changes}
    round = a_round(network, **given)
    uow.rounds.save(round)
    return round


class TestRounds:
    def test_are_the_newest_closed_ones_and_the_open(self, uow: UnitOfWork, town: Municipality) -> None:
        """Of each network, oldest first; not of one that is over, and none that was skipped."""
        network, over = saved_network(uow, town.anne), saved_network(uow, town.anne, state=NetworkState.CLOSED)
        closed = [_closed(uow, network, days) for days in (30, 20, 10)]
        _closed(uow, network, 5, state=RoundState.SKIPPED)
        _closed(uow, over, 10)
        uow.rounds.save(asked := a_round(network))
        assert uow.desks.rounds(ORGANISATION, 2) == [*closed[1:], asked]
        assert uow.desks.rounds("another", 2) == []

    def test_are_counted_by_when_they_closed(self, uow: UnitOfWork, town: Municipality) -> None:
        """From an instant until before another; an echo is not among them."""
        network = saved_network(uow, town.anne)
        for days in (3, 2, 1):
            _closed(uow, network, days)
        _closed(uow, network, 2, phase=Phase.AFTER, occurrence=NOW.date())
        assert uow.desks.closed(ORGANISATION, NOW - 3 * DAY, NOW - DAY) == {network.id: 2}
        assert uow.desks.closed(ORGANISATION, NOW, NOW + DAY) == {}


class TestRaisings:
    def test_are_the_newest_of_each_line_with_their_rounds(self, uow: UnitOfWork, town: Municipality) -> None:
        """Newest first."""
        line = Condition(
            id=ConditionId("l"), organisation_id=ORGANISATION, kind=ConditionKind.BARRIER, code="x", texts={"da": "X"}
        )
        uow.conditions.add(line)
        network = saved_network(uow, town.anne)
        rounds = [_closed(uow, network, days) for days in (30, 20, 10)]
        for each in rounds:
            given = {"condition_id": line.id, "network_id": network.id, "opening": 1}
            uow.conditions.add_raising(Raising(round_id=each.id, at=each.closed_at, **given))
        found = [(raising.round_id, round) for raising, round in uow.desks.raised([line.id], 2)]
        assert found == [(rounds[2].id, rounds[2]), (rounds[1].id, rounds[1])]


class TestTheRest:
    def test_prompts_come_by_version(self, uow: UnitOfWork, town: Municipality) -> None:
        """Those that were asked for, no other version."""
        for version in (1, 2):
            uow.prompts.add(a_prompt(version=version), 1)
        assert set(uow.desks.prompts({("fremdrift", 2), ("findes-ikke", 1)})) == {("fremdrift", 2)}

    def test_replies_that_count_no_more_are_known(self, uow: UnitOfWork, town: Municipality) -> None:
        """What was taken back, and what came late."""
        round = _closed(uow, saved_network(uow, town.anne), 3)
        back, late = a_reply(round, town.bo, withdrawn_at=NOW), a_reply(round, town.dorte, is_late=True)
        for reply in (a_reply(round, town.anne), back, late):
            uow.replies.save(reply)
        assert uow.desks.gone([round.id]) == {back.id, late.id}

    def test_members_are_numbers(self, uow: UnitOfWork, town: Municipality) -> None:
        """By unit, those from outside apart; nobody of a network that is over."""
        network = saved_network(uow, town.anne, town.dorte, town.guest)
        saved_network(uow, town.anne, state=NetworkState.CLOSED)
        found = set(uow.desks.staff(ORGANISATION))
        assert found == {Staff(network.id, CARE, False, 2), Staff(network.id, None, True, 1)}

    def test_what_has_not_come_out_is_known(self, uow: UnitOfWork, town: Municipality) -> None:
        """Of those asked about, and that were left at all."""
        waiting = a_delivery(key="shareback:1", workspace_id=town.workspace.id)
        uow.deliveries.add(waiting)
        uow.deliveries.write()
        assert uow.desks.unsent(["shareback:1", "shareback:2"]) == {"shareback:1"}

    def test_records_are_of_a_kind_and_a_time(self, uow: UnitOfWork, town: Municipality) -> None:
        """Newest first; what was taken back is not there."""
        network = saved_network(uow, town.anne)
        old, new = (a_record(network, town.anne, created_at=NOW - days * DAY) for days in (5, 1))
        for record in (
            old,
            new,
            a_record(network, town.anne, Kind.RESULT),
            a_record(network, town.bo, withdrawn_at=NOW),
        ):
            uow.outcomes.save(record)
        assert uow.desks.records(ORGANISATION, Kind.CHANGE) == [new, old]
        assert uow.desks.records(ORGANISATION, Kind.CHANGE, NOW - 5 * DAY, NOW - DAY) == [old]
