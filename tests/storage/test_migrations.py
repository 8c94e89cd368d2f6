"""The history of the tables: the same way up and down on both databases, and no difference from the code at its end."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, MetaData, insert, inspect, text, update

from core.model.ids import NetworkId, OrganisationId, PersonId
from core.model.searching import Query, Sight
from core.model.subscriptions import Kind as Digested
from core.model.subscriptions import Rhythm
from core.model.timers import Timed
from storage import migrations
from storage.engine import connect
from storage.migrations import Behind
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, TODAY, on


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with nothing in it."""
    if request.param == "sqlite":
        url = "sqlite://"
    else:
        new_postgres: Callable[[], str] = request.getfixturevalue("new_postgres")
        url = new_postgres()
    engine = connect(url)
    yield engine
    engine.dispose()


def test_go_up_and_down_and_up_again(empty: Engine) -> None:
    """Down leaves nothing, and up again is up."""
    migrations.upgrade(empty)
    tables = set(inspect(empty).get_table_names())
    migrations.downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) == {"alembic_version"}
    migrations.upgrade(empty)
    assert set(inspect(empty).get_table_names()) == tables


def test_end_where_the_code_is(empty: Engine) -> None:
    """Nothing in the code lacks a step, and no step made what the code does not know."""
    migrations.upgrade(empty)
    assert migrations.drift(empty) == []


def test_say_where_a_database_stands(empty: Engine) -> None:
    """An empty one stands nowhere, and is behind."""
    assert migrations.current(empty) is None
    with pytest.raises(Behind) as behind:
        migrations.check(empty)
    assert behind.value.newest == migrations.newest()
    migrations.upgrade(empty)
    migrations.check(empty)
    assert migrations.current(empty) == migrations.newest()


def test_may_be_taken_twice(empty: Engine) -> None:
    """The second time there is nothing to do."""
    for _ in range(2):
        migrations.upgrade(empty)
        assert migrations.current(empty) == migrations.newest()


def test_may_be_taken_by_several_processes_at_once(new_postgres: Callable[[], str]) -> None:
    """All of them start when a new version is rolled out: one takes the steps, the others find them taken."""
    url, together = new_postgres(), Barrier(4)

    def start() -> str | None:
        engine = connect(url)
        together.wait()
        migrations.upgrade(engine)
        at = migrations.current(engine)
        engine.dispose()
        return at

    with ThreadPoolExecutor(4) as pool:
        starting = [pool.submit(start) for _ in range(4)]
    assert {each.result() for each in starting} == {migrations.newest()}


def test_drift_is_seen(empty: Engine) -> None:
    """A column that nobody made a step for is told."""
    migrations.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("ALTER TABLE acts ADD COLUMN strange TEXT"))
    [difference] = migrations.drift(empty)
    assert "remove_column" in str(difference)


def networks_from_before(engine: Engine, **networks: dict[str, object]) -> None:
    """Networks in a database as it stands, however old its tables are."""
    before = MetaData()
    before.reflect(engine)
    shared = {"organisation_id": "o", "workspace_id": "w", "language": "da", "zone": "Europe/Copenhagen"}
    bare = {"purpose": "", "why": "", "unit_ids": "[]", "anchor_state": "intet", "made_conversation": False}
    dates = {"created_at": NOW, "starts_on": TODAY, "is_private": True}
    organisation = {"id": "o", "name": "Aaby", "contact": "c", "language": "da", "zone": "Europe/Copenhagen"}
    person = {"account": "U1", "name": "Anne", "language": "da", "belonging": "ansat"}
    with engine.begin() as connection:
        put = lambda table, **values: connection.execute(insert(before.tables[table]).values(values))  # noqa: E731
        put("organisations", **organisation, k=5, retention_months=12)
        put("workspaces", id="w", organisation_id="o", platform="slack", external_id="T1")
        put("people", **person, id="p", organisation_id="o", workspace_id="w", is_secretariat=False, gone=False)
        for id, given in networks.items():
            put("networks", **{**shared, **bare, **dates, **given}, id=id, name=id, name_key=id, leader_id="p")


def test_ask_about_the_end_of_networks_that_were_there_before(empty: Engine) -> None:
    """A22: one that is under way gets its two timed rows; an idea, and one without an end, gets none."""
    migrations.upgrade(empty, "2026_11_25_directions")
    end = date(2027, 1, 15)
    networks_from_before(
        empty,
        under_way={"state": "i_gang", "ends_on": end},
        an_idea={"state": "ide", "ends_on": end},
        endless={"state": "i_gang", "ends_on": None},
    )
    migrations.upgrade(empty)
    with SqlUnitsOfWork(empty).writing() as uow:
        asked = [(timer.kind, timer.subject, timer.due_at) for timer in uow.timers.due(on(date(2028, 1, 1)), 9)]
        assert uow.networks.get(NetworkId("under_way")).receiver_id is None
    assert asked == [
        (Timed.END_NEARS, "under_way", datetime(2026, 12, 25, 8, tzinfo=UTC)),
        (Timed.END_PASSED, "under_way", datetime(2027, 1, 16, 8, tzinfo=UTC)),
    ]


