"""The secretariat takes something out: how it says what, what it is asked, and who gets nothing."""

from dataclasses import replace

import pytest

import handlers.conditions
import handlers.exports  # noqa: F401
from core.model.networks import Network
from handlers.routing import Open, Response
from tests.acting import Stage, buttons, inputs, said, view_of
from tests.builders import Municipality
from views.elements import Actions, Button, Link

WHOLE = "||||"


@pytest.fixture
def tryg(tryg: Network, stage: Stage) -> Network:
    stage.file_door = lambda key: (f"https://bot.example/f/{key.split(':')[1]}", f"{key:.64}")
    return tryg


def ask(stage: Stage, town: Municipality, text: str, **fields: object) -> Response:
    return stage.act(town.sekretariat, text=text, is_private=True, **fields)


def every_button(response: Response) -> dict[str, Button]:
    """By what stands on them."""
    actions = (each for each in view_of(response).elements if isinstance(each, Actions))
    return {each.label: each for action in actions for each in action.buttons if isinstance(each, Button)}


def links(response: Response) -> list[str]:
    actions = (each for each in view_of(response).elements if isinstance(each, Actions))
    return [
        each.url.removeprefix("https://bot.example/f/") for a in actions for each in a.buttons if isinstance(each, Link)
    ]


class TestChoosing:
    def test_by_words_is_of_what_a_summary_would_be_of(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """The same words in both languages, and what is meant is said."""
        assert "Tryg hjem fra sygehuset · siden 1. september 2026" in said(
            ask(stage, town, "eksport tryg hjem siden september")
        )
        assert "velfærdsnetværkene · siden 1. september 2026" in said(
            ask(stage, town, "export welfare since september")
        )
        assert "netværksstrukturen · hele forløbet" in said(ask(stage, town, "eksport"))
        assert "Sundhed og omsorg · hele forløbet" in said(ask(stage, town, "eksport sundhed og omsorg"))

    def test_stands_under_every_summary(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """With the network or the type, and the period, that it is of."""
        for text, subject in (
            ("tryg hjem siden september", "Tryg hjem fra sygehuset · siden"),
            ("velfærd sidste måned", "velfærdsnetværkene · 1. oktober"),
        ):
            button = buttons(ask(stage, town, f"opsamling {text}"))["exports.choose"]
            shown = stage.act(town.sekretariat, button.route, value=button.value, is_private=True)
            assert subject in said(shown)

    def test_of_all_networks_offers_no_request_for_access(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """That is of one network at a time."""
        assert "Til aktindsigt" in every_button(ask(stage, town, "eksport tryg hjem"))
        assert "Til aktindsigt" not in every_button(ask(stage, town, "eksport"))
        told = said(stage.act(town.sekretariat, "exports.fetch", value=f"disclosure|{WHOLE}", is_private=True))
        assert "aktindsigt" not in told

    def test_what_is_not_understood_gets_no_file(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """A file of something else would go on living: a near name is offered, the rest is asked again."""
        near = ask(stage, town, "eksport tryk hjemm")
        assert buttons(near)["exports.choose"].label == "Tryg hjem fra sygehuset"
        told = said(ask(stage, town, "eksport velfærd arilds tid"))
        assert "Jeg forstod ikke »arilds tid«" in told
        assert "Skriv eksport og det, du ville skrive efter opsamling" in told

    def test_without_an_address_says_what_is_missing(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Before anything is chosen, and where an old button is pressed."""
        stage.file_door = None
        assert "PUBLIC_URL, LINK_SECRET" in said(ask(stage, town, "eksport"))
        pressed = stage.act(town.sekretariat, "exports.fetch", value=f"summary|{WHOLE}", is_private=True)
        assert "PUBLIC_URL, LINK_SECRET" in said(pressed)


class TestFetching:
    def test_gives_each_file_in_two_ways(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Texts as Word and Markdown, tables as Excel and CSV."""
        offered = every_button(ask(stage, town, "eksport tryg hjem"))
        for label, ends in (
            ("Opsamlingen", ["docx", "md"]),
            ("Tallene", ["xlsx", "csv"]),
            ("Udbyttet", ["xlsx", "csv"]),
        ):
            button = offered[label]
            shown = stage.act(town.sekretariat, button.route, value=button.value, is_private=True)
            assert [link.split(".")[1] for link in links(shown)] == ends
            assert "virker i et døgn" in said(shown)

    def test_for_the_journal_asks_for_the_case(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Which may be left out."""
        button = every_button(ask(stage, town, "eksport tryg hjem"))["Til journal"]
        form = stage.act(town.sekretariat, button.route, value=button.value, is_private=True)
        assert isinstance(form, Open)
        assert list(inputs(form)) == ["case"]
        shown = stage.submit(town.sekretariat, form.form.route, form.form.value, case="")
        assert links(shown) == ["journal.docx", "journal.md"]

    def test_for_a_request_for_access_gives_a_copy_without_names(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """Both at once; whose decision it is stands in the form."""
        button = every_button(ask(stage, town, "eksport tryg hjem"))["Til aktindsigt"]
        form = stage.act(town.sekretariat, button.route, value=button.value, is_private=True)
        assert "Kommunen afgør" in said(form)
        shown = stage.submit(town.sekretariat, form.form.route, form.form.value, case="26/1")
        assert links(shown) == ["disclosure.docx", "disclosure.md", "masked.docx", "masked.md"]

    def test_is_kept_for_administrators(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Who took out what, of what; not that they looked at the choice."""
        chief = replace(town.dorte, is_administrator=True)
        with stage.uows.writing() as uow:
            uow.people.save(chief)
            uow.commit()
        button = every_button(ask(stage, town, "eksport tryg hjem"))["Tallene"]
        stage.act(town.sekretariat, button.route, value=button.value, is_private=True)
        stage.act(town.sekretariat, button.route, value=f"journal|{WHOLE}", is_private=True)
        told = said(stage.act(chief, text="sekretariat"))
        assert told.count("Søs Lindegaard hentede") == 2
        assert "hentede tallene for Tryg hjem fra sygehuset" in told
        assert "hentede opsamlingen til journal for flere netværk" in told


class TestWhoMay:
    @pytest.mark.parametrize("route", ["exports.choose", "exports.ask", "exports.fetch"])
    @pytest.mark.parametrize("kind", ["", "summary|", "figures|", "journal|", "disclosure|", "report|", "x|"])
    def test_nobody_else_gets_anything(
        self, stage: Stage, town: Municipality, tryg: Network, route: str, kind: str
    ) -> None:
        """By any button, of any file: members, the anchor, guests, people from outside."""
        for person in (town.anne, town.dorte, town.guest, town.outsider):
            shown = stage.act(person, route, value=f"{kind}||{tryg.id}||", is_private=True)
            assert "Tryg hjem" not in said(shown)
            assert "https://" not in str(shown)

    def test_anyone_else_is_told_who(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """As with summaries."""
        assert "Søs Lindegaard" in said(stage.act(town.anne, text="eksport", is_private=True))

    def test_in_a_channel_the_secretariat_is_asked_to_come_aside(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """Nothing of it is read by others."""
        told = said(stage.act(town.sekretariat, text="eksport tryg hjem", conversation="C1"))
        assert "direkte besked" in told
        assert "Tryg hjem" not in told

    @pytest.mark.parametrize("code", ["", "|", "x||||", "||||x", "|no-unit|||", "||no-network||", "a|b|c|d|e|f"])
    def test_a_button_that_says_nothing_we_know_gives_nothing(
        self, stage: Stage, town: Municipality, tryg: Network, code: str
    ) -> None:
        """Whoever makes up its value is told kindly that it is not there."""
        shown = stage.act(town.sekretariat, "exports.fetch", value=f"summary|{code}", is_private=True)
        assert "https://" not in str(shown)
