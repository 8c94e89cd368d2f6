"""What the repository of subscriptions promises (core.ports_subscriptions), on both databases."""

from dataclasses import replace

import pytest

from core.model.organisations import Person
from core.model.subscriptions import Kind, Rhythm, Subscription
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import CITY, TODAY, a_municipality


@pytest.fixture
def bo(any_uows: SqlUnitsOfWork) -> Person:
    with any_uows.writing() as uow:
        person = a_municipality(uow).bo
        uow.commit()
    return person


class TestSubscriptions:
    def test_come_back_as_they_were_saved_last(self, any_uows: SqlUnitsOfWork, bo: Person) -> None:
        """Whole, by their id, by person and by committee."""
        own = Subscription(person_id=bo.id, kind=Kind.DESK, weekday=3, since=TODAY)
        named = Subscription(person_id=bo.id, kind=Kind.COMMITTEE, about=CITY, rhythm=Rhythm.QUARTERLY)
        changed = replace(own, rhythm=Rhythm.NEVER, told_on=TODAY)
        for each in (own, named, changed):
            with any_uows.writing() as uow:
                uow.subscriptions.save(each)
                uow.commit()
        with any_uows.reading() as uow:
            assert uow.subscriptions.find(own.id) == changed
            assert uow.subscriptions.of_person(bo.id) == [changed, named]
            assert uow.subscriptions.of_committee(CITY) == [named]

    def test_are_gone_when_they_are_removed(self, any_uows: SqlUnitsOfWork, bo: Person) -> None:
        """Once more is fine."""
        own = Subscription(person_id=bo.id, kind=Kind.ANCHOR)
        with any_uows.writing() as uow:
            uow.subscriptions.save(own)
            for _ in range(2):
                uow.subscriptions.remove(own.id)
            assert uow.subscriptions.find(own.id) is None
