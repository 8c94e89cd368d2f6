"""What has happened to a network, told again."""

import pytest

from core.errors import NotFound
from core.model.history import Happened
from core.ports import UnitOfWork
from core.services import history
from tests.builders import NOW, Municipality, saved_network


class TestTheHistory:
    def test_names_everybody_and_everything_in_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Whoever reads it can see who, and which other network."""
        network, other = saved_network(uow, town.anne, town.bo), saved_network(uow, town.camilla)
        history.note(uow, network, Happened.BRANCHED, at=NOW, by=town.anne, person_id=town.bo.id, other=other)
        told = history.told(uow, network, town.bo)
        assert [event.kind for event in told.events] == [Happened.BRANCHED]
        assert (set(told.people), told.networks) == ({town.anne.id, town.bo.id}, {other.id: other})

    def test_is_for_those_who_may_see_the_network(self, uow: UnitOfWork, town: Municipality) -> None:
        """A stranger is not told that it is there."""
        network = saved_network(uow, town.anne)
        with pytest.raises(NotFound):
            history.told(uow, network, town.camilla)
