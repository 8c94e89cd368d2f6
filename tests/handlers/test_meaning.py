"""Which network is meant."""

from core.model.networks import Network
from tests.acting import Stage, buttons, said
from tests.builders import Municipality, saved_network


def _two(stage: Stage, town: Municipality) -> tuple[Network, Network]:
    with stage.uows.writing() as uow:
        both = saved_network(uow, town.anne, town.bo), saved_network(uow, town.anne, town.bo)
        uow.commit()
    return both


class TestMeaning:
    def test_one_of_several_is_asked_for(self, stage: Stage, town: Municipality) -> None:
        """With a button for each, and everything said goes along."""
        first, _ = _two(stage, town)
        asked = stage.act(town.anne, text="inviter @camilla", mentions=("U0CAMILLA",))
        assert "Hvilket netværk?" in said(asked)
        assert buttons(asked)["members.invited"].value.endswith("|U0CAMILLA")
        told = stage.act(town.anne, "members.invited", value=f"{first.id}|U0CAMILLA")
        assert "Camilla Sørensen har fået en invitation." in said(told)

    def test_none_is_told_kindly(self, stage: Stage, town: Municipality) -> None:
        """And how to get one."""
        assert "networks.start" in buttons(stage.act(town.camilla, text="status"))

    def test_a_name_is_enough(self, stage: Stage, town: Municipality) -> None:
        """One that is not there is said so."""
        first, _ = _two(stage, town)
        assert first.purpose in said(stage.act(town.bo, text=f"status {first.name.upper()}"))
        assert "kan ikke finde" in said(stage.act(town.bo, text="status Noget andet"))
