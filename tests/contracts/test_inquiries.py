"""What the repository of questions to those in a role promises (core.ports_inquiries), on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.networks import Network
from core.model.organisations import Person
from core.model.replies import Answer
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_municipality, an_inquiry, saved_network

ANSWERS = (Answer(question=0, scale=4), Answer(question=1, choices=("tid",)), Answer(question=2, text="Æblegrød"))


@pytest.fixture
def asked(any_uows: SqlUnitsOfWork) -> tuple[Network, Person]:
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        network = saved_network(uow, town.anne)
        uow.commit()
    return network, town.anne


class TestInquiries:
    def test_are_kept_whole(self, any_uows: SqlUnitsOfWork, asked: tuple[Network, Person]) -> None:
        """With their answers, what became of them, and after a change."""
        given = an_inquiry(*asked, months=3, answers=ANSWERS, answered_at=NOW, edited_at=NOW, withdrawn_at=NOW)
        with any_uows.writing() as uow:
            uow.inquiries.save(replace(given, answers=(), answered_at=None))
            uow.inquiries.save(given)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.inquiries.get(given.id) == uow.inquiries.find(given.id) == given

    def test_that_were_never_answered_are_found_by_person(
        self, any_uows: SqlUnitsOfWork, asked: tuple[Network, Person]
    ) -> None:
        """Oldest first; what was answered and taken back is not asked for again."""
        late, early = an_inquiry(*asked), an_inquiry(*asked, asked_at=NOW - timedelta(days=1))
        answered = an_inquiry(*asked, answered_at=NOW, withdrawn_at=NOW)
        with any_uows.writing() as uow:
            for each in (late, early, answered):
                uow.inquiries.save(each)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.inquiries.unanswered(asked[1].id) == [early, late]
            assert uow.inquiries.unanswered("another") == []

    def test_of_networks_come_in_the_order_they_were_asked(
        self, any_uows: SqlUnitsOfWork, asked: tuple[Network, Person]
    ) -> None:
        """All of them, answered or not; of other networks none."""
        late, early = an_inquiry(*asked, answered_at=NOW), an_inquiry(*asked, asked_at=NOW - timedelta(days=1))
        with any_uows.writing() as uow:
            for each in (late, early):
                uow.inquiries.save(each)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.inquiries.of_networks([asked[0].id]) == [early, late]
            assert uow.inquiries.of_networks(["another"]) == []
