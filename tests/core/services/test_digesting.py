"""A digest is due: once, on a working day, to whom it still belongs, and only if there is something to tell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.model import keys
from core.model.changes import SETTINGS
from core.model.deliveries import Content, Delivery
from core.model.networks import Network, NetworkState
from core.model.offices import Role
from core.model.organisations import Unit, UnitKind
from core.model.outcomes import Status
from core.model.subscriptions import Kind, Rhythm, subscription_id
from core.ports import UnitOfWork
from core.services import digesting, offices, prompts, subscriptions
from locales.catalogue import translator
from scheduler.timers import ring
from tests.acting import Weekdays, said
from tests.builders import Municipality, a_record, a_unit, on
from tests.reflections import LIBRARY, tryg_hjem
from views import digests as views
from views import news as news_views

WEDNESDAY, MONDAY, NEXT = date(2026, 10, 14), date(2026, 10, 19), date(2026, 10, 26)


class _Closed(Weekdays):
    """As weekdays, and one Monday is off."""

    def is_working_day(self, day: date) -> bool:
        return super().is_working_day(day) and day != MONDAY


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    """The one of domain.md §4.2: a change is written down on the Thursday, the secretariat is there since Wednesday."""
    prompts.settle(uow, LIBRARY)
    network = tryg_hjem(uow)
    uow.outcomes.save(a_record(network, town.bo, created_at=on(date(2026, 10, 15))))
    subscriptions.joined(uow, town.sekretariat, at=on(WEDNESDAY))
    return network


def _ring(uow: UnitOfWork, day: date, calendar: Weekdays | None = None) -> None:
    ring(uow, on(day) + timedelta(hours=2), 20, lambda organisation: calendar or Weekdays())


def _sent(uow: UnitOfWork, town: Municipality, day: date) -> Delivery | None:
    id = subscription_id(Kind.DESK, town.sekretariat.id)
    return uow.deliveries.find(keys.subscribed(id, day))


class TestTheSecretariats:
    def test_comes_once_and_tells_what_is_new(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """What needs attention first; how to turn it down with the first one."""
        for _ in range(2):
            _ring(uow, MONDAY)
        sent = _sent(uow, town, MONDAY)
        assert (sent.content, sent.person_id) == (Content.DIGEST_DESK, town.sekretariat.id)
        told, is_first = digesting.of_desk(uow, town.sekretariat, sent.subject, at=on(MONDAY))
        shown = said(news_views.card(translator("da"), told, is_first=is_first))
        assert shown.index("hver mandag") < shown.index("Kræver opmærksomhed") < shown.index("1 forandring")
        assert "fælles morgenmøde" in shown

    def test_does_not_come_with_nothing(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """What only stands is told of with the first of a month; the second one is no first."""
        uow.networks.save(replace(network, ends_on=date(2027, 6, 1)))
        _ring(uow, MONDAY)
        _ring(uow, NEXT)
        assert _sent(uow, town, NEXT) is None
        _ring(uow, date(2026, 11, 2))
        assert not digesting.of_desk(uow, town.sekretariat, _sent(uow, town, date(2026, 11, 2)).subject, at=on(NEXT))[1]

    def test_waits_for_a_working_day(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """The next one is on its own day again."""
        _ring(uow, MONDAY, _Closed())
        assert _sent(uow, town, MONDAY) is None
        tuesday = MONDAY + timedelta(1)
        _ring(uow, tuesday, _Closed())
        assert _sent(uow, town, tuesday) is not None
        assert [timer.due_at.date() for timer in uow.timers.due(on(date(2026, 11, 1)), 9)] == [NEXT]

    def test_after_a_standstill_is_one(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """It tells of all that was missed."""
        late = date(2026, 11, 12)
        _ring(uow, late)
        assert _sent(uow, town, late).subject.startswith(f"{WEDNESDAY}|{late}|")
        assert _sent(uow, town, MONDAY) is None

    def test_in_a_pause_waits_and_tells_of_it_after(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Nothing is lost by being quiet."""
        uow.people.save(replace(town.sekretariat, paused_until=date(2026, 10, 20)))
        _ring(uow, MONDAY)
        assert _sent(uow, town, MONDAY) is None
        _ring(uow, NEXT)
        assert _sent(uow, town, NEXT).subject.startswith(f"{WEDNESDAY}|")

    @pytest.mark.parametrize("how", ["role", "house", "choice"])
    def test_comes_to_nobody_who_is_not_to_have_it(
        self, uow: UnitOfWork, town: Municipality, network: Network, how: str
    ) -> None:
        """Who lost the role, who left, who turned it off; also where it was left already."""
        _ring(uow, MONDAY)
        match how:
            case "role":
                offices.take(
                    uow, town.organisation, SETTINGS, Role.SECRETARIAT, town.sekretariat.account, at=on(MONDAY)
                )
            case "house":
                uow.people.save(replace(town.sekretariat, gone=True))
            case _:
                id = subscription_id(Kind.DESK, town.sekretariat.id)
                subscriptions.choose(uow, town.sekretariat, id, Rhythm.NEVER, at=on(MONDAY))
        person = uow.people.get(town.sekretariat.id)
        assert not digesting.is_wanted(uow, Kind.DESK, person)
        _ring(uow, NEXT)
        assert _sent(uow, town, NEXT) is None


