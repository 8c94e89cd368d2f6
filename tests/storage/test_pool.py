"""The one connection goes round: quick where nobody waits, and nobody waits for ever."""

from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy import Engine, create_engine, exc, text

from storage.pool import OneInTurn, Turns


@pytest.fixture
def engine():
    engine = create_engine(
        "sqlite://", poolclass=OneInTurn, pool_timeout=0.05, connect_args={"check_same_thread": False}
    )
    yield engine
    engine.dispose()


class TestTurns:
    def test_come_to_whoever_waits_while_another_is_greedy(self) -> None:
        """A thread that takes it again and again lets others in."""
        turns, stop, taken = Turns(), Event(), Event()

        def be_greedy() -> None:
            while not stop.is_set():
                turns.take(9)
                taken.set()
                turns.give()

        greedy = Thread(target=be_greedy)
        greedy.start()
        taken.wait()
        begun = monotonic()
        for _ in range(10):
            assert turns.take(9)
            turns.give()
        stop.set()
        greedy.join()
        assert monotonic() - begun < 5

    @pytest.mark.parametrize("patience", [0, 0.0005, 60], ids=["handed over", "now and then", "free for all"])
    def test_are_one_thread_s_at_a_time(self, patience: float) -> None:
        """Eight threads count without losing one."""
        turns, count = Turns(patience), [0]

        def add() -> None:
            for _ in range(500):
                assert turns.take(60)
                before = count[0]
                count[0] = before + 1
                turns.give()

        threads = [Thread(target=add) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert count == [4000]

    def test_that_do_not_come_in_time_are_given_up(self) -> None:
        """And whoever gave up is not waited for."""
        turns = Turns()
        assert turns.take(0)
        assert not turns.take(0.01)
        turns.give()
        assert turns.take(0)


class TestOneInTurn:
    def test_is_one_connection(self, engine: Engine) -> None:
        """What one did the next one finds, even in memory."""
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (x)"))
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0
            assert "in use" in engine.pool.status()
        assert "idle" in engine.pool.status()

    def test_says_that_it_was_not_free(self, engine: Engine) -> None:
        """Rather than waiting for ever."""
        with engine.connect(), pytest.raises(exc.TimeoutError), engine.connect():
            pass

    def test_makes_a_new_one_after_the_old_is_gone(self, engine: Engine) -> None:
        """Disposed of, or lost."""
        with engine.connect() as connection:
            connection.invalidate()
        engine.dispose()
        with engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1

    def test_is_free_again_when_it_could_not_be_made(self) -> None:
        """The next one who asks is told the same, not kept waiting."""
        engine = create_engine("sqlite:////nowhere/at/all.db", poolclass=OneInTurn, pool_timeout=0)
        for _ in range(2):
            with pytest.raises(exc.OperationalError):
                engine.connect()
