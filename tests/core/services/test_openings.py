"""Rounds that open together open as they would one by one, and those that are out of the ordinary in their own way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.deliveries import Delivery
from core.model.members import MemberState
from core.model.networks import NetworkState
from core.model.organisations import Organisation
from core.model.rounds import Round, RoundState
from core.model.schedules import Schedule
from core.ports import UnitOfWork
from core.services import openings, rounds
from tests.acting import Weekdays
from tests.builders import NOW, Municipality, a_prompt, a_round, saved_network

WEEK = timedelta(weeks=1)


def weekdays(organisation: Organisation) -> Weekdays:
    return Weekdays()


def open_all(uow: UnitOfWork, *networks, at=NOW) -> None:
    due = [uow.schedules.get(network.id) for network in networks]
    openings.open_all(uow, due, at=at, calendar_of=weekdays)


def left(uow: UnitOfWork, network) -> tuple[list[Round], Schedule, Delivery | None]:
    """What there is of a network's rounds after."""
    asked = list(uow.rounds.of_network(network.id))
    prompts = [uow.deliveries.find(f"round:{one.id}:prompt") for one in asked]
    found = prompts[-1] if prompts else None
    return asked, uow.schedules.get(network.id), found and replace(found, id="")


@pytest.fixture
def _library(uow: UnitOfWork) -> None:
    uow.prompts.add(a_prompt(), 0)


@pytest.mark.usefixtures("_library")
class TestTogether:
    def test_is_as_one_by_one(self, uow: UnitOfWork, town: Municipality) -> None:
        """Round, message, reminder, closing and next time are the same; only the network differs."""
        together, alone = (saved_network(uow, town.anne, town.bo, name=name) for name in ("A", "B"))
        open_all(uow, together)
        rounds.open_due(uow, uow.schedules.get(alone.id), at=NOW, calendar=Weekdays())
        ([ours], our_plan, our_card), ([theirs], their_plan, their_card) = left(uow, together), left(uow, alone)
        assert replace(ours, id=theirs.id, network_id=alone.id) == theirs
        assert replace(our_plan, network_id=alone.id) == their_plan
        same = {name: getattr(their_card, name) for name in ("key", "network_id", "subject", "conversation")}
        assert replace(our_card, **same) == their_card
        assert uow.timers.next_due_at(NOW) == theirs.remind_at

    def test_shows_everybody_their_page_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """Once each, however many of their networks ask."""
        open_all(uow, *(saved_network(uow, town.anne, town.bo) for _ in range(3)))
        pages = [uow.deliveries.find(f"person:{person.id}:home") for person in (town.anne, town.bo, town.camilla)]
        assert [page and page.revision for page in pages] == [0, 0, None]

    def test_leaves_out_who_has_gone(self, uow: UnitOfWork, town: Municipality) -> None:
        """Nobody looks at their page."""
        uow.people.save(replace(town.bo, gone=True))
        open_all(uow, saved_network(uow, town.anne, town.bo))
        assert uow.deliveries.find(f"person:{town.bo.id}:home") is None

    def test_asks_again_where_a_message_was_cancelled(self, uow: UnitOfWork, town: Municipality) -> None:
        """A key that is there already is looked at by itself."""
        network = saved_network(uow, town.anne)
        [opened] = self._opened_and_undone(uow, network)
        open_all(uow, network)
        assert uow.deliveries.find(f"round:{opened.id}:prompt").waits

    def _opened_and_undone(self, uow: UnitOfWork, network) -> list[Round]:
        open_all(uow, network)
        opened = list(uow.rounds.of_network(network.id))
        uow.deliveries.cancel(f"round:{opened[0].id}:prompt")
        uow.schedules.save(replace(uow.schedules.get(network.id), next_due_at=NOW, next_occurrence=NOW.date()))
        uow._connection.exec_driver_sql("DELETE FROM rounds")
        return opened


@pytest.mark.usefixtures("_library")
class TestOutOfTheOrdinary:
    def test_a_network_that_sleeps_rests(self, uow: UnitOfWork, town: Municipality) -> None:
        """Beside one that asks."""
        awake = saved_network(uow, town.anne)
        asleep = saved_network(uow, town.anne, state=NetworkState.CLOSED)
        open_all(uow, awake, asleep)
        assert [one.state for one in uow.rounds.of_network(awake.id)] == [RoundState.OPEN]
        assert uow.rounds.of_network(asleep.id) == []
        assert uow.schedules.get(asleep.id).next_due_at is None

    def test_without_members_the_round_is_skipped(self, uow: UnitOfWork, town: Municipality) -> None:
        """With the reason."""
        network = saved_network(uow, town.anne)
        [member] = uow.members.active(network.id)
        uow.members.save(replace(member, state=MemberState.LEFT))
        open_all(uow, network)
        assert [one.reason for one in uow.rounds.of_network(network.id)] == ["ingen_deltagere"]

    def test_an_open_round_closes_first(self, uow: UnitOfWork, town: Municipality) -> None:
        """And is given back before the next is asked."""
        network = saved_network(uow, town.anne)
        before = a_round(network, occurrence=NOW.date() - WEEK, due_at=NOW - WEEK, opened_at=NOW - WEEK)
        uow.rounds.save(before)
        open_all(uow, network)
        assert [one.state for one in uow.rounds.of_network(network.id)] == [RoundState.CLOSED, RoundState.OPEN]

    def test_after_a_standstill_only_the_newest_is_asked(self, uow: UnitOfWork, town: Municipality) -> None:
        """The one before is kept as skipped."""
        network = saved_network(uow, town.anne)
        open_all(uow, network, at=NOW + 2 * WEEK)
        assert [one.state for one in uow.rounds.of_network(network.id)] == [RoundState.SKIPPED, RoundState.OPEN]


def test_without_a_prompt_the_round_is_skipped(uow: UnitOfWork, town: Municipality) -> None:
    """There is nothing to ask."""
    network = saved_network(uow, town.anne)
    open_all(uow, network)
    assert [one.reason for one in uow.rounds.of_network(network.id)] == ["intet_at_spoerge_om"]
