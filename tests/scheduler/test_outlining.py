"""Outlines are made of what has closed, and made anew."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.outlining import Outlining
from storage.unit_of_work import SqlUnitsOfWork
from tests.reflections import closed, one_round, said


class TestOutlining:
    def test_makes_all_that_wait(self, any_uows: SqlUnitsOfWork) -> None:
        """The second time there is nothing to do, until a reply is changed."""
        with any_uows.writing() as uow:
            told = [said(None, None, "Jura")]
            network, asked, [reply] = one_round(uow, "velf-undervejs-4", told, on=date(2026, 9, 1))
            for day in (2, 3):
                closed(uow, network, "velf-undervejs-4", told, on=date(2026, 9, day))
            uow.commit()
        job = Outlining(units_of_work=any_uows, wire_now=lambda: any_uows.wire_now() + timedelta(minutes=11))
        assert (job.work(), job.work()) == (3, 0)
        with any_uows.writing() as uow:
            uow.replies.save(replace(reply, quotable=True))
            assert uow.outlines.read([asked.id]) == {}
            uow.commit()
        assert (job.work(), job.work()) == (1, 0)
