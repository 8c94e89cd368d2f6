"""The rows of the organisation chart (B1 to B16) that are met; docs/requirements.md lists all of them."""

import pytest

from core.model.networks import AnchorState, Missing, NetworkState, NetworkType, Phase
from core.services import permissions, prompts, rounds
from tests.acting import Stage, Weekdays, said
from tests.builders import CARE, NOW, Municipality, saved_network
from tests.reflections import LIBRARY
from views.drafts import PRIVATE


def test_b8_the_secretariat_alone_follows_all(stage: Stage, town: Municipality) -> None:
    """Those named to it get a summary; anybody else is told kindly who may."""
    assert "Opsamling: " in said(stage.act(town.sekretariat, text="opsamling", is_private=True))
    for person in (town.anne, town.dorte, town.guest):
        refused = said(stage.act(person, text="opsamling", is_private=True))
        assert "Søs Lindegaard" in refused or "sekretariat" in refused


def test_b10_new_questions_hold_from_the_next_round_on(stage: Stage, town: Municipality) -> None:
    """A changed library leaves the round that is open as it is."""
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo)
        asked = rounds.open_due(uow, uow.schedules.get(network.id), at=NOW, calendar=Weekdays())
        assert asked is not None
        before = uow.prompts.get(asked.prompt_id, asked.prompt_version)
        prompts.settle(uow, _reworded(asked.prompt_id))
        newest = next(prompt for prompt in uow.prompts.newest() if prompt.id == asked.prompt_id)
        assert newest.version == before.version + 1
        assert uow.prompts.get(asked.prompt_id, asked.prompt_version) == before


def _reworded(id: str) -> dict[str, object]:
    new = {"title": {"da": "Nye ord", "en": "New words"}}
    return LIBRARY | {"prompts": [each | new if each["id"] == id else each for each in LIBRARY["prompts"]]}


def test_b11_any_employee_starts_and_leads(stage: Stage, town: Municipality) -> None:
    """Wherever they work; and they can hand it over to another member."""
    stage.submit(town.camilla, "networks.create", name="Tryg hjem", purpose="Borgere skal trygt hjem", place=PRIVATE)
    with stage.uows.reading() as uow:
        (network,) = uow.networks.of_organisation(town.organisation.id)
    assert network.leader_id == town.camilla.id


def test_b12_no_network_without_an_anchor(stage: Stage, town: Municipality) -> None:
    """Without one it stays an idea; the anchor is asked, and sees the charter alone."""
    whole = {"name": "Tryg hjem", "purpose": "Borgere skal trygt hjem", "type": "velfaerd", "units": (CARE,)}
    stage.submit(town.anne, "networks.create", **whole, ends_on="2027-01-15", rhythm="weekly", place=PRIVATE)
    with stage.uows.reading() as uow:
        (idea,) = uow.networks.of_organisation(town.organisation.id)
    assert (idea.state, idea.missing) == (NetworkState.IDEA, (Missing.ANCHOR,))
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.ACCEPTED)
        assert permissions.may_see(uow, network, town.dorte)
        assert not permissions.may_manage(network, town.dorte)


@pytest.mark.parametrize("kind", NetworkType)
def test_b16_members_are_asked_what_they_took_home(kind: NetworkType) -> None:
    """When a network of any kind ends, or after it, what they take home to their own department."""
    late = [each for each in prompts.read(LIBRARY) if each.type is kind and each.phase in (Phase.CLOSING, Phase.AFTER)]
    assert {prompt.title["da"] for prompt in late} & {"Med hjem", "På tværs i hverdagen"}
