"""What every engine keeps. An adapter joins by one more fixture, named in ENGINES."""

import threading
from collections.abc import Callable, Iterator

import pytest

from scheduler.engine import Engine
from scheduler.engines.apscheduler import ApschedulerEngine
from scheduler.engines.procrastinate import ProcrastinateEngine

ENGINES = ("apscheduler", "procrastinate")
NEVER = 3600.0
SOON = 0.05
LATE = 1.2
PATIENCE = 10.0
"""How long a test waits for what must happen; none waits that long when all is well."""


Make = Callable[[], Engine]


@pytest.fixture
def apscheduler() -> Make:
    return ApschedulerEngine


@pytest.fixture
def procrastinate(procrastinate_url: str) -> Make:
    return lambda: ProcrastinateEngine(procrastinate_url)


@pytest.fixture(params=ENGINES)
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Engines as processes that share everything would have them."""
    made: list[Engine] = []
    kind: Make = request.getfixturevalue(request.param)

    def one_more() -> Engine:
        made.append(kind())
        return made[-1]

    yield one_more
    for engine in made:
        engine.stop(PATIENCE)


@pytest.fixture
def engine(make: Make) -> Engine:
    return make()


class Counted:
    """A function that counts its runs and can be held inside one."""

    def __init__(self) -> None:
        self.runs = 0
        self.together = 0
        self.most_together = 0
        self.gate = threading.Event()
        self.gate.set()
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.together += 1
            self.most_together = max(self.most_together, self.together)
            self._changed.notify_all()
        self.gate.wait(PATIENCE)
        with self._changed:
            self.together -= 1
            self.runs += 1
            self._changed.notify_all()

    def reaches(self, runs: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.runs >= runs, PATIENCE)

    def begins(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.together > 0, PATIENCE)


SECRET = "noget privat"


def _broken() -> None:
    raise ValueError(SECRET)


class TestAnInterval:
    def test_rings_at_the_start_and_again_and_again(self, engine: Engine) -> None:
        """What waited while the process was down is not left waiting for the first interval."""
        work = Counted()
        engine.every("work", SOON, work)
        engine.run()
        assert work.reaches(3)

    def test_never_runs_a_function_twice_at_the_same_time(self, engine: Engine) -> None:
        """A long run delays the next one."""
        work = Counted()
        work.gate.clear()
        engine.every("work", SOON, work)
        engine.run()
        assert work.begins()
        threading.Event().wait(4 * SOON)
        work.gate.set()
        assert work.reaches(2)
        assert work.most_together == 1

    def test_does_not_let_one_function_wait_for_another(self, engine: Engine) -> None:
        """Each has a thread of its own."""
        slow, quick = Counted(), Counted()
        slow.gate.clear()
        engine.every("slow", SOON, slow)
        engine.every("quick", SOON, quick)
        engine.run()
        assert slow.begins()
        assert quick.reaches(2)
        slow.gate.set()

    def test_still_runs_what_is_late(self, engine: Engine) -> None:
        """More than a second after it was due, for want of a thread: what is due does not go away by being late."""
        slow = [Counted() for _ in range(10)]
        late = Counted()
        for number, work in enumerate(slow):
            work.gate.clear()
            engine.every(f"slow {number}", NEVER, work)
        engine.every("late", NEVER, late)
        engine.run()
        assert all(work.begins() for work in slow)
        threading.Event().wait(LATE)
        for work in slow:
            work.gate.set()
        assert late.reaches(1)

    def test_goes_on_after_a_bug(self, engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
        """A bug is logged with a reference and without the words in it, and the clock goes on."""
        work = Counted()
        engine.every("broken", SOON, lambda: (work(), _broken()))
        engine.run()
        assert work.reaches(2)
        assert "bug" in caplog.text
        assert SECRET not in caplog.text


class TestSeveralProcesses:
    def test_ring_each_for_itself_what_is_needed_everywhere(self, make: Make) -> None:
        """However the ringing is shared, this is not; and a nudge is for the process that gave it."""
        work = [Counted(), Counted()]
        engines = [make(), make()]
        for each, engine in zip(work, engines, strict=True):
            engine.every("work", NEVER, each, everywhere=True)
            engine.run()
        assert all(each.reaches(1) for each in work)
        engines[0].nudge("work")
        assert work[0].reaches(2)
        assert not work_goes_on(work[1], 1)

    def test_go_on_when_one_of_them_stops(self, make: Make) -> None:
        """No process is a leader."""
        work = Counted()
        engines = [make(), make()]
        for engine in engines:
            engine.every("work", SOON, work)
            engine.run()
        assert work.reaches(1)
        engines[0].stop(PATIENCE)
        assert work.reaches(work.runs + 3)


class TestAName:
    def test_is_given_once(self, engine: Engine) -> None:
        """Two functions of one name would be one nudge for two."""
        engine.every("work", NEVER, Counted())
        with pytest.raises(ValueError, match="work"):
            engine.every("work", NEVER, Counted())


class TestANudge:
    def test_rings_soon(self, engine: Engine) -> None:
        """Nobody waits for the interval."""
        work = Counted()
        engine.every("work", NEVER, work)
        engine.run()
        assert work.reaches(1)
        engine.nudge("work")
        assert work.reaches(2)

    def test_during_a_run_causes_one_more(self, engine: Engine) -> None:
        """What was committed after the run looked is looked at too; many nudges become one run."""
        work = Counted()
        work.gate.clear()
        engine.every("work", NEVER, work)
        engine.run()
        assert work.begins()
        for _ in range(5):
            engine.nudge("work")
        work.gate.set()
        assert work.reaches(2)
        assert not work_goes_on(work, 2)

    def test_is_never_lost_whoever_gives_it(self, engine: Engine) -> None:
        """After the last nudge of many threads there is always one run that began after it."""
        given, seen = Tally(), Tally()
        engine.every("work", NEVER, lambda: seen.set(given.value))
        engine.run()
        threads = [threading.Thread(target=_nudge_often, args=(engine, given)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen.reaches(given.value)

    def test_before_the_start_is_kept(self, engine: Engine) -> None:
        """A nudge does not depend on who was first."""
        work = Counted()
        engine.every("work", NEVER, work)
        engine.nudge("work")
        engine.run()
        assert work.reaches(1)


class TestStopping:
    def test_waits_for_what_is_running(self, engine: Engine) -> None:
        """What is in flight comes to its end, and nothing new begins."""
        work = Counted()
        work.gate.clear()
        engine.every("work", SOON, work)
        engine.run()
        assert work.begins()
        threading.Timer(SOON, work.gate.set).start()
        assert engine.stop(PATIENCE)
        assert work.runs == 1
        assert not work_goes_on(work, 1)

    def test_waits_no_longer_than_the_grace(self, engine: Engine) -> None:
        """What hangs is left behind: its leases run out and others find out."""
        work = Counted()
        work.gate.clear()
        engine.every("work", NEVER, work)
        engine.run()
        assert work.begins()
        assert not engine.stop(SOON)
        work.gate.set()

    def test_ends_the_nudging_too(self, engine: Engine) -> None:
        """A nudge after the end is nobody's error."""
        work = Counted()
        engine.every("work", NEVER, work)
        engine.run()
        assert work.reaches(1)
        engine.stop(PATIENCE)
        engine.nudge("work")
        assert not work_goes_on(work, 1)


class Tally:
    def __init__(self) -> None:
        self.value = 0
        self._changed = threading.Condition()

    def set(self, value: int) -> None:
        with self._changed:
            self.value = value
            self._changed.notify_all()

    def add(self) -> None:
        with self._changed:
            self.value += 1

    def reaches(self, value: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.value >= value, PATIENCE)


def _nudge_often(engine: Engine, given: Tally) -> None:
    for _ in range(200):
        given.add()
        engine.nudge("work")


def work_goes_on(work: Counted, beyond: int) -> bool:
    """Whether more runs than that come, given a moment for it."""
    threading.Event().wait(4 * SOON)
    return work.runs > beyond
