"""A network's rhythm: begun, woken, planned anew, paused, resumed."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model.networks import Network, NetworkState
from core.model.rounds import RoundState
from core.model.schedules import HolidayPolicy, MonthlyOnWeekday, Schedule, Weekly
from core.ports import UnitOfWork
from core.services import schedules
from tests.acting import Weekdays
from tests.builders import NOW, TODAY, Municipality, a_network, a_round, saved_network

CALENDAR = Weekdays()
NEXT_THURSDAY = date(2026, 9, 10)


def begun(uow: UnitOfWork, town: Municipality, rhythm: str = "fortnightly", **changes: object) -> Network:
    network = a_network(town.anne, **{"starts_on": TODAY, **changes})
    uow.networks.save(network)
    schedules.begin(uow, network, rhythm, at=NOW, calendar=CALENDAR)
    return network


def planned(uow: UnitOfWork, network: Network, by, **changes: object) -> Schedule:
    wishes = {
        "rhythm": "weekly",
        "weekday": 1,
        "time": time(13, 30),
        "answer_days": 3,
        "holidays": HolidayPolicy.MOVE,
        "paused_until": None,
    }
    return schedules.plan(uow, network, by, **(wishes | changes), at=NOW, calendar=CALENDAR)


class TestBegin:
    @pytest.mark.parametrize("rhythm", list(schedules.RHYTHMS))
    def test_a_network_under_way_is_asked_on_the_next_such_thursday(self, uow, town, rhythm: str) -> None:
        """Every rhythm falls due ahead, on a Thursday at nine."""
        network = begun(uow, town, rhythm)
        schedule = uow.schedules.get(network.id)
        assert schedule.next_due_at > NOW
        assert (schedule.next_occurrence.weekday(), schedule.at) == (3, time(9))
        assert schedules.rhythm_of(schedule.rule) == rhythm

    @pytest.mark.parametrize("changes", [{"state": NetworkState.IDEA}, {"conversation": None}])
    def test_an_idea_or_one_without_a_conversation_sleeps(self, uow, town, changes: dict[str, object]) -> None:
        """Nothing falls due before there is something to ask and somewhere to ask it."""
        assert uow.schedules.get(begun(uow, town, **changes).id).next_due_at is None

    def test_one_that_starts_later_is_asked_later(self, uow, town) -> None:
        """The first round is not before the day the network starts."""
        network = begun(uow, town, starts_on=date(2026, 10, 1))
        assert uow.schedules.get(network.id).next_occurrence == date(2026, 10, 1)

    def test_a_rhythm_that_is_not_there_is_refused(self, uow, town) -> None:
        """The refusal names the input."""
        with pytest.raises(Unfit) as refusal:
            begun(uow, town, "hourly")
        assert refusal.value.fields == {"rhythm": "schedules.choose_rhythm"}


class TestWake:
    def test_an_idea_that_becomes_active_is_asked_the_coming_week(self, uow, town) -> None:
        """However long it was an idea, every other week is counted from when it wakes."""
        network = begun(uow, town, state=NetworkState.IDEA)
        later = NOW + timedelta(days=7)
        schedules.wake(uow, replace(network, state=NetworkState.ACTIVE), at=later, calendar=CALENDAR)
        assert uow.schedules.get(network.id).next_occurrence == date(2026, 9, 17)

    def test_waking_twice_changes_nothing(self, uow, town) -> None:
        """What is due stays due."""
        network = begun(uow, town)
        before = uow.schedules.get(network.id)
        schedules.wake(uow, network, at=NOW + timedelta(days=3), calendar=CALENDAR)
        assert uow.schedules.get(network.id) == before

    def test_a_network_without_a_rhythm_sleeps_on(self, uow, town) -> None:
        """There is nothing to wake."""
        schedules.wake(uow, a_network(town.anne), at=NOW, calendar=CALENDAR)

    def test_at_rest_nothing_is_due(self, uow, town) -> None:
        """A network that closes is not asked any more."""
        network = begun(uow, town)
        schedules.rest(uow, network)
        assert uow.schedules.get(network.id).next_due_at is None


class TestPlan:
    def test_the_new_rhythm_holds_from_the_next_round(self, uow, town) -> None:
        """Every week on Tuesdays at half past one."""
        schedule = planned(uow, saved_network(uow, town.anne), town.anne)
        assert schedule.rule == Weekly(weekday=1, first=date(2026, 9, 8))
        assert (schedule.next_occurrence, schedule.at, schedule.answer_days) == (date(2026, 9, 8), time(13, 30), 3)

    def test_an_open_round_runs_out_first(self, uow, town) -> None:
        """The next one falls due after the open round has closed."""
        network = saved_network(uow, town.anne)
        opened = a_round(network, closes_at=NOW + timedelta(days=9))
        uow.rounds.save(opened)
        assert planned(uow, network, town.anne).next_due_at > opened.closes_at

    def test_a_day_that_was_asked_is_not_asked_again(self, uow, town) -> None:
        """A later hour on the day of the last round is not a second round of that day."""
        network = saved_network(uow, town.anne)
        uow.rounds.save(a_round(network, state=RoundState.CLOSED, closed_at=NOW, closes_at=NOW))
        assert planned(uow, network, town.anne, weekday=0).next_occurrence == TODAY + timedelta(7)

    def test_every_other_week_goes_on_counting(self, uow, town) -> None:
        """A new hour alone does not move the weeks."""
        network = saved_network(uow, town.anne)
        before = uow.schedules.get(network.id).rule
        assert planned(uow, network, town.anne, rhythm="fortnightly", weekday=0).rule == before

    def test_the_first_thursday_of_the_month(self, uow, town) -> None:
        """A monthly rhythm is counted in weekdays."""
        schedule = planned(uow, saved_network(uow, town.anne), town.anne, rhythm="monthly_first", weekday=3)
        assert (schedule.rule, schedule.next_occurrence) == (MonthlyOnWeekday(weekday=3, nth=1), date(2026, 10, 1))

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"rhythm": "hourly"}, "rhythm"),
            ({"weekday": -1}, "weekday"),
            ({"answer_days": 1}, "answer_days"),
            ({"answer_days": 16}, "answer_days"),
            ({"weekday": 6, "holidays": HolidayPolicy.SKIP}, "holidays"),
            ({"paused_until": TODAY}, "pause"),
            ({"paused_until": TODAY + timedelta(400)}, "pause"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_input(self, uow, town, changes: dict[str, object], name: str) -> None:
        """Nothing is saved, and the refusal names the input."""
        network = saved_network(uow, town.anne)
        with pytest.raises(Unfit) as refusal:
            planned(uow, network, town.anne, **changes)
        assert list(refusal.value.fields) == [name]

    def test_only_the_leader_and_the_secretariat_plan(self, uow, town) -> None:
        """A member may see the rhythm but not change it; others are not told of the network."""
        network = saved_network(uow, town.anne, town.bo)
        with pytest.raises(NotAllowed):
            planned(uow, network, town.bo)
        with pytest.raises(NotFound):
            planned(uow, network, town.guest)
        assert planned(uow, network, town.sekretariat)

    @pytest.mark.parametrize("state", [NetworkState.CLOSING, NetworkState.CLOSED])
    def test_a_network_that_ends_is_not_planned(self, uow, town, state: NetworkState) -> None:
        """No more rounds come, so there is no rhythm to change."""
        with pytest.raises(Conflict):
            planned(uow, saved_network(uow, town.anne, state=state), town.anne)

    def test_one_without_a_rhythm_is_refused_kindly(self, uow, town) -> None:
        """There is nothing to change."""
        network = a_network(town.anne)
        uow.networks.save(network)
        with pytest.raises(NotFound, match=r"schedules\.none"):
            planned(uow, network, town.anne)


class TestPause:
    def test_two_weeks_end_by_themselves(self, uow, town) -> None:
        """The next round is the first of the rhythm from the end of the pause on."""
        network = saved_network(uow, town.anne)
        until = TODAY + timedelta(weeks=2)
        schedule = schedules.pause(uow, network, town.anne, until=until, at=NOW, calendar=CALENDAR)
        assert schedule.next_occurrence == TODAY + timedelta(weeks=2)

    def test_one_without_an_end_lasts_until_somebody_resumes(self, uow, town) -> None:
        """Nothing is due in between; afterwards the rhythm goes on where it would have been."""
        network = saved_network(uow, town.anne)
        paused = schedules.pause(uow, network, town.anne, until=None, at=NOW, calendar=CALENDAR)
        resumed = schedules.resume(uow, network, town.anne, at=NOW + timedelta(30), calendar=CALENDAR)
        assert paused.next_due_at is None
        assert resumed.next_occurrence == TODAY + timedelta(weeks=6)

    def test_it_is_forgotten_when_it_is_over(self, uow, town) -> None:
        """The round after the pause clears it."""
        network = saved_network(uow, town.anne)
        paused = schedules.pause(uow, network, town.anne, until=TODAY + timedelta(14), at=NOW, calendar=CALENDAR)
        moved = schedules.advance(uow, paused, at=NOW + timedelta(14), calendar=CALENDAR)
        assert moved.paused_until is None

    def test_everyones_page_shows_it(self, uow, town) -> None:
        """The pages of the members are made anew."""
        network = saved_network(uow, town.anne, town.bo)
        schedules.pause(uow, network, town.anne, until=None, at=NOW, calendar=CALENDAR)
        assert uow.deliveries.find(f"person:{town.bo.id}:home")


class TestComing:
    def test_the_next_three(self, uow, town) -> None:
        """Every other Thursday from the coming one on."""
        schedule = uow.schedules.get(begun(uow, town).id)
        days = [due.occurrence for due in schedules.coming(schedule, 3, calendar=CALENDAR)]
        assert days == [NEXT_THURSDAY + timedelta(weeks=2 * n) for n in range(3)]

    def test_none_while_nothing_is_due(self, uow, town) -> None:
        """A sleeping network has no dates."""
        schedule = uow.schedules.get(begun(uow, town, state=NetworkState.IDEA).id)
        assert schedules.coming(schedule, 3, calendar=CALENDAR) == ()
