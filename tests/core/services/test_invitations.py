"""An invitation that nobody has answered is told of once more, with all others of that person; and never again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import NotFound
from core.model import keys
from core.model.deliveries import Content, Effect
from core.model.members import Member, MemberState
from core.model.networks import Network, NetworkState
from core.model.organisations import OURS, Person
from core.model.timers import Timed
from core.model.weeks import Week
from core.ports import Calendar, UnitOfWork
from core.services import invitations, members, outsiders, reminders
from scheduler.calendar import WorkingDays
from scheduler.closed import closed
from tests.builders import NOW, TODAY, Municipality, a_workspace, saved_network

WEEK = timedelta(days=7)
MONDAY = NOW + WEEK
WORKDAYS = WorkingDays()
ULLA = "ulla@x.example"


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    uow.organisations.save_workspace(a_workspace(id="ours", platform=OURS, external_id="ours"))
    return saved_network(uow, town.anne)


def ulla_is_invited(uow: UnitOfWork, town: Municipality, network: Network) -> Person:
    """By mail; she has no account."""
    return outsiders.invite(uow, network, town.anne, [ULLA], at=NOW).invited[0]


def bo_is_invited(uow: UnitOfWork, town: Municipality, network: Network) -> Member:
    members.invite(uow, network, town.anne, [town.bo.account], at=NOW)
    return place(uow, network, town.bo)


def place(uow: UnitOfWork, network: Network, person: Person) -> Member:
    member = uow.members.find(network.id, person.id)
    assert member is not None
    return member


def go_on(uow: UnitOfWork, until: datetime, calendar: Calendar = WORKDAYS) -> list[datetime]:
    """Time passes, and what is due rings. Gives when that was."""
    rung = []
    while due := uow.timers.due(until, 1):
        [timer] = due
        uow.timers.clear((timer.kind, timer.subject))
        invitations.ring(uow, uow.members.get(timer.subject), at=timer.due_at, calendar=calendar)
        rung.append(timer.due_at)
    return rung


def mail(uow: UnitOfWork, person: Person) -> object:
    return uow.deliveries.find(keys.invitations(person.id))


def message(uow: UnitOfWork, person: Person, weeks: int = 1) -> object:
    return uow.deliveries.find(keys.reminder(person.id, Week.of(TODAY + weeks * WEEK)))


class TestByMail:
    def test_is_told_of_after_five_working_days(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """In one mail with a link of its own, at nine; not a day before."""
        ulla = ulla_is_invited(uow, town, network)
        assert go_on(uow, MONDAY - timedelta(seconds=1)) == []
        assert go_on(uow, MONDAY) == [MONDAY]
        told = uow.deliveries.find(keys.invitations(ulla.id))
        assert told is not None
        assert (told.effect, told.content, told.workspace_id) == (Effect.DIRECT, Content.INVITATIONS, "ours")
        assert uow.links.of_key(told.key) is not None

    def test_gathers_all_that_wait(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Two networks, one mail; the other invitation rings for nothing."""
        ulla = ulla_is_invited(uow, town, network)
        other = saved_network(uow, town.anne)
        outsiders.invite(uow, other, town.anne, [ULLA], at=NOW + timedelta(days=2))
        go_on(uow, MONDAY)
        assert [each.id for _, each in invitations.waiting(uow, ulla)] == [network.id, other.id]
        assert go_on(uow, NOW + 9 * WEEK) == []

    def test_never_comes_again(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """However often somebody is invited who does not answer: each invitation is a mail of its own, no more."""
        ulla = ulla_is_invited(uow, town, network)
        go_on(uow, MONDAY)
        before = mail(uow, ulla)
        outsiders.invite(uow, saved_network(uow, town.anne), town.anne, [ULLA], at=MONDAY)
        go_on(uow, NOW + 9 * WEEK)
        assert mail(uow, ulla) == before

    @pytest.mark.parametrize("meanwhile", ["yes", "no", "removed", "not theirs", "no mails", "closed"])
    def test_does_not_come_when_nothing_waits(
        self, uow: UnitOfWork, town: Municipality, network: Network, meanwhile: str
    ) -> None:
        """Answered, taken back, come to somebody else, not wanted, or the network is over."""
        ulla = ulla_is_invited(uow, town, network)
        member = place(uow, network, ulla)
        match meanwhile:
            case "yes":
                members.join(uow, member.id, ulla, has_read=True, unit_id=None, name="Ulla Bak", at=NOW)
            case "no":
                members.decline(uow, member.id, ulla, at=NOW)
            case "removed":
                members.remove(uow, network, town.anne, ULLA, at=NOW)
            case "not theirs":
                outsiders.not_theirs(uow, ulla, keys.invitation(member.id, 1), at=NOW)
            case "no mails":
                outsiders.mails(uow, ulla, wanted=False)
            case "closed":
                uow.networks.save(replace(network, state=NetworkState.CLOSED))
        go_on(uow, NOW + 9 * WEEK)
        assert mail(uow, ulla) is None

    def test_that_came_to_somebody_else_ends_all_it_told_of(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Each leader is told and can invite again; the link opens nothing any more."""
        ulla = ulla_is_invited(uow, town, network)
        other = saved_network(uow, town.camilla)
        outsiders.invite(uow, other, town.camilla, [ULLA], at=NOW)
        go_on(uow, MONDAY)
        key = keys.invitations(ulla.id)
        outsiders.not_theirs(uow, ulla, key, at=MONDAY)
        told = [uow.deliveries.find(keys.not_theirs(key, each.id)) for each in (network, other)]
        assert [each.person_id for each in told if each] == [town.anne.id, town.camilla.id]
        assert [place(uow, each, ulla).state for each in (network, other)] == [MemberState.DECLINED] * 2
        assert outsiders.invite(uow, network, town.anne, [ULLA], at=MONDAY).invited

    def test_opens_nothing_any_more_when_its_reader_has_no_place_left(
        self, uow: UnitOfWork, town: Municipality, network: Network
    ) -> None:
        """Taken out of one network of two they still come in."""
        ulla, other = ulla_is_invited(uow, town, network), saved_network(uow, town.anne)
        outsiders.invite(uow, other, town.anne, [ULLA], at=NOW)
        go_on(uow, MONDAY)
        uow.links.seal(keys.invitations(ulla.id), "digest")
        members.remove(uow, network, town.anne, ULLA, at=MONDAY)
        assert outsiders.opens(uow, "digest", at=MONDAY)
        members.remove(uow, other, town.anne, ULLA, at=MONDAY)
        with pytest.raises(NotFound):
            outsiders.opens(uow, "digest", at=MONDAY)


class TestInChat:
    def test_stands_in_a_message_of_the_week_once(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """After five working days, if no other message had it before."""
        bo_is_invited(uow, town, network)
        go_on(uow, NOW + 9 * WEEK)
        assert [message(uow, town.bo, weeks) is not None for weeks in (0, 1, 2, 3)] == [False, True, False, False]
        assert place(uow, network, town.bo).reminded_at == MONDAY

    def test_that_stood_in_one_rings_for_nothing(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """It was told of beside a round of another network."""
        member = bo_is_invited(uow, town, network)
        uow.members.save(replace(member, reminded_at=NOW + timedelta(days=2)))
        go_on(uow, NOW + 9 * WEEK)
        assert message(uow, town.bo) is None

    def test_waits_for_nobody_s_pause(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Who wants quiet is not reminded of it, then or later; it stands on their page."""
        bo_is_invited(uow, town, network)
        reminders.pause(uow, town.bo, until=(MONDAY + WEEK).date(), at=NOW)
        go_on(uow, NOW + 9 * WEEK)
        assert [message(uow, town.bo, weeks) for weeks in (1, 2, 3)] == [None] * 3

    def test_is_forgotten_with_its_answer(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Nothing is left to ring."""
        member = bo_is_invited(uow, town, network)
        [timer] = uow.timers.due(MONDAY, 1)
        assert (timer.kind, timer.subject) == (Timed.INVITED, member.id)
        members.decline(uow, member.id, town.bo, at=NOW)
        assert uow.timers.due(MONDAY, 1) == []


class TestDaysOff:
    def test_do_not_count(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """A week that the organisation is closed is no time to answer in, nor to be written to."""
        ulla = ulla_is_invited(uow, town, network)
        shut = WorkingDays(closed("uge 38"))
        assert go_on(uow, NOW + 9 * WEEK, shut) == [MONDAY, MONDAY + WEEK]
        assert mail(uow, ulla)

    def test_are_waited_for(self, uow: UnitOfWork, town: Municipality, network: Network) -> None:
        """Nobody rang for a while, and it is a Saturday now."""
        ulla = ulla_is_invited(uow, town, network)
        member = place(uow, network, ulla)
        saturday = datetime(2026, 9, 19, 7, tzinfo=UTC)
        uow.timers.clear((Timed.INVITED, member.id))
        invitations.ring(uow, member, at=saturday, calendar=WORKDAYS)
        assert mail(uow, ulla) is None
        assert go_on(uow, NOW + 9 * WEEK) == [saturday + timedelta(days=2)]
        assert mail(uow, ulla)
