"""The rows of the strategy for networks (A1 to A35) that are met; docs/requirements.md lists all of them."""

import re
from datetime import date, timedelta
from itertools import product

import pytest

from core.model.deliveries import Content
from core.model.members import MemberState
from core.model.networks import Missing, Network, NetworkState, NetworkType, Phase
from core.model.prompts import choose
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import closing, prompts, rounds
from handlers.routing import Invalid, Open, Show
from locales.catalogue import LANGUAGES, translator
from tests.acting import Stage, Weekdays, inputs, said
from tests.builders import CARE, NOW, SCHOOLS, Municipality, a_member, saved_network
from tests.reflections import LIBRARY, closed, tryg_hjem
from tests.reflections import said as replied
from views.drafts import PRIVATE
from views.elements import Element, Form

WHOLE = {
    "name": "Tryg hjem",
    "purpose": "Borgere skal trygt hjem",
    "type": "velfaerd",
    "why": "Ingen afdeling har hele vejen",
    "anchor": ("U0DORTE",),
    "units": (CARE, SCHOOLS),
    "ends_on": "2027-01-15",
    "rhythm": "weekly",
    "place": PRIVATE,
}
"""A network with all that one needs."""
PROMPTS = prompts.read(LIBRARY)


def _network(stage: Stage, town: Municipality, *members: object, **changes: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members, **changes)
        uow.commit()
    return network


def test_a1_networks_stand_beside_the_organisation(stage: Stage, town: Municipality) -> None:
    """A network needs a unit of the organisation to get under way, and leaves the organisation as it was."""
    before = _units(stage, town)
    told = stage.submit(town.anne, "networks.create", **{**WHOLE, "units": ()})
    assert "mindst én afdeling" in said(told)
    network = _network(stage, town, town.bo)
    stage.submit(town.anne, "networks.end", network.id)
    assert _units(stage, town) == before


def _units(stage: Stage, town: Municipality) -> object:
    with stage.uows.reading() as uow:
        return uow.organisations.units(town.organisation.id)


@pytest.mark.parametrize(("kind", "phase"), list(product(NetworkType, Phase)))
def test_a7_new_perspectives_are_asked_for(kind: NetworkType, phase: Phase) -> None:
    """Each kind of network has a question for them in every phase."""
    fitting = [prompt for prompt in PROMPTS if prompt.phase is phase and prompt.type is kind]
    assert any(question.dimension == "perspektiv" for prompt in fitting for question in prompt.questions)


def test_a8_the_leader_changes_the_form_at_any_time(stage: Stage, town: Municipality) -> None:
    """Another rhythm, a pause and going on again; what was asked before stays."""
    network = _network(stage, town, town.bo)
    with stage.uows.writing() as uow:
        closed(uow, network, "velf-undervejs-1", [replied(4)], on=date(2026, 9, 4))
        uow.commit()
    assert "schedules.save" in _submits(stage.act(town.anne, text="plan"))
    assert isinstance(stage.act(town.anne, text="pause 2 uger", conversation=network.conversation), Show)
    assert isinstance(stage.act(town.anne, text="genoptag", conversation=network.conversation), Show)
    with stage.uows.reading() as uow:
        assert len(uow.rounds.of_network(network.id)) == 1


def _submits(opened: object) -> str:
    assert isinstance(opened, Open)
    return opened.form.route


@pytest.mark.parametrize(
    "kind", [NetworkType.INNOVATION, NetworkType.WELFARE, NetworkType.LEARNING], ids=["a9", "a10", "a11"]
)
def test_a9_a10_a11_each_type_has_questions_of_its_own(kind: NetworkType) -> None:
    """What an innovation, a welfare and a learning network are asked is written for it alone."""
    own = [prompt for prompt in PROMPTS if prompt.type is kind]
    assert len(own) >= 5 * len(Phase)
    asked = choose(PROMPTS, kind, Phase.START, ())
    assert asked in own


class TestA16Commitment:
    def test_a16_membership_is_said_yes_to(self, stage: Stage, town: Municipality) -> None:
        """Who is invited is a member only after a yes; a no and leaving are respected."""
        network = _network(stage, town)
        with stage.uows.writing() as uow:
            invited = a_member(network, town.bo, state=MemberState.INVITED)
            uow.members.save(invited)
            uow.commit()
        assert self._active(stage, network) == 1
        stage.submit(town.bo, "members.join", invited.id, informed=("read",), unit=SCHOOLS)
        assert self._active(stage, network) == 2
        stage.act(town.bo, "members.left", value=network.id)
        assert self._active(stage, network) == 1

    def test_a16_nobody_sees_who_has_not_answered(self, stage: Stage, town: Municipality) -> None:
        """Neither the leader's status nor the secretariat's summary names any of the silent."""
        network = _network(stage, town, town.bo, town.camilla)
        with stage.uows.writing() as uow:
            closed(uow, network, "velf-undervejs-1", [replied(4, "Det går")], on=date(2026, 9, 4))
            uow.commit()
        seen = [
            stage.act(town.anne, text="status"),
            stage.act(town.sekretariat, text=f"opsamling {network.name}", is_private=True),
        ]
        assert not any(name in said(each) for each in seen for name in ("Bo Kjær", "Camilla Sørensen"))

    @staticmethod
    def _active(stage: Stage, network: Network) -> int:
        with stage.uows.reading() as uow:
            return uow.members.count_active(network.id)


