"""The history of the tables: the same way up and down on both databases, and no difference from the code at its end."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, inspect, text

from storage import migrations
from storage.engine import connect
from storage.migrations import Behind


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with nothing in it."""
    if request.param == "sqlite":
        url = "sqlite://"
    else:
        new_postgres: Callable[[], str] = request.getfixturevalue("new_postgres")
        url = new_postgres()
    engine = connect(url)
    yield engine
    engine.dispose()


def test_go_up_and_down_and_up_again(empty: Engine) -> None:
    """Down leaves nothing, and up again is up."""
    migrations.upgrade(empty)
    tables = set(inspect(empty).get_table_names())
    migrations.downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) == {"alembic_version"}
    migrations.upgrade(empty)
    assert set(inspect(empty).get_table_names()) == tables


def test_end_where_the_code_is(empty: Engine) -> None:
    """Nothing in the code lacks a step, and no step made what the code does not know."""
    migrations.upgrade(empty)
    assert migrations.drift(empty) == []


def test_say_where_a_database_stands(empty: Engine) -> None:
    """An empty one stands nowhere, and is behind."""
    assert migrations.current(empty) is None
    with pytest.raises(Behind) as behind:
        migrations.check(empty)
    assert behind.value.newest == migrations.newest()
    migrations.upgrade(empty)
    migrations.check(empty)
    assert migrations.current(empty) == migrations.newest()


def test_may_be_taken_twice(empty: Engine) -> None:
    """The second time there is nothing to do."""
    for _ in range(2):
        migrations.upgrade(empty)


def test_may_be_taken_by_several_processes_at_once(new_postgres: Callable[[], str]) -> None:
    """All of them start when a new version is rolled out: one takes the steps, the others find them taken."""
    url, together = new_postgres(), Barrier(4)

    def start() -> str | None:
        engine = connect(url)
        together.wait()
        migrations.upgrade(engine)
        at = migrations.current(engine)
        engine.dispose()
        return at

    with ThreadPoolExecutor(4) as pool:
        starting = [pool.submit(start) for _ in range(4)]
    assert {each.result() for each in starting} == {migrations.newest()}


def test_drift_is_seen(empty: Engine) -> None:
    """A column that nobody made a step for is told."""
    migrations.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("ALTER TABLE acts ADD COLUMN strange TEXT"))
    [difference] = migrations.drift(empty)
    assert "remove_column" in str(difference)
