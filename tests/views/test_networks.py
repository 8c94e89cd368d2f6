"""A network as people see it."""

from dataclasses import replace
from datetime import date

import pytest

from core.model.networks import AnchorState, Network, NetworkState
from core.model.organisations import Person, UnitKind
from core.services.charters import Bonds
from locales.catalogue import Translator, translator
from locales.words import Mention
from tests.acting import buttons, said
from tests.builders import CARE, SCHOOLS, a_network, a_person, a_schedule, a_unit
from views import networks as views
from views.elements import Fields, View

LEADER, ANCHOR = a_person(name="Anne Holm"), a_person(name="Dorte Åkjær")
UNITS = (a_unit(id=CARE, name="Omsorg"), a_unit(id=SCHOOLS, name="Skoler"))
DA, EN = translator("da"), translator("en")


def _charter(network: Network, *, anchor: Person | None = ANCHOR, members: int = 8, bonds: Bonds | None = None) -> View:
    return views.charter(
        DA,
        network,
        leader=LEADER,
        anchor=anchor,
        units=UNITS,
        members=members,
        schedule=a_schedule(network),
        k=5,
        bonds=bonds,
    )


class TestTheCharter:
    def test_says_what_for_by_whom_and_until_when(self) -> None:
        """All on one card."""
        network = a_network(LEADER, anchor_state=AnchorState.ACCEPTED)
        text = said(_charter(network))
        assert network.purpose in text
        assert "Afdelinger: Omsorg · Skoler" in text
        assert "Forventet afslutning: 5. januar 2027" in text
        assert "Deltagere: 8" in text
        assert "afventer" not in text

    def test_reads_waiting_until_the_anchor_has_answered(self) -> None:
        """And that one is missing if nobody is asked."""
        waiting = a_network(LEADER, anchor_id=ANCHOR.id, anchor_state=AnchorState.WAITING)
        assert "Dorte Åkjær (afventer)" in said(_charter(waiting))
        assert "Ledelsesophæng: mangler endnu" in said(_charter(a_network(LEADER), anchor=None))

    def test_names_people_as_the_platform_does(self) -> None:
        """A mention, never text that looks like one."""
        fields = next(element for element in _charter(a_network(LEADER)).elements if isinstance(element, Fields))
        assert (Mention(LEADER.account, LEADER.name),) in [words for _, words in fields.pairs]

    def test_of_an_idea_lists_what_it_needs(self) -> None:
        """Before the first reflection."""
        idea = a_network(LEADER, state=NetworkState.IDEA, ends_on=None, type=None)
        assert "Netværket er en idé" in said(_charter(idea))
        assert "Type: mangler endnu" in said(_charter(idea))
        assert "Forventet afslutning: mangler endnu" in said(_charter(idea))

    def test_of_a_small_network_says_what_that_means(self) -> None:
        """Under k there are no figures of private answers."""
        assert "færre end 5" in said(_charter(a_network(LEADER), members=4))
        assert "færre end 5" not in said(_charter(a_network(LEADER), members=5))

    def test_says_that_all_are_equal_in_it(self) -> None:
        """A25: the same questions, rights and duties whatever the title, in plain words."""
        assert "på lige fod, uanset titel" in said(_charter(a_network(LEADER)))

    def test_names_the_family_and_the_roles(self) -> None:
        """A4, B5: where it grew out of, what grew out of it, who receives and who shares the lead."""
        network = a_network(LEADER, receiver_state=AnchorState.WAITING)
        bonds = Bonds(
            co_leader=ANCHOR,
            receiver=a_person(name="Erik Møller"),
            receiving=UNITS[0],
            parent=a_network(name="Træet"),
            children=(a_network(name="Gren"), a_network(name="Kvist")),
        )
        text = said(_charter(network, bonds=bonds))
        assert "Medleder: Dorte Åkjær" in text
        assert "Modtager: Erik Møller, Omsorg (afventer)" in text
        assert "Voksede ud af: Træet" in text
        assert "Har sat i gang: Gren og Kvist" in text

    def test_of_what_is_over_says_so(self) -> None:
        """And asks for no more members."""
        closed = a_network(LEADER, state=NetworkState.CLOSED)
        assert "Netværket er afsluttet." in said(_charter(closed, members=2))
        assert "færre end" not in said(_charter(closed, members=2))


