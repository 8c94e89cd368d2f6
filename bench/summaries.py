"""What summaries cost at a million replies, beside SQL written by hand for the same facts. Prints one JSON line.

    python -m bench.summaries [--replies 1000000] [--networks 2000] [--database sqlite|postgresql]

Ours is everything that is shown, as a value: read in one snapshot, under the rules for small groups, the words of a
screen masked. As in the bot, the outlines of closed rounds are there, and the collector leaves alone what is imported.
Memory is that of a process of its own, beside one that sums up a tenth of the replies.
`docs/benchmarks.md` says what is what.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench import by_hand, databases, searching
from bench.databases import Database
from bench.reflecting import NOW, ORGANISATION, Reflecting, fill, outline
from bot.process import spare_the_collector
from core.model.ids import NetworkId
from core.model.periods import EVER
from core.model.requests import Request
from core.model.summaries import Words
from core.services import summaries
from storage import search_filling
from storage.engine import Database as Opened
from storage.engine import connect
from storage.rates import Lanes
from storage.unit_of_work import SqlUnitsOfWork

DATABASES = ("sqlite", "postgresql")
_PATIENCE = 600.0
_SHOWN = 5
"""Words of a kind on a screen, at most; only what is read is masked."""
_LOOKS = 15


def main() -> None:
    usual = Reflecting()
    parser = argparse.ArgumentParser(prog="python -m bench.summaries", description=str(__doc__).splitlines()[0])
    parser.add_argument("--replies", type=int, default=usual.replies)
    parser.add_argument("--networks", type=int, default=usual.networks)
    parser.add_argument("--database", choices=DATABASES, action="append", help="only this one")
    parser.add_argument("--alone", metavar="URL", help=argparse.SUPPRESS)
    given = parser.parse_args()
    spare_the_collector()
    size = Reflecting(replies=given.replies, networks=given.networks)
    print(json.dumps(alone(given.alone) if given.alone else run(size, given.database or DATABASES)))


def run(size: Reflecting, names: Sequence[str]) -> dict[str, object]:
    """Each database; the headline is the worse one's."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, databases.opened(names, Path(folder)) as opened:
        many, few = _filled(opened, size), _filled(opened, replace(size, replies=size.replies // 10))
        found = {one.name: _measured(many[one.name], few[one.name], size) for one in opened}
    headline = ("structure_ratio", "network_ratio", "search_ratio", "peak_mb", "grows_mb")
    return {
        **{name: max(figures[name] for figures in found.values()) for name in headline},
        "replies": size.replies,
        "networks": size.networks,
        **found,
    }


def _filled(opened: Sequence[Database], size: Reflecting) -> dict[str, str]:
    urls = {database.name: database.fresh() for database in opened}
    engines = [connect(url, statement_seconds=_PATIENCE) for url in urls.values()]
    fill(engines, size)
    for engine in engines:
        outline(engine)
        with engine.begin() as connection:
            search_filling.fill(connection)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        engine.dispose()
    return urls


def _measured(url: str, fewer: str, size: Reflecting) -> dict[str, float]:
    most, least = _in_a_process(url), _in_a_process(fewer)
    engine = connect(url, statement_seconds=_PATIENCE, idle_seconds=_PATIENCE)
    uows = SqlUnitsOfWork(engine, lanes=Lanes.off())
    networks = [f"n{number * size.networks // _LOOKS}" for number in range(_LOOKS)]
    of_one = [_beside(lambda id=id: _network(uows, id), lambda id=id: _by_hand(engine, id)) for id in networks]
    of_all = _beside(lambda: _structure(uows), lambda: _by_hand(engine, None))
    with uows.reading() as uow:
        organisation = uow.organisations.get(ORGANISATION)
    search = searching.raced(engine, organisation)["search_ratio"]
    engine.dispose()
    ours, theirs = (median(each[side] for each in of_one) for side in (0, 1))
    return {
        "structure_ratio": round(of_all[0] / of_all[1], 2),
        "network_ratio": round(median(one / other for one, other in of_one), 2),
        "search_ratio": search,
        "peak_mb": most["peak_mb"],
        "grows_mb": round(most["peak_mb"] - least["peak_mb"], 1),
        "structure_s": round(of_all[0], 2),
        "structure_sql_s": round(of_all[1], 2),
        "network_ms": round(ours * 1000, 1),
        "network_sql_ms": round(theirs * 1000, 1),
    }


def _beside(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Both in turn, the second time: what is built once is built, and the disk has been read."""
    for act in (ours, theirs):
        act()
    return _seconds(ours), _seconds(theirs)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _structure(uows: SqlUnitsOfWork) -> object:
    with uows.reading() as uow, uow.one_moment():
        summary = summaries.of_structure(uow, uow.organisations.get(ORGANISATION), Request(), at=NOW)
    return _read(summary.changes, summary.results, summary.perspectives)


def _network(uows: SqlUnitsOfWork, id: str) -> object:
    with uows.reading() as uow, uow.one_moment():
        summary = summaries.of_network(uow, uow.networks.get(NetworkId(id)), EVER, at=NOW)
    return _read(summary.changes, summary.results, summary.perspectives, summary.voices, summary.examples)


def _read(*told: Sequence[Words]) -> list[str]:
    return [words.text for kind in told for words in kind[:_SHOWN]]


def _by_hand(engine: Opened, network: str | None) -> object:
    with engine.connect() as connection:
        return by_hand.summed_up(connection, network=network)


def alone(url: str) -> dict[str, float]:
    """In a process of its own: all networks summed up, and the most memory that it ever had."""
    engine = connect(url, statement_seconds=_PATIENCE)
    _structure(SqlUnitsOfWork(engine, lanes=Lanes.off()))
    engine.dispose()
    return {"peak_mb": _peak_mb()}


def _peak_mb() -> float:
    """The kernel's own high-water mark: that of `getrusage` begins with what the parent process had."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3, 1)


def _in_a_process(url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.summaries", "--alone", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
