"""Who gets which digest: down for everybody, up for nobody beyond their role."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.errors import NotAllowed, NotFound
from core.model.changes import SETTINGS
from core.model.networks import AnchorState
from core.model.offices import Role
from core.model.organisations import Belonging, PersonKind, Unit, UnitKind
from core.model.subscriptions import RHYTHMS, Kind, Rhythm, subscription_id
from core.model.timers import Timed
from core.ports import UnitOfWork
from core.services import offices, people, subscriptions
from tests.builders import NOW, Municipality, a_unit, saved_network

LATER = NOW + timedelta(days=400)


@pytest.fixture
def committee(uow: UnitOfWork, town: Municipality) -> Unit:
    unit = a_unit(name="Velfærdsudvalget", kind=UnitKind.SUBJECT_COMMITTEE)
    uow.organisations.save_unit(unit)
    return unit


def _due(uow: UnitOfWork) -> dict[str, date]:
    timers = uow.timers.due(LATER, 99)
    return {each.subject: each.due_at.date() for each in timers if each.kind is Timed.SUBSCRIPTION}


def _kinds(uow: UnitOfWork, person) -> list[Kind]:
    return [held.subscription.kind for held in subscriptions.of_person(uow, person)]


class TestTheRole:
    def test_gives_what_somebody_may_have(self, uow: UnitOfWork, town: Municipality, committee: Unit) -> None:
        """The secretariat's, an anchor's who has said yes, a committee's who is named; nobody else has any."""
        saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.ACCEPTED)
        saved_network(uow, town.anne, anchor_id=town.bo.id, anchor_state=AnchorState.WAITING)
        subscriptions.name(uow, town.sekretariat, committee, [town.camilla], rhythm=Rhythm.MONTHLY, at=NOW)
        assert _kinds(uow, town.sekretariat) == [Kind.DESK]
        assert _kinds(uow, town.dorte) == [Kind.ANCHOR]
        assert _kinds(uow, town.camilla) == [Kind.COMMITTEE]
        assert [_kinds(uow, each) for each in (town.anne, town.bo, town.guest)] == [[], [], []]

    @pytest.mark.parametrize("rhythm", [Rhythm.WEEKLY, Rhythm.MONTHLY])
    def test_is_not_to_be_exceeded(self, uow: UnitOfWork, town: Municipality, rhythm: Rhythm) -> None:
        """An anchor cannot get the secretariat's, and theirs no oftener than there is something to tell."""
        saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.ACCEPTED)
        wrong = [(Kind.DESK, rhythm), (Kind.ANCHOR, Rhythm.WEEKLY), (Kind.COMMITTEE, rhythm)]
        for kind, chosen in wrong:
            with pytest.raises(NotAllowed):
                subscriptions.choose(uow, town.dorte, subscription_id(kind, town.dorte.id), chosen, at=NOW)
        assert _due(uow) == {}

    def test_of_another_is_nobody_s_to_choose(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not even within the secretariat."""
        town_s = offices.give(uow, town.organisation, SETTINGS, Role.SECRETARIAT, town.bo.account, at=NOW)
        theirs = subscription_id(Kind.DESK, town_s.id)
        with pytest.raises(NotAllowed):
            subscriptions.choose(uow, town.sekretariat, theirs, Rhythm.NEVER, at=NOW)

    def test_brings_the_secretariat_s_every_monday_and_takes_it_along(
        self, uow: UnitOfWork, town: Municipality
    ) -> None:
        """Timed rows included; who comes back has it as they had chosen."""
        bo = offices.give(uow, town.organisation, SETTINGS, Role.SECRETARIAT, town.bo.account, at=NOW)
        id = subscription_id(Kind.DESK, bo.id)
        assert _due(uow) == {id: date(2026, 9, 14)}
        subscriptions.choose(uow, bo, id, Rhythm.WEEKLY, weekday=3, at=NOW)
        out = offices.take(uow, town.organisation, SETTINGS, Role.SECRETARIAT, bo.account, at=NOW)
        assert (_due(uow), _kinds(uow, out)) == ({}, [])
        offices.give(uow, town.organisation, SETTINGS, Role.SECRETARIAT, bo.account, at=NOW)
        assert _due(uow) == {id: date(2026, 9, 10)}

    def test_goes_with_the_house_as_the_platform_tells_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """Somebody of the secretariat who is only a guest from now on has nothing ahead of them."""
        subscriptions.joined(uow, town.sekretariat, at=NOW)
        profile = people.Profile(account=town.sekretariat.account, name="Søs", belonging=Belonging.GUEST)
        people.learn(uow, town.workspace, [profile], at=NOW)
        assert _due(uow) == {}


class TestChoosing:
    @pytest.mark.parametrize(
        ("rhythm", "expected"),
        [(Rhythm.WEEKLY, date(2026, 9, 9)), (Rhythm.MONTHLY, date(2026, 10, 7)), (Rhythm.NEVER, None)],
    )
    def test_moves_the_next(self, uow: UnitOfWork, town: Municipality, rhythm: Rhythm, expected: date | None) -> None:
        """The day too; not at all clears it."""
        id = subscription_id(Kind.DESK, town.sekretariat.id)
        subscriptions.choose(uow, town.sekretariat, id, rhythm, weekday=2, at=NOW)
        assert _due(uow).get(id) == expected

    def test_may_turn_down_each(self, uow: UnitOfWork, town: Municipality) -> None:
        """None of them is forced on anybody."""
        assert all(Rhythm.NEVER in rhythms for rhythms in RHYTHMS.values())


class TestNaming:
    def test_names_and_forgets(self, uow: UnitOfWork, town: Municipality, committee: Unit) -> None:
        """Gives those who are new; a choice of their own stands for those who were there."""
        first = subscriptions.name(uow, town.sekretariat, committee, [town.bo], rhythm=Rhythm.MONTHLY, at=NOW)
        id = subscription_id(Kind.COMMITTEE, town.bo.id, committee.id)
        subscriptions.choose(uow, town.bo, id, Rhythm.NEVER, at=NOW)
        both = [town.bo, town.camilla]
        second = subscriptions.name(uow, town.sekretariat, committee, both, rhythm=Rhythm.QUARTERLY, at=NOW)
        assert (first, second) == ((town.bo,), (town.camilla,))
        assert uow.subscriptions.find(id).rhythm is Rhythm.NEVER
        subscriptions.name(uow, town.sekretariat, committee, [town.bo], rhythm=Rhythm.MONTHLY, at=NOW)
        assert (subscriptions.named(uow, committee), _due(uow)) == ([town.bo], {})

    def test_reaches_politicians_who_are_guests_and_no_other_guest(
        self, uow: UnitOfWork, town: Municipality, committee: Unit
    ) -> None:
        """Or whoever says that they belong to the committee; nobody of another organisation."""
        guest = town.guest
        for allowed in (replace(guest, kind=PersonKind.POLITICIAN), replace(guest, unit_id=committee.id)):
            assert subscriptions.may_receive(allowed, committee)
        for other in (guest, replace(town.outsider, kind=PersonKind.POLITICIAN)):
            with pytest.raises(NotAllowed):
                subscriptions.name(uow, town.sekretariat, committee, [other], rhythm=Rhythm.MONTHLY, at=NOW)

    def test_is_the_secretariat_s(self, uow: UnitOfWork, town: Municipality, committee: Unit) -> None:
        """And only for committees: a department has none."""
        with pytest.raises(NotAllowed):
            subscriptions.committees(uow, town.dorte)
        with pytest.raises(NotAllowed):
            subscriptions.name(uow, town.bo, committee, [town.bo], rhythm=Rhythm.MONTHLY, at=NOW)
        with pytest.raises(NotFound):
            subscriptions.committee(uow, town.sekretariat, town.units[0].id)
