"""Roles as people meet them."""

from dataclasses import replace

import pytest

from core.model import roles
from core.model.networks import Network, NetworkState
from core.model.roles import Role
from locales.catalogue import Translator, translator
from tests.acting import buttons, said
from tests.builders import a_network, a_person
from views import roles as views

DA, EN = translator("da"), translator("en")
ANNE, BO = a_person(name="Anne Holm"), a_person(name="Bo Kjær")
NETWORK = a_network(ANNE, name="Tryg hjem")


def _asked(role: Role) -> Network:
    return roles.asked(NETWORK, role, BO.id)


@pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
@pytest.mark.parametrize("role", Role)
class TestAQuestion:
    def test_has_two_buttons_while_it_waits(self, role: Role, t: Translator) -> None:
        """Who asks, for which network and what it means."""
        shown = views.question(t, _asked(role), role, leader=ANNE)
        assert set(buttons(shown)) == {"roles.yes", "roles.no"}
        assert "Anne Holm" in said(shown)
        assert NETWORK.purpose in said(shown)

    def test_that_was_answered_has_none(self, role: Role, t: Translator) -> None:
        """Nor one whose network is over, but for the receiver."""
        over = replace(_asked(role), state=NetworkState.CLOSED)
        assert buttons(views.question(t, roles.accepted(_asked(role), role), role, leader=ANNE)) == {}
        assert bool(buttons(views.question(t, over, role, leader=ANNE))) is (role is Role.RECEIVER)

    def test_that_was_taken_back_says_so(self, role: Role, t: Translator) -> None:
        """With thanks."""
        shown = views.question(t, NETWORK, role, leader=ANNE, is_asked=False)
        assert buttons(shown) == {}
        assert "Tryg hjem" in said(shown)

    def test_is_thanked_for_either_answer(self, role: Role, t: Translator) -> None:
        """A no is as good as a yes."""
        assert all("Tryg hjem" in said(views.answered(t, NETWORK, role, yes=yes)) for yes in (True, False))

    def test_that_got_a_no_offers_the_leader_to_choose_another(self, role: Role, t: Translator) -> None:
        """And names nobody."""
        shown = views.declined(t, NETWORK, role)
        assert set(buttons(shown)) == {"roles.change"}
        assert "Bo Kjær" not in said(shown)


def test_the_form_promises_that_people_are_asked_first() -> None:
    """Before anything is pressed."""
    form = views.form(DA, NETWORK, leader=ANNE, co_leader=None, receiver=BO)
    assert "bliver spurgt først og må gerne sige nej" in said(form)
    assert max(len(form.title), len(form.submit), len(form.close)) <= 24


def test_private_answers_stay_private_from_a_receiver() -> None:
    """It is said before they answer."""
    assert "aldrig de private svar" in said(views.question(DA, _asked(Role.RECEIVER), Role.RECEIVER, leader=ANNE))


def test_what_is_saved_says_who_is_asked() -> None:
    """Several in one sentence; nobody in another."""
    assert "medleder og modtager" in said(views.changed(DA, NETWORK, (Role.CO_LEADER, Role.RECEIVER)))
    assert "er gemt" in said(views.changed(DA, NETWORK, ()))


@pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
def test_a_co_leader_is_named_to_the_network(t: Translator) -> None:
    """By name."""
    assert "Bo Kjær" in said(views.shares_the_lead(t, NETWORK, person=BO))
