"""Another process is woken by a commit, and by nothing else (PostgreSQL only: a SQLite file has one process)."""

from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import enumerate as threads
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, text

from storage.engine import begin
from storage.listening import CHANNEL, Listener
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.builders import NOW, a_delivery

NAMES = ("deliveries", "inbox")
PATIENCE = 10.0
A_MOMENT = 0.2

WHO_LISTENS = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
END = text("SELECT pg_terminate_backend(:pid)")


def who_listens(engine: Engine, *, count: int) -> list[int]:
    """Their processes on the server, as soon as there are so many: it takes a moment to see that one has gone."""
    end = monotonic() + PATIENCE
    while True:
        with engine.connect() as connection:  # within one transaction the server's answer stays the same
            found = list(connection.execute(WHO_LISTENS).scalars())
        if len(found) == count or monotonic() > end:
            return found
        sleep(0.02)


class Calls:
    """What somebody who listens has heard."""

    def __init__(self) -> None:
        self._heard: SimpleQueue[str] = SimpleQueue()

    def __call__(self, name: str) -> None:
        self._heard.put(name)

    def next(self) -> str:
        return self._heard.get(timeout=PATIENCE)

    def begun(self) -> None:
        """It listens: everything was called once."""
        assert {self.next(), self.next()} == set(NAMES)

    def silence(self) -> bool:
        try:
            self._heard.get(timeout=A_MOMENT)
        except Empty:
            return True
        return False


@pytest.fixture
def uows(postgres_engine: Engine) -> SqlUnitsOfWork:
    return SqlUnitsOfWork(postgres_engine, lanes=Lanes.off())


@pytest.fixture
def calls(postgres_url: str, postgres_engine: Engine) -> Iterator[Calls]:
    """Heard through a listener that listens."""
    heard = Calls()
    listener = Listener(postgres_engine, NAMES, heard)
    listener.start()
    heard.begun()
    yield heard
    listener.stop()


def leave(uow: SqlUnitOfWork) -> None:
    uow.deliveries.add(a_delivery())


def keep(uow: SqlUnitOfWork) -> None:
    uow.inbox.add(platform="p", key="Ev1", payload="{}", at=NOW)


def leave_anew(uow: SqlUnitOfWork) -> None:
    uow.deliveries.refresh(a_delivery(key="card"))


WAYS = [
    pytest.param(leave, "deliveries", id="a delivery"),
    pytest.param(leave_anew, "deliveries", id="a delivery that is due once more"),
    pytest.param(keep, "inbox", id="an event"),
]


class TestACommit:
    @pytest.mark.parametrize(("work", "name"), WAYS)
    def test_wakes_who_listens(
        self, calls: Calls, uows: SqlUnitsOfWork, work: Callable[[SqlUnitOfWork], None], name: str
    ) -> None:
        """In any process, without a statement by those who wrote."""
        with uows.writing() as uow:
            work(uow)
            uow.commit()
        assert calls.next() == name
        assert calls.silence()

    def test_calls_once_however_much_it_wrote(self, calls: Calls, uows: SqlUnitsOfWork) -> None:
        """A thousand deliveries are one call."""
        with uows.writing() as uow:
            for _ in range(50):
                leave(uow)
            uow.commit()
        assert calls.next() == "deliveries"
        assert calls.silence()

    def test_that_hands_back_what_was_claimed_wakes_too(self, calls: Calls, uows: SqlUnitsOfWork) -> None:
        """Whoever stops leaves nothing for the next poll to find."""
        with uows.writing() as uow:
            leave(uow)
            uow.commit()
        assert calls.next() == "deliveries"
        with uows.writing() as uow:
            claimed = uow.ledger.claim(now=NOW, limit=1)
            uow.commit()
        assert claimed
        assert calls.silence()  # a claim is nobody else's business
        with uows.writing() as uow:
            uow.ledger.release(claimed)
            uow.commit()
        assert calls.next() == "deliveries"

    def test_that_never_came_wakes_nobody(self, calls: Calls, uows: SqlUnitsOfWork) -> None:
        """What was rolled back did not happen."""
        with uows.writing() as uow:
            leave(uow)
            keep(uow)
        assert calls.silence()


class TestAListener:
    def test_listens_again_after_its_connection_is_lost(
        self, calls: Calls, uows: SqlUnitsOfWork, postgres_engine: Engine, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Once it does it wakes everybody: what was called meanwhile nobody heard."""
        [pid] = who_listens(postgres_engine, count=1)
        with postgres_engine.begin() as connection:
            connection.execute(END, {"pid": pid})
        calls.begun()
        assert "does not call" in caplog.text
        with uows.writing() as uow:
            leave(uow)
            uow.commit()
        assert calls.next() == "deliveries"

    def test_hears_only_what_it_was_told_to(self, calls: Calls, postgres_engine: Engine) -> None:
        """Another version's names are for those who know them."""
        connection = begin(postgres_engine, writes=True)
        for name in ("something new", "inbox"):
            connection.execute(text(f"SELECT pg_notify('{CHANNEL}', '{name}')"))
        connection.commit()
        connection.close()
        assert calls.next() == "inbox"
        assert calls.silence()

    def test_ends_when_it_is_told_to(self, postgres_engine: Engine) -> None:
        """At once, with its connection and its thread; telling it twice is nobody's error."""
        heard = Calls()
        listener = Listener(postgres_engine, NAMES, heard)
        listener.start()
        heard.begun()
        listener.stop()
        listener.stop()
        assert "listener" not in {thread.name for thread in threads()}
        assert who_listens(postgres_engine, count=0) == []

    def test_that_never_began_ends_too(self, postgres_engine: Engine) -> None:
        """A start that failed half-way is put away like any other."""
        Listener(postgres_engine, NAMES, Calls()).stop()
        assert "listener" not in {thread.name for thread in threads()}
