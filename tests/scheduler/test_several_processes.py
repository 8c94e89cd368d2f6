"""Two bots of processes of their own on one PostgreSQL, with both engines: together they do everything once."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from time import sleep

import pytest
from sqlalchemy import Engine, make_url, text

from scheduler.engines import procrastinate_tables
from storage import migrations
from storage.engine import connect
from tests.support.forking import Forked
from tests.support.small_bot import RULES
from tests.support.small_bots import Bots, bots, with_networks

ENGINES = ("apscheduler", "procrastinate")
FEW, MANY, TIMES = 60, 1000, 20
_numbers = count(1)


@pytest.fixture(scope="session")
def due(new_postgres: Callable[[], str], postgres_maintenance: Engine) -> Callable[[int], str]:
    """The address of a database of one's own in which so many networks are due now."""
    made: dict[int, str] = {}

    def copy(networks: int) -> str:
        if networks not in made:
            url = made[networks] = new_postgres()
            database = connect(url)
            migrations.upgrade(database)
            database.dispose()
            procrastinate_tables.prepare(url)
            with_networks(url, networks)
        template, name = make_url(made[networks]), f"due{next(_numbers)}"
        with postgres_maintenance.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template.database}"))
        return template.set(database=name).render_as_string(hide_password=False)

    return copy


def each_once(here: Bots) -> None:
    assert list(here.rounds().values()) == [1] * here.networks
    assert here.asked() == here.prompts()


def together(url: str, folder: Path, engine: str, networks: int) -> None:
    with bots(url, folder, networks=networks) as here:
        pair = {here.start(engine, seconds=0.02).pid for _ in range(2)}
        here.go()
        here.until(here.settled)
        here.stop()
        each_once(here)
        assert "bug" not in here.story(), here.story()  # they are in each other's way nowhere
        assert {line.pid for line in here.lines()} <= pair


def at_work(here: Bots, engine: str) -> Forked:
    """Two that have begun; the one that has done something. Where they share the ringing it may do all for a while."""
    pair = {bot.pid: bot for bot in (here.start(engine, seconds=0.1) for _ in range(2))}
    here.go()
    here.until(here.lines)
    return pair[here.lines()[0].pid]


@pytest.mark.parametrize("engine", ENGINES)
class TestTwoProcesses:
    def test_ask_each_network_once(self, due: Callable[[int], str], tmp_path: Path, engine: str) -> None:
        """Rounds that are due at the same instant: one row and one message each, whoever of the two was quicker."""
        together(due(FEW), tmp_path, engine, FEW)

    @pytest.mark.soak
    @pytest.mark.parametrize("time", range(TIMES))
    def test_ask_many_networks_once(self, due: Callable[[int], str], tmp_path: Path, engine: str, time: int) -> None:
        """A thousand rounds, again and again."""
        together(due(MANY), tmp_path, engine, MANY)


@pytest.mark.parametrize("engine", ENGINES)
class TestClocks:
    def test_that_are_ten_minutes_apart_change_nothing(
        self, due: Callable[[int], str], tmp_path: Path, engine: str
    ) -> None:
        """The one machine is ahead, the other behind: every round opens once, and not before it is due."""
        with bots(due(FEW), tmp_path, networks=FEW) as here:
            for clock_off in (-300, 300):
                here.start(engine, clock_off=clock_off)
            here.ready()
            due_at = here.due_in(seconds=2)
            here.go()
            here.until(here.settled)
            here.stop()
            each_once(here)
            assert {due_at <= at <= here.now() for at in here.opened_at()} == {True}


@pytest.mark.kills
@pytest.mark.parametrize("engine", ENGINES)
class TestAKill:
    def test_of_one_leaves_the_rest_to_the_other(self, due: Callable[[int], str], tmp_path: Path, engine: str) -> None:
        """In the middle of its jobs: what it was doing is found out, and everything is there once."""
        with bots(due(FEW), tmp_path, networks=FEW) as here:
            one = at_work(here, engine)
            one.kill()
            here.until(here.settled)
            here.until(lambda: not here.stalled())
            each_once(here)
            here.stop()

    def test_of_all_is_over_when_one_is_started_again(
        self, due: Callable[[int], str], tmp_path: Path, engine: str
    ) -> None:
        """Nothing that a dead process left keeps the next one from its work."""
        with bots(due(FEW), tmp_path, networks=FEW) as here:
            at_work(here, engine)
            for bot in here.running:
                bot.kill()
            assert len(here.lines()) < FEW
            here.start(engine)
            here.until(here.settled)
            here.until(lambda: not here.stalled())
            each_once(here)
            here.stop()

    def test_that_was_only_a_pause_hurts_nobody(self, due: Callable[[int], str], tmp_path: Path, engine: str) -> None:
        """One stands still for longer than its claims hold, and goes on before what it was doing is found missing."""
        with bots(due(FEW), tmp_path, networks=FEW) as here:
            one = at_work(here, engine)
            one.send_signal(SIGSTOP)
            sleep((RULES.lease + RULES.longest_stand) / 2)
            one.send_signal(SIGCONT)
            here.until(here.settled)
            here.stop()
            each_once(here)
