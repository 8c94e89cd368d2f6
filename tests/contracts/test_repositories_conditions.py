"""What the register of drivers and barriers promises (core.ports_conditions), on both databases."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest
from sqlalchemy import Engine

from core.errors import NotFound
from core.model.conditions import Change, Condition, ConditionKind, Raising, Status, condition_id
from core.model.ids import ConditionId, new_id
from core.model.networks import Network
from core.model.rounds import Round
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, ORGANISATION, Municipality, a_municipality, a_reply, a_round, saved_network


def a_condition(code: str = "jura", **changes: object) -> Condition:
    kind = ConditionKind.BARRIER
    given = Condition(
        id=condition_id(ORGANISATION, kind, code),
        organisation_id=ORGANISATION,
        kind=kind,
        code=code,
        texts={"da": "Regler og jura", "en": "Rules and law"},
    )
    return replace(given, **changes)


def a_raising(condition: Condition, round: Round, **changes: object) -> Raising:
    given = Raising(
        condition_id=condition.id, network_id=round.network_id, round_id=round.id, opening=condition.opening, at=NOW
    )
    return replace(given, **changes)


@pytest.fixture
def scene(any_uows: SqlUnitsOfWork) -> tuple[Municipality, Network, Round]:
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        network = saved_network(uow, town.anne)
        round = a_round(network)
        uow.rounds.save(round)
        uow.commit()
    return town, network, round


class TestALine:
    def test_comes_back_as_it_was_added_and_saved(self, any_uows: SqlUnitsOfWork, scene: object) -> None:
        """Every field of it."""
        given = a_condition(status=Status.LIFTED, owner="Jura", action="Et svar", day=date(2026, 12, 1), opening=3)
        with any_uows.writing() as uow:
            assert uow.conditions.add(a_condition())
            uow.conditions.take(given.id)
            uow.conditions.save(given)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.conditions.find(given.id) == given
            assert uow.conditions.of_organisation(ORGANISATION) == [given]

    def test_is_there_once(self, any_uows: SqlUnitsOfWork, scene: object) -> None:
        """Who comes second adds nothing, and the transaction goes on."""
        with any_uows.writing() as uow:
            uow.conditions.add(a_condition(owner="Jura"))
            assert not uow.conditions.add(a_condition())
            uow.commit()
        with any_uows.reading() as uow:
            assert [line.owner for line in uow.conditions.of_organisation(ORGANISATION)] == ["Jura"]

    def test_that_is_not_there_is_not_taken(self, any_uows: SqlUnitsOfWork) -> None:
        """`find` gives None, `take` refuses."""
        with any_uows.writing() as uow:
            assert uow.conditions.find(ConditionId("x")) is None
            with pytest.raises(NotFound):
                uow.conditions.take(ConditionId("x"))

    def test_that_is_taken_is_as_the_last_one_left_it(self, postgres_engine: Engine) -> None:
        """What another process has committed meanwhile is seen, not overwritten."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            a_municipality(uow)
            uow.conditions.add(a_condition())
            uow.commit()
        with one.writing() as uow:
            found = uow.conditions.find(a_condition().id)
            assert found is not None
            _solve_elsewhere(other)
            assert uow.conditions.take(found.id).status is Status.SOLVED

    def test_of_two_networks_at_once_is_one(self, postgres_engine: Engine) -> None:
        """Who comes second waits for the first to commit, adds nothing and finds the line that is there."""
        uows = SqlUnitsOfWork(postgres_engine)
        with uows.writing() as uow:
            a_municipality(uow)
            uow.commit()
        added = Event()

        def first() -> None:
            with uows.writing() as uow:
                uow.conditions.add(a_condition(owner="Jura"))
                added.set()
                time.sleep(0.3)
                uow.commit()

        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(first)
            assert added.wait(10)
            with uows.writing() as uow:
                assert not uow.conditions.add(a_condition())
                assert uow.conditions.take(a_condition().id).owner == "Jura"
            other.result()


