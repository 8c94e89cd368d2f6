"""The engine for those who outgrow a machine: Procrastinate, with its jobs in PostgreSQL (ENGINE=procrastinate).

A job is one stroke of one bell; whichever process comes first takes it and rings its own. Nothing that matters stands
in a job, so none is ever retried: the next stroke does what it would have done. And none has a `lock`, so that a job
whose process was killed, or that takes long, is in nobody's way.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock, Thread

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status

from scheduler.engine import logged
from scheduler.engines.apscheduler import ApschedulerEngine
from scheduler.engines.bells import Bell
from scheduler.engines.procrastinate_tables import inside

log = logging.getLogger(__name__)

# They tell of every job; and of a server that does not answer, which we do once.
logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)

TROUBLE = (ConnectorException, psycopg.Error)
"""PostgreSQL did not do what it was asked: it will be asked again."""

PAUSE = 1.0
"""Seconds before it is asked again. Also how often a worker looks for jobs that it was not told of (3.10 forgets what
it is told while it looks), and how long one that stops waits for its jobs: what rings is waited for by `stop`."""


class ProcrastinateEngine:
    """Every process has one. `heartbeat`: seconds between the signs of life of a worker; one that has given none for
    three times as long counts as dead, and what it was doing is closed.
    """

    def __init__(self, url: str, *, heartbeat: float = 10.0) -> None:
        self._url = url
        self._heartbeat = heartbeat
        self._own = ApschedulerEngine()  # rings what every process needs for itself
        self._bells: dict[str, Bell] = {}
        self._seconds: dict[str, float] = {}
        self._names: set[str] = set()
        self._answers = True
        self._lock = Lock()  # on what follows
        self._wishes: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_stopping = False
        self._wished = asyncio.Event()
        self._stopping = asyncio.Event()
        self._thread = Thread(target=lambda: asyncio.run(self._live()), name="procrastinate", daemon=True)

    def every(self, name: str, seconds: float, function: Callable[[], object], *, everywhere: bool = False) -> None:
        if name in self._names:
            raise ValueError(f"{name} is rung already")
        self._names.add(name)
        if everywhere:
            self._own.every(name, seconds, function)
        else:
            self._bells[name] = Bell(name, function)
            self._seconds[name] = seconds

    def nudge(self, name: str) -> None:
        """No statement is made here: whoever nudges may be answering somebody, or have a transaction open."""
        if name not in self._bells:
            self._own.nudge(name)
            return
        with self._lock:
            self._wishes.add(name)
            self._tell(self._wished)

    def run(self) -> None:
        self._wishes |= self._bells.keys()
        self._own.run()
        self._thread.start()

    def stop(self, grace: float) -> bool:
        deadline = time.monotonic() + grace
        for bell in self._bells.values():
            bell.mute()
        with self._lock:
            self._is_stopping = True
            self._tell(self._stopping)
        rested = [bell.rested(deadline - time.monotonic()) for bell in self._bells.values()]
        rested.append(self._own.stop(max(deadline - time.monotonic(), 0)))
        if self._thread.ident is not None:
            self._thread.join(max(deadline - time.monotonic(), 2 * PAUSE))
        return all(rested)

    def _tell(self, event: asyncio.Event) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(event.set)

    async def _live(self) -> None:
        with self._lock:
            if self._is_stopping:
                return
            self._loop = asyncio.get_running_loop()
            self._wished.set()
        threads = ThreadPoolExecutor(2 * len(self._bells) or 1, thread_name_prefix="bell")
        app = self._app(threads)
        try:
            async with app.open_async():
                work = {asyncio.create_task(each) for each in self._work(app)}
                await self._stopping.wait()
                while work:  # a task that is just connecting may not hear it the first time
                    for task in work:
                        task.cancel()
                    _, work = await asyncio.wait(work, timeout=2 * PAUSE)
        finally:
            with self._lock:
                self._loop = None
            threads.shutdown(wait=False)

    def _app(self, threads: ThreadPoolExecutor) -> App:
        """Each name has a queue of its own, so that a process of another version takes no job that it does not know."""
        settings = {"options": inside(self._url)}
        app = App(connector=PsycopgConnector(conninfo=self._url, kwargs=settings, min_size=0, max_size=4))
        for name, bell in self._bells.items():
            app.task(name=name, queue=name)(_ringing(bell, threads))
        return app

    def _work(self, app: App) -> Iterator[Coroutine[None, None, None]]:
        yield self._take_jobs(app)
        yield self._pass_on(app)
        yield self._close_stalled(app)
        for name, seconds in self._seconds.items():
            yield self._tick(app, name, seconds)

    async def _take_jobs(self, app: App) -> None:
        """A worker. It ends when its connection is lost, or its row: one that stood still was buried by the others."""
        while not self._stopping.is_set():
            work = app.run_worker_async(
                queues=list(self._bells),
                concurrency=2 * len(self._bells),
                fetch_job_polling_interval=PAUSE,
                shutdown_graceful_timeout=PAUSE,
                update_heartbeat_interval=self._heartbeat,
                stalled_worker_timeout=3 * self._heartbeat,
                delete_jobs="always",
                install_signal_handlers=False,
            )
            await self._tried(work)
            await asyncio.sleep(PAUSE)

    async def _pass_on(self, app: App) -> None:
        while True:
            await self._wished.wait()
            self._wished.clear()
            with self._lock:
                names, self._wishes = self._wishes, set()
            if refused := {name for name in names if not await self._tried(put(app, name))}:
                await asyncio.sleep(PAUSE)
                with self._lock:
                    self._wishes |= refused
                self._wished.set()

    async def _tick(self, app: App, name: str, seconds: float) -> None:
        """Of all processes one rings at each time: the number of the interval exists once."""
        while True:
            await asyncio.sleep(seconds)
            await self._tried(put_once(app, name, int(time.time() / seconds)))

    async def _close_stalled(self, app: App) -> None:
        while True:
            await self._tried(close_stalled(app, 3 * self._heartbeat))
            await asyncio.sleep(self._heartbeat)

    async def _tried(self, step: Awaitable[object]) -> bool:
        """False if PostgreSQL did not do it; that is told once, until it does again."""
        try:
            await step
        except TROUBLE as error:
            if self._answers:
                log.warning("PostgreSQL does not do what the engine asks (%s); asking again", type(error).__name__)
            self._answers = False
            return False
        except Exception as error:  # noqa: BLE001  the edge of the process: a task that ended would be missed by nobody
            logged("the engine", error)
            return False
        self._answers = True
        return True


def _ringing(bell: Bell, threads: ThreadPoolExecutor) -> Callable[..., Awaitable[None]]:
    async def ring(timestamp: int | None = None) -> None:
        """`timestamp`: it is the interval that rings; whoever nudges wants a run that begins after that."""
        if timestamp is not None or bell.want():
            await asyncio.get_running_loop().run_in_executor(threads, bell.ring)

    return ring


async def put(app: App, name: str) -> bool:
    """A job, unless one waits that nobody has taken yet. In a transaction of its own, so that whoever else was
    quicker spoils nothing. Looking first saves the server's log an error each time.
    """
    if list(await app.job_manager.list_jobs_async(queue=name, status="todo", queueing_lock=name)):
        return False
    try:
        await app.configure_task(name, queue=name, queueing_lock=name).defer_async()
    except AlreadyEnqueued:
        return False
    return True


async def put_once(app: App, name: str, number: int) -> bool:
    """A job for one interval, unless somebody has put it, or the one before it still waits."""
    arguments = {"timestamp": number}
    job = app.configure_task(name, queue=name, queueing_lock=f"{name} (interval)", task_kwargs=arguments).job
    try:
        return await app.job_manager.defer_periodic_job(job, periodic_id="", defer_timestamp=number) is not None
    except AlreadyEnqueued:
        return False


async def close_stalled(app: App, seconds: float) -> None:
    """Close what the dead were doing. Trying it again, as is often advised, would run into the job that has been put
    since: with a queueing lock that is an error, on which a worker that does so at every start never gets any further.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
        with suppress(ConnectorException):  # somebody else has closed it
            await app.job_manager.finish_job_by_id_async(job.id or 0, Status.FAILED, delete_job=True)
