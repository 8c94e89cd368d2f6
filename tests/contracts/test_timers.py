"""Timed rows, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from core.model.timers import Timed, Timer
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW

HOUR = timedelta(hours=1)
FIRST, SECOND = Timer(Timed.CLOSE, "r1", NOW - HOUR), Timer(Timed.REMIND, "r1", NOW, NOW + HOUR)
LATER = Timer(Timed.GIVE_BACK, "r1", NOW + HOUR)


@pytest.fixture
def uows(any_uows: SqlUnitsOfWork) -> SqlUnitsOfWork:
    with any_uows.writing() as uow:
        uow.timers.set(LATER, SECOND, FIRST)
        uow.commit()
    return any_uows


def due(uows: SqlUnitsOfWork, at=NOW, limit: int = 9) -> list[Timer]:
    with uows.writing() as uow:
        return list(uow.timers.due(at, limit))


class TestTimers:
    def test_come_due_oldest_first(self, uows: SqlUnitsOfWork) -> None:
        """Whole as they were set, and as many as asked for."""
        assert due(uows) == [FIRST, SECOND]
        assert due(uows, limit=1) == [FIRST]

    def test_set_anew_are_moved(self, uows: SqlUnitsOfWork) -> None:
        """There is one for each kind and subject."""
        with uows.writing() as uow:
            uow.timers.set(Timer(Timed.CLOSE, "r1", NOW + 2 * HOUR))
            uow.commit()
        assert due(uows) == [SECOND]

    def test_cleared_are_gone(self, uows: SqlUnitsOfWork) -> None:
        """Several at once; one that is not there is no error."""
        with uows.writing() as uow:
            uow.timers.clear((Timed.CLOSE, "r1"), (Timed.REMIND, "r1"), (Timed.REMIND, "nothing"))
            uow.timers.clear()
            uow.commit()
        assert due(uows, NOW + HOUR) == [LATER]

    def test_say_when_the_next_comes(self, uows: SqlUnitsOfWork) -> None:
        """After an instant."""
        with uows.reading() as uow:
            assert uow.timers.next_due_at(NOW - HOUR) == NOW
            assert uow.timers.next_due_at(NOW + HOUR) is None

    def test_of_a_kind_from_the_future_are_left_alone(self, any_engine: Engine) -> None:
        """While an old process and a new one overlap, the old one does not stumble over what it does not know."""
        with any_engine.begin() as connection:
            row = "('moonrise', 'n1', '2020-01-01 00:00:00.000000+00:00', NULL)"
            connection.execute(text(f"INSERT INTO timers VALUES {row}"))
        assert due(SqlUnitsOfWork(any_engine)) == []

    def test_are_given_to_one_process_only(self, postgres_engine: Engine) -> None:
        """What another transaction has locked is passed over."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        with one.writing() as uow:
            uow.timers.set(FIRST)
            uow.commit()
        with one.writing() as first, other.writing() as second:
            assert first.timers.due(NOW, 9) == [FIRST]
            assert second.timers.due(NOW, 9) == []
