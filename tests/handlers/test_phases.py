"""Choosing the phases that somebody takes part in."""

from core.model.members import MemberState
from core.model.networks import Network, Phase
from handlers.routing import Invalid
from tests.acting import Stage, buttons, inputs, said
from tests.builders import Municipality, saved_network


def _saved(stage: Stage, town: Municipality, *members: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members)
        uow.commit()
    return network


def _phases(stage: Stage, network: Network, person: object) -> tuple[Phase, ...]:
    with stage.uows.reading() as uow:
        return uow.members.find(network.id, person.id).phases


class TestChoosing:
    def test_is_by_the_leader_for_a_member(self, stage: Stage, town: Municipality) -> None:
        """B13: named in the command or picked in the form; empty again is the whole way."""
        network = _saved(stage, town, town.bo)
        assert "phases.choose" in buttons(stage.act(town.anne, text="status"))
        form = stage.act(town.anne, text="faser @bo", mentions=("U0BO",))
        assert inputs(form)["person"].values == ("U0BO",)
        chosen = {"person": ("U0BO",), "phases": ("opstart", "midtvejs")}
        told = stage.submit(town.anne, "phases.chosen", network.id, **chosen)
        assert "opstart og midtvejs" in said(told)
        assert _phases(stage, network, town.bo) == (Phase.START, Phase.MIDWAY)
        assert "hele vejen" in said(stage.submit(town.anne, "phases.chosen", network.id, person=("U0BO",)))
        assert _phases(stage, network, town.bo) == ()

    def test_says_what_is_wrong_beneath_the_input(self, stage: Stage, town: Municipality) -> None:
        """Somebody who is not in the network."""
        network = _saved(stage, town)
        refused = stage.submit(town.anne, "phases.chosen", network.id, person=("U0CAMILLA",), phases=("opstart",))
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"person"}

    def test_is_refused_to_others(self, stage: Stage, town: Municipality) -> None:
        """A member is told who."""
        network = _saved(stage, town, town.bo)
        assert "netværkslederen" in said(stage.act(town.bo, "phases.choose", value=network.id))

    def test_is_part_of_the_invitation(self, stage: Stage, town: Municipality) -> None:
        """Chosen in the form that invites."""
        network = _saved(stage, town)
        assert "phases" in inputs(stage.act(town.anne, text="inviter"))
        stage.submit(town.anne, "members.invited", network.id, people=("U0BO",), phases=("afslutning",))
        assert _phases(stage, network, town.bo) == (Phase.CLOSING,)
        with stage.uows.reading() as uow:
            assert uow.members.find(network.id, town.bo.id).state is MemberState.INVITED
