"""A rhythm in words."""

from datetime import date, time

import pytest

from core.model.schedules import MonthlyOnDay, MonthlyOnWeekday, Rule, Weekly
from core.services.schedules import RHYTHMS
from locales.catalogue import translator
from tests.acting import inputs, said
from tests.builders import a_network, a_schedule
from views import schedules as views

T, EN = translator("da"), translator("en")
NETWORK = a_network()
FIRST = date(2026, 9, 3)


class TestRhythm:
    @pytest.mark.parametrize(
        ("rule", "danish", "english"),
        [
            (Weekly(weekday=3, first=FIRST), "hver torsdag kl. 9.00", "every Thursday at 9:00"),
            (Weekly(weekday=3, first=FIRST, every=2), "hver anden torsdag kl. 9.00", "every other Thursday at 9:00"),
            (Weekly(weekday=0, first=FIRST, every=3), "hver 3. uge, mandag kl. 9.00", "every 3 weeks, Monday at 9:00"),
            (
                MonthlyOnWeekday(weekday=3, nth=1),
                "den første torsdag i måneden kl. 9.00",
                "the first Thursday of the month at 9:00",
            ),
            (
                MonthlyOnWeekday(weekday=4, nth=-1),
                "den sidste fredag i måneden kl. 9.00",
                "the last Friday of the month at 9:00",
            ),
            (MonthlyOnDay(day=15), "den 15. i måneden kl. 9.00", "day 15 of the month at 9:00"),
        ],
    )
    def test_it_reads_like_people_say_it(self, rule: Rule, danish: str, english: str) -> None:
        """In Danish and in English."""
        schedule = a_schedule(NETWORK, rule=rule, at=time(9))
        assert (views.rhythm(T, schedule), views.rhythm(EN, schedule)) == (danish, english)

    @pytest.mark.parametrize("nth", [2, 3, 4, 5])
    def test_every_weekday_of_a_month_has_its_word(self, nth: int) -> None:
        """Second to fifth."""
        assert "torsdag" in views.rhythm(T, a_schedule(NETWORK, rule=MonthlyOnWeekday(weekday=3, nth=nth)))

    def test_all_rhythms_can_be_chosen(self) -> None:
        """The options are those that the service knows."""
        assert [option.value for option in views.rhythms(T)] == list(RHYTHMS)


class TestForm:
    def test_a_rule_by_day_of_the_month_has_no_weekday(self) -> None:
        """The weekday is then to be chosen."""
        schedule = a_schedule(NETWORK, rule=MonthlyOnDay(day=1))
        made = views.form(T, NETWORK, schedule, rhythm="fortnightly", answer_days=range(2, 6), coming=(), pause="nej")
        assert inputs(made)["weekday"].value == ""

    def test_saved_without_a_date_says_why(self) -> None:
        """An idea is asked nothing yet."""
        assert "no date yet" in said(views.saved(EN, NETWORK, a_schedule(NETWORK), coming=(), open_until=None))
