"""Several processes, a platform that fails in every way and crashes between any two steps: each committed effect is
there to be seen exactly once at the end, and never twice on the way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core.model import keys
from core.model.deliveries import Content, Delivery, DeliveryState, Effect, Later, Outcome, Unsure
from scheduler.deliveries import Dispatcher, Result
from storage.engine import connect
from tests.builders import a_delivery
from tests.fakes.messenger import Fault
from tests.scheduler.stage import Stage
from views.codec import encode
from views.elements import View

PROCESSES = st.sampled_from([0, 1])
FAULTS = st.sampled_from([None, None, *Fault])
WAITS = st.sampled_from([2, 4, 16, 61, 301])
TWICE = "there twice"
BOUNDED = settings(max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
FULL = settings(BOUNDED, max_examples=2000)
PLANTED = settings(BOUNDED, max_examples=400, phases=[Phase.generate], derandomize=True, database=None)


@dataclass
class Process:
    """What one process has in its memory, and loses when it dies."""

    sender: Dispatcher
    to_send: list[tuple[Delivery, float]] = field(default_factory=list)
    to_read: list[tuple[Delivery, float]] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


class Deliveries(RuleBasedStateMachine):
    """`database`: a migrated SQLite as bytes. `late_by`: how late the platform may do what it answered with an error;
    less than the settling time. `make_sender` plants bugs.
    """

    database: bytes
    late_by = timedelta(seconds=10)

    def __init__(self) -> None:
        super().__init__()
        self.engine = connect("sqlite://")
        with self.engine.connect() as connection:
            connection.connection.driver_connection.deserialize(self.database)
        self.stage = Stage(self.engine)
        self.processes = [Process(self.make_sender()), Process(self.make_sender())]
        self.posts: list[Delivery] = []
        self.abandoned: list[Delivery] = []
        self.late_at: list[datetime] = []
        self.version = 0

    def make_sender(self) -> Dispatcher:
        return self.stage.sender(senders=1)

    # What people cause.

    @initialize()
    def begin(self) -> None:
        self.leave(Effect.POST)
        self.leave_in_a_thread()
        self.leave(Effect.DIRECT)

    @rule(effect=st.sampled_from([Effect.POST, Effect.DIRECT]))
    def leave(self, effect: Effect) -> None:
        leave = self.stage.leave if effect is Effect.POST else self.stage.leave_direct
        self.posts.append(leave())

    @rule()
    def leave_in_a_thread(self) -> None:
        roots = [post for post in self.posts if post.effect is Effect.POST and post.thread_key is None]
        if roots:
            self.posts.append(self.stage.leave(thread_key=roots[-1].key))

    @rule()
    def fail_to_commit(self) -> None:
        lost = a_delivery(network_id=self.stage.network.id)
        with self.stage.uows.writing() as uow:
            uow.deliveries.add(lost)
        self.abandoned.append(lost)

    @rule()
    def change_the_page(self) -> None:
        self.version += 1
        person = self.stage.town.bo
        page = encode(View(summary=str(self.version), elements=()))
        newest = a_delivery(
            key=keys.home(person.id), effect=Effect.HOME, content=Content.ANSWER, person_id=person.id, payload=page
        )
        with self.stage.uows.writing() as uow:
            uow.deliveries.refresh(newest)
            uow.commit()

    # What processes do, one step at a time.

    @rule(number=PROCESSES, step=st.sampled_from(["claim", "send", "doubt", "look", "settle", "die"]), fault=FAULTS)
    def step(self, number: int, step: str, fault: Fault | None) -> None:
        with self.failing(fault if step in ("send", "look") else None):
            getattr(self, step)(self.processes[number])

    def claim(self, process: Process) -> None:
        begun = process.sender.elapsed()
        process.to_send += [(delivery, begun) for delivery in process.sender._claim(3)]

    def send(self, process: Process) -> None:
        for delivery, begun in process.to_send[:1]:
            process.results.append((delivery, process.sender._send(delivery, begun)))
        process.to_send = process.to_send[1:]

    def doubt(self, process: Process) -> None:
        begun = process.sender.elapsed()
        process.to_read += [(delivery, begun) for delivery in process.sender._doubtful(3)]

    def look(self, process: Process) -> None:
        for delivery, begun in process.to_read[:1]:
            process.results.append((delivery, process.sender._look(delivery, begun)))
        process.to_read = process.to_read[1:]

    def settle(self, process: Process) -> None:
        process.sender._settle(process.results, "deliveries")
        process.results = []

    def die(self, process: Process) -> None:
        process.to_send, process.to_read, process.results = [], [], []

    @rule(number=PROCESSES, fault=FAULTS, dies=st.booleans())
    def send_one(self, number: int, fault: Fault | None, dies: bool) -> None:
        """A coarse step: claimed, sent, and written down unless the process dies before."""
        process = self.processes[number]
        self.claim(process)
        with self.failing(fault):
            self.send(process)
        self.die(process) if dies else self.settle(process)

    @rule(number=PROCESSES, seconds=WAITS)
    def work(self, number: int, seconds: int) -> None:
        """A coarse step: time passes, then all that a healthy process does in one go."""
        self.wait(seconds)
        self.processes[number].sender.reconcile()
        self.processes[number].sender.dispatch()

    def wait(self, seconds: int) -> None:
        self.stage.wait(seconds)
        due = sum(at <= self.stage.wire for at in self.late_at)
        self.late_at = self.late_at[due:]
        for _ in range(due):
            self.stage.messenger.late.pop(0)()

    # What must hold.

    @invariant()
    def nothing_is_there_twice(self) -> None:
        for delivery in self.posts:
            assert self.stage.messenger.times(delivery.key) < 2, TWICE

    def teardown(self) -> None:
        try:
            self.come_to_rest()
            for delivery in self.posts:
                times = self.stage.messenger.times(delivery.key)
                assert times > 0, "lost"
                assert times < 2, TWICE
            for delivery in self.abandoned:
                assert self.stage.messenger.times(delivery.key) == 0, "there without a commit"
            if self.version:
                page = self.stage.messenger.homes[self.stage.town.bo.account]
                assert page.summary == str(self.version), "not the last state"
        finally:
            self.engine.dispose()

    def come_to_rest(self) -> None:
        """No more faults: every process is gone, and one new one works for as long as it takes."""
        self.processes = [Process(self.make_sender())]
        for _ in range(12):
            self.work(0, 301)
            with self.stage.uows.reading() as uow:
                waiting = {state for state, count in uow.ledger.counts().items() if count} - {DeliveryState.SENT}
            if not waiting and not self.stage.messenger.late:
                return
        raise AssertionError(f"still waiting: {waiting}")

    @contextmanager
    def failing(self, fault: Fault | None) -> Iterator[None]:
        if fault is not None:
            self.stage.messenger.faults.append(fault)
        yield
        self.stage.messenger.faults.clear()
        if len(self.stage.messenger.late) > len(self.late_at):
            self.late_at.append(self.stage.wire + self.late_by)


class Hasty(Dispatcher):
    """The planted bug: what is in doubt is tried again at once."""

    def _send(self, delivery: Delivery, begun: float) -> Outcome | None:
        outcome = super()._send(delivery, begun)
        return Later(0, outcome.error) if isinstance(outcome, Unsure) else outcome


def _machine(database: bytes, **planted: object) -> Callable[[], Deliveries]:
    return type("Deliveries", (Deliveries,), {"database": database, **planted})


def test_every_committed_effect_is_there_exactly_once(migrated_sqlite: bytes) -> None:
    """Whatever is killed, cut off or answered with an error in between."""
    run_state_machine_as_test(_machine(migrated_sqlite), settings=BOUNDED)


@pytest.mark.soak
def test_every_committed_effect_is_there_exactly_once_in_full(migrated_sqlite: bytes) -> None:
    """The same with the full count of examples."""
    run_state_machine_as_test(_machine(migrated_sqlite), settings=FULL)


class TestAPlantedBug:
    """So that the machine above can fail."""

    def test_of_trying_again_at_once_is_found(self, migrated_sqlite: bytes) -> None:
        """A doubt answered by sending again shows as two messages."""

        def hasty(machine: Deliveries) -> Dispatcher:
            sender = machine.stage.sender(senders=1)
            sender.__class__ = Hasty
            return sender

        with pytest.raises(AssertionError, match=TWICE):
            run_state_machine_as_test(_machine(migrated_sqlite, make_sender=hasty), settings=PLANTED)

    @pytest.mark.soak
    def test_of_settling_too_soon_is_found(self, migrated_sqlite: bytes) -> None:
        """Reading back before the platform shows what it took shows as two messages (here it is the slower one)."""
        with pytest.raises(AssertionError, match=TWICE):
            run_state_machine_as_test(_machine(migrated_sqlite, late_by=timedelta(minutes=5)), settings=PLANTED)

    @pytest.mark.soak
    def test_of_forgetting_how_old_a_lease_is_is_found(self, migrated_sqlite: bytes) -> None:
        """Sending what others have found absent meanwhile shows as two messages."""

        def reckless(machine: Deliveries) -> Dispatcher:
            return machine.stage.sender(senders=1, elapsed=lambda: 0.0)

        with pytest.raises(AssertionError, match=TWICE):
            run_state_machine_as_test(_machine(migrated_sqlite, make_sender=reckless), settings=PLANTED)
