"""Scenes on both databases, and the rehearsal that all kill tests share."""

from collections.abc import Collection, Iterator

import pytest
from sqlalchemy import Engine

from tests.kills.rehearsal import Case, Rehearsal
from tests.kills.scenes import Files, Scenes, Server


@pytest.fixture(scope="session")
def sqlite_scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("scenes"), Files())


@pytest.fixture(scope="session")
def postgres_scenes(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, postgres_maintenance: Engine
) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("scenes"), Server(postgres_server, postgres_maintenance))


@pytest.fixture(scope="session")
def rehearsal(request: pytest.FixtureRequest) -> Iterator[Rehearsal]:
    """Plays all cases that were asked for side by side, from the first test that wants one."""
    given = [value for item in request.session.items for value in _params(item)]
    cases = [value for value in given if isinstance(value, Case)]
    databases = {"sqlite"} | {case.database for case in cases} | ({"postgresql"} & {str(value) for value in given})
    names = {"sqlite": "sqlite_scenes", "postgresql": "postgres_scenes"}
    with Rehearsal({name: request.getfixturevalue(names[name]) for name in sorted(databases)}) as found:
        found.begin(cases)
        yield found


def _params(item: pytest.Item) -> Collection[object]:
    return item.callspec.params.values() if isinstance(item, pytest.Function) and hasattr(item, "callspec") else ()
