"""Search in many replies beside a bare full-text query with the same rights, on the same database in the same run.

    python -m bench.searching [--replies 1000000] [--networks 2000] [--databases sqlite postgresql]

Both give the newest page of what somebody may read: the secretariat of everything, a member of what they see. The bare
query joins what a page shows and asks for k in SQL; ours reads, masks and marks besides. `raced` is what others call.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import yaml
from sqlalchemy import Engine, insert, text

from bench import plans
from bench.databases import opened
from core.model import searching
from core.model.ids import NetworkId, PersonId, ReplyId, RoundId
from core.model.organisations import Organisation, Person
from core.model.replies import Answer, Reply, ReplyVisibility
from core.model.rounds import Round, RoundState
from core.model.searching import Sought
from core.services import searches
from storage.engine import connect
from storage.rates import Lanes
from storage.replies import REPLIES
from storage.rounds import ROUNDS
from storage.search_filling import fill
from storage.search_index import inside, stemmed
from storage.unit_of_work import SqlUnitsOfWork

_ANSWERING = 12
_AT_A_TIME = 50
_RIGHTS = """
 (replies.visibility = 'delt' OR (rounds.state = 'lukket' AND NOT replies.is_late AND rounds.asked >= 5 AND 5 <= (
   SELECT count(*) FROM replies other WHERE other.round_id = replies.round_id AND other.visibility = 'privat'
   AND other.withdrawn_at IS NULL AND NOT other.is_late)))
"""
_BARE = """
SELECT search_words.place, replies.answers, replies.visibility, rounds.occurrence, rounds.prompt_id, networks.name,
       people.name, prompts.body
