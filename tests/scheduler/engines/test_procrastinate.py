"""The traps of a queue in PostgreSQL, each kept shut (design: docs/adr/0006-the-ledger-is-ours.md)."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import psycopg
import pytest
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from scheduler.engines.procrastinate import ProcrastinateEngine, close_stalled, put, put_once
from scheduler.engines.procrastinate_tables import inside, prepare, schema_name
from storage import migrations
from storage.engine import connect

NEVER, SOON = 3600.0, 0.05
PATIENCE = 10.0
DEAD_WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
DEAD_JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id)
VALUES ('work', 'work', 'work', 'doing', %s)
"""


@pytest.fixture
def jobs(procrastinate_url: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """Looks at the jobs, from outside."""
    with psycopg.connect(procrastinate_url, options=inside(procrastinate_url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def make(procrastinate_url: str) -> Iterator[Callable[..., ProcrastinateEngine]]:
    made: list[ProcrastinateEngine] = []

    def one_more(heartbeat: float = 10.0) -> ProcrastinateEngine:
        made.append(ProcrastinateEngine(procrastinate_url, heartbeat=heartbeat))
        return made[-1]

    yield one_more
    for engine in made:
        engine.stop(PATIENCE)


def with_app(url: str, work: Callable[[App], "asyncio.Future[object]"]) -> object:
    """What some work does with the library, nobody taking any jobs."""

    async def run() -> object:
        connector = PsycopgConnector(conninfo=url, kwargs={"options": inside(url)}, min_size=0, max_size=8)
        async with App(connector=connector).open_async() as app:
            return await work(app)

    return asyncio.run(run())


class TestAStalledJob:
    def test_is_closed_although_another_waits(self, procrastinate_url: str, jobs: psycopg.Connection) -> None:
        """A worker was killed in the middle, and the same name has been put since: retrying would end in an error."""
        [worker] = jobs.execute(DEAD_WORKER).fetchone()
        jobs.execute(DEAD_JOB, [worker])

        async def put_and_close(app: App) -> bool:
            is_put = await put(app, "work")
            await asyncio.gather(close_stalled(app, 30), close_stalled(app, 30))  # two processes do it at once
            return is_put

        assert with_app(procrastinate_url, put_and_close) is True
        assert jobs.execute("SELECT task_name, status FROM procrastinate_jobs").fetchall() == [("work", "todo")]

    def test_holds_nobody_up(self, make: Callable[..., ProcrastinateEngine], jobs: psycopg.Connection) -> None:
        """Before it is closed, too: the next stroke does what it would have done."""
        [worker] = jobs.execute(DEAD_WORKER).fetchone()
        jobs.execute(DEAD_JOB, [worker])
        rung, engine = Semaphore(0), make(heartbeat=NEVER)
        engine.every("work", SOON, rung.release)
        engine.run()
        assert all(rung.acquire(timeout=PATIENCE) for _ in range(3))
        assert jobs.execute("SELECT count(*) FROM procrastinate_jobs WHERE worker_id = %s", [worker]).fetchone() == (1,)


class TestAWorker:
    def test_that_was_taken_for_dead_begins_anew(
        self, make: Callable[..., ProcrastinateEngine], jobs: psycopg.Connection
    ) -> None:
        """It stood still for long, and another process has struck it off meanwhile: no job can be given to it then."""
        rung, engine = Semaphore(0), make()
        engine.every("work", NEVER, rung.release)
        engine.run()
        assert rung.acquire(timeout=PATIENCE)
        jobs.execute("DELETE FROM procrastinate_workers")
        engine.nudge("work")
        assert rung.acquire(timeout=PATIENCE)

    def test_goes_on_after_its_connections_are_lost(
        self, make: Callable[..., ProcrastinateEngine], jobs: psycopg.Connection, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The database is started anew, say. What was wished for meanwhile is done."""
        rung, engine = Semaphore(0), make()
        engine.every("work", NEVER, rung.release)
        engine.run()
        assert rung.acquire(timeout=PATIENCE)
        jobs.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        engine.nudge("work")
        assert rung.acquire(timeout=PATIENCE)


class TestAJobThatWaits:
    def test_is_an_error_of_the_library_and_none_of_ours(
        self, procrastinate_url: str, jobs: psycopg.Connection
    ) -> None:
        """Of many who put the same at once one does, and the others' connections are as good as before."""

        async def put_often(app: App) -> list[bool]:
            at_once = await asyncio.gather(*(put(app, "work") for _ in range(8)))
            with pytest.raises(AlreadyEnqueued):
                await app.configure_task("work", queue="work", queueing_lock="work").defer_async()
            return [*at_once, await put(app, "work"), await put(app, "other")]

        done = with_app(procrastinate_url, put_often)
        assert sorted(done[:8]) == [False] * 7 + [True]
        assert done[8:] == [False, True]

    def test_spoils_no_transaction_of_those_who_nudge(
        self, make: Callable[..., ProcrastinateEngine], procrastinate_url: str, jobs: psycopg.Connection
    ) -> None:
        """One waits already that nobody takes; who nudges in the middle of a transaction can still commit it."""
        engine = make()
        engine.every("work", NEVER, Event().set)
        jobs.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, scheduled_at)"
            " VALUES ('work', 'work', 'work', 'infinity')"
        )
        engine.run()
        with psycopg.connect(procrastinate_url) as connection:
            connection.execute("CREATE TABLE told (what text)")
            engine.nudge("work")
            connection.execute("INSERT INTO told VALUES ('something')")
        assert jobs.execute("SELECT what FROM public.told").fetchall() == [("something",)]
        jobs.execute("DROP TABLE public.told")

    def test_of_an_interval_is_put_once_by_all_processes_together(self, procrastinate_url: str) -> None:
        """Each counts the intervals, and a number exists once; none is put while the one before it waits."""

        async def put_each(app: App) -> list[bool]:
            first = await asyncio.gather(*(put_once(app, "work", 7) for _ in range(4)))
            return [*sorted(first), await put_once(app, "work", 8)]

        assert with_app(procrastinate_url, put_each) == [False, False, False, True, False]


class TestALongRun:
    def test_in_one_process_keeps_no_other_from_its_own(
        self, make: Callable[..., ProcrastinateEngine], jobs: psycopg.Connection
    ) -> None:
        """No job has a lock, so none stands before another in a line that does not move."""
        held, begun, rung = Event(), Event(), Semaphore(0)
        busy, free = make(), make()
        busy.every("work", NEVER, lambda: (begun.set(), held.wait(PATIENCE)))
        busy.run()
        assert begun.wait(PATIENCE)
        free.every("work", SOON, rung.release)
        free.run()
        assert all(rung.acquire(timeout=PATIENCE) for _ in range(3))
        doing = jobs.execute("SELECT DISTINCT lock FROM procrastinate_jobs WHERE status = 'doing'").fetchall()
        assert doing == [(None,)]
        held.set()


class TestItsTables:
    def test_are_made_once_by_processes_that_start_together(self, new_postgres: Callable[[], str]) -> None:
        """One makes them, the others find them; and so does the next start."""
        url = new_postgres()
        with ThreadPoolExecutor(4) as pool:
            for made in [pool.submit(prepare, url) for _ in range(4)]:
                made.result()
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema_name()}.procrastinate_jobs"])
            assert found.fetchone() == (True,)

    def test_are_no_drift_of_ours(self, new_postgres: Callable[[], str]) -> None:
        """They have a schema of their own, which our history does not look at, up or down."""
        url = new_postgres()
        prepare(url)
        database = connect(url)
        migrations.upgrade(database)
        assert migrations.drift(database) == []
        migrations.downgrade(database, "base")
        prepare(url)
        database.dispose()
