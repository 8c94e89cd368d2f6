"""Answering whether a post arrived, and saying that something is mended."""

import pytest

from core.model.deliveries import Content, DeliveryState
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, said
from tests.builders import Municipality, a_delivery, saved_network


@pytest.fixture
def held(uows: SqlUnitsOfWork, town: Municipality) -> str:
    """The id of a post that may stand there."""
    return _left(uows, town, DeliveryState.HELD)


@pytest.fixture
def network(uows: SqlUnitsOfWork, town: Municipality) -> str:
    """The id of a network where a post was refused."""
    _left(uows, town, DeliveryState.DEAD)
    with uows.reading() as uow:
        return uow.networks.of_person(town.anne.id)[0].id


def _left(uows: SqlUnitsOfWork, town: Municipality, state: DeliveryState) -> str:
    with uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, name="Tryg hjem")
        delivery = a_delivery(content=Content.CHARTER, network_id=network.id, state=state)
        uow.deliveries.add(delivery)
        uow.commit()
    return delivery.id


class TestAnswering:
    def test_replaces_the_question(self, stage: Stage, town: Municipality, held: str) -> None:
        """Its buttons are gone."""
        shown = stage.act(town.anne, "deliveries.arrived", value=held)
        assert said(shown) == "Tak. Så lader jeg det stå i Tryg hjem."

    def test_twice_is_settled_kindly(self, stage: Stage, town: Municipality, held: str) -> None:
        """Whoever presses second, and whichever button."""
        assert "sender det" in said(stage.act(town.anne, "deliveries.send_again", value=held))
        assert "allerede afklaret" in said(stage.act(town.sekretariat, "deliveries.arrived", value=held))

    def test_is_not_for_members(self, stage: Stage, town: Municipality, held: str) -> None:
        """They are told who can."""
        assert "netværkslederen" in said(stage.act(town.bo, "deliveries.arrived", value=held))

    def test_about_nothing_says_so(self, stage: Stage, town: Municipality) -> None:
        """An id that nothing has."""
        assert "findes ikke" in said(stage.act(town.anne, "deliveries.arrived", value="nothing"))


class TestTryingAgain:
    def test_is_said_to_who_pressed(self, stage: Stage, town: Municipality, network: str) -> None:
        """And the second time that there is nothing left."""
        assert "Jeg prøver igen" in said(stage.act(town.anne, "deliveries.try_again", value=network))
        assert "ikke noget, der venter" in said(stage.act(town.anne, "deliveries.try_again", value=network))


class TestAPlaceBackInUse:
    def test_lets_what_was_refused_go_out(
        self, stage: Stage, uows: SqlUnitsOfWork, town: Municipality, network: str
    ) -> None:
        """Whoever brought it back."""
        with uows.reading() as uow:
            place = uow.networks.find_by_name(town.organisation.id, "Tryg hjem").conversation
        stage.act(town.bo, "conversations.reopened", conversation=place)
        with uows.reading() as uow:
            assert uow.deliveries.stopped(town.organisation.id) == []
