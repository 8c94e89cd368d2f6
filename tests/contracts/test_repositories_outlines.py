"""What the outlines of closed rounds promise (core.ports_outlines), on both databases."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from threading import Thread

import pytest
from sqlalchemy import Engine, text

from core.model.ids import PersonId, RoundId
from core.model.outlines import Outline, Quotable
from core.model.rounds import Round, RoundState
from core.model.summaries import Certainty
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, TODAY, a_municipality, a_reply, a_round, saved_network

DAY = timedelta(1)
OUTLINE = Outline(
    known={"outcome": (Certainty.SEEN, Certainty.UNSAID), "output": (Certainty.TOLD,)},
    used=(-(2**63), 2**63 - 1, 0),
    quotable=(
        Quotable(person_id=PersonId("p1"), place=3, texts=(1, -1)),
        Quotable(person_id=PersonId("p2"), place=4, texts=()),
    ),
)


@pytest.fixture
def rounds(any_uows: SqlUnitsOfWork) -> list[Round]:
    """Three that closed day by day, each with a reply."""
    any_uows.wire_clock = lambda _connection: NOW + DAY * next(days)
    days = count()
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        network = saved_network(uow, town.anne)
        made = [
            a_round(network, occurrence=TODAY + DAY * day, state=RoundState.CLOSED, closed_at=NOW + DAY * day)
            for day in range(3)
        ]
        for round in made:
            uow.rounds.save(round)
            uow.replies.save(a_reply(round, town.bo))
            uow.outlines.expect(round.id)
        uow.commit()
    return made


def waiting(uows: SqlUnitsOfWork, most: int = 10, days: int = 9) -> set[RoundId]:
    with uows.writing() as uow:
        return set(uow.outlines.take_missing(most, before=NOW + DAY * days))


def kept(uows: SqlUnitsOfWork, round: Round) -> None:
    with uows.writing() as uow:
        uow.outlines.keep(round.id, OUTLINE)
        uow.commit()


def changed(uows: SqlUnitsOfWork, round: Round) -> None:
    with uows.writing() as uow:
        uow.replies.save(replace(uow.replies.of_round(round.id)[0], quotable=True))
        uow.commit()


class TestOutlines:
    def test_come_back_as_they_were_kept(self, any_uows: SqlUnitsOfWork, rounds: list[Round]) -> None:
        """Of the rounds that have one."""
        kept(any_uows, rounds[0])
        with any_uows.reading() as uow:
            assert uow.outlines.read([round.id for round in rounds]) == {rounds[0].id: OUTLINE}
            assert uow.outlines.read([]) == {}

    def test_wait_to_be_made_of_what_closed_before(self, any_uows: SqlUnitsOfWork, rounds: list[Round]) -> None:
        """No more than asked for, and no round twice."""
        ids = [round.id for round in rounds]
        assert waiting(any_uows) == set(ids)
        assert waiting(any_uows, days=1) == {ids[0]}  # by the wire clock: the calendar may be moved
        assert len(waiting(any_uows, most=2)) == 2
        kept(any_uows, rounds[1])
        assert waiting(any_uows) == {ids[0], ids[2]}

    def test_of_a_round_are_expected_once(self, any_uows: SqlUnitsOfWork, rounds: list[Round]) -> None:
        """And one that is there stays."""
        kept(any_uows, rounds[0])
        with any_uows.writing() as uow:
            uow.outlines.expect(rounds[0].id)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.outlines.read([rounds[0].id]) == {rounds[0].id: OUTLINE}

    def test_go_with_a_change_of_a_reply_of_the_round(self, any_uows: SqlUnitsOfWork, rounds: list[Round]) -> None:
        """Of that round alone; then it waits again."""
        kept(any_uows, rounds[0])
        kept(any_uows, rounds[1])
        changed(any_uows, rounds[0])
        with any_uows.reading() as uow:
            assert uow.outlines.read([round.id for round in rounds]) == {rounds[1].id: OUTLINE}
        assert rounds[0].id in waiting(any_uows)

    def test_of_another_release_are_not_read_and_wait_again(
        self, any_engine: Engine, any_uows: SqlUnitsOfWork, rounds: list[Round]
    ) -> None:
        """What an outline says may have changed with the code."""
        kept(any_uows, rounds[0])
        kept(any_uows, rounds[1])
        with any_engine.begin() as connection:
            older = text("UPDATE outlines SET version = version - 1 WHERE round_id = :round")
            connection.execute(older, {"round": rounds[0].id})
        with any_uows.writing() as uow:
            assert uow.outlines.read([round.id for round in rounds]) == {rounds[1].id: OUTLINE}
            uow.outlines.forget_older()
            uow.commit()
        assert waiting(any_uows) == {rounds[0].id, rounds[2].id}

    def test_go_when_a_reply_of_the_round_is_deleted(
        self, any_engine: Engine, any_uows: SqlUnitsOfWork, rounds: list[Round]
    ) -> None:
        """By whomever: the database sees to it."""
        kept(any_uows, rounds[0])
        with any_engine.begin() as connection:
            connection.execute(text("DELETE FROM replies WHERE round_id = :round"), {"round": rounds[0].id})
        with any_uows.reading() as uow:
            assert uow.outlines.read([rounds[0].id]) == {}

    def test_go_with_a_change_that_came_while_they_were_made(
        self, any_uows: SqlUnitsOfWork, rounds: list[Round]
    ) -> None:
        """Whoever changes a reply waits for who reads it, and has the last word."""
        with any_uows.writing() as uow:
            uow.outlines.take_missing(10, before=NOW + DAY)
            change = Thread(target=changed, args=(any_uows, rounds[0]))
            change.start()
            change.join(0.3)
            assert change.is_alive()
            uow.outlines.keep(rounds[0].id, OUTLINE)
            uow.commit()
        change.join()
        with any_uows.reading() as uow:
            assert uow.outlines.read([rounds[0].id]) == {}
