"""Whether a rhythm would give somebody more than one prompt a week, across networks."""

from datetime import timedelta

import pytest

from core.model.networks import NetworkState
from core.model.schedules import MonthlyOnWeekday, Rule, Weekly
from core.ports import UnitOfWork
from core.services import rhythms
from tests.builders import NOW, TODAY, Municipality, a_schedule, saved_network

WEEK = timedelta(days=7)
ZONE = "Europe/Copenhagen"
WEEKLY = Weekly(weekday=2, first=TODAY)
EVEN, ODD = Weekly(weekday=0, first=TODAY, every=2), Weekly(weekday=0, first=TODAY + WEEK, every=2)


class TestARhythm:
    @pytest.mark.parametrize(
        ("here", "there", "crowded"),
        [
            (WEEKLY, WEEKLY, True),
            (EVEN, WEEKLY, True),
            (EVEN, EVEN, True),
            (EVEN, ODD, False),
            (MonthlyOnWeekday(weekday=0, nth=1), MonthlyOnWeekday(weekday=0, nth=3), False),
            (MonthlyOnWeekday(weekday=0, nth=1), WEEKLY, True),
        ],
    )
    def test_crowds_the_weeks_that_it_shares(
        self, uow: UnitOfWork, town: Municipality, here: Rule, there: Rule, crowded: bool
    ) -> None:
        """With another network of somebody in it; every other week beside every other is none too many."""
        network, other = saved_network(uow, town.anne, town.bo), saved_network(uow, town.camilla, town.bo)
        schedule = a_schedule(network, rule=here)
        uow.schedules.save(a_schedule(other, rule=there))
        assert rhythms.is_crowded(uow, network, schedule, at=NOW) is crowded

    def test_alone_crowds_nothing(self, uow: UnitOfWork, town: Municipality) -> None:
        """One network every week is one prompt a week; what others are in is not one's own."""
        network = saved_network(uow, town.anne)
        saved_network(uow, town.camilla, town.bo)
        assert not rhythms.is_crowded(uow, network, a_schedule(network, rule=WEEKLY), at=NOW)
        assert rhythms.crowded_in(uow, network, a_schedule(network, rule=WEEKLY), at=NOW) == ()

    @pytest.mark.parametrize("state", [NetworkState.IDEA, NetworkState.CLOSED])
    def test_is_not_crowded_by_what_asks_nothing(
        self, uow: UnitOfWork, town: Municipality, state: NetworkState
    ) -> None:
        """An idea, or a network that has ended."""
        network = saved_network(uow, town.anne, town.bo)
        saved_network(uow, town.camilla, town.bo, state=state)
        assert not rhythms.is_crowded(uow, network, a_schedule(network, rule=WEEKLY), at=NOW)

    def test_is_not_crowded_by_a_network_in_a_long_pause(self, uow: UnitOfWork, town: Municipality) -> None:
        """It asks nothing meanwhile."""
        network, other = saved_network(uow, town.anne, town.bo), saved_network(uow, town.camilla, town.bo)
        uow.schedules.save(a_schedule(other, rule=WEEKLY, paused_until=TODAY + 20 * WEEK))
        assert not rhythms.is_crowded(uow, network, a_schedule(network, rule=WEEKLY), at=NOW)


class TestTheChoice:
    def test_names_the_rhythms_that_crowd(self, uow: UnitOfWork, town: Municipality) -> None:
        """Beside one of every other week: every week, and not the other one of every other."""
        saved_network(uow, town.anne)
        crowded = rhythms.crowded_for(uow, town.anne, at=NOW, zone=ZONE)
        assert "weekly" in crowded
        assert rhythms.crowded_for(uow, town.bo, at=NOW, zone=ZONE) == ()

    def test_does_not_count_the_network_itself(self, uow: UnitOfWork, town: Municipality) -> None:
        """The plan of the only network that one is in crowds nothing."""
        network = saved_network(uow, town.anne, town.bo)
        schedule = a_schedule(network, rule=WEEKLY)
        assert rhythms.crowded_in(uow, network, schedule, at=NOW) == ()
        other = saved_network(uow, town.camilla, town.bo)
        uow.schedules.save(a_schedule(other, rule=WEEKLY))
        assert set(rhythms.crowded_in(uow, network, schedule, at=NOW)) >= {"weekly", "fortnightly"}
