"""Outlines are made of what has closed, and made anew."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.outlining import Outlining
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import a_municipality
from tests.reflections import a_library, a_reflecting_network, closed, said


class TestOutlining:
    def test_makes_all_that_wait(self, any_uows: SqlUnitsOfWork) -> None:
        """The second time there is nothing to do, until a reply is changed."""
        with any_uows.writing() as uow:
            a_municipality(uow)
            a_library(uow)
            network = a_reflecting_network(uow, "Tryg hjem", members=6)
            for day in (1, 2, 3):
                asked, [reply] = closed(
                    uow, network, "velf-undervejs-4", [said(None, None, "Jura")], on=date(2026, 9, day)
                )
            uow.commit()
        job = Outlining(units_of_work=any_uows, wire_now=lambda: any_uows.wire_now() + timedelta(minutes=11))
        assert (job.work(), job.work()) == (3, 0)
        with any_uows.writing() as uow:
            uow.replies.save(replace(reply, quotable=True))
            assert uow.outlines.read([asked.id]) == {}
            uow.commit()
        assert (job.work(), job.work()) == (1, 0)