def test_a17_how_it_goes_and_how_it_went(stage: Stage, town: Municipality) -> None:
    """Across a year with both changes of the clock and Christmas the phases come in order, the last when it closes."""
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, starts_on=NOW.date(), ends_on=date(2027, 9, 6))
        phases = [each.phase for each in _a_year(uow, network)]
        last = closing.begin(uow, uow.networks.get(network.id), at=NOW + timedelta(days=365), calendar=Weekdays())
    order = [Phase.START, Phase.UNDERWAY, Phase.MIDWAY, Phase.UNDERWAY, Phase.CLOSING]
    assert last is not None
    assert [phase for phase, before in zip(phases, [None, *phases], strict=False) if phase is not before] == order[:-1]
    assert last.phase is order[-1]


def _a_year(uow: UnitOfWork, network: Network) -> list[Round]:
    asked = []
    for day in range(340):
        at = NOW + timedelta(days=day)
        schedule = uow.schedules.get(network.id)
        if schedule.next_due_at and schedule.next_due_at <= at:
            opened = rounds.open_due(uow, schedule, at=at, calendar=Weekdays())
            asked += [rounds.finish(uow, opened, at=at)] if opened else []
    return asked


def test_a18_what_is_talked_about_is_given_life(stage: Stage, town: Municipality) -> None:
    """When a round closes, what was said is to be posted in the network's own conversation."""
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo)
        round, _ = closed(uow, network, "velf-undervejs-1", [replied(4, "Det går")], on=date(2026, 9, 4))
        [back] = [uow.deliveries.find(f"round:{round.id}:shareback")]
    assert back is not None
    assert (back.content, back.network_id) == (Content.SHAREBACK, network.id)


def test_a20_outputs_are_not_called_effects(stage: Stage, town: Municipality) -> None:
    """A network that has only made things is told so: they stand apart, and no change is claimed."""
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo)
        tried = replied("En fælles tjekliste", quotable=True)
        closed(uow, network, "velf-undervejs-3", [tried], on=date(2026, 9, 4))
        uow.commit()
    summary = said(stage.act(town.sekretariat, text=f"opsamling {network.name}", is_private=True))
    changes, results = summary.index("Ingen registrerede forandringer endnu"), summary.index("En fælles tjekliste")
    assert changes < results


def test_a22_a_network_has_a_purpose_and_an_end(stage: Stage, town: Municipality) -> None:
    """Without a purpose none is made; without an end it stays an idea."""
    refused = stage.submit(town.anne, "networks.create", **{**WHOLE, "purpose": ""})
    assert isinstance(refused, Invalid)
    assert set(refused.errors) == {"purpose"}
    stage.submit(town.anne, "networks.create", **{**WHOLE, "ends_on": ""})
    with stage.uows.reading() as uow:
        (idea,) = uow.networks.of_organisation(town.organisation.id)
    assert (idea.state, idea.missing) == (NetworkState.IDEA, (Missing.END,))


def test_a23_why_a_network_is_asked_and_kept(stage: Stage, town: Municipality) -> None:
    """Why this is not a task of one department stands with the purpose."""
    assert "why" in inputs(stage.act(town.anne, text="start"))
    stage.submit(town.anne, "networks.create", **WHOLE)
    with stage.uows.reading() as uow:
        (network,) = uow.networks.of_organisation(town.organisation.id)
    assert network.why == WHOLE["why"]


def test_a24_the_hierarchy_is_left_at_the_door(stage: Stage, town: Municipality) -> None:
    """The anchor, a head of department, sees neither a private reply nor a summary of it."""
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, anchor_id=town.dorte.id)
        secret = [replied(2, "Chefen skal ikke høre det her", private=True)]
        closed(uow, network, "velf-undervejs-1", secret, on=date(2026, 9, 4))
        uow.commit()
    for asked in ("status", f"status {network.name}", f"opsamling {network.name}", "mine"):
        assert "skal ikke høre" not in said(stage.act(town.dorte, text=asked, is_private=True))
    assert "sekretariat" in said(stage.act(town.dorte, text="opsamling", is_private=True))


def test_a25_everybody_is_asked_the_same(stage: Stage, town: Municipality) -> None:
    """A head of department and somebody from outside are asked the same, to the letter; who comes from outside may be
    asked what only they can know besides, below it and under a heading of its own.
    """
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.dorte, town.guest)
        rounds.open_due(uow, uow.schedules.get(network.id), at=NOW, calendar=Weekdays())
        uow.commit()
    director, citizen = (stage.act(person, text="svar") for person in (town.dorte, town.guest))
    assert isinstance(director, Open)
    assert isinstance(citizen, Open)
    asked, besides = _inputs(director.form), _inputs(citizen.form)
    assert list(besides.items())[: len(asked) - 2] == list(asked.items())[:-2]
    assert {name: besides[name] for name in asked} == asked
    assert all(name.startswith("q") for name in besides.keys() - asked.keys())
    assert "Til dig, der kommer udefra" in said(citizen)
    assert "Til dig, der kommer udefra" not in said(director)


def _inputs(form: Form) -> dict[str, Element]:
    return {element.name: element for element in form.elements if hasattr(element, "name")}


def test_a27_new_perspectives_are_told_with_whose_they_are(stage: Stage, town: Municipality) -> None:
    """The summary lists what somebody came to see, and who gave them the eye for it."""
    with stage.uows.writing() as uow:
        network = tryg_hjem(uow)
        uow.commit()
    stage.now = NOW + timedelta(days=60)
    assert "ikke efter hvornår datteren kan komme" in said(
        stage.act(town.sekretariat, text=f"opsamling {network.name}", is_private=True)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a28_nobody_is_ranked(language: str) -> None:
    """No text anywhere speaks of scores, winners or the best."""
    words = {
        "da": "rangliste|rangorden|pointtal|vinder|vindere|bedste netværk|flest svar|nummer ét|streak",
        "en": "leaderboard|score|winner|winners|best network|most replies|streak|ranking",
    }
    texts = [text.casefold() for text in translator(language).everything()]
    assert texts
    assert not [text for text in texts if re.search(rf"\b({words[language]})\b", text)]
