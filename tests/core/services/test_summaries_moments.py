"""A summary asked for while a round closes and a reply is taken back is one or the other, never a mixture."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from core.model.ids import NetworkId
from core.model.periods import EVER
from core.services import summaries
from storage.unit_of_work import SqlUnitsOfWork
from tests.reflections import closed, leaves, one_round, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture
def network_id(any_uows: SqlUnitsOfWork) -> NetworkId:
    with any_uows.writing() as uow:
        network, *_ = one_round(uow, "velf-undervejs-1", [said(4, "Et ord")] * 6, on=date(2026, 10, 1))
        uow.commit()
    return network.id


def summary(uow: Any, id: NetworkId) -> object:
    return summaries.of_network(uow, uow.networks.get(id), EVER, at=AT)


def meanwhile(uows: SqlUnitsOfWork, id: NetworkId) -> None:
    """A reply of the first round is taken back, and another round is answered and closed."""
    with uows.writing() as uow:
        first = uow.rounds.of_network(id)[0]
        leaves(uow, uow.replies.of_round(first.id)[0], at=AT)
        closed(uow, uow.networks.get(id), "velf-undervejs-1", [said(2, "Nyt") for _ in range(6)], on=date(2026, 10, 15))
        uow.commit()


def a_change(engine: Engine, uows: SqlUnitsOfWork, id: NetworkId) -> Thread:
    """It is committed now on PostgreSQL; on SQLite it waits for its turn."""
    change = Thread(target=meanwhile, args=(uows, id))
    change.start()
    if engine.dialect.name == "postgresql":
        change.join()
    return change


@pytest.mark.parametrize("begin", [SqlUnitsOfWork.reading, SqlUnitsOfWork.writing], ids=["reading", "writing"])
class TestOneMoment:
    def test_is_before_or_after(
        self,
        any_engine: Engine,
        any_uows: SqlUnitsOfWork,
        network_id: NetworkId,
        begin: Callable[[SqlUnitsOfWork], Any],
    ) -> None:
        """Looked at first, then again after it all has been committed: the second look is the same."""
        with begin(any_uows) as uow, uow.one_moment() as still:
            before = summary(still, network_id)
            change = a_change(any_engine, any_uows, network_id)
            assert summary(still, network_id) == before
        change.join()
        with any_uows.reading() as uow:
            assert summary(uow, network_id) != before

    def test_is_the_outer_one_inside_another(
        self, any_uows: SqlUnitsOfWork, network_id: NetworkId, begin: Callable[[SqlUnitsOfWork], Any]
    ) -> None:
        """And what comes after the inner one still sees it."""
        with begin(any_uows) as uow, uow.one_moment() as still:
            with still.one_moment() as inner:
                before = summary(inner, network_id)
            assert summary(still, network_id) == before

    def test_leaves_the_transaction_as_it_was(
        self, any_uows: SqlUnitsOfWork, network_id: NetworkId, begin: Callable[[SqlUnitsOfWork], Any]
    ) -> None:
        """It goes on reading what is committed."""
        with begin(any_uows) as uow:
            with uow.one_moment() as still:
                summary(still, network_id)
            assert uow.networks.get(network_id).id == network_id
