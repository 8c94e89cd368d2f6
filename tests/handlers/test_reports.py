"""Asking for the network report."""

import handlers.reports  # noqa: F401
from core.model.networks import Network, NetworkState
from tests.acting import Stage, buttons, said, view_of
from tests.builders import Municipality, saved_network
from views.elements import Actions, Link


def _saved(stage: Stage, town: Municipality, **changes: object) -> Network:
    with stage.uows.writing() as uow:
        network = saved_network(uow, town.anne, town.bo, **changes)
        uow.commit()
    return network


def _door(key: str) -> tuple[str, str]:
    return "https://bot.example/f/secret", "d" * 64


class TestAsking:
    def test_in_the_place_of_the_network_gives_two_links(self, stage: Stage, town: Municipality) -> None:
        """A closed one too: in Danish and in English, as Word and as text."""
        stage.file_door = _door
        network = _saved(stage, town, name="Tryg hjem", state=NetworkState.CLOSED)
        for words in ("beretning", "report"):
            shown = view_of(stage.act(town.bo, text=words, conversation=network.conversation))
            links = [each for element in shown.elements if isinstance(element, Actions) for each in element.buttons]
            assert [link.url for link in links if isinstance(link, Link)] == [
                "https://bot.example/f/secret.docx",
                "https://bot.example/f/secret.md",
            ]
            assert "virker i et døgn" in said(shown)

    def test_for_one_of_several_asks_which(self, stage: Stage, town: Municipality) -> None:
        """By its name it is clear."""
        stage.file_door = _door
        _saved(stage, town, name="Tryg hjem")
        _saved(stage, town, name="Unge på vej")
        assert "reports.show" in buttons(stage.act(town.bo, text="beretning", is_private=True))
        assert "Unge på vej" in said(stage.act(town.sekretariat, text="beretning unge", is_private=True))

    def test_without_an_address_says_what_is_missing(self, stage: Stage, town: Municipality) -> None:
        """An administrator reads which settings."""
        _saved(stage, town)
        assert "PUBLIC_URL, LINK_SECRET" in said(stage.act(town.bo, text="beretning"))

    def test_of_nothing_says_so(self, stage: Stage, town: Municipality) -> None:
        """Who is in no network, and who may not read this one."""
        stage.file_door = _door
        network = _saved(stage, town, anchor_id=town.dorte.id)
        assert "ingen netværk" in said(stage.act(town.camilla, text="beretning"))
        assert "netværkets deltagere" in said(stage.act(town.dorte, "reports.show", value=network.id))
        assert network.name not in said(stage.act(town.camilla, "reports.show", value=network.id))