class TestACommittees:
    @pytest.fixture
    def committee(self, uow: UnitOfWork, town: Municipality, network: Network) -> Unit:
        """The network is tied to it, Camilla is named for it in September."""
        unit = a_unit(name="Velfærdsudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
        uow.organisations.save_unit(unit)
        uow.networks.save(replace(network, committee_id=unit.id))
        at = on(date(2026, 9, 30))
        subscriptions.name(uow, town.sekretariat, unit, [town.camilla], rhythm=Rhythm.MONTHLY, at=at)
        return unit

    def _sent(self, uow: UnitOfWork, town: Municipality, committee: Unit, day: date) -> Delivery | None:
        id = subscription_id(Kind.COMMITTEE, town.camilla.id, committee.id)
        return uow.deliveries.find(keys.subscribed(id, day))

    def test_has_figures_and_confirmed_words_and_no_reply(self, uow, town, network, committee) -> None:
        """§2.3: as the anchor's; what is only recorded is counted."""
        confirmed = a_record(network, town.bo, created_at=on(date(2026, 10, 20)), status=Status.CONFIRMED)
        text = "Depotet ringer selv"
        uow.outcomes.save(replace(confirmed, details=replace(confirmed.details, text=text)))
        told = digesting.of_committee(uow, town.camilla, f"2026-10-01|1||{committee.id}", at=on(NEXT))
        shown = said(views.committee(translator("da"), told))
        assert "Velfærdsudvalget: oktober 2026" in shown
        assert text in shown
        assert "fælles morgenmøde" not in shown
        replies = uow.replies.of_rounds([each.id for each in uow.rounds.of_network(network.id)])
        assert not [each for reply in replies for each in reply.answers if each.text and each.text in shown]

    def test_comes_once_after_each_month_with_something_in_it(self, uow, town, network, committee) -> None:
        """On the first Monday; of a month without anything nothing comes."""
        for day in (date(2026, 11, 2), date(2026, 11, 3), date(2026, 12, 7)):
            _ring(uow, day)
        sent = [self._sent(uow, town, committee, day) for day in (date(2026, 11, 2), date(2026, 12, 7))]
        assert sent[0].content is Content.DIGEST_COMMITTEE
        assert sent[0].subject.startswith("2026-10-01|1|")
        assert sent[1] is None

    def test_is_of_its_own_networks(self, uow, town, network, committee) -> None:
        """Neither of another committee's, nor of an idea, nor of one that closed before."""
        at = on(date(2026, 9, 2))
        for change in ({"committee_id": None}, {"state": NetworkState.CLOSED, "closed_at": at}):
            uow.networks.save(replace(network, **{"committee_id": committee.id, **change}))
            told = digesting.of_committee(uow, town.camilla, f"2026-10-01|1||{committee.id}", at=on(NEXT))
            assert told.digests == ()

    @pytest.mark.parametrize("how", ["removed", "closed"])
    def test_ends_at_once(self, uow, town, network, committee, how: str) -> None:
        """With the naming, and with the committee."""
        if how == "removed":
            subscriptions.name(uow, town.sekretariat, committee, [], rhythm=Rhythm.MONTHLY, at=on(NEXT))
        else:
            uow.organisations.save_unit(replace(committee, closed_on=NEXT))
        assert not digesting.is_wanted(uow, Kind.COMMITTEE, town.camilla, committee.id)
        _ring(uow, date(2026, 11, 2))
        assert self._sent(uow, town, committee, date(2026, 11, 2)) is None
