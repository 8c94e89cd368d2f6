"""Danish working days, set against the calendar of the years."""

from datetime import date, timedelta

import pytest

from scheduler.calendar import WorkingDays

EASTER_SUNDAYS = [
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2027, 3, 28),
    date(2028, 4, 16),
    date(2029, 4, 1),
    date(2030, 4, 21),
]


@pytest.fixture
def calendar() -> WorkingDays:
    return WorkingDays()


class TestDaysOff:
    @pytest.mark.parametrize("sunday", EASTER_SUNDAYS)
    @pytest.mark.parametrize("offset", [-3, -2, 0, 1, 39, 50])
    def test_easter_and_what_follows_it(self, calendar: WorkingDays, sunday: date, offset: int) -> None:
        """Maundy Thursday, Good Friday, Easter, Ascension Day and Whit Monday are off."""
        assert not calendar.is_working_day(sunday + timedelta(offset))

    @pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 25), date(2025, 12, 26)])
    def test_fixed_holidays(self, calendar: WorkingDays, day: date) -> None:
        """New Year's Day and Christmas are off."""
        assert not calendar.is_working_day(day)

    @pytest.mark.parametrize("day", [date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
    def test_days_the_town_hall_is_closed_besides(self, calendar: WorkingDays, day: date) -> None:
        """They are no public holidays: an organisation that names none works on them."""
        assert not calendar.is_working_day(day)
        assert WorkingDays(()).is_working_day(day)

    def test_store_bededag_is_a_working_day_since_2024(self, calendar: WorkingDays) -> None:
        """The fourth Friday after Easter: off in 2023, worked in 2024."""
        assert not calendar.is_working_day(date(2023, 5, 5))
        assert calendar.is_working_day(date(2024, 4, 26))

    def test_weekends(self, calendar: WorkingDays) -> None:
        """Saturday and Sunday are off, the Friday before and the Monday after are not."""
        week = [calendar.is_working_day(date(2026, 9, 4) + timedelta(n)) for n in range(4)]
        assert week == [True, False, False, True]
