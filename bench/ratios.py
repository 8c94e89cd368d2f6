"""Ours beside a bare sender, on the same platform and database, in turn."""

from pathlib import Path

from bench.databases import Database
from bench.processes import Server


def sender(database: Database, platform: Server, folder: Path, *, processes: int) -> dict[str, object]:
    return {}
