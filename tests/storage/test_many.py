"""Many rows in one statement, the same on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from storage.many import UpdateMany, one_of
from storage.rows import table_of
from storage.schema_outside import LaneRow
from tests.builders import NOW

LANES = table_of(LaneRow)
FREE = UpdateMany(LANES, "key", {"free": LANES.c.free_at.type}, lambda given: {"free_at": given["free"]})
KEYS = ("a'b", "æ,ø", "c")


@pytest.fixture
def lanes(any_engine: Engine) -> Engine:
    with any_engine.begin() as connection:
        connection.execute(LANES.insert(), [{"key": key, "free_at": NOW, "paused_until": NOW} for key in KEYS])
    return any_engine


class TestUpdateMany:
    def test_gives_each_row_its_own_and_leaves_the_others(self, lanes: Engine) -> None:
        """Whatever stands in their keys."""
        later = {key: NOW + timedelta(seconds=n) for n, key in enumerate(KEYS[:2], 1)}
        with lanes.begin() as connection:
            FREE.run(connection, [{"key": key, "free": at} for key, at in later.items()])
            found = {key: at for key, at in connection.execute(select(LANES.c.key, LANES.c.free_at))}
        assert found == {**later, "c": NOW}

    def test_of_no_rows_changes_nothing(self, lanes: Engine) -> None:
        """Not even a statement is needed."""
        with lanes.begin() as connection:
            FREE.run(connection, [])
            assert set(connection.execute(select(LANES.c.free_at)).scalars()) == {NOW}


class TestOneOf:
    @pytest.mark.parametrize("keys", [(), ("c",), ("a'b", "æ,ø", "nowhere")])
    def test_finds_those_that_were_named(self, lanes: Engine, keys: tuple[str, ...]) -> None:
        """As many as there are, with one statement whose text is the same for all."""
        named = select(LANES.c.key).where(one_of(LANES.c.key, "keys"))
        with lanes.connect() as connection:
            found = set(connection.execute(named, {"keys": list(keys)}).scalars())
        assert found == set(keys) & set(KEYS)
