"""What the repository of what came out of networks promises (core.ports_outcomes), on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.errors import Conflict, NotFound
from core.model.ids import OutcomeId, ReplyId
from core.model.networks import Network
from core.model.outcomes import Kind, Record, Status
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import CARE, NOW, SCHOOLS, Municipality, a_municipality, a_record, saved_network, some_details

HOUR = timedelta(hours=1)


@pytest.fixture
def town(any_uows: SqlUnitsOfWork) -> Municipality:
    """A municipality, committed."""
    with any_uows.writing() as uow:
        town = a_municipality(uow)
        uow.commit()
    return town


@pytest.fixture
def network(any_uows: SqlUnitsOfWork, town: Municipality) -> Network:
    """A network led by Anne, committed."""
    with any_uows.writing() as uow:
        network = saved_network(uow, town.anne)
        uow.commit()
    return network


def save(uows: SqlUnitsOfWork, *records: Record) -> None:
    with uows.writing() as uow:
        for record in records:
            uow.outcomes.save(record)
        uow.commit()


class TestOutcomes:
    @pytest.mark.parametrize("kind", Kind)
    def test_come_back_as_they_were_saved(self, any_uows, town, network, kind: Kind) -> None:
        """Every field of every kind, Danish letters and all."""
        given = a_record(
            network,
            town.bo,
            kind,
            details=some_details(kind, text="Ældre på Ørebroen får én vej"),
            status=Status.CONFIRMED,
            reply_id=ReplyId("svar"),
            became_id=network.id,
            confirmed_by=town.sekretariat.id,
            confirmed_at=NOW + HOUR,
            confirmed_basis="Lederen af plejen",
            edited_at=NOW + HOUR,
        )
        save(any_uows, given)
        with any_uows.reading() as uow:
            assert uow.outcomes.get(given.id) == given

    def test_keep_two_units(self, any_uows, town, network) -> None:
        """In the order in which they were chosen."""
        given = a_record(network, town.bo, details=some_details(unit_ids=(SCHOOLS, CARE)))
        save(any_uows, given)
        with any_uows.reading() as uow:
            assert uow.outcomes.get(given.id).details.unit_ids == (SCHOOLS, CARE)

    def test_of_a_network_are_those_that_stand_in_the_order_they_came(self, any_uows, town, network) -> None:
        """What was taken back is not among them, nor what another network recorded."""
        with any_uows.writing() as uow:
            other = saved_network(uow, town.bo)
            uow.commit()
        late = a_record(network, town.bo, created_at=NOW + HOUR)
        early, elsewhere = a_record(network, town.bo), a_record(other, town.bo)
        save(any_uows, late, early, elsewhere, a_record(network, town.bo, withdrawn_at=NOW))
        with any_uows.reading() as uow:
            assert uow.outcomes.of_network(network.id) == [early, late]
            both = uow.outcomes.of_networks([network.id, other.id])
            assert {record.id for record in both} == {early.id, late.id, elsewhere.id}
            assert both[-1] == late
            assert uow.outcomes.of_networks([]) == []

    def test_are_found_by_the_reply_while_they_stand(self, any_uows, town, network) -> None:
        """Taken back, the reply may be lifted anew."""
        made = a_record(network, town.bo, reply_id=ReplyId("svar"))
        save(any_uows, made)
        with any_uows.reading() as uow:
            assert uow.outcomes.find_by_reply(ReplyId("svar")) == made
            assert uow.outcomes.find_by_reply(ReplyId("et andet")) is None
        with any_uows.writing() as uow:
            uow.outcomes.save(replace(uow.outcomes.get(made.id), withdrawn_at=NOW))
            uow.commit()
        with any_uows.reading() as uow:
            assert uow.outcomes.find_by_reply(ReplyId("svar")) is None

    def test_are_made_of_a_reply_once(self, any_uows, town, network) -> None:
        """Two at the same moment: the second is refused; after taking back there may be another."""
        first, second = (a_record(network, town.bo, reply_id=ReplyId("svar")) for _ in range(2))
        save(any_uows, first)
        with any_uows.writing() as uow, pytest.raises(Conflict) as refusal:
            uow.outcomes.save(second)
        assert refusal.value.key == "outcomes.lifted_already"
        save(any_uows, replace(first, withdrawn_at=NOW))
        save(any_uows, second)
        with any_uows.reading() as uow:
            assert uow.outcomes.find_by_reply(ReplyId("svar")) == second

    def test_taken_by_one_process_are_waited_for_by_the_other(self, postgres_engine: Engine) -> None:
        """Who comes second sees what the first has done."""
        uows = SqlUnitsOfWork(postgres_engine)
        with uows.writing() as uow:
            town = a_municipality(uow)
            network = saved_network(uow, town.anne)
            made = a_record(network, town.bo, Kind.OFFSHOOT)
            uow.outcomes.save(made)
            uow.commit()

        def second() -> Record:
            with uows.writing() as uow:
                return uow.outcomes.take(made.id)

        with ThreadPoolExecutor(1) as pool:
            with uows.writing() as uow:
                first = uow.outcomes.take(made.id)
                other = pool.submit(second)
                with pytest.raises(TimeoutError):
                    other.result(0.3)
                uow.outcomes.save(replace(first, became_id=network.id))
                uow.commit()
            assert other.result(10).became_id == network.id

    def test_are_not_there_until_saved(self, any_uows) -> None:
        """With a text that says so."""
        with any_uows.reading() as uow, pytest.raises(NotFound) as refusal:
            uow.outcomes.get(OutcomeId("ingen"))
        assert refusal.value.key == "outcomes.gone"
