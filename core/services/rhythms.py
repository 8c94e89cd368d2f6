"""Whether a rhythm, beside those of other networks, would give somebody more than one prompt a week. Never whom."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from itertools import takewhile

from core.model.ids import NetworkId, PersonId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import local_day
from core.model.schedules import Rule, Schedule, occurrences
from core.ports import UnitOfWork
from core.services import schedules

AHEAD = timedelta(weeks=9)
"""How far ahead it is looked: every rhythm that can be chosen has come round by then."""

Weeks = frozenset[tuple[int, int]]
"""Weeks, by year and number."""


def crowded_for(uow: UnitOfWork, person: Person, *, at: datetime, zone: str) -> tuple[str, ...]:
    """The rhythms that would crowd the weeks of somebody who starts a network; by their keys."""
    today = local_day(at, zone)
    return _crowded(_weeks_of(uow, {person.id}, None, today), schedules.DEFAULT_WEEKDAY, today)


def crowded_in(uow: UnitOfWork, network: Network, schedule: Schedule, *, at: datetime) -> tuple[str, ...]:
    """The rhythms that would crowd the weeks of somebody in a network, on the weekday that it has now."""
    today = local_day(at, network.zone)
    members = {member.person_id for member in uow.members.active(network.id)}
    weekday = getattr(schedule.rule, "weekday", schedules.DEFAULT_WEEKDAY)
    return _crowded(_weeks_of(uow, members, network.id, today), weekday, today)


def is_crowded(uow: UnitOfWork, network: Network, schedule: Schedule, *, at: datetime) -> bool:
    """Whether the rhythm that a network has crowds the weeks of somebody in it."""
    today = local_day(at, network.zone)
    members = {member.person_id for member in uow.members.active(network.id)}
    own = _weeks(schedule.rule, _start(schedule, today), today)
    return any(own & weeks for weeks in _weeks_of(uow, members, network.id, today))


def _crowded(others: Collection[Weeks], weekday: int, today: date) -> tuple[str, ...]:
    rules = {key: make(weekday, _first(weekday, today)) for key, make in schedules.RHYTHMS.items()}
    return tuple(key for key, rule in rules.items() if any(_weeks(rule, today, today) & weeks for weeks in others))


def _first(weekday: int, today: date) -> date:
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _weeks_of(uow: UnitOfWork, people: Collection[PersonId], but: NetworkId | None, today: date) -> tuple[Weeks, ...]:
    """For each of the people who is in other networks, the weeks in which those ask."""
    found: dict[PersonId, Weeks] = {}
    for person_id, schedule in uow.schedules.of_people(people) if people else ():
        if schedule.network_id != but:
            weeks = _weeks(schedule.rule, _start(schedule, today), today)
            found[person_id] = found.get(person_id, frozenset()) | weeks
    return tuple(found.values())


def _start(schedule: Schedule, today: date) -> date:
    """The first day that is asked; none of those that lie within a pause."""
    return max(today, schedule.paused_until or today)


def _weeks(rule: Rule, start: date, today: date) -> Weeks:
    end = today + AHEAD
    return _numbers(takewhile(lambda day: day < end, occurrences(rule, start))) if start < end else frozenset()


def _numbers(days: Iterable[date]) -> Weeks:
    return frozenset(day.isocalendar()[:2] for day in days)
