"""What the repository of picks promises (core.ports_picks), on both databases."""

from dataclasses import replace

import pytest

from core.model.networks import Network, Phase
from core.model.picks import Pick, own_prompt
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_municipality, a_prompt, saved_network


@pytest.fixture
def network(any_uows: SqlUnitsOfWork) -> Network:
    with any_uows.writing() as uow:
        made = saved_network(uow, a_municipality(uow).anne)
        uow.commit()
    return made


def _pick(network: Network, **changes: object) -> Pick:
    pick = Pick(
        network_id=network.id, picked_by=network.leader_id, picked_at=NOW, prompt_id="fremdrift", prompt_version=1
    )
    return replace(pick, **changes)


class TestPicks:
    def test_one_for_each_network_the_last_one_set(self, any_uows: SqlUnitsOfWork, network: Network) -> None:
        """Whole as it was set, until it is cleared."""
        skip = _pick(network, prompt_id="", prompt_version=0)
        with any_uows.writing() as uow:
            uow.picks.set(_pick(network))
            uow.picks.set(skip)
            uow.commit()
        with any_uows.writing() as uow:
            assert uow.picks.find(network.id) == skip
            assert uow.picks.among([network.id, "another"]) == {network.id}
            uow.picks.clear(network.id)
            uow.picks.clear(network.id)
            assert uow.picks.find(network.id) is None
            assert not uow.picks.among([network.id])

    def test_a_prompt_of_ones_own_is_in_no_library(self, any_uows: SqlUnitsOfWork, network: Network) -> None:
        """It is found by its id, as every version that was ever asked, and offered to nobody."""
        own = own_prompt(network, Phase.UNDERWAY, "Hvad overraskede jer?", title="Vores eget")
        with any_uows.writing() as uow:
            uow.prompts.add(a_prompt(), 0)
            uow.picks.write(network.id, own)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.prompts.get(own.id, own.version) == own
            assert [prompt.id for prompt in uow.prompts.newest()] == ["fremdrift"]
