"""What the memory of calls for help promises (core.ports_calls), on both databases."""

from datetime import timedelta

import pytest

from core.errors import NotFound
from core.model.ids import CallId
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_call, a_municipality, saved_network


def test_a_call_comes_back_as_it_was_kept(any_uows: SqlUnitsOfWork) -> None:
    """Every field, before and after it is answered; one that is not there is not found."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        network = saved_network(uow, town.anne)
        bare = a_call(network, town.anne)
        whole = a_call(network, town.anne, answer="Æbler", answered_by=town.sekretariat.id, answered_at=NOW)
        for call in (bare, whole):
            uow.calls.save(call)
        assert [uow.calls.get(bare.id), uow.calls.take(whole.id)] == [bare, whole]
        with pytest.raises(NotFound):
            uow.calls.take(CallId("x"))


def test_those_that_wait_come_oldest_first(any_uows: SqlUnitsOfWork) -> None:
    """Of the networks that are asked for, without those that are answered."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        network, other = saved_network(uow, town.anne), saved_network(uow, town.bo)
        new, old = (a_call(network, town.anne, asked_at=NOW - timedelta(days=days)) for days in (1, 9))
        answered = a_call(network, town.anne, answered_at=NOW)
        for call in (new, old, answered, a_call(other, town.bo)):
            uow.calls.save(call)
        assert uow.calls.unanswered([network.id]) == [old, new]
        assert uow.calls.unanswered([]) == []
