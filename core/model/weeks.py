"""A week of the calendar: an ISO week of local days, Monday to Sunday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from core.model.schedules import localise


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """By year and number, as it is counted in Denmark. Written 2026-W48, which `read` reads back."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def read(cls, text: str) -> Self:
        year, _, number = text.partition("-W")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    def ends_at(self, zone: str) -> datetime:
        """The instant at which the next one begins."""
        return localise(date.fromisocalendar(self.year, self.number, 1) + timedelta(7), time(), zone)