FROM {source} JOIN replies ON replies.id = search_words.reply_id JOIN rounds ON rounds.id = replies.round_id
JOIN networks ON networks.id = rounds.network_id JOIN people ON people.id = replies.person_id
JOIN prompts ON prompts.id = rounds.prompt_id AND prompts.version = rounds.prompt_version
WHERE {match} AND networks.organisation_id = :organisation AND {rights} ORDER BY {order} DESC LIMIT 7
"""
_SOURCES = {
    "sqlite": {
        "source": "search_index JOIN search_words ON search_words.place = search_index.rowid",
        "match": "search_index MATCH :match",
        "order": "search_index.rowid",
    },
    "postgresql": {
        "source": "search_words",
        "match": "search_words.stems @@ to_tsquery('simple', :match)",
        "order": "search_words.place",
    },
}


def raced(engine: Engine, organisation: Organisation, *, repeats: int = 5) -> dict[str, Any]:
    """How long both take for words of every frequency, summed; the ratio is that of the sums. The index is full."""
    uows = SqlUnitsOfWork(engine, lanes=Lanes.off())
    asked = _words(engine)
    people = [_secretariat(organisation), _member(engine, uows)]
    told: dict[str, Any] = {}
    sums = [0.0, 0.0]
    for person in people:
        for name, words in asked.items():
            ours, bare = (_timed(work, repeats) for work in _both(engine, uows, organisation, person, words))
            who = "secretariat" if person.is_secretariat else "member"
            told[f"{who}_{name}_ms"] = [round(1000 * ours, 2), round(1000 * bare, 2)]
            sums = [sums[0] + ours, sums[1] + bare]
    return {"search_ratio": round(sums[0] / sums[1], 3), **told}


def _words(engine: Engine) -> dict[str, str]:
    """A word that most have written, one that some have and one that few have, and two together."""
    with engine.connect() as connection:
        sample = connection.execute(text("SELECT answers FROM replies LIMIT 3000")).scalars()
        told = [answer.get("text", "") for answers in sample for answer in json.loads(answers)]
    counts = Counter(word for each in told for word in searching.compared(each))
    common = [word for word, _ in counts.most_common()]
    frequent, some, few = common[0], common[len(common) // 4], common[-1]
    return {"frequent": frequent, "some": some, "few": few, "two": f"{frequent} {some}", "none": "flamingo"}


def _secretariat(organisation: Organisation) -> Person:
    return Person(
        id=PersonId("bench-secretariat"),
        organisation_id=organisation.id,
        workspace_id=None,  # type: ignore[arg-type] # nowhere
        account="U0",
        name="Søs",
        is_secretariat=True,
    )


def _member(engine: Engine, uows: SqlUnitsOfWork) -> Person:
    with engine.connect() as connection:
        id = connection.execute(text("SELECT person_id FROM members ORDER BY id LIMIT 1")).scalar_one()
    with uows.reading() as uow:
        return uow.people.get(PersonId(id))


def _both(
    engine: Engine, uows: SqlUnitsOfWork, organisation: Organisation, person: Person, words: str
) -> tuple[Callable[[], object], Callable[[], object]]:
    def ours() -> object:
        with uows.reading() as uow:
            return searches.look_up(uow, organisation, person, Sought(words=words))

    return ours, _bare(engine, organisation, person, words)


def _bare(engine: Engine, organisation: Organisation, person: Person, words: str) -> Callable[[], object]:
    dialect = engine.dialect.name
    rights = _RIGHTS if person.is_secretariat else "(replies.visibility = 'delt' OR replies.person_id = :person)"
    query = text(_BARE.format(**_SOURCES[dialect], rights=rights))
    stems = stemmed(searching.compared(words))
    own = "SELECT network_id FROM members WHERE person_id = :person AND state = 'med'"

    def look() -> object:
        with engine.connect() as connection:
            wanted = list(stems)
            if not person.is_secretariat:
                wanted += [inside(id) for id in connection.execute(text(own), {"person": person.id}).scalars()]
            match = (" AND " if dialect == "sqlite" else " & ").join(wanted)
            given = {"match": match, "organisation": organisation.id, "person": person.id}
            return connection.execute(query, given).all()

    return look


def _timed(work: Callable[[], object], repeats: int) -> float:
    """The median of some, in seconds, once it is warm."""
    work()
    took = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return median(took)


def write(engine: Engine, *, networks: int, replies: int, seed: int = 2026) -> None:
    """Migrate an empty database, and write closed rounds of twelve replies each, half of them shared."""
    plans.fill(engine, schedules=networks, due=networks, members=_ANSWERING, due_at=plans.a_monday())
    draw, texts = Random(seed), _texts()
    for start in range(0, networks, _AT_A_TIME):
        numbers = range(start, min(start + _AT_A_TIME, networks))
        rounds = [
            _round(number, past) for number in numbers for past in range(max(1, replies // networks // _ANSWERING))
        ]
        said = [_reply(draw, texts, round, member) for round in rounds for member in range(_ANSWERING)]
        with engine.begin() as connection:
            connection.execute(insert(ROUNDS.table), [ROUNDS.write(each) for each in rounds])
            connection.execute(insert(REPLIES.table), [REPLIES.write(each) for each in said])


def _texts() -> Sequence[str]:
    parts = yaml.safe_load((files("content") / "reflections_da.yaml").read_text("utf-8"))
    return [each["text"] for part in parts.values() for each in part]


def _round(network: int, past: int) -> Round:
    at = plans.a_monday() - timedelta(days=14 * (past + 1))
    return Round(
        id=RoundId(f"r{network}-{past}"),
        network_id=NetworkId(f"n{network}"),
        occurrence=at.date(),
        state=RoundState.CLOSED,
        due_at=at,
        closed_at=at + timedelta(days=7),
        prompt_id="velf-efter-4",
        prompt_version=1,
        asked=_ANSWERING,
    )


def _reply(draw: Random, texts: Sequence[str], round: Round, member: int) -> Reply:
    """A reflection, and a word or two of which some are as rare as names of streets."""
    rare = " ".join(f"sted{int(1 / (draw.random() + 1e-6))}" for _ in range(2))
    return Reply(
        id=ReplyId(f"{draw.getrandbits(128):032x}"),
        round_id=round.id,
        person_id=PersonId(f"p{round.network_id[1:]}-{member}"),
        visibility=ReplyVisibility.SHARED if member % 2 else ReplyVisibility.PRIVATE,
        answers=(Answer(question=0, text=f"{draw.choice(texts)} {rare}"),),
        submitted_at=round.due_at,
    )


def main() -> None:
    """Print one JSON line: a database each, and the worst ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replies", type=int, default=1_000_000)
    parser.add_argument("--networks", type=int, default=2_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    asked = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder, opened(asked.databases, Path(folder)) as databases:
        for database in databases:
            engine = connect(database.fresh(), statement_seconds=600)
            write(engine, networks=asked.networks, replies=asked.replies)
            begun = time.perf_counter()
            with engine.begin() as connection:
                fill(connection)
            filled = round(time.perf_counter() - begun, 1)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")  # as the server does by itself, a minute later
            with SqlUnitsOfWork(engine).reading() as uow:
                (organisation,) = uow.organisations.all()
            found[database.name] = {**raced(engine, organisation), "fill_seconds": filled}
            engine.dispose()
    print(json.dumps({"search_ratio": max(each["search_ratio"] for each in found.values()), **found}))


if __name__ == "__main__":
    main()
