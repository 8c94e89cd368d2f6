"""Rounding a network off: the form, the warning, taking it back, keeping the conversation."""

from core.model.networks import Network, NetworkState, Phase
from handlers.routing import Invalid, Open, Show
from tests.acting import Stage, buttons, inputs, said
from tests.builders import NOW, Municipality, a_prompt, saved_network


def _saved(stage: Stage, town: Municipality, *members: object, prompts: int = 3, **changes: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, *members, **changes)
        for number in range(prompts):
            uow.prompts.add(a_prompt(id=f"slut-{number}", phase=Phase.CLOSING), number)
        uow.commit()
    return network


def _now(stage: Stage, network: Network) -> Network:
    with stage.uows.reading() as uow:
        return uow.networks.get(network.id)


class TestTheForm:
    def test_offers_small_rounds_and_the_short_way(self, stage: Stage, town: Municipality) -> None:
        """With the day on which the network is over, for each."""
        _saved(stage, town)
        form = stage.act(town.anne, text="afslut")
        usual, short = inputs(form)["rounds"].options
        assert (usual.value, usual.label, usual.hint) == (
            "3",
            "3 små runder",
            "Anbefalet. Netværket slutter 25. september 2026.",
        )
        assert (short.value, short.label) == ("1", "1 runde")
        assert "høstkort" in said(form)

    def test_has_no_choice_where_there_is_none(self, stage: Stage, town: Municipality) -> None:
        """With one prompt of closing there is one round, and its end is told."""
        _saved(stage, town, prompts=1)
        form = stage.act(town.anne, text="afslut")
        assert "rounds" not in inputs(form)
        assert "14. september" in said(form)

    def test_asks_who_takes_over(self, stage: Stage, town: Municipality) -> None:
        """Whoever is named already stands there."""
        _saved(stage, town, receiver_id=town.dorte.id)
        assert inputs(stage.act(town.anne, text="afslut"))["modtager"].values == ("U0DORTE",)

    def test_of_an_idea_closes_it_at_once(self, stage: Stage, town: Municipality) -> None:
        """There is nothing to give back, and nobody to take over."""
        network = _saved(stage, town, state=NetworkState.IDEA)
        form = stage.act(town.anne, text="afslut")
        assert "med det samme" in said(form)
        assert inputs(form) == {}
        assert "er afsluttet" in said(stage.submit(town.anne, "networks.end", network.id))
        assert _now(stage, network).state is NetworkState.CLOSED

    def test_is_for_the_leader(self, stage: Stage, town: Municipality) -> None:
        """A member is told who."""
        network = _saved(stage, town, town.bo)
        assert "netværkslederen" in said(stage.act(town.bo, "networks.close", value=network.id))


class TestBeginning:
    def test_tells_when_it_is_over_and_how_to_take_it_back(self, stage: Stage, town: Municipality) -> None:
        """The first round is open, two are to come."""
        network = _saved(stage, town)
        told = stage.submit(town.anne, "networks.end", network.id, rounds="3", modtager=("U0DORTE",))
        assert "3 små runder" in said(told)
        assert "25. september" in said(told)
        assert {"closing.cancel", "guides.show"} == set(buttons(told))
        assert (_now(stage, network).closing_round, _now(stage, network).closing_rounds) == (1, 3)

    def test_without_a_receiver_gives_a_friendly_warning(self, stage: Stage, town: Municipality) -> None:
        """A3: it stands in nobody's way, and a button leads to naming somebody."""
        network = _saved(stage, town)
        told = stage.submit(town.anne, "networks.end", network.id, rounds="1")
        assert "Ingen er peget ud til at tage over" in said(told)
        assert "roles.change" in buttons(told)
        assert (_now(stage, network).state, _now(stage, network).closing_rounds) == (NetworkState.CLOSING, 1)

    def test_with_somebody_who_cannot_take_over_says_so_beneath_the_input(
        self, stage: Stage, town: Municipality
    ) -> None:
        """Nothing is changed."""
        network = _saved(stage, town)
        refused = stage.submit(town.anne, "networks.end", network.id, rounds="3", modtager=("U0GAEST",))
        assert isinstance(refused, Invalid)
        assert set(refused.errors) == {"modtager"}
        assert _now(stage, network) == network


class TestTakingItBack:
    def test_is_offered_to_the_leader_wherever_the_network_is_shown(self, stage: Stage, town: Municipality) -> None:
        """By its word and in the status; no longer when it was taken back."""
        network = _saved(stage, town, town.bo)
        stage.submit(town.anne, "networks.end", network.id, rounds="3")
        again = stage.act(town.anne, text="afslut")
        assert isinstance(again, Show)
        assert "Runde 1 af 3" in said(again)
        assert "closing.cancel" in buttons(stage.act(town.anne, text="status"))
        assert "closing.cancel" not in buttons(stage.act(town.bo, text="status"))
        told = stage.act(town.anne, "closing.cancel", value=network.id)
        assert f"{network.name} fortsætter. Næste runde kommer" in said(told)
        assert _now(stage, network).state is NetworkState.ACTIVE
        assert isinstance(stage.act(town.anne, text="afslut"), Open)

    def test_is_refused_to_a_member(self, stage: Stage, town: Municipality) -> None:
        """Kindly."""
        network = _saved(stage, town, town.bo)
        stage.submit(town.anne, "networks.end", network.id, rounds="3")
        assert "netværkslederen" in said(stage.act(town.bo, "closing.cancel", value=network.id))
        assert _now(stage, network).state is NetworkState.CLOSING

    def test_says_that_there_is_nothing_to_take_back(self, stage: Stage, town: Municipality) -> None:
        """A button that was pressed too late, or twice."""
        network = _saved(stage, town)
        assert "ikke noget at fortryde" in said(stage.act(town.anne, "closing.cancel", value=network.id))


class TestKeeping:
    def test_the_conversation_is_for_the_leader(self, stage: Stage, town: Municipality) -> None:
        """Anybody sees the button, and is told who decides."""
        network = _saved(stage, town, town.bo, state=NetworkState.CLOSED, closed_at=NOW)
        assert "netværkslederen" in said(stage.act(town.bo, "closing.keep", value=network.id))
        assert "bliver stående" in said(stage.act(town.anne, "closing.keep", value=network.id))
