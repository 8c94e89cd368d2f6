"""After a restore from a backup nothing is sent twice, and nothing new is held up."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.model.deliveries import DeliveryState, Effect
from scheduler.rounds import sweep
from storage.backup import backup
from storage.engine import connect
from storage.restoring import Doubt, doubt, restored
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Weekdays
from tests.builders import NOW, a_prompt
from tests.scheduler.stage import Stage


@pytest.fixture
def stage(sqlite_file: Path) -> Iterator[Stage]:
    engine = connect(f"sqlite:///{sqlite_file}")
    stage = Stage(engine)
    with stage.uows.writing() as uow:
        uow.prompts.add(a_prompt(), 0)
        uow.commit()
    yield stage
    engine.dispose()


@pytest.fixture
def copy(stage: Stage, tmp_path: Path) -> Iterator[Engine]:
    """A copy made before anything fell due, put in the database's place after everything was sent."""
    backup(stage.engine, tmp_path / "copy.db")
    live(stage)
    engine = connect(f"sqlite:///{tmp_path / 'copy.db'}")
    yield engine
    engine.dispose()


def live(stage: Stage) -> None:
    """What is due happens and is sent."""
    sweep(stage.uows, lambda _organisation: Weekdays(), stage.calendar)
    for _ in range(3):
        stage.dispatcher.dispatch()
        stage.wait(stage.rules.settle + 1)
        stage.dispatcher.reconcile()


def go_on(stage: Stage, engine: Engine, doubt: Doubt | None) -> None:
    """The bot starts on the copy and lives what fell due in the lost time once more, beside the same platform."""
    stage.engine = engine
    stage.uows = SqlUnitsOfWork(
        engine, lanes=stage.uows.lanes, rules=stage.rules, wire_clock=lambda _: stage.wire, doubt=doubt
    )
    stage.dispatcher = stage.sender()
    live(stage)


def posts(stage: Stage) -> int:
    return len([message for message in stage.messenger.messages.values() if ":prompt" in message.key])


class TestACopy:
    def test_knows_that_it_is_one_and_sends_nothing_twice(self, stage: Stage, copy: Engine) -> None:
        """The round is opened anew under the same id, its post is found, and its address taken over."""
        go_on(stage, copy, doubt(copy))
        assert posts(stage) == 1
        with stage.uows.reading() as uow:
            (opened,) = uow.rounds.of_network(stage.network.id)
            assert uow.ledger.address(f"round:{opened.id}:prompt") in stage.messenger.messages

    def test_without_a_doubt_would_send_twice(self, stage: Stage, copy: Engine) -> None:
        """What the mark is there against."""
        go_on(stage, copy, None)
        assert posts(stage) == 2

    def test_doubts_only_once(self, copy: Engine) -> None:
        """The next start finds the same doubt; it does not begin anew."""
        first = doubt(copy)
        assert first is not None
        assert doubt(copy) == first

    def test_leaves_no_mark_on_the_original(self, stage: Stage, copy: Engine) -> None:
        """It has lost nothing."""
        assert doubt(stage.engine) is None


class TestWhatIsNew:
    def test_is_sent_after_one_look(self, stage: Stage, copy: Engine) -> None:
        """It cannot be there, and it is not waited for twice."""
        go_on(stage, copy, doubt(copy))
        delivery = stage.leave(key="new")
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.UNKNOWN
        stage.dispatcher.reconcile()
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.SENT

    def test_that_may_be_done_twice_is_done_at_once(self, stage: Stage, copy: Engine) -> None:
        """A person's own page is not looked for."""
        go_on(stage, copy, doubt(copy))
        delivery = stage.leave_direct(key="home", effect=Effect.HOME)
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.SENT

    def test_is_sent_at_once_when_the_doubt_is_over(self, stage: Stage, copy: Engine) -> None:
        """An hour later everything is as always."""
        go_on(stage, copy, doubt(copy))
        delivery = stage.leave(key="new")
        stage.wire = stage.uows.doubt.until
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.SENT


def test_somebody_may_say_that_it_was_restored(any_engine: Engine) -> None:
    """A database that was put back by other means: from then on it is doubted, on both."""
    assert doubt(any_engine) is None
    said = restored(any_engine, NOW)
    assert doubt(any_engine) == said
    assert said.since == NOW
    assert said.until > NOW + timedelta(hours=1)
