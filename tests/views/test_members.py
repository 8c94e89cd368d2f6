"""Invitations, joining and leaving."""

from dataclasses import replace
from datetime import date

import pytest

from core.model.members import MemberState
from core.model.networks import NetworkState
from core.model.organisations import Belonging, PersonKind, UnitKind
from core.services.members import Invited
from locales.catalogue import translator
from tests.acting import buttons, inputs, said
from tests.builders import CARE, a_member, a_network, a_person, a_unit, an_organisation
from views import belonging
from views import members as views
from views.elements import View

DA, EN = translator("da"), translator("en")
LEADER, BO = a_person(name="Anne Holm"), a_person(name="Bo Kjær")
GUEST = a_person(name="Gry", belonging=Belonging.GUEST)
NETWORK = a_network(LEADER)
MEMBER = a_member(NETWORK, BO, state=MemberState.INVITED)
UNITS = (a_unit(id=CARE, name="Omsorg"),)


def _invitation(**changes: object) -> View:
    member = replace(MEMBER, **changes)
    return views.invitation(DA, NETWORK, inviter=LEADER, leader=LEADER, member=member)


class TestAnInvitation:
    def test_says_what_it_involves(self) -> None:
        """Who asks, what for, how often, and that it is free to say no."""
        text = said(_invitation())
        for part in ("Anne Holm inviterer dig", NETWORK.purpose, "korte spørgsmål", "to minutter", "frivilligt"):
            assert part in text
        assert set(buttons(_invitation())) == {"members.accept", "members.decline"}

    def test_to_who_walked_in_says_that_words_do_not_count_yet(self) -> None:
        """Nobody invited them."""
        shown = views.invitation(DA, NETWORK, inviter=None, leader=LEADER, member=MEMBER)
        assert "tæller det, du skriver, ikke med" in said(shown)

    @pytest.mark.parametrize(
        ("state", "expected", "routes"),
        [
            (MemberState.ACTIVE, "Du er med", set()),
            (MemberState.DECLINED, "nå at være med", {"members.accept"}),
            (MemberState.LEFT, "ikke længere med", set()),
            (MemberState.REMOVED, "ikke længere med", set()),
        ],
    )
    def test_afterwards_says_how_it_went(self, state: MemberState, expected: str, routes: set[str]) -> None:
        """The buttons that no longer fit are gone."""
        assert expected in said(_invitation(state=state))
        assert set(buttons(_invitation(state=state))) == routes

    def test_to_what_is_over_is_over(self) -> None:
        """No buttons."""
        closed = replace(NETWORK, state=NetworkState.CLOSED)
        shown = views.invitation(DA, closed, inviter=LEADER, leader=LEADER, member=MEMBER)
        assert "er afsluttet" in said(shown)
        assert buttons(shown) == {}


class TestTheInformationText:
    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_names_who_is_responsible_and_the_numbers(self, t: object) -> None:
        """With the organisation's own contact, k and months, in at most twelve lines."""
        organisation = an_organisation(k=7, retention_months=9)
        text = "\n".join(said(View(summary="", elements=(element,))) for element in views.information(t, organisation))
        for part in ("Albertslund Kommune", "netvaerk@albertslund.example", "7", "9", "6"):
            assert part in text
        assert len(text.splitlines()) <= 12

    def test_is_read_once(self) -> None:
        """Who has read the one in force is not asked again."""
        form = views.join(DA, NETWORK, an_organisation(), BO, MEMBER, UNITS, has_read=True)
        assert set(inputs(form)) == {"unit", "kind", "contribution"}

    def test_lets_guests_come_from_outside(self) -> None:
        """Employees belong to a unit; without units there is only the capacity to ask for."""
        guest = a_person(belonging=Belonging.GUEST)
        assert belonging.inputs(DA, guest, UNITS)[0].options[0].value == belonging.OUTSIDE
        assert not belonging.inputs(DA, guest, UNITS)[0].required
        assert belonging.inputs(DA, BO, UNITS)[0].required
        assert [each.name for each in belonging.inputs(DA, BO, ())] == ["kind"]

    def test_offers_sectors_to_who_comes_from_outside_and_no_closed_unit_to_anybody(self) -> None:
        """An employee does not belong to the citizens, and what is closed is not chosen any more."""
        sector = a_unit(name="Borgere", kind=UnitKind.SECTOR)
        units = (*UNITS, sector, a_unit(name="Gammel", closed_on=date(2026, 1, 1)))
        offered = [[each.label for each in belonging.inputs(DA, who, units)[0].options] for who in (BO, GUEST)]
        assert offered == [["Omsorg"], ["Jeg kommer udefra", "Omsorg", "Borgere"]]

    def test_begins_with_what_is_known(self) -> None:
        """An employee is taken for one, a guest for nothing; what was said before stands."""
        manager = replace(BO, kind=PersonKind.MANAGER)
        kinds = [belonging.inputs(DA, who, UNITS)[-1].value for who in (BO, GUEST, manager)]
        assert kinds == ["medarbejder", "", "leder"]


class TestTheOutcome:
    def test_names_each(self) -> None:
        """In the plural where there are more."""
        one = views.invited(EN, NETWORK, Invited(invited=(BO,), already_invited=(LEADER,), unknown=("UX",)))
        assert "1 person is invited" in said(one)
        assert "UX is unknown to me" in said(one)
        assert "No new" in said(views.invited(EN, NETWORK, Invited(already_in=(BO,))))


class TestTellingTheRest:
    def test_welcomes_with_the_department(self) -> None:
        """Or without."""
        assert "Bo Kjær fra Omsorg" in said(views.welcome(DA, NETWORK, person=BO, unit=UNITS[0]))
        assert "Bo Kjær er kommet med" in said(views.welcome(DA, NETWORK, person=BO, unit=None))

    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_names_the_network(self, t: object) -> None:
        """Wherever somebody comes or goes."""
        shown = (
            views.removed(t, NETWORK),
            views.was_removed(t, NETWORK, BO),
            views.left(t, NETWORK),
            views.leave(t, NETWORK),
            views.joined(t, NETWORK),
            views.already(t, NETWORK),
            views.declined(t, NETWORK, MEMBER.id),
        )
        assert all(NETWORK.name in said(view) for view in shown)
