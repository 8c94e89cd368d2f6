"""Several small bots on one PostgreSQL, and what came of it: rows in the database, lines on the platform."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from signal import SIGKILL, SIGTERM
from typing import LiteralString, cast

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from core.model import keys
from core.model.ids import RoundId
from core.model.organisations import Person
from scheduler.engines.procrastinate_tables import schema_name
from storage.engine import connect
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.builders import a_member, a_municipality, a_network, a_person, a_prompt, a_schedule
from tests.support.forking import Forked
from tests.support.small_bot import MESSAGES, Line, read

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
SHARED = 3
"""Each person is in so many networks, in another order in each: rounds of different networks touch the same people."""


def with_networks(url: str, count: int) -> None:
    """A municipality whose networks, all of them, are due now."""
    database = connect(url)
    with SqlUnitsOfWork(database, lanes=Lanes.off()).writing() as uow:
        a_municipality(uow)
        uow.prompts.add(a_prompt(), 0)
        people = [a_person() for _ in range(count)]
        for person in people:
            uow.people.save(person)
        for number in range(count):
            _add_network(uow, number, [people[(number + 37 * place) % count] for place in range(SHARED)])
        uow.commit()
    database.dispose()


def _add_network(uow: SqlUnitOfWork, number: int, people: list[Person]) -> None:
    network = a_network(people[0], ends_on=None, conversation=f"C{number}")
    uow.networks.save(network)
    for person in people:
        uow.members.save(a_member(network, person))
    uow.schedules.save(a_schedule(network))


@dataclass
class Bots:
    """Those that are started on one database, and how many networks there are to ask."""

    url: str
    folder: Path
    networks: int
    connection: psycopg.Connection
    running: list[Forked] = field(default_factory=list)

    def start(self, engine: str, *, seconds: float = 0.0, clock_off: float | None = None) -> Forked:
        """One more, ready to begin when it is told to (`go`). `seconds`: how long a call takes. `clock_off`: how many
        seconds the clock of its machine is wrong.
        """
        words = [self.url, engine, str(self.folder), str(seconds)]
        words += [] if clock_off is None else [str(clock_off)]
        program = "tests.support.small_bot"
        bot = Forked(*words, folder=ROOT, environment=dict(os.environ), log=self.log, program=program)
        self.running.append(bot)
        return bot

    def ready(self) -> None:
        """All that were started are."""
        waiting = [bot for bot in self.running if bot.poll() is None]
        self.until(lambda: all((self.folder / f"ready-{bot.pid}").exists() for bot in waiting))

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def story(self) -> str:
        """What the bots said, for whoever reads a failed test."""
        return self.log.read_text("utf-8")[-9000:]

    def go(self) -> None:
        """All begin at once."""
        self.ready()
        (self.folder / "go").touch()

    def stop(self) -> None:
        """Those that still run are told to stop, and do."""
        for bot in self.running:
            bot.send_signal(SIGTERM)
        assert {bot.wait(PATIENCE) for bot in self.running} <= {0, -SIGKILL}, self.story()

    def lines(self) -> list[Line]:
        """What stands on the platform, but for people's own pages: those are done again at will."""
        return [line for line in read(self.folder / MESSAGES) if not line.key.startswith("home:")]

    def asked(self) -> Counter[str]:
        """How many messages each prompt has, by its key."""
        return Counter(line.key for line in self.lines())

    def prompts(self) -> Counter[str]:
        """What is to be seen: each network's round, by the key of its prompt."""
        return Counter(keys.prompt(RoundId(id)) for _, id in self._rows("SELECT network_id, id FROM rounds"))

    def rounds(self) -> Counter[str]:
        """How many rounds each network has."""
        return Counter(str(network) for network, _ in self._rows("SELECT network_id, id FROM rounds"))

    def due_in(self, *, seconds: float) -> datetime:
        """All are due so much later than now, by the database's clock; when that is."""
        due_at = self.now() + timedelta(seconds=seconds)
        self.connection.execute("UPDATE schedules SET next_due_at = %s", [due_at])
        return due_at

    def opened_at(self) -> list[datetime]:
        """When each round was opened, as those who opened it thought."""
        return [cast(datetime, at) for (at,) in self._rows("SELECT opened_at FROM rounds")]

    def now(self) -> datetime:
        """What time it is by the database."""
        [[at]] = self._rows("SELECT clock_timestamp()")
        return cast(datetime, at)

    def settled(self) -> bool:
        """Everything is opened and everything is sent."""
        left = "SELECT count(*) FROM deliveries WHERE state NOT IN ('sent')"
        return self._rows("SELECT count(*) FROM rounds") == [(self.networks,)] and self._rows(left) == [(0,)]

    def stalled(self) -> int:
        """How many jobs of the engine belong to a process that is gone."""
        query = SQL(
            "SELECT count(*) FROM {}.procrastinate_jobs j WHERE status = 'doing' AND NOT EXISTS"
            " (SELECT FROM {}.procrastinate_workers w WHERE w.id = j.worker_id"
            " AND last_heartbeat > now() - interval '5 seconds')"
        )
        schema = Identifier(schema_name())
        [[count]] = self._rows(query.format(schema, schema))
        return int(str(count))

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE + self.networks / 4
        while not holds():
            assert time.monotonic() < end, f"waited in vain\n{self.story()}"
            assert {bot.poll() for bot in self.running} <= {None, -SIGKILL}, self.story()
            time.sleep(0.05)

    def _rows(self, query: LiteralString | Composed) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()


@contextmanager
def bots(url: str, folder: Path, *, networks: int) -> Iterator[Bots]:
    """None is started yet; those that still run at the end are killed."""
    folder.mkdir(exist_ok=True)
    with psycopg.connect(url, autocommit=True) as connection:
        here = Bots(url, folder, networks, connection)
        try:
            yield here
        finally:
            for bot in here.running:
                bot.kill()
                bot.wait(PATIENCE)
