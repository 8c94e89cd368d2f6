"""How values lie in a column."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import StatementError

from storage.schema_outside import METADATA
from storage.types import by_name, folded, next_written, to_json
from storage.unit_of_work import SqlUnitsOfWork

ACTS = METADATA.tables["acts"]


class TestInstant:
    @pytest.mark.parametrize("at", [datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(1999, 12, 31, 23, 59, 59, 1, UTC)])
    def test_comes_back_to_the_microsecond_in_utc(self, any_engine: Engine, at: datetime) -> None:
        """Whatever zone it was given in."""
        with any_engine.begin() as connection:
            given = at.astimezone(timezone(timedelta(hours=2)))
            connection.execute(ACTS.insert(), {"key": "a", "claimed_at": given})
            kept = connection.execute(select(ACTS.c.claimed_at)).scalar_one()
        assert kept == at
        assert kept.utcoffset() == timedelta(0)

    def test_sorts_as_time_does(self, any_engine: Engine) -> None:
        """With and without fractions of a second."""
        start = datetime(2026, 3, 1, 12, tzinfo=UTC)
        instants = [start + timedelta(microseconds=number) for number in (0, 1, 999_999, 1_000_000)]
        with any_engine.begin() as connection:
            rows = [{"key": str(at), "claimed_at": at} for at in reversed(instants)]
            connection.execute(ACTS.insert(), rows)
            kept = connection.execute(select(ACTS.c.claimed_at).order_by(ACTS.c.claimed_at)).scalars().all()
        assert kept == instants

    def test_has_a_zone(self, any_uows: SqlUnitsOfWork) -> None:
        """One without is a bug, told before it is stored."""
        with pytest.raises(StatementError, match="without a zone"), any_uows.writing() as uow:
            uow.acts.claim("a", datetime(2026, 3, 1))


class TestNames:
    def test_are_compared_without_case_space_or_coding(self) -> None:
        """An Å is an å, however it is coded."""
        assert folded("  A\u030aben DØR ") == folded("åben dør")

    def test_stand_in_danish_order(self) -> None:
        """Æ, ø and å, in that order, after z."""
        names = ["Åse", "Øjvind", "Ævl", "Zenia", "anna"]
        assert sorted(names, key=by_name) == ["anna", "Zenia", "Ævl", "Øjvind", "Åse"]


def test_json_is_one_line_that_a_person_can_read() -> None:
    """Its Danish letters are themselves."""
    assert to_json({"svar": ["blåbærgrød"]}) == '{"svar":["blåbærgrød"]}'


def test_what_is_written_later_has_the_greater_number() -> None:
    """Even within one tick of the clock."""
    numbers = [next_written() for _ in range(1000)]
    assert numbers == sorted(set(numbers))