def test_remember_what_grew_out_of_a_network_before(empty: Engine) -> None:
    """A4: a network made of an offshoot knows the network that the offshoot is of; the other grew out of none."""
    migrations.upgrade(empty, "2026_11_26_organisation")
    networks_from_before(empty, tree={"state": "i_gang"}, branch={"state": "i_gang"})
    kept = MetaData()
    kept.reflect(empty)
    record = {"kind": "knop", "created_at": NOW, "author_id": "p", "text": "En knop"}
    bare = {"unit_ids": "[]", "contribution": "", "status": "registreret", "confirmed_basis": ""}
    with empty.begin() as connection:
        connection.execute(
            insert(kept.tables["outcomes"]).values(id="r", network_id="tree", became_id="branch", **record, **bare)
        )
    migrations.upgrade(empty)
    with SqlUnitsOfWork(empty).reading() as uow:
        assert uow.networks.get(NetworkId("branch")).parent_id == "tree"
        assert uow.networks.get(NetworkId("tree")).parent_id is None


def test_ask_networks_from_before_what_is_noticed(empty: Engine) -> None:
    """A21, A14: one that closed of late has both echoes ahead of it, one long ago none; an anchor hears every month."""
    migrations.upgrade(empty, "2026_11_26_phases")
    lately = datetime.now(UTC) - timedelta(days=30)
    networks_from_before(
        empty,
        lately={"state": "afsluttet", "closed_at": lately},
        long_ago={"state": "afsluttet", "closed_at": lately - timedelta(days=400)},
        anchored={"state": "i_gang", "anchor_state": "ja"},
        alone={"state": "i_gang"},
    )
    migrations.upgrade(empty)
    with SqlUnitsOfWork(empty).writing() as uow:
        due = {(timer.kind, timer.subject) for timer in uow.timers.due(lately + timedelta(days=300), 9)}
    assert due == {(Timed.ECHO, "lately|3"), (Timed.ECHO, "lately|6"), (Timed.DIGEST, "anchored")}


def test_make_what_was_written_before_findable(empty: Engine) -> None:
    """Replies and networks from before the index are found by the words in them, withdrawn ones are not."""
    migrations.upgrade(empty, "2026_11_26_files")
    networks_from_before(empty, roads={"state": "i_gang", "purpose": "Flere skal cykle"})
    kept = MetaData()
    kept.reflect(empty)
    bare = {"visibility": "delt", "submitted_at": NOW, "quotable": False, "source": "formular", "is_late": False}
    asked = {"state": "lukket", "due_at": NOW, "prompt_id": "p", "prompt_version": 1, "phase": "undervejs"}
    told = {"person_id": "p", "answers": '[{"question":0,"text":"Lamperne er mørke"}]', **bare}
    with empty.begin() as connection:
        for id, at in {"there": None, "gone": NOW}.items():
            round = {"id": id, "occurrence": TODAY if at else TODAY.replace(day=1), **asked, "is_last": False}
            connection.execute(insert(kept.tables["rounds"]).values(network_id="roads", **round))
            connection.execute(insert(kept.tables["replies"]).values(id=id, round_id=id, withdrawn_at=at, **told))
    migrations.upgrade(empty)
    sight = Sight(person_id=PersonId("p"), organisation_id=OrganisationId("o"), inside=frozenset({NetworkId("roads")}))
    with SqlUnitsOfWork(empty).reading() as uow:
        ask = [Query(stems=uow.searches.stems([word]), sight=sight) for word in ("lampe", "cykler")]
        assert [hit.reply_id for query in ask for hit in uow.searches.find(query)] == ["there"]
        whole = replace(ask[1], sight=replace(sight, is_whole=True))
        assert [hit.network.id for hit in uow.searches.find(whole)] == ["roads"]


def test_begin_the_digest_of_a_secretariat_that_is_there(empty: Engine) -> None:
    """From the next Monday on, as for somebody who joins; nobody else gets one."""
    migrations.upgrade(empty, "2026_11_26_files")
    kept = MetaData()
    kept.reflect(empty)
    networks_from_before(empty, any={"state": "i_gang"})
    with empty.begin() as connection:
        connection.execute(update(kept.tables["people"]).values(is_secretariat=True))
    migrations.upgrade(empty)
    with SqlUnitsOfWork(empty).writing() as uow:
        [held] = uow.subscriptions.of_person(PersonId("p"))
        due = {timer.subject: timer.due_at for timer in uow.timers.due(datetime.now(UTC) + timedelta(days=8), 9)}
    assert (held.kind, held.rhythm, held.since is None) == (Digested.DESK, Rhythm.WEEKLY, False)
    assert due[held.id].weekday() == 0
