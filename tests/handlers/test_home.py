"""The overview, the help, my networks, my page."""

from core.model import keys
from handlers.routing import Done
from tests.acting import Stage, buttons, said
from tests.builders import Municipality, a_round, saved_network


class TestTheOverview:
    def test_says_what_can_be_done(self, stage: Stage, town: Municipality) -> None:
        """An employee may start a network, a guest may not."""
        assert set(buttons(stage.act(town.bo))) == {"networks.start", "home.mine", "home.help"}
        assert "networks.start" not in buttons(stage.act(town.guest))

    def test_knows_where_it_is_asked(self, stage: Stage, town: Municipality) -> None:
        """Where a network talks it is about that network, for those in it."""
        with stage.uows.writing() as uow:
            network = saved_network(uow, town.anne, town.bo)
            uow.rounds.save(a_round(network))
            uow.commit()
        here = stage.act(town.bo, conversation=network.conversation)
        assert network.name in said(here)
        assert {"rounds.answer", "members.invite", "outcomes.list", "networks.status"} <= set(buttons(here))
        assert network.name not in said(stage.act(town.camilla, conversation=network.conversation))


class TestTheHelp:
    def test_names_every_word(self, stage: Stage, town: Municipality) -> None:
        """All that can be done, in the person's language."""
        text = said(stage.act(town.bo, text="hjælp"))
        words = (
            "start",
            "inviter",
            "mine",
            "status",
            "plan",
            "ret",
            "forlad",
            "fjern",
            "afslut",
            "sprog",
            "opsamling",
            "udbytte",
        )
        assert all(f"{word}" in text for word in words)

    def test_says_which_word_it_did_not_know(self, stage: Stage, town: Municipality) -> None:
        """Kindly, as it was written."""
        assert "»*kaffe*«" in said(stage.act(town.bo, text="*kaffe*"))


class TestMine:
    def test_is_kind_when_there_is_nothing(self, stage: Stage, town: Municipality) -> None:
        """What to do about it, if one may."""
        assert "networks.start" in buttons(stage.act(town.bo, text="mine"))
        assert buttons(stage.act(town.guest, text="mine")) == {}

    def test_shows_my_networks(self, stage: Stage, town: Municipality) -> None:
        """Mine, and nobody else's."""
        with stage.uows.writing() as uow:
            mine, other = saved_network(uow, town.bo), saved_network(uow, town.anne)
            uow.commit()
        text = said(stage.act(town.bo, text="mine"))
        assert mine.name in text
        assert other.name not in text

    def test_writes_nothing(self, stage: Stage, town: Municipality) -> None:
        """A look leaves no trace: the same act may look twice."""
        first, second = (stage.act(town.bo, text="mine", key="same") for _ in range(2))
        assert first == second


class TestOpeningThePage:
    def test_publishes_it(self, stage: Stage, town: Municipality) -> None:
        """The newest state, by the ledger."""
        assert stage.act(town.bo, "home.opened") == Done()
        with stage.uows.reading() as uow:
            assert uow.deliveries.find(keys.home(town.bo.id)) is not None
