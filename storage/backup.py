"""A copy of the whole database while the bot runs."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Engine

from storage.restoring import marked_as_copy


class BackupRefused(Exception):
    """No copy was made; the message says what to do."""


def backup(engine: Engine, target: Path) -> None:
    """Write a copy to a file that does not exist yet: a SQLite database, or what `pg_restore` reads.

    SQLite copies on the one connection there is, since a second one is what its WAL bug needs (scheduling.md §8);
    whoever wants to write waits for the length of the copying. The copy knows that it is one (`storage.restoring`).
    """
    if target.exists():
        raise BackupRefused(f"{target} is there already; choose another name")
    copy = _copy if engine.dialect.name == "sqlite" else _dump
    with marked_as_copy(engine):
        copy(engine, target)


def _copy(engine: Engine, target: Path) -> None:
    target.touch(mode=0o600)  # SQLite fills an empty file, and so nobody else ever reads it
    with engine.connect() as connection:
        connection.connection.cursor().execute("VACUUM INTO ?", (str(target),))


def _dump(engine: Engine, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupRefused("the database is PostgreSQL: install its client and run `pg_dump --format=custom`")
    target.touch(mode=0o600)
    address = engine.url.set(drivername="postgresql").difference_update_query(["options"])
    password = {"PGPASSWORD": address.password} if address.password else {}  # in no list of processes
    url = address.set(password=None).render_as_string()
    subprocess.run(  # noqa: S603 - our own arguments, no shell
        [program, "--format=custom", f"--file={target}", f"--dbname={url}"],
        check=True,
        env={**os.environ, **password},
    )
