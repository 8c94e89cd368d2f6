"""The part of the process that needs no platform: the database, the clock, the calendar. Operations live on it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot import engines
from bot.clocks import Clock, SharedClock, SystemClock, clock
from bot.settings import Pace, Settings
from core.model.organisations import Organisation
from core.model.settling import Rules
from core.ports import Calendar
from core.services import organisations, prompts
from scheduler.calendar import WorkingDays
from scheduler.deliveries import elapsed
from storage import backup, migrations, restoring
from storage.engine import Database, connect, only_process
from storage.rates import Lanes, Rate
from storage.unit_of_work import SqlUnitsOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """An open database, brought up to date, and what time it is. `wall`: the clock beneath one that is moved."""

    settings: Settings
    database: Database
    units_of_work: SqlUnitsOfWork
    wall: SystemClock | SharedClock
    clock: Clock
    is_running: bool = False  # a bot is at work on it, so what is left to be sent is sent

    def calendar(self, organisation: Organisation) -> Calendar:
        """Weekends, Danish public holidays and the closed days of the settings."""
        return WorkingDays(self.settings.closed)

    def wire_now(self) -> datetime:
        """The wire clock: the database's own time."""
        return self.units_of_work.wire_now()

    def keep_up(self) -> None:
        """Look again at what others may have changed: the shared time, and whether the database was restored."""
        if isinstance(self.wall, SharedClock):
            self.wall.synchronise()
        self.units_of_work.doubt = restoring.doubt(self.database)

    def back_up(self, target: Path) -> None:
        """Raises what `storage.backup` says of it."""
        backup.backup(self.database, target)

    def was_restored(self, since: datetime) -> None:
        """This database was put back to how it was at an instant (wire clock)."""
        self.units_of_work.doubt = restoring.restored(self.database, since)


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    """The database of these settings, for one process if it is a file. Raises `SomebodyElseRuns`."""
    with ExitStack() as stack:
        file = settings.database_file
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            stack.enter_context(only_process(file))
        database = connect(settings.database_url)
        stack.callback(database.dispose)
        migrations.upgrade(database)
        engines.prepare(settings)
        units_of_work = SqlUnitsOfWork(
            database,
            lanes=lanes(settings.pace),
            rules=rules(settings.pace),
            doubt=restoring.doubt(database),
        )
        wall = SystemClock() if file is not None else SharedClock(units_of_work.wire_now, elapsed)
        yield House(
            settings=settings,
            database=database,
            units_of_work=units_of_work,
            wall=wall,
            clock=clock(settings.clock_file, wall),
        )


def rules(pace: Pace) -> Rules:
    """How long a send may take, a claim holds and an unknown settles."""
    return Rules(timeout=pace.timeout, margin=min(5, pace.timeout / 2), lease=pace.lease, settle=pace.settle)


def lanes(pace: Pace, usual: Lanes | None = None) -> Lanes:
    """What each lane lets through: what platforms allow, or several times that in a workspace of our own."""

    def faster(rate: Rate) -> Rate:
        return Rate(rate.per_second * pace.speed, rate.burst)

    usual = usual or Lanes()
    tiers = {effect: (name, faster(rate)) for effect, (name, rate) in usual.tiers.items()}
    return Lanes(conversation=usual.conversation and faster(usual.conversation), tiers=tiers)


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In pure Python the library of prompts alone takes a quarter of a second, at every start."""


@cache
def content(name: str) -> Any:  # noqa: ANN401 - parsed YAML; whoever asked for it checks its shape
    """A file of `content/`, parsed; only to be read."""
    return yaml.load((files("content") / name).read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe one


def settle(house: House, *, platform: str, workspace: str) -> organisations.Settled:
    """Bring the organisation, its units and the prompt library up to what settings and content say."""
    settings = house.settings
    with house.units_of_work.writing() as uow:
        settled = organisations.settle(
            uow,
            platform=platform,
            workspace=workspace,
            name=settings.organisation,
            contact=settings.contact,
            at=house.clock.now(),
            units=organisations.sketches(content("organisation.yaml")),
            rules=organisations.Rules(
                k=settings.k,
                retention_months=settings.retention_months,
                echo_months=settings.echo_months,
                first_year_from=settings.first_year_from,
                area=settings.area,
            ),
        )
        prompts.settle(uow, content("prompts.yaml"), at=house.clock.now())
        uow.commit()
    return settled
