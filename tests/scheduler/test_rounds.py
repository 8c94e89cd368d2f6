"""The sweep: what is due is done, once, on both databases, however often and from wherever it is called."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import keys
from core.model.deliveries import Content
from core.model.organisations import Organisation
from core.model.prompts import Prompt
from core.model.rounds import Round, RoundState
from core.model.timers import of_round
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import members
from scheduler.calendar import WorkingDays
from scheduler.closed import closed
from scheduler.rounds import BATCH, next_due_at, sweep
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Weekdays
from tests.builders import NOW, TODAY, a_municipality, a_prompt, a_reply, saved_network

WEEK = timedelta(weeks=1)


def weekdays(organisation: Organisation) -> Weekdays:
    return Weekdays()


class Stage:
    """Networks that are all due on Monday at nine."""

    def __init__(self, uows: SqlUnitsOfWork, count: int) -> None:
        self.uows = uows
        with uows.writing() as uow:
            self.town = a_municipality(uow)
            self.prompt: Prompt = a_prompt()
            uow.prompts.add(self.prompt, 0)
            self.networks = [saved_network(uow, self.town.anne, self.town.bo, ends_on=None) for _ in range(count)]
            uow.commit()

    def sweep(self, at=NOW) -> int:
        return sweep(self.uows, weekdays, at)

    def rounds(self) -> list[Round]:
        with self.uows.reading() as uow:
            return [past for network in self.networks for past in uow.rounds.of_network(network.id)]


class KilledError(Exception):
    """The process dies here."""


class Dying:
    """Units of work of which the last before `dies` never gets to commit."""

    def __init__(self, uows: SqlUnitsOfWork, dies: int) -> None:
        self.uows, self.left = uows, dies

    def writing(self) -> UnitOfWork:
        self.left -= 1
        uow = self.uows.writing()
        if not self.left:
            uow.commit = self.stop
        return uow

    def reading(self) -> UnitOfWork:
        return self.uows.reading()

    def stop(self) -> None:
        raise KilledError


@pytest.fixture
def stage(any_uows: SqlUnitsOfWork) -> Stage:
    return Stage(any_uows, 1)


class TestSweep:
    def test_before_its_time_nothing_happens(self, stage: Stage) -> None:
        """A second before nine no round is opened."""
        assert stage.sweep(NOW - timedelta(seconds=1)) == 0
        assert stage.rounds() == []

    def test_a_round_takes_its_course(self, stage: Stage) -> None:
        """Opened on Monday, reminded of on Wednesday, closed and given back on the Monday after; each once."""
        done = [stage.sweep(NOW + timedelta(days=day)) for day in (0, 0, 1, 2, 2, 7, 8)]
        assert done == [1, 0, 0, 1, 0, 0, 2]
        (only,) = stage.rounds()
        assert (only.state, only.asked) == (RoundState.CLOSED, 2)

    def test_a_round_is_given_back_before_the_next_opens(self, stage: Stage) -> None:
        """Called after two weeks it closes the old one and opens the new one in one go."""
        stage.sweep()
        assert stage.sweep(NOW + 2 * WEEK) == 4  # the reminder that is too late is dropped
        assert [past.state for past in stage.rounds()] == [RoundState.CLOSED, RoundState.OPEN]
        with stage.uows.writing() as uow:
            contents = [delivery.content for delivery in uow.ledger.claim(now=NOW + 2 * WEEK, limit=99)]
        assert contents.index(Content.SHAREBACK) < contents.index(Content.PROMPT)

    def test_a_year_of_standstill_asks_once(self, stage: Stage) -> None:
        """Every missed round is kept as skipped; only the newest is open."""
        stage.sweep(NOW + 52 * WEEK)
        states = [past.state for past in stage.rounds()]
        assert states == [RoundState.SKIPPED] * 26 + [RoundState.OPEN]

    def test_what_was_answered_in_time_is_counted(self, stage: Stage) -> None:
        """The reply is in the figures that closing writes."""
        stage.sweep()
        (opened,) = stage.rounds()
        with stage.uows.writing() as uow:
            uow.replies.save(a_reply(opened, stage.town.bo))
            uow.commit()
        stage.sweep(NOW + 8 * timedelta(1))
        assert stage.rounds()[0].figures.answered == 1

    def test_many_are_done_in_batches(self, any_uows: SqlUnitsOfWork) -> None:
        """More networks than one transaction takes all get their round."""
        many = Stage(any_uows, 2 * BATCH + 1)
        assert sweep(any_uows, weekdays, NOW, together=BATCH) == 2 * BATCH + 1
        assert [past.occurrence for past in many.rounds()] == [TODAY] * (2 * BATCH + 1)


class TestSafety:
    def test_several_at_once_open_each_round_once(self, any_uows: SqlUnitsOfWork) -> None:
        """Four sweeps side by side share the work."""
        many = Stage(any_uows, BATCH + 5)
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: sweep(any_uows, weekdays, NOW, together=BATCH), range(4)))
        assert sum(done) == len(many.rounds()) == BATCH + 5

    @pytest.mark.parametrize("dies", [1, 2, 3])
    def test_killed_before_a_commit_nothing_is_lost_or_doubled(self, any_uows: SqlUnitsOfWork, dies: int) -> None:
        """What was not committed is done by the next sweep, with its prompt."""
        many = Stage(any_uows, 2 * BATCH + 1)
        with pytest.raises(KilledError):
            sweep(Dying(any_uows, dies), weekdays, NOW, together=BATCH)
        many.sweep()
        opened = many.rounds()
        with any_uows.reading() as uow:
            prompts = [uow.deliveries.find(f"round:{one.id}:prompt") for one in opened]
        assert len(prompts) == 2 * BATCH + 1
        assert None not in prompts


class TestNext:
    def test_the_next_thing_to_do(self, stage: Stage) -> None:
        """First the opening, then the reminder, then the closing, then the next opening."""
        days = []
        for day in (0, 0, 2, 8):
            at = NOW + timedelta(days=day)
            with stage.uows.reading() as uow:
                days.append((next_due_at(uow, at) - NOW).days)
            stage.sweep(at)
        assert days == [0, 2, 7, 14]


class TestDaysOff:
    def test_put_a_reminder_off_to_the_first_working_day_after(self, stage: Stage) -> None:
        """The organisation has closed the week since the round opened; it is open still on Monday."""
        shut = WorkingDays(closed("uge 37"))
        stage.sweep()
        [asked] = stage.rounds()
        with stage.uows.writing() as uow:
            uow.rounds.save(replace(asked, closes_at=NOW + 2 * WEEK))
            uow.timers.set(*of_round(replace(asked, closes_at=NOW + 2 * WEEK)))
            uow.commit()
        sweep(stage.uows, lambda _: shut, NOW + timedelta(days=2))
        assert [each.reminded_at for each in stage.rounds()] == [None]
        sweep(stage.uows, lambda _: shut, NOW + WEEK)
        assert [each.reminded_at for each in stage.rounds()] == [NOW + WEEK]

    def test_put_an_invitation_off_too(self, stage: Stage) -> None:
        """Somebody who has not answered is not written to in a week that is closed."""
        shut = WorkingDays(closed("uge 38"))
        with stage.uows.writing() as uow:
            members.invite(uow, stage.networks[0], stage.town.anne, [stage.town.camilla.account], at=NOW)
            uow.commit()
        told = []
        for days in (6, 7, 13, 14):
            sweep(stage.uows, lambda _: shut, NOW + timedelta(days=days))
            with stage.uows.reading() as uow:
                told.append(uow.deliveries.find(keys.reminder(stage.town.camilla.id, Week.of(TODAY + 2 * WEEK))))
        assert [each is not None for each in told] == [False, False, False, True]
