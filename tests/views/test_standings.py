"""How a network stands for somebody."""

from dataclasses import replace

import pytest

from core.model.mixes import mix
from core.model.networks import NetworkState
from core.model.organisations import PersonKind
from core.services.contributions import Contribution
from core.services.home import Standing
from locales.catalogue import translator
from locales.words import plain
from tests.acting import buttons, said
from tests.builders import a_member, a_network, a_person, a_round, a_schedule
from views import standings as views
from views.elements import View

DA = translator("da")
NETWORK = a_network(a_person())
CHARTER = View(summary="", elements=())
WAITS = Standing(network=NETWORK, is_leader=False, is_member=True, open_round=a_round(NETWORK))


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (WAITS, "venter på dig. Du kan svare indtil mandag den 14. september kl. 9.00."),
        (replace(WAITS, is_answered=True), "Tak, du har svaret"),
        (replace(WAITS, is_member=False), "En refleksion er åben"),
        (replace(WAITS, open_round=None, schedule=a_schedule(NETWORK)), "Næste refleksion kommer mandag"),
        (replace(WAITS, open_round=None), "ikke planlagt"),
        (replace(WAITS, open_round=None, network=replace(NETWORK, state=NetworkState.IDEA)), "er en idé"),
    ],
)
def test_now_is_a_sentence(standing: Standing, expected: str) -> None:
    """What is going on, for this person."""
    assert expected in plain(views.now(DA, standing))


class TestTheStatus:
    def test_offers_to_answer_or_to_change_the_answer(self) -> None:
        """To members, while a round is open."""
        for standing, label in ((WAITS, "Svar"), (replace(WAITS, is_answered=True), "Ret dit svar")):
            shown = views.status(DA, CHARTER, standing, may_manage=False, may_invite=False)
            assert buttons(shown)["rounds.answer"].label == label
        outside = views.status(DA, CHARTER, replace(WAITS, is_member=False), may_manage=False, may_invite=False)
        assert set(buttons(outside)) == {"history.show"}

    @pytest.mark.parametrize(
        ("kinds", "expected"),
        [
            ([PersonKind.EMPLOYEE] * 5 + [PersonKind.CITIZEN] * 3, "Der er 5 medarbejdere og 3 borgere med."),
            (
                [PersonKind.EMPLOYEE] * 5 + [PersonKind.MANAGER, PersonKind.POLITICIAN, None],
                "5 medarbejdere og 3 andre med.",
            ),
            ([PersonKind.EMPLOYEE] * 7 + [PersonKind.CITIZEN], "når det ikke peger på enkelte"),
            ([PersonKind.EMPLOYEE] * 4, "når det ikke peger på enkelte"),
        ],
    )
    def test_counts_the_members_by_kind_and_titles_nobody(self, kinds: list[PersonKind | None], expected: str) -> None:
        """A6, A24: numbers under the small-n rules; no name stands with a kind."""
        shown = views.status(DA, CHARTER, WAITS, may_manage=False, may_invite=False, mix=mix(kinds, k=5))
        assert expected in said(shown)

    def test_shows_what_members_can_contribute(self) -> None:
        """A26: by name, on one line each, and many are counted."""
        person = a_person(name="Bo Kjær")
        one = Contribution(a_member(NETWORK, person, contribution="Jeg kan\ntegne."), NETWORK, person)
        shown = views.status(DA, CHARTER, WAITS, may_manage=False, may_invite=False, contributions=[one] * 22)
        assert "Bo Kjær: Jeg kan tegne." in said(shown)
        assert "og 2 mere" in said(shown)

    def test_offers_nothing_when_it_is_over(self) -> None:
        """Not even to the leader."""
        over = replace(WAITS, open_round=None, network=replace(NETWORK, state=NetworkState.CLOSED))
        assert buttons(views.status(DA, CHARTER, over, may_manage=True, may_invite=True)) == {}
