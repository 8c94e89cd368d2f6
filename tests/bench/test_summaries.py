"""The benchmark of summaries says what it promises; how fast anything was is asserted by the soak alone."""

import pytest
from sqlalchemy import Engine

from bench import by_hand
from bench.reflecting import NOW, ORGANISATION, Reflecting, fill
from core.model.requests import Request
from core.services import summaries
from storage.engine import connect
from storage.unit_of_work import SqlUnitsOfWork
from tests.bench.printing import printed


def test_prints_ratios_and_memory() -> None:
    """Of all networks, of one, of search, and of a process of its own."""
    found = printed("bench.summaries", "--replies", "600", "--networks", "15", "--database", "sqlite", seconds=600)
    assert {"structure_ratio", "network_ratio", "search_ratio", "peak_mb", "grows_mb"} <= found.keys()
    assert found["structure_ratio"] > 0 < found["network_ratio"]


@pytest.fixture(scope="module")
def reflected() -> Engine:
    engine = connect("sqlite://")
    fill([engine], Reflecting(replies=600, networks=5))
    yield engine
    engine.dispose()


def test_sql_by_hand_finds_what_the_summary_tells(reflected: Engine) -> None:
    """As many members, and as many rounds with as many asked: it is the same that is measured."""
    with reflected.connect() as connection:
        people, rounds, *_ = by_hand.summed_up(connection)
    with SqlUnitsOfWork(reflected).reading() as uow:
        summary = summaries.of_structure(uow, uow.organisations.get(ORGANISATION), Request(), at=NOW)
    assert (people[0], people[2]) == (summary.members, summary.outsiders)
    assert rounds[:2] == (summary.basis.rounds, summary.basis.asked)


@pytest.mark.soak
def test_a_million() -> None:
    """Memory does not grow with the replies; how the ratios stand is told in docs/benchmarks.md."""
    found = printed("bench.summaries", seconds=4 * 3600)
    assert found["grows_mb"] < found["peak_mb"] / 2
