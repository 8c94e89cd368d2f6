"""What was only kept to know a second copy by is forgotten, but not before a platform has."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from core.errors import Repeated
from scheduler.housekeeping import Housekeeping
from tests.builders import NOW, PLATFORM
from tests.scheduler.stage import Stage


class House(Stage):
    def act(self, key: str, at: datetime) -> None:
        with self.uows.writing() as uow:
            uow.acts.claim(key, at)
            uow.commit()

    def hear(self, key: str, at: datetime) -> bool:
        with self.uows.writing() as uow:
            is_new = uow.inbox.add(platform=PLATFORM, key=key, payload="x", at=at)
            uow.inbox.done(key, at)
            uow.commit()
        return is_new

    def tidy(self, *clocks: datetime) -> int:
        keeping = Housekeeping(units_of_work=self.uows, clocks=tuple((lambda at=at: at) for at in clocks))
        return keeping.tidy()


@pytest.fixture
def house(sqlite_engine: Engine) -> House:
    return House(sqlite_engine)


class TestTidying:
    def test_forgets_acts_after_a_day_and_events_after_a_week(self, house: House) -> None:
        """What is younger stays known."""
        house.act("old", NOW - timedelta(days=2))
        house.act("new", NOW - timedelta(hours=2))
        house.hear("old", NOW - timedelta(days=8))
        house.hear("new", NOW - timedelta(days=6))
        assert house.tidy(NOW) == 2
        assert (house.hear("old", NOW), house.hear("new", NOW)) == (True, False)
        with pytest.raises(Repeated):
            house.act("new", NOW)

    def test_goes_by_the_earliest_clock(self, house: House) -> None:
        """A calendar moved ahead by a fortnight makes us forget nothing."""
        house.act("new", NOW)
        assert house.tidy(NOW + timedelta(days=14), NOW) == 0
