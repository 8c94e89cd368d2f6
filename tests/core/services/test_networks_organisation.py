"""A network beside the organisation: its departments, its committee."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import Unfit
from core.model import keys
from core.model.ids import UnitId
from core.model.networks import Missing, Network, NetworkState, NetworkType
from core.model.organisations import UnitKind
from core.ports import UnitOfWork
from core.services import networks, permissions
from core.services.drafts import Draft, Setting
from tests.acting import Weekdays
from tests.builders import CARE, CITY, NOW, Municipality, a_unit, saved_network

CALENDAR = Weekdays()
WHOLE = Draft(
    name="Tryg hjem",
    purpose="Borgere skal trygt hjem",
    type=NetworkType.WELFARE,
    anchor="U0DORTE",
    unit_ids=(CARE,),
    ends_on=date(2027, 1, 15),
)
INNOVATION, SUBJECT, FORUM = UnitId("innovation"), UnitId("fag"), UnitId("chefforum")


@pytest.fixture(autouse=True)
def committees(uow: UnitOfWork, town: Municipality) -> None:
    """The three that types are usually tied to."""
    kinds = {
        INNOVATION: UnitKind.INNOVATION_COMMITTEE,
        SUBJECT: UnitKind.SUBJECT_COMMITTEE,
        FORUM: UnitKind.FORUM,
    }
    for id, kind in kinds.items():
        uow.organisations.save_unit(a_unit(id=id, name=kind.value.capitalize(), kind=kind))


def _start(uow: UnitOfWork, town: Municipality, **changes: object) -> Network:
    draft = replace(WHOLE, **changes)
    return networks.start(uow, town.anne, draft, Setting(), rhythm="weekly", at=NOW, calendar=CALENDAR)


def _change(uow: UnitOfWork, town: Municipality, network: Network, **changes: object) -> Network:
    draft = replace(WHOLE, **changes)
    return networks.change(uow, network, town.anne, draft, at=NOW, calendar=CALENDAR)


class TestDepartments:
    def test_one_at_least_of_the_base_is_needed(self, uow: UnitOfWork, town: Municipality) -> None:
        """A1: without one it stays an idea, and a committee is not one."""
        idea = _start(uow, town, unit_ids=())
        assert (idea.state, idea.missing) == (NetworkState.IDEA, (Missing.UNIT,))
        with pytest.raises(Unfit) as refused:
            _start(uow, town, name="Andet", unit_ids=(FORUM,))
        assert set(refused.value.fields) == {"units"}

    def test_that_closed_may_stay_but_are_not_chosen_anew(self, uow: UnitOfWork, town: Municipality) -> None:
        """What was named before is kept; a new network cannot name it."""
        network = _start(uow, town, unit_ids=(CARE, CITY))
        uow.organisations.save_unit(replace(town.units[2], closed_on=NOW.date()))
        assert _change(uow, town, network, unit_ids=(CARE, CITY), why="Derfor").unit_ids == (CARE, CITY)
        with pytest.raises(Unfit):
            _start(uow, town, name="Andet", unit_ids=(CITY,))


class TestTheCommittee:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [(NetworkType.INNOVATION, INNOVATION), (NetworkType.WELFARE, SUBJECT), (NetworkType.LEARNING, FORUM)],
    )
    def test_is_the_one_that_the_type_suggests(
        self, uow: UnitOfWork, town: Municipality, kind: NetworkType, expected: UnitId
    ) -> None:
        """B7: innovation, welfare and learning each have their own; without a type there is none."""
        assert _start(uow, town, type=kind).committee_id == expected
        assert _start(uow, town, name="Andet", type=None).committee_id is None

    def test_is_another_or_none_by_choice(self, uow: UnitOfWork, town: Municipality) -> None:
        """B7: what was chosen stands, at the start and later, and the charter shows it anew."""
        network = _start(uow, town, suggests_committee=False, committee_id=FORUM)
        assert network.committee_id == FORUM
        changed = _change(uow, town, network, suggests_committee=False)
        assert changed.committee_id is None
        assert uow.deliveries.find(keys.card_update(keys.charter(network.id))) is not None

    def test_is_a_committee_that_there_is(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not a department; one that has closed may stay where it was named."""
        for chosen in (CARE, UnitId("nowhere")):
            with pytest.raises(Unfit) as refused:
                _start(uow, town, suggests_committee=False, committee_id=chosen)
            assert set(refused.value.fields) == {"committee"}
        network = _start(uow, town)
        uow.organisations.save_unit(a_unit(id=SUBJECT, kind=UnitKind.SUBJECT_COMMITTEE, closed_on=NOW.date()))
        kept = _change(uow, town, network, suggests_committee=False, committee_id=SUBJECT, why="Derfor")
        assert kept.committee_id == SUBJECT

    def test_gives_its_members_no_rights(self, uow: UnitOfWork, town: Municipality) -> None:
        """B7: who belongs to the committee sees no more of a network than others, unless they are in it."""
        politician = replace(town.camilla, unit_id=SUBJECT)
        uow.people.save(politician)
        network = saved_network(uow, town.anne, committee_id=SUBJECT)
        assert not permissions.may_see(uow, network, politician)
        joined = saved_network(uow, town.anne, politician, committee_id=SUBJECT)
        assert permissions.is_member(uow, joined, politician)
        assert not permissions.may_manage(joined, politician)
