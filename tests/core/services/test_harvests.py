"""What networks have recorded, in the secretariat's summaries: counted once, the surest first, outputs apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.model.networks import NetworkState, NetworkType
from core.model.outcomes import Kind, Source
from core.model.periods import EVER, Period
from core.model.requests import Request
from core.model.scopes import Scope
from core.model.signals import Rule
from core.model.summaries import StructureSummary
from core.ports import UnitOfWork
from core.services import summaries
from tests.builders import CARE, CITY, NOW, SCHOOLS, Municipality, a_record, saved_network, some_details
from tests.reflections import a_library, a_reflecting_network, closed, said

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    a_library(uow)


def recorded(uow: UnitOfWork, network, person, kind: Kind = Kind.CHANGE, *, day: int = 0, **changes: object):
    record = a_record(
        network, person, kind, created_at=NOW + timedelta(days=day), details=some_details(kind, **changes)
    )
    uow.outcomes.save(record)
    return record


def whole(uow: UnitOfWork, town: Municipality, **request: object) -> StructureSummary:
    return summaries.of_structure(uow, town.organisation, Request(**request), at=AT)


class TestOfANetwork:
    def test_the_surest_change_comes_first_and_outputs_stand_apart(self, uow, town) -> None:
        """A20: set selv and tal before fortalt before fornemmelse; a result is among no changes."""
        network = saved_network(uow, town.anne, town.bo)
        for day, source in enumerate((Source.FELT, Source.TOLD, Source.SEEN)):
            recorded(uow, network, town.bo, day=day, source=source)
        recorded(uow, network, town.bo, Kind.RESULT)
        harvest = summaries.of_network(uow, network, EVER, at=AT).harvest
        sources = [noted.record.details.source for noted in harvest.changes]
        assert sources == [Source.SEEN, Source.TOLD, Source.FELT]
        assert [noted.record.kind for noted in harvest.results] == [Kind.RESULT]

    def test_only_what_was_recorded_in_the_period(self, uow, town) -> None:
        """By the local day that it was recorded on."""
        network = saved_network(uow, town.anne, town.bo)
        recorded(uow, network, town.bo)
        october = Period(date(2026, 10, 1), date(2026, 10, 31))
        assert summaries.of_network(uow, network, october, at=AT).harvest.is_empty
        assert not summaries.of_network(uow, network, EVER, at=AT).harvest.is_empty

    def test_names_of_members_are_masked(self, uow, town) -> None:
        """The secretariat reads what changed, not who."""
        network = saved_network(uow, town.anne, town.bo)
        recorded(uow, network, town.bo, text="Anne Holm ringer nu dagen før")
        [noted] = summaries.of_network(uow, network, EVER, at=AT).harvest.changes
        assert noted.text == "[…] ringer nu dagen før"

    def test_what_was_lifted_from_a_reply_is_told_once(self, uow, town) -> None:
        """The record has taken its place; the other reply is still told."""
        network = a_reflecting_network(uow, "Løftet", members=6)
        _, replies = closed(uow, network, "velf-efter-4", [said("Den ene"), said("Den anden")], on=date(2026, 10, 1))
        record = a_record(network, town.bo, reply_id=replies[0].id)
        uow.outcomes.save(record)
        summary = summaries.of_network(uow, network, EVER, at=AT)
        assert [some.text for some in summary.changes] == ["Den anden"]
        assert [noted.record for noted in summary.harvest.changes] == [record]

    def test_a_recorded_change_ends_the_wait_for_one(self, uow, town) -> None:
        """Half a year after the closing the network is not asked for an outcome that it has."""
        times = {"starts_on": date(2025, 6, 1), "ends_on": date(2025, 12, 1)}
        closed_at = datetime(2026, 1, 1, tzinfo=UTC)
        network = a_reflecting_network(uow, "Forbi", members=6, state=NetworkState.CLOSED, closed_at=closed_at, **times)
        rules = [signal.rule for signal in summaries.of_network(uow, network, EVER, at=AT).signals]
        recorded(uow, network, town.bo)
        after = [signal.rule for signal in summaries.of_network(uow, network, EVER, at=AT).signals]
        assert Rule.NO_OUTCOME in rules
        assert Rule.NO_OUTCOME not in after


class TestOfTheStructure:
    def test_a_change_with_two_units_counts_once_and_stands_under_both(self, uow, town) -> None:
        """B4: one in the total, one in each unit, in the organisation's order."""
        network = saved_network(uow, town.anne, town.bo)
        recorded(uow, network, town.bo, unit_ids=(SCHOOLS, CARE))
        recorded(uow, network, town.bo, unit_ids=(CITY,))
        harvest = whole(uow, town).harvest
        assert len(harvest.changes) == 2
        assert harvest.by_unit == (("Sundhed og omsorg", 1), ("Skoler og uddannelse", 1), ("By og miljø", 1))

    def test_the_types_add_up_to_the_whole(self, uow, town) -> None:
        """Recorded and told changes alike, each once."""
        welfare = a_reflecting_network(uow, "Velfærd", members=6)
        learning = a_reflecting_network(uow, "Læring", members=6, type=NetworkType.LEARNING)
        closed(uow, welfare, "velf-efter-4", [said("Fortalt i et svar")], on=date(2026, 10, 1))
        recorded(uow, welfare, town.bo)
        recorded(uow, learning, town.bo)
        recorded(uow, learning, town.bo, Kind.RESULT)
        summary = whole(uow, town)
        assert summary.changes_by_type == ((NetworkType.WELFARE, 2), (NetworkType.LEARNING, 1))
        assert len(summary.changes) + len(summary.harvest.changes) == 3

    def test_no_network_comes_before_another(self, uow, town) -> None:
        """One of each in turn, within what is equally sure."""
        one, other = (saved_network(uow, town.anne, name=name) for name in ("Bænken", "Ælven"))
        for network in (one, one, other):
            recorded(uow, network, town.anne)
        assert [noted.network for noted in whole(uow, town).harvest.changes] == ["Bænken", "Ælven", "Bænken"]

    def test_of_a_type_holds_that_type_only(self, uow, town) -> None:
        """What the other types recorded is not in it."""
        recorded(uow, saved_network(uow, town.anne), town.anne)
        assert whole(uow, town, scope=Scope(type=NetworkType.LEARNING)).harvest.is_empty
        assert not whole(uow, town, scope=Scope(type=NetworkType.WELFARE)).harvest.is_empty
