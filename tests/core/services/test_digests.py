"""The anchor's digest: once a month, figures and confirmed changes, never a reply (A14)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.networks import AnchorState, Network, NetworkState
from core.model.outcomes import Status
from core.model.roles import Role
from core.model.subscriptions import Kind, Rhythm, subscription_id
from core.model.timers import Timed, of_round
from core.ports import UnitOfWork
from core.services import digests, prompts, roles
from core.services.subscriptions import choose
from locales.catalogue import translator
from scheduler.timers import ring
from tests.acting import Weekdays, buttons, said
from tests.builders import Municipality, a_record, a_round, on
from tests.reflections import LIBRARY, tryg_hjem
from views import digests as views

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
FIRST = on(date(2026, 11, 2)) + timedelta(hours=4)
"""The first of November is a Sunday."""


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    """The one of domain.md §4.2, with an anchor who said yes in October."""
    prompts.settle(uow, LIBRARY)
    anchored = replace(tryg_hjem(uow), anchor_id=town.dorte.id, anchor_state=AnchorState.WAITING)
    uow.networks.save(anchored)
    return roles.answer(uow, anchored.id, Role.ANCHOR, town.dorte, yes=True, at=on(date(2026, 10, 14)))


def _ring(uow: UnitOfWork, at) -> None:
    ring(uow, at, 20, lambda organisation: Weekdays())


def _sent(uow: UnitOfWork, network: Network, month: date = OCTOBER):
    return uow.deliveries.find(keys.digest(network.id, month))


class TestTheDigest:
    def test_goes_to_the_anchor_on_the_first_working_day_of_a_month(self, uow, town, network) -> None:
        """A14: once, in private, and again when the next month is over."""
        _ring(uow, on(date(2026, 11, 1)))
        assert _sent(uow, network) is None
        for _ in range(2):
            _ring(uow, FIRST)
        sent = _sent(uow, network)
        assert (sent.effect, sent.content, sent.person_id) == (Effect.DIRECT, Content.DIGEST, town.dorte.id)
        coming = [
            timer.due_at.date() for timer in uow.timers.due(on(date(2027, 1, 1)), 99) if timer.kind is Timed.DIGEST
        ]
        assert coming == [date(2026, 12, 1)]

    def test_comes_once_a_quarter_to_an_anchor_who_wants_that(self, uow, town, network) -> None:
        """Of the whole quarter, when it is over; months that were told of before they chose are not told again."""
        choose(
            uow, town.dorte, subscription_id(Kind.ANCHOR, town.dorte.id), Rhythm.QUARTERLY, at=on(date(2026, 10, 15))
        )
        for day in (date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 1)):
            _ring(uow, on(day) + timedelta(hours=4))
        sent = uow.deliveries.find(keys.digest(network.id, OCTOBER, 3))
        assert [_sent(uow, network, month) for month in (OCTOBER, NOVEMBER)] == [None, None]
        digest = digests.of_subject(uow, network, sent.subject, at=FIRST)
        assert "4. kvartal 2026" in said(views.card(translator("da"), digest))

    def test_can_be_turned_off(self, uow, town, network) -> None:
        """The button to do so stands on it."""
        digest = digests.of_months(uow, network, OCTOBER, 1, at=FIRST)
        button = buttons(views.card(translator("da"), digest))["subscriptions.choose"]
        choose(uow, town.dorte, subscription_id(Kind.ANCHOR, town.dorte.id), Rhythm.NEVER, at=on(date(2026, 10, 15)))
        _ring(uow, FIRST)
        assert button.label == "Hvor tit vil du have den?"
        assert _sent(uow, network) is None

    def test_says_nothing_of_a_month_in_which_nothing_was_told(self, uow, town, network) -> None:
        """Nobody is written to about nothing."""
        _ring(uow, FIRST)
        _ring(uow, on(date(2026, 12, 1)) + timedelta(hours=4))
        assert _sent(uow, network, NOVEMBER) is None

    @pytest.mark.parametrize("why", ["closed", "no anchor", "quiet"])
    def test_goes_to_nobody_else(self, uow, town, network, why: str) -> None:
        """A network that is over, an anchor who has stepped back, one who wants quiet."""
        match why:
            case "closed":
                uow.networks.save(replace(network, state=NetworkState.CLOSED))
            case "no anchor":
                uow.networks.save(replace(network, anchor_id=None, anchor_state=AnchorState.NONE))
            case _:
                uow.people.save(replace(town.dorte, paused_until=date(2026, 11, 9)))
        _ring(uow, FIRST)
        assert _sent(uow, network) is None

    @pytest.mark.parametrize("language", ["da", "en"])
    def test_has_figures_and_confirmed_changes_and_no_reply(self, uow, town, network, language: str) -> None:
        """B12: what members shared stands in the network, not here."""
        text = "Hjemmeplejen ringer dagen før."
        at = on(date(2026, 10, 20))
        uow.outcomes.save(a_record(network, town.bo, created_at=at, status=Status.CONFIRMED))
        waiting = a_record(network, town.bo, created_at=at)
        uow.outcomes.save(replace(waiting, details=replace(waiting.details, text=text)))
        digest = digests.of_months(uow, network, OCTOBER, 1, at=FIRST)
        shown = said(views.card(translator(language), digest))
        assert (digest.changes, len(digest.confirmed)) == (2, 1)
        assert "fælles morgenmøde" in shown
        assert "4" in shown
        assert text not in shown
        replies = uow.replies.of_rounds([each.id for each in uow.rounds.of_network(network.id)])
        words = {answer.text for reply in replies for answer in reply.answers if answer.text}
        assert words
        assert not [each for each in words if each in shown]

    def test_names_only_questions_that_it_has_a_number_for(self, uow, town, network) -> None:
        """A question whose choices are all hidden would tell the anchor nothing but that."""
        digest = digests.of_months(uow, network, OCTOBER, 1, at=FIRST)
        assert digest.measures
        assert all(one.figure.tells for one in digest.measures)

    def test_says_in_words_that_no_change_was_written_down(self, uow, town, network) -> None:
        """Not "0 changes, 0 of them confirmed"."""
        digest = digests.of_months(uow, network, OCTOBER, 1, at=FIRST)
        assert digest.changes == 0
        assert "Ingen forandring er skrevet ned" in said(views.card(translator("da"), digest))


class TestTheNetworksOwn:
    def test_is_posted_within_the_day_that_its_round_closes(self, uow, town, network) -> None:
        """The share-back is the network's digest (A18): left by the same sweep, or the next, for where it talks."""
        closes_at = on(date(2026, 11, 9))
        asked = a_round(network, occurrence=date(2026, 11, 2), closes_at=closes_at, prompt_id="velf-undervejs-4")
        uow.rounds.save(asked)
        uow.timers.set(*of_round(asked))
        for minutes in (0, 1):
            _ring(uow, closes_at + timedelta(minutes=minutes))
        back = uow.deliveries.find(keys.shareback(asked.id))
        assert (back.effect, back.content, back.network_id) == (Effect.POST, Content.SHAREBACK, network.id)
        assert back.due_at - closes_at < timedelta(days=1)
