"""Deciding about the end."""

from datetime import timedelta

from core.model.networks import Network, NetworkState
from handlers.routing import Invalid
from tests.acting import Stage, buttons, inputs, said
from tests.builders import TODAY, Municipality, saved_network

LATER = (TODAY + timedelta(days=200)).isoformat()


def _saved(stage: Stage, town: Municipality, *members: object, **changes: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members, **changes)
        uow.commit()
    return network


def _now(stage: Stage, network: Network) -> Network:
    with stage.uows.reading() as uow:
        return uow.networks.get(network.id)


class TestExtending:
    def test_asks_until_when_and_why(self, stage: Stage, town: Municipality) -> None:
        """A22: from the status or by its word; what was said is kept."""
        network = _saved(stage, town)
        assert "endings.extend" in buttons(stage.act(town.anne, text="status"))
        form = stage.act(town.anne, text="forlæng")
        assert [name for name, each in inputs(form).items() if each.required] == ["ends_on", "reason"]
        assert inputs(form)["ends_on"].value > network.ends_on
        told = stage.submit(town.anne, "endings.extended", network.id, ends_on=LATER, reason="Vi mangler ét forsøg")
        assert "fortsætter til" in said(told)
        assert _now(stage, network).ends_on.isoformat() == LATER
        assert "Vi mangler ét forsøg" in said(stage.act(town.anne, text="status"))
        assert "Vi mangler ét forsøg" in said(stage.act(town.anne, text="historik"))

    def test_without_a_reason_stays(self, stage: Stage, town: Municipality) -> None:
        """With a text beneath each input."""
        network = _saved(stage, town)
        refused = stage.submit(town.anne, "endings.extended", network.id, ends_on="i morgen", reason="")
        assert isinstance(refused, Invalid)
        empty = stage.submit(town.anne, "endings.extended", network.id, ends_on="", reason="")
        assert set(empty.errors) == {"ends_on", "reason"}

    def test_twice_is_once(self, stage: Stage, town: Municipality) -> None:
        """The same act sent again is written down once."""
        network = _saved(stage, town)
        for _ in range(2):
            stage.submit(town.anne, "endings.extended", network.id, key="same", ends_on=LATER, reason="Mere tid")
        with stage.uows.reading() as uow:
            assert len(uow.history.of_network(network.id)) == 1

    def test_is_for_the_leader(self, stage: Stage, town: Municipality) -> None:
        """A member is told who; a stranger hears of no such network."""
        network = _saved(stage, town, town.bo)
        for route in ("endings.extend", "endings.operation"):
            assert "netværkslederen" in said(stage.act(town.bo, route, value=network.id))
            assert network.name not in said(stage.act(town.camilla, route, value=network.id))


class TestDailyOperation:
    def test_rounds_off_with_a_name(self, stage: Stage, town: Municipality) -> None:
        """What it is and who takes over; that person is asked."""
        network = _saved(stage, town)
        assert set(inputs(stage.act(town.anne, text="drift"))) == {"what", "modtager"}
        told = stage.submit(town.anne, "endings.operated", network.id, what="Morgenmødet", modtager=("U0DORTE",))
        assert network.name in said(told)
        assert "guides.show" in buttons(told)
        assert _now(stage, network).state is not NetworkState.ACTIVE
        assert "Morgenmødet" in said(stage.act(town.anne, "history.show", value=network.id))

    def test_says_beneath_the_input_what_is_wrong(self, stage: Stage, town: Municipality) -> None:
        """Nothing is changed."""
        network = _saved(stage, town)
        refused = stage.submit(town.anne, "endings.operated", network.id, what="Morgenmødet", modtager=("U0GAEST",))
        assert set(refused.errors) == {"modtager"}
        assert _now(stage, network) == network
