"""The next round as the leader wants it: picked, written, skipped, undone; and what then opens."""

from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, Unfit
from core.model.networks import Network, NetworkState, NetworkType, Phase
from core.model.prompts import Audience
from core.model.rounds import Round, RoundState, Skipped
from core.ports import UnitOfWork
from core.services import openings, picks, rounds
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_prompt, saved_network

QUESTION = "Hvad overraskede jer på mødet?"


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    uow.prompts.add(a_prompt(), 0)
    uow.prompts.add(a_prompt(id="andet"), 1)
    uow.prompts.add(a_prompt(id="opstart", phase=Phase.START), 2)
    uow.prompts.add(a_prompt(id="anden-type", type=NetworkType.LEARNING), 3)
    uow.prompts.add(a_prompt(id="leder", audience=Audience.LEADER), 4)
    return saved_network(uow, town.anne, town.bo)


def _opened(uow: UnitOfWork, network: Network, days: int = 0) -> Round:
    at = NOW + timedelta(days=days)
    opened = rounds.open_due(uow, uow.schedules.get(network.id), at=at, calendar=Weekdays())
    assert opened is not None
    return opened


class TestUpcoming:
    def test_is_what_the_rule_would_take(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Unless the leader wants something else."""
        coming = picks.upcoming(uow, network, town.anne)
        assert (coming.due.at, coming.pick) == (NOW, None)
        assert coming.prompt is not None
        assert coming.prompt.id == _opened(uow, network).prompt_id

    def test_is_for_the_leader(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """A member sees it when it is asked."""
        with pytest.raises(NotAllowed):
            picks.upcoming(uow, network, town.bo)

    def test_is_nothing_where_nothing_is_planned(self, uow: UnitOfWork, town: Municipality) -> None:
        """An idea has no rounds yet."""
        idea = saved_network(uow, town.anne, state=NetworkState.IDEA, conversation=None)
        rounds.open_due(uow, uow.schedules.get(idea.id), at=NOW, calendar=Weekdays())
        with pytest.raises(Conflict, match=r"picks\.nothing_planned"):
            picks.upcoming(uow, idea, town.anne)


class TestPicking:
    def test_holds_for_the_next_round_only(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The one after is the rule's again."""
        picks.pick(uow, network, town.anne, "andet", at=NOW)
        assert _opened(uow, network).prompt_id == "andet"
        assert uow.picks.find(network.id) is None
        assert _opened(uow, network, days=14).prompt_id == "fremdrift"

    def test_offers_the_phase_first_and_only_what_fits(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Nothing of another type, nothing that is meant for leaders."""
        offered = picks.offered(uow, picks.upcoming(uow, network, town.anne))
        assert [prompt.id for prompt in offered] == ["fremdrift", "andet", "opstart"]
        for wrong in ("anden-type", "leder", "findes-ikke", ""):
            with pytest.raises(Unfit):
                picks.pick(uow, network, town.anne, wrong, at=NOW)

    def test_is_done_when_many_open_at_once(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Beside one where nobody has picked."""
        other = saved_network(uow, town.anne, town.camilla)
        picks.pick(uow, network, town.anne, "andet", at=NOW)
        due = [uow.schedules.get(each.id) for each in (network, other)]
        openings.open_all(uow, due, at=NOW, calendar_of=lambda _: Weekdays())
        asked = [uow.rounds.of_network(each.id)[-1].prompt_id for each in (network, other)]
        assert asked == ["andet", "fremdrift"]


class TestWriting:
    def test_asks_a_question_of_ones_own(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """One open question, in the network's words, space put in order."""
        picks.write(uow, network, town.anne, f"  {QUESTION}\n", title="Vores eget", at=NOW)
        opened = _opened(uow, network)
        [question] = uow.prompts.get(opened.prompt_id, opened.prompt_version).questions
        assert question.texts["da"] == QUESTION

    @pytest.mark.parametrize("text", ["", "Hvad?", "x" * 301, "Hvad siger 070761-4285 om det?"])
    def test_refuses_what_cannot_be_asked(
        self, uow: UnitOfWork, town: Municipality, network: Network, text: str
    ) -> None:
        """Too short, too long, or with a CPR number in it."""
        with pytest.raises(Unfit) as refused:
            picks.write(uow, network, town.anne, text, title="Vores eget", at=NOW)
        assert set(refused.value.fields) == {"text"}


class TestSkipping:
    def test_asks_nothing_the_next_time(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The round is kept as skipped, with the reason, and the rhythm goes on."""
        picks.skip(uow, network, town.anne, at=NOW)
        skipped = _opened(uow, network)
        assert (skipped.state, skipped.reason) == (RoundState.SKIPPED, Skipped.PICKED.value)
        assert _opened(uow, network, days=14).state is RoundState.OPEN

    def test_can_be_undone(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Until it falls due."""
        picks.skip(uow, network, town.anne, at=NOW)
        assert picks.undo(uow, network, town.anne).prompt is not None
        assert _opened(uow, network).state is RoundState.OPEN
