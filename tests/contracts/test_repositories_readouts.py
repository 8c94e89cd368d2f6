"""What the repository of readouts promises (core.ports_readouts), on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from core.errors import NotFound
from core.model.ids import ReadoutId, new_id
from core.model.networks import Network
from core.model.periods import Period
from core.model.readouts import Claim, Failure, Readout, ReadoutState, Switch
from core.model.replies import Reply
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, ORGANISATION, a_municipality, a_reply, a_round, saved_network

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def scene(any_uows: SqlUnitsOfWork) -> tuple[Network, Reply]:
    return _prepared(any_uows)


def _prepared(uows: SqlUnitsOfWork) -> tuple[Network, Reply]:
    with uows.writing() as uow:
        town = a_municipality(uow)
        network = saved_network(uow, town.anne)
        round = a_round(network)
        reply = a_reply(round, town.bo)
        uow.rounds.save(round)
        uow.replies.save(reply)
        uow.commit()
    return network, reply


def a_readout(network: Network, **changes: object) -> Readout:
    given = Readout(
        id=ReadoutId(new_id()),
        organisation_id=ORGANISATION,
        network_id=network.id,
        period=Period(date(2026, 9, 1), None),
        asked_by=network.leader_id,
        asked_at=NOW,
    )
    return replace(given, **changes)


class TestAReadout:
    def test_comes_back_as_it_was_saved(self, any_uows: SqlUnitsOfWork, scene: tuple[Network, Reply]) -> None:
        """Every field, by itself, by its network and by its reply."""
        network, reply = scene
        asked = a_readout(network)
        whole = replace(
            asked,
            state=ReadoutState.APPROVED,
            model="m",
            replies=(reply.id,),
            claims=(Claim(text="Påstand", sources=(reply.id,), quote="Citat"),),
            dropped=1,
            failure=Failure.UNFIT,
            text="Tekst",
            decided_by=network.leader_id,
        )
        with any_uows.writing() as uow:
            uow.readouts.save(asked)
            for _ in range(2):
                uow.readouts.save(whole)
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.readouts.get(asked.id) == whole
            assert uow.readouts.of_network(network.id) == [whole]
            assert uow.readouts.of_reply(reply.id) == [whole]

    def test_is_claimed_the_longest_waiting_first_and_once(
        self, any_uows: SqlUnitsOfWork, scene: tuple[Network, Reply]
    ) -> None:
        """Again when its lease has run out; those that have come to an end never."""
        network, _ = scene
        newer, older = a_readout(network, asked_at=LATER), a_readout(network)
        with any_uows.writing() as uow:
            for each in (newer, older, a_readout(network, state=ReadoutState.DONE)):
                uow.readouts.save(each)
            uow.commit()
        with any_uows.writing() as uow:
            lease = {"now": NOW, "lease_until": LATER, "token": "t"}
            taken = [uow.readouts.claim(**lease) for _ in range(3)]
            assert [each.id if each else None for each in taken] == [older.id, newer.id, None]
            again = uow.readouts.claim(now=LATER + timedelta(1), lease_until=LATER + timedelta(2), token="u")
            assert again is not None
            assert (again.attempts, again.token, again.state) == (2, "u", ReadoutState.WORKING)

    def test_that_another_process_is_taking_is_passed_over(self, postgres_engine: Engine) -> None:
        """Nobody waits, and nobody takes it twice."""
        one, other = SqlUnitsOfWork(postgres_engine), SqlUnitsOfWork(postgres_engine)
        network, _ = _prepared(one)
        with one.writing() as uow:
            uow.readouts.save(a_readout(network))
            uow.commit()
        lease = {"now": NOW, "lease_until": LATER, "token": "t"}
        with one.writing() as first, other.writing() as second:
            assert first.readouts.claim(**lease) is not None
            assert second.readouts.claim(**lease) is None

    def test_that_is_not_there_is_not_taken(self, any_uows: SqlUnitsOfWork) -> None:
        """It refuses."""
        with any_uows.writing() as uow, pytest.raises(NotFound):
            uow.readouts.take(ReadoutId("x"))


class TestASwitch:
    def test_is_on_since_it_was_switched_first(self, any_uows: SqlUnitsOfWork, scene: tuple[Network, Reply]) -> None:
        """Until it is switched off."""
        network, _ = scene
        given = Switch(network_id=network.id, by=network.leader_id, at=NOW)
        with any_uows.writing() as uow:
            assert uow.readouts.switch_on(given)
            assert not uow.readouts.switch_on(replace(given, at=LATER))
            assert uow.readouts.switch(network.id) == given
            uow.readouts.switch_off(network.id)
            assert uow.readouts.switch(network.id) is None
