"""Naming leader, co-leader and receiver, and answering."""

import pytest

from core.model.networks import AnchorState, Network
from handlers.routing import Invalid, Replace, Show
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality, saved_network

WAITING = AnchorState.WAITING


def _saved(stage: Stage, town: Municipality, *members: object, **changes: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members, **changes)
        uow.commit()
    return network


def _now(stage: Stage, network: Network) -> Network:
    with stage.uows.reading() as uow:
        return uow.networks.get(network.id)


class TestNaming:
    def test_begins_with_how_it_is_and_says_who_is_asked(self, stage: Stage, town: Municipality) -> None:
        """From any of its words, and from the status."""
        network = _saved(stage, town, town.bo, receiver_id=town.dorte.id)
        assert "roles.change" in buttons(stage.act(town.anne, text="status"))
        form = stage.act(town.anne, text="medleder")
        assert {name: each.values for name, each in inputs(form).items()} == {
            "leder": ("U0ANNE",),
            "medleder": (),
            "modtager": ("U0DORTE",),
        }
        told = stage.submit(
            town.anne, "roles.changed", network.id, leder=("U0ANNE",), medleder=("U0BO",), modtager=("U0DORTE",)
        )
        assert "vil være medleder" in said(told)
        assert _now(stage, network).co_leader_state is WAITING

    def test_of_somebody_unfit_is_said_beneath_the_input(self, stage: Stage, town: Municipality) -> None:
        """The form stays."""
        network = _saved(stage, town)
        refused = stage.submit(town.anne, "roles.changed", network.id, leder=("U0CAMILLA",))
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"leder"}

    def test_is_for_the_leader(self, stage: Stage, town: Municipality) -> None:
        """A member is told who, whatever they press."""
        network = _saved(stage, town, town.bo)
        assert "netværkslederen" in said(stage.act(town.bo, "roles.change", value=network.id))
        assert "netværkslederen" in said(stage.act(town.bo, "roles.changed", value=network.id))


class TestAnswering:
    @pytest.mark.parametrize(("route", "state"), [("yes", AnchorState.ACCEPTED), ("no", AnchorState.DECLINED)])
    @pytest.mark.parametrize(("role", "field"), [("anchor", "anchor"), ("modtager", "receiver")])
    def test_with_a_button(
        self, stage: Stage, town: Municipality, role: str, field: str, route: str, state: AnchorState
    ) -> None:
        """B5, B12: the anchor and the receiver say yes or no, and are thanked either way."""
        network = _saved(stage, town, **{f"{field}_id": town.dorte.id, f"{field}_state": WAITING})
        told = stage.act(town.dorte, f"roles.{route}", value=f"{network.id}|{role}")
        assert isinstance(told, Replace)
        assert "Tak" in said(told)
        assert getattr(_now(stage, network), f"{field}_state") is state

    def test_to_the_lead_hands_it_over(self, stage: Stage, town: Municipality) -> None:
        """The question waits on the page of who is asked, with its buttons."""
        network = _saved(stage, town, town.bo, next_leader_id=town.bo.id)
        page = stage.act(town.bo, text="mine")
        assert "om du vil være netværksleder" in said(page)
        stage.act(town.bo, "roles.yes", value=buttons(page)["roles.yes"].value)
        assert _now(stage, network).leader_id == town.bo.id

    @pytest.mark.parametrize("value", ["leder", "kejser", ""])
    def test_is_for_who_was_asked(self, stage: Stage, town: Municipality, value: str) -> None:
        """Nobody else's press changes anything, nor a role that there is not."""
        network = _saved(stage, town, town.bo, town.camilla, next_leader_id=town.bo.id)
        told = stage.act(town.camilla, "roles.yes", value=f"{network.id}|{value}")
        assert isinstance(told, Show)
        assert _now(stage, network) == network
