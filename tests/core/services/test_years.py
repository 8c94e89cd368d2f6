"""A year looked back on, and the networks split by type."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.model.networks import Network, NetworkState, NetworkType
from core.model.outcomes import Kind, Status
from core.model.periods import EVER, Period
from core.model.requests import Request
from core.model.scopes import WHOLE, Scope
from core.model.years import LookBack, Tally
from core.ports import UnitOfWork
from core.services import summaries, years
from tests.builders import CARE, CITY, Municipality, a_network, a_record
from tests.reflections import a_library, a_reflecting_network, closed, said, tryg_hjem

AT = datetime(2026, 11, 26, 8, tzinfo=UTC)


def born(uow: UnitOfWork, town: Municipality, name: str, day: str, **changes: object) -> Network:
    at = datetime.fromisoformat(f"{day}T10:00:00+00:00")
    network = a_network(town.anne, **{"name": name, "created_at": at, "starts_on": at.date(), **changes})
    uow.networks.save(network)
    return network


def recorded(uow: UnitOfWork, town: Municipality, network: Network, kind: Kind, day: str, **changes: object) -> None:
    at = datetime.fromisoformat(f"{day}T10:00:00+00:00")
    uow.outcomes.save(a_record(network, town.anne, kind, created_at=at, **changes))


@pytest.fixture
def seeded(uow: UnitOfWork, town: Municipality) -> LookBack:
    """Of 2026: two born and one ended, one change before it and two in it, a result, and an offshoot that grew."""
    a_library(uow)
    over = {"state": NetworkState.CLOSED, "closed_at": datetime(2026, 6, 30, 10, tzinfo=UTC), "unit_ids": (CITY,)}
    old = born(uow, town, "Gammel", "2025-03-01", type=NetworkType.INNOVATION, **over)
    new = born(uow, town, "Ny", "2026-02-01", type=NetworkType.LEARNING)
    born(uow, town, "Tanke", "2026-11-01", type=None, state=NetworkState.IDEA)
    recorded(uow, town, old, Kind.CHANGE, "2025-12-31")
    recorded(uow, town, old, Kind.CHANGE, "2026-01-01", status=Status.CONFIRMED)
    recorded(uow, town, new, Kind.CHANGE, "2026-05-01")
    recorded(uow, town, new, Kind.RESULT, "2026-05-01")
    recorded(uow, town, old, Kind.OFFSHOOT, "2026-05-01", became_id=new.id)
    return years.look_back(uow, town.organisation, WHOLE, 2026, at=AT)


class TestAYear:
    def test_tells_which_networks_were_born_and_which_ended(self, seeded: LookBack) -> None:
        """An idea is born, and not under way yet."""
        assert (seeded.born, seeded.ended, seeded.running) == (("Ny", "Tanke"), ("Gammel",), 1)

    def test_counts_what_came_out_of_it(self, seeded: LookBack) -> None:
        """What was written down the day before is of the year before."""
        assert seeded.split.whole == Tally(networks=3, changes=2, confirmed=1, results=1, offshoots=1, grown=1)
        assert len(seeded.harvest.changes) == 2

    def test_that_is_not_over_ends_today(self, seeded: LookBack) -> None:
        """What has not come is not told of."""
        assert seeded.split.period == Period(date(2026, 1, 1), AT.date())

    def test_before_is_told_as_it_was(self, uow: UnitOfWork, town: Municipality, seeded: LookBack) -> None:
        """A network that has ended since was under way then."""
        back = years.look_back(uow, town.organisation, WHOLE, 2025, at=AT)
        assert (back.born, back.ended, back.running, back.split.whole.changes) == (("Gammel",), (), 1, 1)

    def test_of_a_unit_holds_its_networks(self, uow: UnitOfWork, town: Municipality, seeded: LookBack) -> None:
        """With its name."""
        back = years.look_back(uow, town.organisation, Scope(unit_id=CARE), 2026, at=AT)
        assert (back.split.unit, back.ended, back.split.whole.offshoots) == ("Sundhed og omsorg", (), 0)

    def test_holds_what_members_told(self, uow: UnitOfWork, town: Municipality) -> None:
        """Changes in their own words, with what the rounds rest on."""
        a_library(uow)
        tryg_hjem(uow)
        back = years.look_back(uow, town.organisation, WHOLE, 2026, at=AT)
        assert (len(back.told), back.split.whole.changes, back.basis.rounds) == (3, 3, 7)


class TestTheSplitByType:
    def test_adds_up_to_the_whole(self, uow: UnitOfWork, town: Municipality) -> None:
        """A19: networks, changes, rounds and answers of the types are those of the summary; no type is one too."""
        a_library(uow)
        tryg = tryg_hjem(uow)
        lively = a_reflecting_network(uow, "Læselyst", members=6, type=NetworkType.LEARNING)
        closed(uow, lively, "velf-efter-4", [said("De læser højt hver dag.", None, ("set",))], on=date(2026, 10, 2))
        uow.networks.save(replace(tryg, id="0f", type=None, name="Tanke", conversation=None, state=NetworkState.IDEA))
        recorded(uow, town, lively, Kind.CHANGE, "2026-10-01")
        split = years.split(uow, town.organisation, WHOLE, EVER)
        whole = summaries.of_structure(uow, town.organisation, Request(), at=AT)
        basis, changes = whole.basis, len(whole.changes) + len(whole.harvest.changes)
        assert [kind for kind, _ in split.parts] == [NetworkType.WELFARE, NetworkType.LEARNING, None]
        assert split.whole == Tally(
            networks=whole.networks,
            changes=changes,
            rounds=basis.rounds,
            answered=basis.answered,
            asked=basis.asked,
        )

    def test_of_nothing_is_empty(self, uow: UnitOfWork, town: Municipality) -> None:
        """A municipality that has not begun."""
        assert years.split(uow, town.organisation, WHOLE, EVER).parts == ()
