"""Opening the database: one connection and one process for SQLite, patience with limits for PostgreSQL."""

import stat
from pathlib import Path
from threading import Barrier, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, create_engine, exc, make_url, text

from storage import engine as module
from storage.engine import SomebodyElseRuns, connect, only_process
from storage.unit_of_work import SqlUnitsOfWork


@pytest.fixture
def file_engine(sqlite_file: Path):
    engine = connect(f"sqlite:///{sqlite_file}", wait_seconds=0.05)
    yield engine
    engine.dispose()


class TestSqlite:
    @pytest.mark.parametrize(
        ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 10000), ("foreign_keys", 1)]
    )
    def test_is_opened_for_safety(self, file_engine: Engine, pragma: str, value: object) -> None:
        """What is committed survives a power cut, and what is named exists."""
        with file_engine.connect() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value

    def test_belongs_to_its_owner_alone(self, tmp_path: Path) -> None:
        """The file and what SQLite lays beside it, also where an older file was open to others."""
        path = tmp_path / "new" / "netvaerksbot.db"
        path.parent.mkdir()
        path.touch(0o644)
        engine = connect(f"sqlite:///{path}")
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (x)"))
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        engine.dispose()
        assert set(modes.values()) == {0o600}
        assert len(modes) > 1

    def test_has_one_connection(self, file_engine: Engine) -> None:
        """A second one waits its turn."""
        with file_engine.connect(), pytest.raises(exc.TimeoutError), file_engine.connect():
            pass

    def test_loses_no_update(self, sqlite_file: Path) -> None:
        """Four threads that read and then write add up."""
        engine = connect(f"sqlite:///{sqlite_file}")
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE counter (n INTEGER)"))
            connection.execute(text("INSERT INTO counter VALUES (0)"))
        start = Barrier(4)

        def add() -> None:
            start.wait()
            for _ in range(25):
                with engine.begin() as connection:
                    n = connection.execute(text("SELECT n FROM counter")).scalar_one()
                    connection.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})

        threads = [Thread(target=add) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with engine.connect() as connection:
            assert connection.execute(text("SELECT n FROM counter")).scalar_one() == 100
        engine.dispose()

    def test_takes_back_a_table_that_was_not_committed(self, sqlite_engine: Engine) -> None:
        """Changes of tables are part of the transaction too."""
        with sqlite_engine.connect() as connection:
            connection.execute(text("CREATE TABLE t (x)"))
        with sqlite_engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 't'")).scalar_one() == 0


class TestOnlyProcess:
    def test_is_alone(self, tmp_path: Path) -> None:
        """A second one is told which file is taken."""
        path = tmp_path / "data" / "netvaerksbot.db"
        with only_process(path), pytest.raises(SomebodyElseRuns) as refused, only_process(path):
            pass
        assert refused.value.path == path

    def test_makes_room_when_it_ends(self, tmp_path: Path) -> None:
        """The next one may have it."""
        path = tmp_path / "netvaerksbot.db"
        with only_process(path), pytest.raises(SomebodyElseRuns), only_process(path):
            pass
        with only_process(path):
            assert path.parent.is_dir()


class TestPostgresql:
    @pytest.mark.parametrize(
        ("setting", "value"),
        [
            ("statement_timeout", "10s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "30s"),
            ("timezone", "UTC"),
            ("transaction_isolation", "read committed"),
        ],
    )
    def test_is_opened_with_limits_on_patience(self, postgres_engine: Engine, setting: str, value: str) -> None:
        """Nothing waits for ever."""
        with postgres_engine.connect() as connection:
            assert connection.execute(text(f"SHOW {setting}")).scalar() == value

    def test_is_named_as_people_name_it(self, postgres_url: str) -> None:
        """`postgres://` is the same, and the driver is ours to choose."""
        engine = connect(postgres_url.replace("postgresql://", "postgres://"))
        with engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
        engine.dispose()

    def test_reads_where_nothing_can_be_written(self, postgres_engine: Engine) -> None:
        """The server itself sees to it."""
        readers = module.for_reading(postgres_engine)
        with readers.connect() as connection, pytest.raises(Exception, match="read-only"):
            connection.execute(text("INSERT INTO acts VALUES ('x', now())"))

    @pytest.mark.parametrize("rested", [0.0, 3600.0], ids=["a lost connection", "lost while it rested"])
    def test_comes_back_after_its_connections_were_lost(self, postgres_engine: Engine, rested: float) -> None:
        """One that rested is asked first and nobody notices; one in use costs one error."""
        with postgres_engine.connect() as connection:
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            record = connection.connection._connection_record
        assert record is not None
        record.info["rests_since"] -= rested
        self.lose(postgres_engine, pid)
        if not rested:
            with postgres_engine.connect() as connection, pytest.raises(exc.OperationalError):
                connection.execute(text("SELECT 1"))
        with postgres_engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1

    def lose(self, engine: Engine, pid: int) -> None:
        """What a restart of the server does to a connection."""
        other = create_engine(make_url(engine.url), isolation_level="AUTOCOMMIT")
        with other.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        other.dispose()

    def test_disposes_of_its_readers_too(self, postgres_engine: Engine) -> None:
        """No connection is left behind."""
        uows = SqlUnitsOfWork(postgres_engine)
        uows.wire_now()
        postgres_engine.dispose()
        assert _connections(postgres_engine, most=2) <= 2


def _connections(engine: Engine, *, most: int) -> int:
    """How many there are to its database, once so few are left: the server takes a moment to see that one has gone."""
    end, statement = monotonic() + 5, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    while True:
        with engine.connect() as connection:  # within one transaction the server's answer stays the same
            found: int = connection.execute(text(statement)).scalar_one()
        if found <= most or monotonic() > end:
            return found
        sleep(0.02)


class TestAnError:
    def test_quotes_nothing_that_somebody_wrote(self, any_engine: Engine) -> None:
        """What goes into a log by way of an exception holds no values."""
        with pytest.raises(exc.DBAPIError) as told, any_engine.begin() as connection:
            connection.execute(text("SELECT nowhere FROM nothing WHERE words = :words"), {"words": "et privat svar"})
        assert "et privat svar" not in str(told.value)
