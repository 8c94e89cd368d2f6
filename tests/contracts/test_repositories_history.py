"""What happened to networks, on both databases."""

from datetime import timedelta

import pytest

from core.errors import NotFound
from core.model.history import Event, Happened
from core.model.ids import EventId, new_id
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, TODAY, a_municipality, saved_network


def test_comes_back_as_it_was_written_in_the_order_it_happened(any_uows: SqlUnitsOfWork) -> None:
    """Every field is kept; of what happened at the same instant, what was written first comes first."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        network, other = saved_network(uow, town.anne), saved_network(uow, town.bo)
        whole = Event(
            id=EventId(new_id()),
            network_id=network.id,
            at=NOW.replace(microsecond=123456),
            kind=Happened.END_MOVED,
            by_id=town.anne.id,
            person_id=town.bo.id,
            other_id=other.id,
            before=TODAY,
            after=TODAY + timedelta(9),
            reason="Æblerne er ikke modne",
        )
        bare = Event(id=EventId(new_id()), network_id=network.id, at=NOW, kind=Happened.STARTED)
        later = [Event(id=EventId(new_id()), network_id=network.id, at=NOW, kind=kind) for kind in Happened]
        for event in (whole, bare, *later):
            uow.history.add(event)
        uow.commit()
    with any_uows.reading() as uow:
        assert uow.history.get(whole.id) == whole
        assert uow.history.of_network(network.id) == [bare, *later, whole]
        assert uow.history.of_network(other.id) == []
        with pytest.raises(NotFound):
            uow.history.get(EventId("nothing"))
