"""A network is rounded off: small rounds over two weeks, taken back if the leader wants, and the end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from core.errors import Conflict, NotAllowed
from core.model import keys
from core.model.closing import ONE_ROUND, ROUNDS, over_at
from core.model.deliveries import Content
from core.model.history import Happened
from core.model.members import MemberState
from core.model.networks import Network, NetworkState, Phase
from core.model.prompts import Audience
from core.model.rounds import Round, RoundState
from core.model.timers import Timed, Timer
from core.ports import UnitOfWork
from core.services import closing, endings, rounds, schedules
from scheduler.timers import ring
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_prompt, saved_network

CALENDAR = Weekdays()
A_MONTH = NOW + timedelta(days=30)


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    """One prompt for under way, four for closing, of which one is for somebody else."""
    uow.prompts.add(a_prompt(), 0)
    for position, name in enumerate(("vigtigst", "lykkedes", "hjem"), 1):
        uow.prompts.add(a_prompt(id=name, phase=Phase.CLOSING), position)
    uow.prompts.add(a_prompt(id="til-ophaeng", phase=Phase.CLOSING, audience=Audience.ANCHOR), 9)


def _begin(uow: UnitOfWork, network: Network, at: datetime = NOW, **changes: object) -> Round | None:
    return closing.begin(uow, uow.networks.get(network.id), at=at, calendar=CALENDAR, **changes)


def _pass(uow: UnitOfWork, until: datetime) -> None:
    """Time passes, and whatever is due happens when it is due."""
    while True:
        due = [timer.due_at for timer in uow.timers.due(until, 20)]
        if not due:
            return
        ring(uow, min(due), 20, lambda organisation: CALENDAR)


def _asked(uow: UnitOfWork, network: Network) -> list[Round]:
    return [each for each in uow.rounds.of_network(network.id) if each.was_asked]


def _timers(uow: UnitOfWork, kind: Timed) -> list[Timer]:
    return [timer for timer in uow.timers.due(A_MONTH + A_MONTH.resolution, 50) if timer.kind is kind]


class TestTheRounds:
    def test_are_three_small_ones_over_two_weeks(self, uow: UnitOfWork, town: Municipality) -> None:
        """domain.md §3: the first at once, the others a week apart, each closed before the next opens."""
        network = saved_network(uow, town.anne, town.bo)
        _begin(uow, network)
        _pass(uow, A_MONTH)
        asked = _asked(uow, network)
        opened = [each.opened_at for each in asked]
        assert opened == [NOW, NOW + timedelta(days=7), NOW + timedelta(days=14)]
        assert all(before.closed_at < after.opened_at for before, after in pairwise(asked))
        assert [each.is_last for each in asked] == [False, False, True]

    def test_never_ask_the_same(self, uow: UnitOfWork, town: Municipality) -> None:
        """A prompt of closing for the members each, whatever was asked before."""
        network = saved_network(uow, town.anne, town.bo)
        _begin(uow, network)
        _pass(uow, A_MONTH)
        assert {each.prompt_id for each in _asked(uow, network)} == {"vigtigst", "lykkedes", "hjem"}
        assert {each.phase for each in _asked(uow, network)} == {Phase.CLOSING}

    def test_end_with_the_network_closed(self, uow: UnitOfWork, town: Municipality) -> None:
        """When the last one is given back, and not before."""
        network = saved_network(uow, town.anne, town.bo)
        _begin(uow, network)
        _pass(uow, NOW + timedelta(days=15))
        assert uow.networks.get(network.id).state is NetworkState.CLOSING
        _pass(uow, A_MONTH)
        closed = uow.networks.get(network.id)
        assert (closed.state, closed.closed_at) == (NetworkState.CLOSED, datetime(2026, 9, 25, 14, 0, tzinfo=UTC))
        assert uow.deliveries.find(keys.thanks(network.id)).content is Content.THANKS

    def test_are_over_when_it_was_said(self, uow: UnitOfWork, town: Municipality) -> None:
        """What the form says comes true, whatever the number of rounds."""
        for most in (ROUNDS, ONE_ROUND):
            network = saved_network(uow, town.anne, town.bo)
            said = closing.over_at(uow, network, most, at=NOW, calendar=CALENDAR)
            _begin(uow, network, most=most)
            _pass(uow, A_MONTH)
            assert uow.networks.get(network.id).closed_at == said

    def test_are_as_many_as_there_are_prompts(self, uow: UnitOfWork, town: Municipality) -> None:
        """Of three that fit none is left out; with the short way there is one."""
        network = saved_network(uow, town.anne)
        assert closing.planned(uow, network) == ROUNDS
        assert _begin(uow, network, most=ONE_ROUND).is_last
        assert uow.networks.get(network.id).closing_rounds == ONE_ROUND

    def test_of_one_alone_leave_the_usual_time(self, uow: UnitOfWork, town: Municipality) -> None:
        """As long as the network's other rounds are open."""
        network = saved_network(uow, town.anne)
        assert _begin(uow, network, most=ONE_ROUND).closes_at == datetime(2026, 9, 14, 14, 0, tzinfo=UTC)

    def test_come_one_at_a_time_after_a_standstill(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nothing is skipped: the next one opens when we are back, and the last follows a week after that."""
        network = saved_network(uow, town.anne, town.bo)
        first = _begin(uow, network)
        back = NOW + timedelta(days=21)
        for _ in range(3):
            ring(uow, back, 20, lambda organisation: CALENDAR)
        second = uow.rounds.open_of(network.id)
        assert uow.rounds.get(first.id).state is RoundState.CLOSED
        assert (second.opened_at, second.is_last) == (back, False)
        assert uow.deliveries.find(keys.shareback(first.id)) is not None
        _pass(uow, back + timedelta(days=30))
        assert len(_asked(uow, network)) == ROUNDS

    def test_stop_when_nobody_is_left_to_ask(self, uow: UnitOfWork, town: Municipality) -> None:
        """The network is closed instead of the next round."""
        network = saved_network(uow, town.anne)
        _begin(uow, network)
        uow.members.save(replace(uow.members.find(network.id, town.anne.id), state=MemberState.LEFT))
        _pass(uow, A_MONTH)
        assert (len(_asked(uow, network)), uow.networks.get(network.id).state) == (1, NetworkState.CLOSED)


class TestBeginning:
    def test_closes_and_gives_back_what_is_open(self, uow: UnitOfWork, town: Municipality) -> None:
        """The round of the day is closed; the closing takes the next free day, and the plan rests."""
        network = saved_network(uow, town.anne)
        before = rounds.open_due(uow, uow.schedules.get(network.id), at=NOW, calendar=CALENDAR)
        first = _begin(uow, network, NOW + timedelta(hours=1))
        assert uow.rounds.get(before.id).state is RoundState.CLOSED
        assert first.occurrence == date(2026, 9, 8)
        assert uow.schedules.get(network.id).next_due_at is None

    def test_is_done_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """A second ending finds the first."""
        network = saved_network(uow, town.anne)
        _begin(uow, network)
        with pytest.raises(Conflict, match=r"closing\.begun_already"):
            _begin(uow, network)

    def test_with_nobody_to_ask_closes_here_and_now(self, uow: UnitOfWork, town: Municipality) -> None:
        """No round for a network without members; one that is closed is left alone."""
        network = saved_network(uow, town.anne)
        uow.members.save(replace(uow.members.find(network.id, town.anne.id), state=MemberState.LEFT))
        assert _begin(uow, network) is None
        assert uow.networks.get(network.id).state is NetworkState.CLOSED
        assert _begin(uow, network) is None

    def test_leaves_a_resting_plan_at_rest(self, uow: UnitOfWork, town: Municipality) -> None:
        """Waking a network that closes changes nothing."""
        network = saved_network(uow, town.anne)
        _begin(uow, network)
        schedules.wake(uow, uow.networks.get(network.id), at=NOW, calendar=CALENDAR)
        assert uow.schedules.get(network.id).next_due_at is None

    def test_asks_who_takes_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who is named in the form is asked; nobody named changes nothing."""
        network = saved_network(uow, town.anne)
        ended, _ = endings.round_off(uow, network, town.anne, receiver="U0DORTE", at=NOW, calendar=CALENDAR)
        assert (ended.receiver_id, ended.state) == (town.dorte.id, NetworkState.CLOSING)


class TestTakingItBack:
    def test_lets_the_network_go_on(self, uow: UnitOfWork, town: Municipality) -> None:
        """What is open runs out as promised, and after it the rhythm begins again."""
        network = saved_network(uow, town.anne, town.bo)
        first = _begin(uow, network)
        resumed = closing.cancel(uow, network, town.anne, at=NOW + timedelta(hours=2), calendar=CALENDAR)
        assert (resumed.state, resumed.closing_round, resumed.closing_rounds) == (NetworkState.ACTIVE, 0, 0)
        assert uow.rounds.get(first.id).closes_at == first.closes_at
        assert uow.schedules.get(network.id).next_due_at > first.closes_at
        _pass(uow, A_MONTH)
        assert [each.id for each in _asked(uow, network)] == [first.id]

    def test_is_told_and_written_down(self, uow: UnitOfWork, town: Municipality) -> None:
        """Everybody in the network hears of it, and it stands in the history."""
        network = saved_network(uow, town.anne, town.bo)
        _begin(uow, network)
        closing.cancel(uow, network, town.anne, at=NOW, calendar=CALENDAR)
        [event] = uow.history.of_network(network.id)
        assert (event.kind, event.by_id) == (Happened.RESUMED, town.anne.id)
        assert uow.deliveries.find(keys.resumed(event.id)).content is Content.RESUMED

    def test_works_until_the_last_round_is_given_back(self, uow: UnitOfWork, town: Municipality) -> None:
        """An open last round is no longer the last; given back it closes nothing."""
        network = saved_network(uow, town.anne, town.bo)
        last = _begin(uow, network, most=ONE_ROUND)
        closing.cancel(uow, network, town.anne, at=NOW, calendar=CALENDAR)
        rounds.finish(uow, uow.rounds.get(last.id), at=NOW + timedelta(days=7))
        assert uow.networks.get(network.id).state is NetworkState.ACTIVE

    def test_is_too_late_when_it_is_over(self, uow: UnitOfWork, town: Municipality) -> None:
        """And there is nothing to take back where nothing was begun."""
        network = saved_network(uow, town.anne, town.bo)
        with pytest.raises(Conflict, match=r"closing\.not_closing"):
            closing.cancel(uow, network, town.anne, at=NOW, calendar=CALENDAR)
        _begin(uow, network)
        _pass(uow, A_MONTH)
        with pytest.raises(Conflict, match=r"closing\.not_closing"):
            closing.cancel(uow, network, town.anne, at=A_MONTH, calendar=CALENDAR)

    def test_is_for_the_leader(self, uow: UnitOfWork, town: Municipality) -> None:
        """A member is told who decides; the secretariat may."""
        network = saved_network(uow, town.anne, town.bo)
        _begin(uow, network)
        with pytest.raises(NotAllowed):
            closing.cancel(uow, network, town.bo, at=NOW, calendar=CALENDAR)
        assert closing.may_cancel(uow.networks.get(network.id), town.sekretariat)
        assert not closing.may_cancel(uow.networks.get(network.id), town.bo)

    def test_leaves_another_ending_free(self, uow: UnitOfWork, town: Municipality) -> None:
        """It is begun anew, with all its rounds, and again none of them asks the same."""
        network = saved_network(uow, town.anne, town.bo)
        _begin(uow, network)
        closing.cancel(uow, network, town.anne, at=NOW, calendar=CALENDAR)
        _begin(uow, network, NOW + timedelta(days=7))
        _pass(uow, NOW + timedelta(days=40))
        asked = [each.prompt_id for each in _asked(uow, network)]
        assert len(asked) == ROUNDS + 1
        assert len(set(asked[1:])) == ROUNDS
        assert uow.networks.get(network.id).state is NetworkState.CLOSED


def test_a_closing_over_a_holiday_waits_for_working_days() -> None:
    """Nothing opens or closes at the weekend, whenever it was begun."""
    saturday = NOW + timedelta(days=5)
    over = over_at(saturday, ROUNDS, schedules.DEFAULT_AT, "Europe/Copenhagen", 4, CALENDAR.is_working_day)
    assert over.weekday() < 5
