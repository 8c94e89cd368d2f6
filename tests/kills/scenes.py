"""How far a town has come before something is killed: each scene is played once, kept, and copied for each kill."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, make_url, text

from tests.support import playing
from tests.support.ports import free_port
from tests.support.town import JONAS, LARS, Town, town

CHANNEL = "tryg-hjem"


def _quiet(place: Town) -> None:
    """Nobody has done anything yet, and the bot knows its people. It is noon: an act played before midnight and one
    played after it would find another next round.
    """
    here = datetime.now(ZoneInfo("Europe/Copenhagen"))
    noon = here.replace(hour=12, minute=0, second=0, microsecond=0)
    place.clock.move_to(noon if noon > here else noon + timedelta(days=1))


def _started(place: Town) -> None:
    assert playing.start(place).outcome == "updated"


def _joined(place: Town) -> None:
    playing.invite(place, CHANNEL, (JONAS, LARS))
    for member in (JONAS, LARS):
        assert playing.join(place, member).outcome == "updated"


def _asked(place: Town) -> None:
    place.next_round()


def _answered(place: Town) -> None:
    playing.answer(place, LARS, CHANNEL, "Morgenmødet har hjulpet os alle.")


SCENES: dict[str, Callable[[Town], None]] = {
    "quiet": _quiet,
    "started": _started,
    "joined": _joined,
    "asked": _asked,
    "answered": _answered,
}
"""In their order: each goes on where the one before it ended."""


class Databases(Protocol):
    """Where databases come from."""

    def copy(self, of: str, folder: Path) -> str:
        """The address of a new database, a copy of the one at an address; a fresh one if that is empty."""
        ...

    def drop(self, address: str) -> None: ...


class Files:
    """SQLite: a database is a file in its folder."""

    def copy(self, of: str, folder: Path) -> str:
        file = folder / "town.db"
        if of:
            shutil.copyfile(of.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"

    def drop(self, address: str) -> None:
        Path(address.removeprefix("sqlite:///")).unlink()


class Server:
    """PostgreSQL: a database is one of those on the server at an address."""

    def __init__(self, address: str, maintenance: Engine) -> None:
        self._address = make_url(address)
        self._maintenance = maintenance
        self._numbers = count(1)
        self._lock = Lock()

    def copy(self, of: str, folder: Path) -> str:
        name = f"kill{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {make_url(of).database if of else 'template0'}")
        return self._address.set(database=name).render_as_string(hide_password=False)

    def drop(self, address: str) -> None:
        self._run(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        """One at a time: a database that is being copied may not be looked at meanwhile."""
        with self._lock, self._maintenance.connect() as connection:
            connection.execute(text(statement))


class Scenes:
    """The scenes of one kind of database, each played when it is first asked for."""

    def __init__(self, folder: Path, databases: Databases) -> None:
        self.databases = databases
        self._folder = folder
        self._kept: dict[str, tuple[Path, str]] = {}
        self._numbers = count(1)
        self._lock = Lock()

    def copy(self, name: str) -> tuple[Path, str]:
        """A folder and a database of one's own in which the scene stands."""
        with self._lock:
            kept = self._scene(name)
        return self._copied(kept, name)

    def _scene(self, name: str) -> tuple[Path, str]:
        if name not in self._kept:
            names = list(SCENES)
            before = names[names.index(name) - 1] if name != names[0] else ""
            folder, database = self._copied(self._scene(before) if before else None, name)
            with town(database, folder, port=free_port(), state=folder / "workspace.json") as place:
                place.settle()
                SCENES[name](place)
                place.settle()
            self._kept[name] = (folder, database)
        return self._kept[name]

    def _copied(self, kept: tuple[Path, str] | None, name: str) -> tuple[Path, str]:
        folder = self._folder / f"{name}-{next(self._numbers)}"
        folder.mkdir(parents=True)
        for file in ("clock.json", "workspace.json"):
            if kept and (kept[0] / file).exists():
                shutil.copyfile(kept[0] / file, folder / file)
        return folder, self.databases.copy(kept[1] if kept else "", folder)
