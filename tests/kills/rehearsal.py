"""Acts played out with a kill in the middle of them, several at a time, and what people see in the end."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from shutil import rmtree
from types import TracebackType
from typing import Self

from sandbox.settings import Json
from sandbox.slack import text
from tests.kills.acts import ACTS, written
from tests.kills.ground import ground
from tests.kills.scenes import Scenes

AT_ONCE = 6
"""A bot mostly waits: for a lease to run out, for the platform to try again."""

_ID = re.compile(r"\b[0-9a-f]{12}([0-9a-f]{20})?\b")
"""One of ours, whole or shortened."""


@dataclass(frozen=True)
class Case:
    """An act during which the bot is killed at each of `failpoints`, one after the other; none: an act in peace.

    `lost`: the platform's method whose answer is lost the first time, so that there is something to read back.
    """

    act: str
    failpoints: tuple[str, ...] = ()
    database: str = "sqlite"
    lost: str = ""
    engine: str = "apscheduler"

    def __str__(self) -> str:
        engine = [] if self.engine == "apscheduler" else [self.engine]
        lost = [f"lost {self.lost}"] if self.lost else []
        parts = (self.act, self.database, *engine, *lost, *self.failpoints)
        return " ".join(parts)


@dataclass(frozen=True)
class Outcome:
    """`deaths`: how often the bot was killed. `added`: what it wrote, by kind. `places`: those that it came by.

    `seen`: all that is visible in the workspace. `states`: of its deliveries, how many are where.
    """

    deaths: int
    added: Counter[str]
    seen: list[str]
    whispers: int
    places: Counter[str]
    states: Mapping[str, int]


def play(case: Case, scenes: Scenes) -> Outcome:
    """Begin where the act begins, with a bot that is to die, and go on until everything has come to rest."""
    act = ACTS[case.act]
    folder, database = scenes.copy(act.scene)
    try:
        with ground(database, folder, ENGINE=case.engine) as here:
            here.start(*case.failpoints)
            here.settle()
            here.places()
            bot = str(here.workspace.get("/sandbox/people")["bot"])
            before = written(here.workspace.state(), bot)
            if case.lost:
                here.workspace.faults({"kind": "drop_after", "method": case.lost})
            act.do(here)
            here.live_through(len(case.failpoints))
            state, health = here.workspace.state(), here.health()
            assert health is not None, here.story()
            return Outcome(
                deaths=here.deaths,
                added=written(state, bot) - before,
                seen=seen(state),
                whispers=sum(m["author"] == bot for c in state["channels"] for m in c["ephemerals"] if m["thread_ts"]),
                places=here.places(),
                states=health["deliveries"],
            )
    finally:
        scenes.databases.drop(database)
        rmtree(folder)


def seen(state: Json) -> list[str]:
    """All that is visible in a workspace but to one person for a moment, in words, without ids and instants."""
    names = {person["id"]: person["name"] for person in state["people"]}
    homes = {person: view["content"] for person, view in state["homes"].items()}
    lines = [f"home of {names[person]}: {text.of_view(home, names)}" for person, home in homes.items()]
    for channel in state["channels"]:
        members = ", ".join(sorted(names[member] for member in channel["members"]))
        where = channel["name"] or members
        lines.append(f"{where}: {channel['kind']} of {names[channel['creator']]} with {members}; {channel['purpose']}")
        for message in channel["messages"]:
            place = f"{where}, thread" if message["thread_ts"] not in ("", message["ts"]) else where
            pinned = ", pinned" if message["ts"] in channel["pins"] else ""
            lines.append(f"{place}, {names[message['author']]}{pinned}: {text.of_message(message, names)}")
    return sorted(_ID.sub("*", line) for line in lines)


class Rehearsal:
    """Plays cases side by side; each is played once, whoever asks for it."""

    def __init__(self, scenes: Mapping[str, Scenes]) -> None:
        self._scenes = scenes
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="rehearsal")
        self._begun: dict[Case, Future[Outcome]] = {}

    def begin(self, cases: Iterable[Case]) -> None:
        for case in cases:
            if case not in self._begun:
                self._begun[case] = self._pool.submit(play, case, self._scenes[case.database])

    def outcome(self, case: Case) -> Outcome:
        self.begin([case])
        return self._begun[case].result()

    def quiet(self, case: Case) -> Outcome:
        """The same act in peace."""
        return self.outcome(Case(case.act, database=case.database, engine=case.engine))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
