"""The leader's guide on request."""

from core.model.networks import NetworkState, Phase
from handlers.routing import Show
from tests.acting import Stage, buttons, said
from tests.builders import Municipality, a_round, saved_network


class TestTheGuide:
    def test_is_shown_for_the_phase_and_for_any_other(self, stage: Stage, town: Municipality) -> None:
        """A14: what helps now, what can be done about it, and the way to the others."""
        with stage.uows.writing() as uow:
            network = saved_network(uow, town.anne)
            uow.rounds.save(a_round(network))
            uow.commit()
        shown = stage.act(town.anne, text="guide")
        assert isinstance(shown, Show)
        assert "Giv tilbage, før du spørger igen" in said(shown)
        assert {"rounds.answer", "members.invite", "schedules.plan"} <= set(buttons(shown))
        for phase, words in {Phase.START: "Svar selv først", Phase.AFTER: "Forandringer ses ofte først senere"}.items():
            assert words in said(stage.act(town.anne, "guides.show", value=f"{network.id}|{phase.value}"))

    def test_is_there_when_the_network_is_over(self, stage: Stage, town: Municipality) -> None:
        """By its button, with a way to let something grow out of it."""
        with stage.uows.writing() as uow:
            network = saved_network(uow, town.anne, state=NetworkState.CLOSED)
            uow.commit()
        shown = stage.act(town.anne, "guides.show", value=network.id)
        assert "Tag tænkningen med hjem" in said(shown)
        assert set(buttons(shown)) == {"networks.split", "guides.show"}

    def test_is_for_who_leads(self, stage: Stage, town: Municipality) -> None:
        """A member is told who."""
        with stage.uows.writing() as uow:
            network = saved_network(uow, town.anne, town.bo)
            uow.commit()
        assert "netværkslederen" in said(stage.act(town.bo, "guides.show", value=network.id))
