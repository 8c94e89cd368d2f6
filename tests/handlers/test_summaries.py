"""Somebody writes `opsamling`: who gets it, where, and what is said when it is not understood."""

from dataclasses import replace

import pytest

import handlers.offices
import handlers.summaries  # noqa: F401
from core.model.networks import Network, NetworkState
from core.model.outcomes import Kind
from handlers.routing import Done
from locales.words import Mention
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, said, view_of
from tests.builders import Municipality, a_network, a_record
from tests.reflections import AT
from views.elements import Text, View


def ask(stage: Stage, town: Municipality, text: str, **fields: object) -> str:
    return said(stage.act(town.sekretariat, text=text, is_private=True, **fields))


class TestWhoMay:
    def test_anyone_else_is_told_who(self, stage: Stage, town: Municipality) -> None:
        """Kindly, with the secretariat as a mention, and what they can do themselves."""
        response = stage.act(town.anne, text="opsamling", is_private=True)
        view = view_of(response)
        assert isinstance(view, View)
        assert isinstance(view.elements[0], Text)
        assert Mention("U0SEKR", "Søs Lindegaard") in view.elements[0].words
        assert "mine" in said(response)

    @pytest.mark.parametrize("text", ["opsamling", "opsamling tryg hjem", "summary welfare since september"])
    def test_they_get_nothing_by_any_words(self, stage: Stage, town: Municipality, tryg: Network, text: str) -> None:
        """The same request yields nothing."""
        for person in (town.anne, town.guest, town.outsider):
            assert "Tryg hjem" not in said(stage.act(person, text=text, is_private=True))

    def test_nor_by_a_button(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """A right is checked when it is used."""
        assert "Tryg hjem" not in said(stage.act(town.anne, "summaries.show", value=tryg.id, is_private=True))

    def test_somebody_met_from_outside_loses_the_right(self, stage: Stage, town: Municipality) -> None:
        """Whatever our rows say of them."""
        response = stage.act(town.sekretariat, text="opsamling", is_private=True, is_outside=True)
        assert "sekretariatet" in said(response)

    def test_without_a_secretariat_that_is_said(self, stage: Stage, town: Municipality, uows: SqlUnitsOfWork) -> None:
        """Nobody to ask."""
        with uows.writing() as uow:
            uow.people.save(replace(town.sekretariat, is_secretariat=False))
            uow.commit()
        assert "ingen er udpeget" in said(stage.act(town.anne, text="opsamling", is_private=True))

    def test_in_a_channel_the_secretariat_is_asked_to_come_aside(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """Summaries are read in private."""
        told = said(stage.act(town.sekretariat, text="opsamling", conversation="C1"))
        assert "direkte besked" in told
        assert "Tryg hjem" not in told


class TestWhatIsKept:
    def test_is_that_it_was_given_and_to_whom(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """B8: each access is on record for administrators; a request that gave nothing is not."""
        chief = replace(town.dorte, is_administrator=True)
        with stage.uows.writing() as uow:
            uow.people.save(chief)
            uow.commit()
        assert "Ingen har set en opsamling" in said(stage.act(chief, text="sekretariat"))
        stage.act(town.anne, text="opsamling", is_private=True)
        ask(stage, town, "opsamling noget helt ukendt")
        ask(stage, town, "opsamling", key="once")
        ask(stage, town, "opsamling tryg hjem")
        stage.act(town.sekretariat, text="opsamling", is_private=True, key="once")
        shown = said(stage.act(chief, text="sekretariat"))
        assert shown.count("Søs Lindegaard så") == 2
        assert "kl. 9.00: Søs Lindegaard så opsamlingen for »Tryg hjem fra sygehuset«" in shown
        assert "så en opsamling på tværs af netværk" in shown
        assert "så en opsamling" not in said(stage.act(town.bo, text="sekretariat"))


class TestWhatIsGiven:
    def test_nothing_more_is_the_structure(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """All networks."""
        assert "Opsamling: netværksstrukturen" in ask(stage, town, "opsamling")

    def test_a_name_is_the_network(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Part of it is enough."""
        told = ask(stage, town, "opsamling tryg hjem siden september")
        assert "Opsamling: Tryg hjem fra sygehuset (velfærdsnetværk)" in told
        assert "siden 1. september 2026" in told

    def test_a_type_and_a_period_are_those_networks(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """In both languages."""
        assert "Opsamling: velfærdsnetværkene" in ask(stage, town, "opsamling velfærd siden september")
        assert "Opsamling: velfærdsnetværkene" in ask(stage, town, "summary welfare since september")

    def test_the_same_act_twice_is_answered_once(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """That a summary was given is written down, so the act is claimed like any other that writes."""
        first, second = (
            stage.act(town.sekretariat, text="opsamling tryg hjem", is_private=True, key="same") for _ in range(2)
        )
        assert "Tryg hjem" in said(first)
        assert second == Done()

    def test_no_networks_at_all(self, stage: Stage, town: Municipality) -> None:
        """An empty municipality is told so."""
        assert "Her er ingen netværk endnu." in ask(stage, town, "opsamling")

    def test_a_network_without_rounds(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """And what it needs."""
        told = ask(stage, town, "opsamling grøn skolegård")
        assert "Ingen runde er lukket endnu" in told
        assert "ingen udefra er med" in told


class TestAUnit:
    def test_is_asked_for_by_its_name(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Alone or with a type; its networks are those that were made for it."""
        assert "Opsamling: netværkene i Sundhed og omsorg" in ask(stage, town, "opsamling sundhed")
        told = ask(stage, town, "opsamling velfærd i Skoler og uddannelse siden sommer")
        assert "Opsamling: velfærdsnetværkene i Skoler og uddannelse" in told
        assert "2 i gang" in told

    def test_without_networks_is_told_so(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Plainly."""
        assert "Her er ingen netværk endnu." in ask(stage, town, "opsamling by og miljø")


class TestWhatIsNotClear:
    def test_a_near_name_is_offered_as_a_button(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """With the network's id, and the period that was asked for; what was typed stays."""
        response = stage.act(town.sekretariat, text="opsamling tryk hjemm siden september", is_private=True)
        button = buttons(response)["summaries.show"]
        assert (button.label, button.value) == ("Tryg hjem fra sygehuset", f"||{tryg.id}|2026-09-01|")
        assert "Du skrev: »opsamling tryk hjemm siden september«" in said(response)

    @pytest.mark.parametrize("first", ["||", ""])
    def test_the_button_shows_it(self, stage: Stage, town: Municipality, tryg: Network, first: str) -> None:
        """With its period, or from the beginning; also a button of a message from before there were scopes."""
        act = {"route": "summaries.show", "is_private": True}
        told = said(stage.act(town.sekretariat, value=f"{first}{tryg.id}|2026-09-01|", **act))
        assert "siden 1. september 2026" in told
        assert "hele forløbet" in said(stage.act(town.sekretariat, value=tryg.id, **act))

    @pytest.mark.parametrize("value", ["a|b", "|||2026-13-01|", "|||x|y", "velfaerd||||||", "ukendt||||"])
    def test_a_button_that_says_nothing_is_refused(self, stage: Stage, town: Municipality, value: str) -> None:
        """Nothing breaks, nothing is shown."""
        response = stage.act(town.sekretariat, "summaries.show", value=value, is_private=True)
        assert "Opsamling" not in said(response)

    def test_what_resembles_nothing_gets_examples(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """Kindly, with what can be asked."""
        told = ask(stage, town, "opsamling xyzzy")
        assert "Jeg forstod ikke »xyzzy«" in told
        assert "opsamling velfærd siden september" in told

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            ("siden arilds tid", "Jeg forstod ikke »siden arilds tid«."),
            ("siden sidst", "Hvornår er »siden sidst«?"),
            ("uge 54", "»uge 54« findes ikke i kalenderen."),
        ],
    )
    def test_an_unclear_time_is_asked_about(
        self, stage: Stage, town: Municipality, tryg: Network, words: str, why: str
    ) -> None:
        """No summary before it is clear; a button leads to it."""
        response = stage.act(town.sekretariat, text=f"opsamling velfærd {words}", is_private=True)
        assert why in said(response)
        button = buttons(response)["summaries.show"]
        assert (button.label, button.value) == ("Sidste måned", "velfaerd|||2026-10-01|2026-10-31")
        shown = stage.act(town.sekretariat, "summaries.show", value=button.value, is_private=True)
        assert "Opsamling: velfærdsnetværkene" in said(shown)
        assert "1. oktober 2026 til 31. oktober 2026" in said(shown)

    def test_a_name_of_two_things_is_asked_about(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """The network, or the networks of the department."""
        with stage.uows.writing() as uow:
            uow.networks.save(replace(tryg, name="By og miljø"))
            uow.commit()
        view = view_of(stage.act(town.sekretariat, text="opsamling by og miljø", is_private=True))
        labels = [button.label for element in view.elements for button in getattr(element, "buttons", ())]
        assert labels == ["By og miljø", "Netværkene i By og miljø"]


class TestAYear:
    def test_is_looked_back_on_in_numbers_and_a_sentence_each(
        self, stage: Stage, town: Municipality, tryg: Network
    ) -> None:
        """A5: the changes first, then what grew, what came and went, and each type."""
        with stage.uows.writing() as uow:
            uow.outcomes.save(a_record(tryg, town.anne, created_at=AT))
            uow.outcomes.save(a_record(tryg, town.anne, Kind.OFFSHOOT, created_at=AT))
            uow.networks.save(a_network(town.anne, name="Forbi", state=NetworkState.CLOSED, closed_at=AT, type=None))
            uow.commit()
        told = ask(stage, town, "opsamling 2026")
        assert told == ask(stage, town, "opsamling året")
        assert (
            "Året 2026: netværksstrukturen\n1. januar 2026 til 2. november 2026\nKort fortalt\n4 forandringer er"
            in told
        )
        for line in (
            "1 forandring er skrevet ned, 0 er bekræftet.",
            "1 knop: 1 ny samarbejdsform.",
            "Netværkene skrev 0 resultater og 0 forslag ned.",
            "3 netværk blev til: Forbi, Grøn skolegård og Tryg hjem fra sygehuset. 1 sluttede: Forbi. 2 var i gang",
            "Velfærd: 2 netværk · 4 forandringer · 0 resultater · 0 forslag · 1 knop · 7 runder · 44 svar af 77 mulige",
            "Uden type endnu: 1 netværk · 0 forandringer",
            "I alt: 3 netværk · 4 forandringer · 0 resultater · 0 forslag · 1 knop · 7 runder · 44 svar af 77 mulige",
        ):
            assert line in told

    def test_leads_to_the_one_before(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """In which nothing came out of a network that was not there."""
        button = buttons(stage.act(town.sekretariat, text="summary welfare 2026", is_private=True))["summaries.year"]
        before = said(stage.act(town.sekretariat, "summaries.year", value=button.value, is_private=True))
        assert "Året 2025: velfærdsnetværkene" in before
        assert "Ingen registrerede forandringer endnu." in before
        assert "Ingen netværk blev til. Ingen sluttede. 0 var i gang, da perioden sluttede." in before

    def test_leads_to_its_whole_summary(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """With the year as its period."""
        button = buttons(stage.act(town.sekretariat, text="opsamling 2026", is_private=True))["summaries.show"]
        shown = said(stage.act(town.sekretariat, "summaries.show", value=button.value, is_private=True))
        assert "1. januar 2026 til 2. november 2026" in shown

    def test_can_be_taken_out_as_files(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """So can the split: the same networks and the same time."""
        year = stage.act(town.sekretariat, text="opsamling velfærd 2026", is_private=True)
        assert buttons(year)["exports.choose"].value == "velfaerd|||2026-01-01|2026-11-02"
        whole = stage.act(town.sekretariat, text="opsamling siden september", is_private=True)
        value = buttons(whole)["summaries.split"].value
        split = stage.act(town.sekretariat, "summaries.split", value=value, is_private=True)
        assert buttons(split)["exports.choose"].value == buttons(whole)["exports.choose"].value

    @pytest.mark.parametrize("value", ["|||||1926", "||||", "|||||x", "x|2026"])
    def test_that_is_none_is_refused(self, stage: Stage, town: Municipality, value: str) -> None:
        """Nothing breaks."""
        response = stage.act(town.sekretariat, "summaries.year", value=value, is_private=True)
        assert "Året" not in said(response)


class TestTheSplitByType:
    def test_is_a_button_away(self, stage: Stage, town: Municipality, tryg: Network) -> None:
        """A19: with the period of the summary; of one type there is nothing to split."""
        response = stage.act(town.sekretariat, text="opsamling siden september", is_private=True)
        value = buttons(response)["summaries.split"].value
        told = said(stage.act(town.sekretariat, "summaries.split", value=value, is_private=True))
        assert "Fordelt på type: netværksstrukturen\nsiden 1. september 2026" in told
        assert "Velfærd: 2 netværk · 3 forandringer" in told
        one_type = stage.act(town.sekretariat, text="opsamling velfærd", is_private=True)
        assert "summaries.split" not in buttons(one_type)

    def test_without_networks_is_told_so(self, stage: Stage, town: Municipality) -> None:
        """Plainly."""
        response = stage.act(town.sekretariat, "summaries.split", value="||||", is_private=True)
        assert "Her er ingen netværk endnu." in said(response)

    @pytest.mark.parametrize(("route", "value"), [("summaries.split", "||||"), ("summaries.year", "|||||2026")])
    def test_and_the_year_are_for_the_secretariat(
        self, stage: Stage, town: Municipality, tryg: Network, route: str, value: str
    ) -> None:
        """In private."""
        assert "Tryg hjem" not in said(stage.act(town.anne, route, value=value, is_private=True))
        assert "direkte besked" in said(stage.act(town.sekretariat, route, value=value))
