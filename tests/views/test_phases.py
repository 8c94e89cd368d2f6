"""Phases by name, and who is in some of them only."""

import pytest

from core.model.members import MemberState
from core.model.networks import Phase
from locales.catalogue import Translator, translator
from tests.acting import inputs, said
from tests.builders import a_member, a_network, a_person
from views import members
from views import phases as views

DA, EN = translator("da"), translator("en")
BO, NETWORK = a_person(name="Bo Kjær"), a_network(name="Tryg hjem")
SOME, ALL = a_member(NETWORK, BO, phases=(Phase.START, Phase.MIDWAY)), a_member(NETWORK, BO)


@pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
def test_both_are_told_in_which(t: Translator) -> None:
    """By name, or that it is the whole way."""
    names = {"da": "opstart og midtvejs", "en": "start and midway"}[t.language]
    whole = {"da": "hele vejen", "en": "the whole way"}[t.language]
    for some, every in (
        (views.saved(t, NETWORK, BO, SOME), views.saved(t, NETWORK, BO, ALL)),
        (views.told(t, NETWORK, SOME), views.told(t, NETWORK, ALL)),
    ):
        assert names in said(some)
        assert whole in said(every)


def test_the_form_offers_the_phases_that_are_asked_in() -> None:
    """After a network nobody is asked by its rounds."""
    form = views.form(DA, NETWORK, ())
    assert [option.value for option in inputs(form)["phases"].options] == [
        "opstart",
        "undervejs",
        "midtvejs",
        "afslutning",
    ]
    assert max(len(form.title), len(form.submit), len(form.close)) <= 24


def test_an_invitation_says_if_it_is_to_some_phases() -> None:
    """Before the yes."""
    invited = a_member(NETWORK, BO, state=MemberState.INVITED, phases=(Phase.CLOSING,))
    shown = members.invitation(DA, NETWORK, inviter=BO, leader=BO, member=invited)
    assert "inviteres til faserne: afslutning" in said(shown)
