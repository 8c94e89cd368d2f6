"""Recurrence: dates of a rule, holidays, local time, the instant; tables worked out by hand from the calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.ids import NetworkId
from core.model.schedules import (
    HolidayPolicy,
    MonthlyOnDay,
    MonthlyOnWeekday,
    Rule,
    Schedule,
    Weekly,
    localise,
    next_due,
    next_working_day,
    occurrences,
    rule_from_text,
    rule_to_text,
)

ZONE = "Europe/Copenhagen"
CHANGES = [
    (date(2024, 3, 31), date(2024, 10, 27)),
    (date(2025, 3, 30), date(2025, 10, 26)),
    (date(2026, 3, 29), date(2026, 10, 25)),
    (date(2027, 3, 28), date(2027, 10, 31)),
    (date(2028, 3, 26), date(2028, 10, 29)),
    (date(2029, 3, 25), date(2029, 10, 28)),
    (date(2030, 3, 31), date(2030, 10, 27)),
]
"""The Sundays when the clocks change, spring and autumn."""

EASTER_2026 = {date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)}
"""Maundy Thursday, Good Friday and Easter Monday."""

rules = st.one_of(
    st.builds(
        Weekly, weekday=st.integers(0, 6), first=st.dates(date(2020, 1, 1), date(2035, 1, 1)), every=st.integers(1, 6)
    ),
    st.builds(MonthlyOnWeekday, weekday=st.integers(0, 6), nth=st.sampled_from([1, 2, 3, 4, 5, -1])),
    st.builds(MonthlyOnDay, day=st.integers(1, 31)),
)


def weekdays_only(day: date) -> bool:
    return day.weekday() < 5


def closed_on(*days: date):
    return lambda day: day.weekday() < 5 and day not in days


def a_plan(rule: Rule, **changes: object) -> Schedule:
    return replace(Schedule(network_id=NetworkId("n"), rule=rule, at=time(9), zone=ZONE), **changes)


def first_days(rule: Rule, start: date, count: int) -> list[date]:
    return list(islice(occurrences(rule, start), count))


class TestClocksChange:
    @pytest.mark.parametrize(("spring", "_autumn"), CHANGES)
    def test_a_time_that_does_not_exist_moves_forward_by_the_gap(self, spring: date, _autumn: date) -> None:
        """Half past two on the Sunday in March is half past three in summer time."""
        assert localise(spring, time(2, 30), ZONE) == datetime(spring.year, 3, spring.day, 1, 30, tzinfo=UTC)
        assert localise(spring, time(2, 30), ZONE).astimezone(ZoneInfo(ZONE)).time() == time(3, 30)

    @pytest.mark.parametrize(("_spring", "autumn"), CHANGES)
    def test_a_time_that_comes_twice_is_the_first(self, _spring: date, autumn: date) -> None:
        """Half past two on the Sunday in October is the one in summer time."""
        assert localise(autumn, time(2, 30), ZONE) == datetime(autumn.year, 10, autumn.day, 0, 30, tzinfo=UTC)

    @pytest.mark.parametrize(("spring", "autumn"), CHANGES)
    def test_a_weekly_round_keeps_its_wall_time(self, spring: date, autumn: date) -> None:
        """Nine o'clock stays nine o'clock on both sides of a change, and in the night itself nothing is asked twice."""
        for sunday in (spring, autumn):
            plan = a_plan(
                Weekly(weekday=6, first=sunday - timedelta(14)), holidays=HolidayPolicy.IGNORE, at=time(2, 30)
            )
            after = localise(sunday - timedelta(8), time(12), ZONE)
            dues = []
            for _ in range(3):
                due = next_due(plan, after, weekdays_only)
                dues.append(due.occurrence)
                after = due.at
            assert dues == [sunday - timedelta(7), sunday, sunday + timedelta(7)]

    def test_every_day_of_seven_years_has_its_wall_time(self) -> None:
        """The instant of nine o'clock reads back as nine o'clock on every day from 2024 to 2030."""
        days = (date(2024, 1, 1) + timedelta(n) for n in range(2557))
        assert all(localise(day, time(9), ZONE).astimezone(ZoneInfo(ZONE)).time() == time(9) for day in days)


class TestRules:
    def test_every_other_week_is_counted_in_weeks_across_a_year_of_53(self) -> None:
        """2026 has 53 weeks; every other Thursday goes on every fourteen days all the same."""
        days = first_days(Weekly(weekday=3, first=date(2026, 12, 3), every=2), date(2026, 12, 1), 4)
        assert days == [date(2026, 12, 3), date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 14)]

    def test_every_other_week_asked_from_an_off_week_starts_in_the_next(self) -> None:
        """From a Thursday between two occurrences the next is a week away."""
        rule = Weekly(weekday=3, first=date(2026, 12, 3), every=2)
        assert first_days(rule, date(2026, 12, 10), 1) == [date(2026, 12, 17)]

    def test_the_fifth_friday_passes_over_the_months_without_one(self) -> None:
        """In the first half of 2026 only January and May have five Fridays."""
        days = first_days(MonthlyOnWeekday(weekday=4, nth=5), date(2026, 1, 1), 3)
        assert days == [date(2026, 1, 30), date(2026, 5, 29), date(2026, 7, 31)]

    def test_the_first_thursday(self) -> None:
        """The first Thursday of a month that begins on a Thursday is the first of the month."""
        days = first_days(MonthlyOnWeekday(weekday=3, nth=1), date(2026, 9, 4), 3)
        assert days == [date(2026, 10, 1), date(2026, 11, 5), date(2026, 12, 3)]

    def test_the_last_monday(self) -> None:
        """The last Monday is the fourth or the fifth."""
        days = first_days(MonthlyOnWeekday(weekday=0, nth=-1), date(2026, 2, 1), 3)
        assert days == [date(2026, 2, 23), date(2026, 3, 30), date(2026, 4, 27)]

    @pytest.mark.parametrize(("year", "last"), [(2024, 29), (2025, 28), (2028, 29), (2100, 28)])
    def test_the_thirty_first_of_a_short_month_is_its_last_day(self, year: int, last: int) -> None:
        """February asks on the 29th in leap years, on the 28th in others."""
        assert first_days(MonthlyOnDay(day=31), date(year, 2, 1), 2) == [date(year, 2, last), date(year, 3, 31)]

    def test_a_leap_day_is_a_day_like_others(self) -> None:
        """A weekly Thursday falls on 29 February 2024."""
        assert date(2024, 2, 29) in first_days(Weekly(weekday=3, first=date(2024, 2, 1)), date(2024, 2, 1), 5)

    @given(rules, st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    def test_days_come_in_order_and_not_before_the_start(self, rule: Rule, start: date) -> None:
        """Whatever the rule, its days rise strictly from the start on."""
        days = first_days(rule, start, 6)
        assert days[0] >= start
        assert all(one < other for one, other in pairwise(days))

    @given(rules)
    def test_a_rule_is_the_same_after_being_stored(self, rule: Rule) -> None:
        """What is written down reads back as the same rule."""
        assert rule_from_text(rule_to_text(rule)) == rule

    def test_a_text_that_is_no_rule_is_refused(self) -> None:
        """A rule from somewhere else is an error, not a guess."""
        with pytest.raises(ValueError, match="not a rule"):
            rule_from_text('{"hourly": 1}')


class TestHolidays:
    THURSDAYS = Weekly(weekday=3, first=date(2026, 3, 26))

    def ask(self, policy: HolidayPolicy) -> tuple[date, date]:
        plan = a_plan(self.THURSDAYS, holidays=policy)
        due = next_due(plan, localise(date(2026, 3, 26), time(10), ZONE), closed_on(*EASTER_2026))
        return due.occurrence, due.at.astimezone(ZoneInfo(ZONE)).date()

    def test_maundy_thursday_is_skipped(self) -> None:
        """The round of Maundy Thursday is not asked; the next is a week later."""
        assert self.ask(HolidayPolicy.SKIP) == (date(2026, 4, 9), date(2026, 4, 9))

    def test_maundy_thursday_is_moved_past_easter(self) -> None:
        """Moved, it is asked on the Tuesday after Easter, and is still the round of Maundy Thursday."""
        assert self.ask(HolidayPolicy.MOVE) == (date(2026, 4, 2), date(2026, 4, 7))

    def test_maundy_thursday_is_asked_all_the_same(self) -> None:
        """A network that ignores holidays is asked on the day."""
        assert self.ask(HolidayPolicy.IGNORE) == (date(2026, 4, 2), date(2026, 4, 2))

    def test_a_moved_round_is_found_after_its_own_day(self) -> None:
        """On Easter Saturday the round of Maundy Thursday still lies ahead."""
        plan = a_plan(self.THURSDAYS, holidays=HolidayPolicy.MOVE)
        due = next_due(plan, localise(date(2026, 4, 4), time(12), ZONE), closed_on(*EASTER_2026))
        assert due.occurrence == date(2026, 4, 2)

    def test_working_days_are_counted_past_weekends_and_holidays(self) -> None:
        """Two working days after the Wednesday before Easter is the Wednesday after."""
        assert next_working_day(date(2026, 4, 1), closed_on(*EASTER_2026), 2) == date(2026, 4, 8)


class TestAZoneChange:
    def test_keeps_the_wall_time_from_the_next_round_on(self) -> None:
        """Nine o'clock stays nine o'clock, where the network is now; no occurrence comes twice or is lost."""
        here = a_plan(Weekly(weekday=3, first=date(2026, 9, 3)), holidays=HolidayPolicy.IGNORE)
        asked = next_due(here, datetime(2026, 9, 1, tzinfo=UTC), weekdays_only)
        there = replace(here, zone="America/Nuuk")
        following = next_due(there, asked.at, weekdays_only, beyond=asked.occurrence)
        assert following.occurrence - asked.occurrence == timedelta(weeks=1)
        assert following.at.astimezone(ZoneInfo("America/Nuuk")).time() == time(9)


class TestPause:
    RULE = Weekly(weekday=3, first=date(2026, 9, 3), every=2)

    def test_nothing_is_asked_before_it_ends(self) -> None:
        """The first round is the first of the rule's days from the end of the pause on; the count of weeks goes on."""
        plan = a_plan(self.RULE, paused_until=date(2026, 9, 20))
        assert next_due(plan, datetime(2026, 9, 4, tzinfo=UTC), weekdays_only).occurrence == date(2026, 10, 1)

    def test_the_day_it_ends_is_asked(self) -> None:
        """The day given is the first that is asked again."""
        plan = a_plan(self.RULE, paused_until=date(2026, 9, 17))
        assert next_due(plan, datetime(2026, 9, 4, tzinfo=UTC), weekdays_only).occurrence == date(2026, 9, 17)

    def test_one_without_an_end_has_no_next_round(self) -> None:
        """While nobody has said when it ends, nothing is due."""
        assert (
            next_due(a_plan(self.RULE, paused_until=date.max), datetime(2026, 9, 4, tzinfo=UTC), weekdays_only) is None
        )


class TestNext:
    @given(rules, st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)), st.sampled_from(HolidayPolicy))
    def test_it_lies_strictly_ahead(self, rule: Rule, moment: datetime, policy: HolidayPolicy) -> None:
        """Asked from any instant, the next round is later than it; only skipped weekends have none."""
        after = moment.replace(tzinfo=UTC)
        due = next_due(a_plan(rule, holidays=policy), after, weekdays_only)
        skipped_weekends = policy is HolidayPolicy.SKIP and not isinstance(rule, MonthlyOnDay) and rule.weekday > 4
        far_ahead = isinstance(rule, Weekly) and rule.first > after.date() + timedelta(1000)
        assert due is None if skipped_weekends else far_ahead or due.at > after

    def test_an_occurrence_that_was_asked_does_not_come_again(self) -> None:
        """A later hour on the same day is not a second round of that day."""
        plan = a_plan(Weekly(weekday=3, first=date(2026, 9, 3)), at=time(15))
        after = localise(date(2026, 9, 3), time(10), ZONE)
        due = next_due(plan, after, weekdays_only, beyond=date(2026, 9, 3))
        assert due.occurrence == date(2026, 9, 10)