class TestTheOrganisationOnTheCharter:
    def test_names_the_committee_if_there_is_one(self) -> None:
        """B7: beneath the departments."""
        network, committee = a_network(LEADER), a_unit(name="Fagudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
        given = {"leader": LEADER, "anchor": ANCHOR, "units": UNITS, "members": 8, "schedule": None, "k": 5}
        assert "Udvalg: Fagudvalget" in said(views.charter(DA, network, **given, committee=committee))
        assert "Udvalg" not in said(views.charter(DA, network, **given))

    def test_says_of_a_closed_unit_that_it_is(self) -> None:
        """The name stands, so that what was so is still shown rightly."""
        closed = (replace(UNITS[0], closed_on=date(2026, 1, 1)), UNITS[1])
        given = {"leader": LEADER, "anchor": ANCHOR, "members": 8, "schedule": None, "k": 5}
        assert "Omsorg (lukket) · Skoler" in said(views.charter(DA, a_network(LEADER), **given, units=closed))


class TestWhatTheLeaderIsTold:
    @pytest.mark.parametrize(("t", "nudge"), [(DA, "kun én afdeling"), (EN, "only one department")], ids=["da", "en"])
    def test_of_a_single_department_is_a_friendly_nudge(self, t: Translator, nudge: str) -> None:
        """A6: when the network is made, with the same buttons as ever; with two there is none."""
        alone = views.started(t, a_network(LEADER, unit_ids=(CARE,)))
        assert nudge in said(alone)
        assert buttons(alone) == buttons(views.started(t, a_network(LEADER, id=buttons(alone)["networks.edit"].value)))
        for units in ((CARE, SCHOOLS), ()):
            assert nudge not in said(views.started(t, a_network(LEADER, unit_ids=units)))

    def test_of_an_idea(self) -> None:
        """What is missing, and where to fill it in; and when nothing is."""
        idea = a_network(LEADER, state=NetworkState.IDEA, type=None)
        assert "gemt som en idé" in said(views.needs(DA, idea))
        assert set(buttons(views.needs(DA, idea))) == {"networks.edit"}
        whole = replace(a_network(LEADER), anchor_id=ANCHOR.id)
        assert "har nu alt" in said(views.needs(DA, whole))

    def test_of_an_anchor_who_said_no(self) -> None:
        """It happens."""
        network = a_network(LEADER, anchor_id=None, anchor_state=AnchorState.DECLINED)
        assert "har sagt nej tak" in said(views.needs(DA, network))

    def test_of_a_conversation_that_could_not_be_made(self) -> None:
        """With a way on."""
        assert set(buttons(views.no_conversation(EN, a_network(LEADER)))) == {"networks.use_conversation"}

    def test_of_a_network_that_was_started(self) -> None:
        """Where it talks, and what to do next."""
        assert "I taler sammen her" in said(views.started(DA, a_network(LEADER)))
        assert "Jeg laver et sted" in said(views.started(DA, a_network(LEADER, conversation=None)))

    def test_of_a_change(self) -> None:
        """How it stands now."""
        assert "i gang" in said(views.changed(DA, a_network(LEADER)))


class TestPicking:
    def test_cuts_long_names_for_the_button(self) -> None:
        """The id goes along whole."""
        network = a_network(LEADER, name="x" * 80)
        button = buttons(views.pick(DA, [network], "networks.status", extra=("U1",)))["networks.status"]
        assert (len(button.label), button.value) == (70, f"{network.id}|U1")


@pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
def test_a_new_leader_is_named(t: object) -> None:
    """To the whole network."""
    assert "Anne Holm" in said(views.leader_changed(t, a_network(LEADER), leader=LEADER))
