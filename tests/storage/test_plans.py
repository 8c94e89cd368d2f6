"""What runs often finds its rows by an index, however many there are."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from core.model.deliveries import Sent
from core.model.ids import ConditionId, NetworkId, PersonId, ReplyId, RoundId
from core.model.offices import Role
from core.model.searching import Query, Sight
from storage.rates import Lanes
from storage.schema_outside import METADATA
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.builders import NOW, ORGANISATION, PLATFORM, TEAM, WORKSPACE, a_delivery

SIGHT = Sight(person_id=PersonId("p"), organisation_id=ORGANISATION, inside=frozenset({NetworkId("n")}))
WHOLE = Query(stems=["moed", "jura"], sight=replace(SIGHT, is_whole=True), before=9**18)
NETWORK, PERSON, ROUND = NetworkId("n"), PersonId("p"), RoundId("r")


def claim_and_settle(uow: SqlUnitOfWork) -> None:
    delivery = a_delivery(after_key="other")
    uow.deliveries.add(delivery)
    uow.deliveries.refresh(delivery)
    for claimed in uow.ledger.claim(now=NOW, limit=9):
        uow.ledger.settle(claimed, Sent("C1", "1.1"))
    uow.ledger.anything_in_doubt()
    uow.ledger.to_read_back(limit=9)
    uow.ledger.oldest_waiting(now=NOW)
    uow.ledger.backlog(now=NOW)


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda uow: uow.organisations.find_workspace(PLATFORM, TEAM), id="the workspace of an act"),
        pytest.param(lambda uow: uow.people.find(WORKSPACE, "U1"), id="the person of an act"),
        pytest.param(lambda uow: uow.people.find_actor(PLATFORM, TEAM, "U1"), id="who acts and where"),
        pytest.param(lambda uow: uow.people.secretariat(ORGANISATION), id="the secretariat"),
        pytest.param(lambda uow: uow.people.administrators(ORGANISATION), id="the administrators"),
        pytest.param(lambda uow: uow.unit_changes.of_organisation(ORGANISATION), id="what happened to units"),
        pytest.param(lambda uow: uow.role_changes.of_organisation(ORGANISATION, 9), id="what happened to offices"),
        pytest.param(lambda uow: uow.accesses.of_organisation(ORGANISATION, 9), id="who saw which summary"),
        pytest.param(lambda uow: uow.role_changes.latest(PERSON, Role.SECRETARIAT), id="a person's role of late"),
        pytest.param(lambda uow: uow.networks.of_person(PERSON), id="a person's networks"),
        pytest.param(lambda uow: uow.networks.around(PERSON), id="all networks around a person"),
        pytest.param(lambda uow: uow.networks.of_parent(NETWORK), id="what grew out of a network"),
        pytest.param(lambda uow: uow.history.of_network(NETWORK), id="what happened to a network"),
        pytest.param(lambda uow: uow.networks.find_by_name(ORGANISATION, "navn"), id="a network's name"),
        pytest.param(lambda uow: uow.networks.find_by_conversation(WORKSPACE, "C1"), id="a network's conversation"),
        pytest.param(lambda uow: uow.members.find(NETWORK, PERSON), id="a member"),
        pytest.param(lambda uow: uow.members.names(NETWORK), id="the members' names"),
        pytest.param(lambda uow: uow.schedules.due(NOW, 9), id="due schedules"),
        pytest.param(lambda uow: uow.rounds.open_of(NETWORK), id="a network's open round"),
        pytest.param(lambda uow: uow.searches.find(WHOLE), id="words in everything"),
        pytest.param(lambda uow: uow.searches.find(replace(WHOLE, network_id=NETWORK)), id="words in a network"),
        pytest.param(lambda uow: uow.searches.find(replace(WHOLE, sight=SIGHT)), id="words in what a member sees"),
        pytest.param(lambda uow: uow.searches.names([NETWORK]), id="names to be masked"),
        pytest.param(lambda uow: uow.networks.ever_around(PERSON), id="all networks there ever were around a person"),
        pytest.param(lambda uow: uow.timers.due(NOW, 9), id="timed rows that are due"),
        pytest.param(lambda uow: uow.timers.next_due_at(NOW), id="when something timed is next"),
        pytest.param(lambda uow: uow.timers.anything_due(NOW), id="whether anything is due"),
        pytest.param(lambda uow: uow.prompts.editions("velf-undervejs-1"), id="the versions of a prompt"),
        pytest.param(lambda uow: uow.proofs.of_person(PERSON), id="a person's drafts"),
        pytest.param(lambda uow: uow.proofs.find(PERSON, "velf-undervejs-1"), id="a person's draft"),
        pytest.param(lambda uow: uow.schedules.next_due_at(), id="when a round is next"),
        pytest.param(lambda uow: uow.schedules.of_people([PERSON]), id="the rhythms of some people"),
        pytest.param(lambda uow: uow.conditions.of_network(NETWORK), id="what a network has raised"),
        pytest.param(lambda uow: uow.conditions.of_organisation(ORGANISATION), id="the register"),
        pytest.param(lambda uow: uow.replies.find(ROUND, PERSON), id="a person's reply"),
        pytest.param(lambda uow: uow.replies.find_asking(ROUND, PERSON), id="what a person is asked"),
        pytest.param(lambda uow: uow.replies.of_open_rounds([NETWORK], PERSON), id="replies in open rounds"),
        pytest.param(lambda uow: uow.replies.find_by_message(WORKSPACE, "C1", "1.1"), id="a message's reply"),
        pytest.param(lambda uow: uow.rounds.closed([NETWORK]), id="closed rounds"),
        pytest.param(lambda uow: uow.rounds.read([ROUND]), id="rounds to read"),
        pytest.param(lambda uow: uow.members.of_networks([NETWORK]), id="members of networks"),
        pytest.param(lambda uow: uow.people.read([PERSON]), id="people to read"),
        pytest.param(lambda uow: list(uow.replies.said([ROUND], in_full=())), id="what was said in rounds"),
        pytest.param(lambda uow: uow.replies.gone([NETWORK]), id="what was taken back"),
        pytest.param(lambda uow: uow.deliveries.states(["k"]), id="how deliveries stand"),
        pytest.param(lambda uow: uow.conditions.raisings([ConditionId("c")]), id="who raised a line"),
        pytest.param(lambda uow: uow.conditions.raised([ConditionId("c")], NETWORK), id="what a network raised"),
        pytest.param(lambda uow: uow.conditions.raised([ConditionId("c")]), id="what networks raised"),
        pytest.param(lambda uow: list(uow.conditions.in_doubt([ConditionId("c")])), id="what may be raised no more"),
        pytest.param(lambda uow: uow.rounds.counts([NETWORK]), id="how many rounds have closed"),
        pytest.param(lambda uow: uow.inquiries.unanswered(PERSON), id="what a person is asked for a role"),
        pytest.param(lambda uow: uow.inquiries.of_networks([NETWORK]), id="what those in a role were asked"),
        pytest.param(lambda uow: uow.outcomes.of_network(NETWORK), id="what came out of a network"),
        pytest.param(lambda uow: uow.outcomes.find_by_reply(ReplyId("r")), id="what was made of a reply"),
        pytest.param(lambda uow: uow.deliveries.find_by_message(WORKSPACE, "C1", "1.1"), id="a message of ours"),
        pytest.param(lambda uow: uow.deliveries.revive(NETWORK), id="what is tried again"),
        pytest.param(lambda uow: uow.deliveries.move(NETWORK, "C1"), id="what moves along"),
        pytest.param(lambda uow: uow.deliveries.stopped(ORGANISATION), id="what did not get through"),
        pytest.param(lambda uow: uow.deliveries.unheard(PERSON, since=NOW), id="what somebody missed"),
        pytest.param(lambda uow: uow.inbox.waiting(limit=9), id="events that wait"),
        pytest.param(lambda uow: uow.inbox.done("Ev1", NOW), id="an event done"),
        pytest.param(lambda uow: uow.inbox.forget_before(NOW), id="events forgotten"),
        pytest.param(lambda uow: uow.acts.forget_before(NOW), id="acts forgotten"),
        pytest.param(claim_and_settle, id="sending"),
    ],
)
def test_no_table_is_read_from_end_to_end(sqlite_engine: Engine, work: Callable[[SqlUnitOfWork], object]) -> None:
    """SQLite says for each statement how it finds its rows."""
    assert [step for step in plan(sqlite_engine, work) if _reads_all(step)] == []


def _reads_all(step: str) -> bool:
    """A scan of a table without an index, and the search for the least of a column that has none."""
    how, what, *_ = [*step.split(), ""]
    is_table = re.sub(r"_\d+$", "", what) in METADATA.tables
    return how in ("SCAN", "SEARCH") and is_table and not any(word in step for word in ("INDEX", "PRIMARY KEY"))


def plan(engine: Engine, work: Callable[[SqlUnitOfWork], object]) -> list[str]:
    """How the statements of some work are carried out."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
    statements: list[str] = []
    driver.set_trace_callback(statements.append)
    with SqlUnitsOfWork(engine, lanes=Lanes()).writing() as uow:
        work(uow)
    driver.set_trace_callback(None)
    steps = [
        step
        for statement in statements
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE", "INSERT")
        for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert steps
    return [step for step in steps if not step.startswith(("SCAN CONSTANT", "SCAN 1 CONSTANT"))]


def test_what_was_taken_back_is_found_without_the_rest(sqlite_engine: Engine) -> None:
    """By the index that holds nothing else."""
    steps = plan(sqlite_engine, lambda uow: uow.replies.gone([NETWORK]))
    assert any("ix_replies_gone" in step for step in steps)