class TestRaisings:
    def test_are_there_once_for_each_round(
        self, any_uows: SqlUnitsOfWork, scene: tuple[Municipality, Network, Round]
    ) -> None:
        """Oldest first; a second copy changes nothing."""
        town, _, round = scene
        line = a_condition()
        with any_uows.writing() as uow:
            later = saved_network(uow, town.anne)
            newer = a_round(later)
            uow.rounds.save(newer)
            uow.conditions.add(line)
            given = [a_raising(line, round), a_raising(line, newer, at=NOW + timedelta(1))]
            for raising in (*reversed(given), replace(given[0], opening=7)):
                uow.conditions.add_raising(raising)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.conditions.raisings([line.id]) == given
            assert uow.conditions.raisings([]) == []

    def test_are_in_doubt_where_a_reply_counts_no_more(
        self, any_uows: SqlUnitsOfWork, scene: tuple[Municipality, Network, Round]
    ) -> None:
        """Of all networks or of one; those from before a line was opened last are neither."""
        town, network, round = scene
        line = a_condition(opening=2)
        with any_uows.writing() as uow:
            other = saved_network(uow, town.anne)
            newer, older = a_round(other), a_round(other, occurrence=round.occurrence - timedelta(7))
            for each in (newer, older):
                uow.rounds.save(each)
            uow.conditions.add(line)
            raisings = [a_raising(line, each, opening=2) for each in (round, newer)]
            for raising in (*raisings, a_raising(line, older, opening=1)):
                uow.conditions.add_raising(raising)
            uow.replies.save(a_reply(newer, town.anne, withdrawn_at=NOW))
            uow.replies.save(a_reply(round, town.anne))
            uow.replies.save(a_reply(older, town.anne))
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.conditions.raised([line.id]) == {(line.id, network.id)}
            assert list(uow.conditions.in_doubt([line.id])) == [raisings[1]]
            assert uow.conditions.raised([line.id], other.id) == set()
            assert list(uow.conditions.in_doubt([line.id], network.id)) == []
            assert list(uow.conditions.in_doubt([line.id], other.id)) == [raisings[1]]

    def test_tell_the_lines_of_a_network(
        self, any_uows: SqlUnitsOfWork, scene: tuple[Municipality, Network, Round]
    ) -> None:
        """Those it has raised since they were opened last; not those of others."""
        _, network, round = scene
        mine, before, others = a_condition("jura"), a_condition("it", opening=2), a_condition("tid")
        with any_uows.writing() as uow:
            for line in (mine, before, others):
                uow.conditions.add(line)
            uow.conditions.add_raising(a_raising(mine, round))
            uow.conditions.add_raising(a_raising(before, round, opening=1))
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.conditions.of_network(network.id) == [mine]


class TestChanges:
    def test_are_kept_in_order(self, any_uows: SqlUnitsOfWork, scene: tuple[Municipality, Network, Round]) -> None:
        """Oldest first, with who and when."""
        line = a_condition()
        first = Change(
            id=new_id(),
            condition_id=line.id,
            at=NOW,
            by=scene[0].sekretariat.id,
            status=Status.UNDERWAY,
            owner="Jura",
            action="Et svar",
            day=date(2026, 12, 1),
            opening=1,
        )
        second = replace(first, id=new_id(), at=NOW + timedelta(1), by=None, day=None)
        with any_uows.writing() as uow:
            uow.conditions.add(line)
            for each in (second, first):
                uow.conditions.add_change(each)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.conditions.changes(line.id) == [first, second]


def _solve_elsewhere(uows: SqlUnitsOfWork) -> None:
    """Another process; one thread has one transaction at a time, so from another thread."""

    def solve() -> None:
        with uows.writing() as uow:
            line = uow.conditions.take(a_condition().id)
            uow.conditions.save(replace(line, status=Status.SOLVED))
            uow.commit()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(solve).result()
