"""What the bot writes to people by itself: paused, switched off, kept from days off, asked about after silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotAllowed, NotFound, Unfit
from core.model import keys
from core.model.deliveries import Content, Delivery
from core.model.members import MemberState
from core.model.networks import Network, NetworkState
from core.model.organisations import Person
from core.model.rounds import Round
from core.model.timers import Timed, Timer
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import home, members, reminders, rounds, weekly
from scheduler.calendar import WorkingDays
from scheduler.closed import closed
from tests.builders import NOW, TODAY, Municipality, a_prompt, a_reply, a_round, saved_network

DAY, WEEK = timedelta(days=1), timedelta(days=7)
REMINDED = NOW + 2 * DAY


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    uow.prompts.add(a_prompt(), 0)


def a_waiting(uow: UnitOfWork, network: Network, **changes: object) -> Round:
    """A round that waits to be answered."""
    asked = a_round(network, **changes)
    uow.rounds.save(asked)
    return asked


def reminder(uow: UnitOfWork, person: Person) -> Delivery | None:
    return uow.deliveries.find(keys.reminder(person.id, Week.of(TODAY)))


class TestAPause:
    def test_keeps_reminders_away(self, uow: UnitOfWork, town: Municipality) -> None:
        """Theirs; the others get their own."""
        network = saved_network(uow, town.anne, town.bo)
        reminders.pause(uow, town.bo, until=TODAY + WEEK, at=NOW)
        reminders.remind(uow, a_waiting(uow, network), at=REMINDED)
        assert reminder(uow, town.bo) is None
        assert reminder(uow, town.anne)

    def test_ends_by_itself(self, uow: UnitOfWork, town: Municipality) -> None:
        """On its last day there is a reminder again."""
        network = saved_network(uow, town.anne, town.bo)
        reminders.pause(uow, town.bo, until=TODAY + 2 * DAY, at=NOW)
        reminders.remind(uow, a_waiting(uow, network), at=REMINDED)
        assert reminder(uow, town.bo)

    def test_is_ended_at_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """By whom it is; without one, that is said."""
        reminders.pause(uow, town.bo, until=TODAY + WEEK, at=NOW)
        assert reminders.resume(uow, town.bo, at=NOW)
        assert uow.people.get(town.bo.id).paused_until is None
        assert not reminders.resume(uow, town.bo, at=NOW)

    def test_lets_what_others_ask_through(self, uow: UnitOfWork, town: Municipality) -> None:
        """An invitation waits for nobody's pause, and answers come."""
        network = saved_network(uow, town.anne)
        reminders.pause(uow, town.bo, until=TODAY + WEEK, at=NOW)
        members.invite(uow, network, town.anne, [town.bo.account], at=NOW)
        member = uow.members.find(network.id, town.bo.id)
        assert member is not None
        assert uow.deliveries.find(keys.invitation(member.id, 1))

    @pytest.mark.parametrize(("days", "why"), [(0, "reminders.pause_in_the_past"), (400, "reminders.pause_too_long")])
    def test_lies_ahead_and_ends(self, uow: UnitOfWork, town: Municipality, days: int, why: str) -> None:
        """Not today, and not in years."""
        with pytest.raises(Unfit) as refused:
            reminders.pause(uow, town.bo, until=TODAY + days * DAY, at=NOW)
        assert refused.value.fields == {"pause": why}

    def test_stands_on_the_page(self, uow: UnitOfWork, town: Municipality) -> None:
        """While it lasts."""
        paused = reminders.pause(uow, town.bo, until=TODAY + WEEK, at=NOW)
        assert home.of(uow, paused, at=NOW).paused_until == TODAY + WEEK
        assert home.of(uow, paused, at=NOW + WEEK).paused_until is None


class TestADayOff:
    @pytest.mark.parametrize("setting", ["uge 37", "2026-09-09"], ids=["a closed week", "a closed day"])
    def test_is_kept_quiet(self, uow: UnitOfWork, town: Municipality, setting: str) -> None:
        """The reminder waits for the first working day after, at its hour."""
        asked = a_waiting(uow, saved_network(uow, town.anne, town.bo), closes_at=NOW + 2 * WEEK)
        reminders.ring(uow, asked, at=REMINDED, calendar=WorkingDays(closed(setting)))
        assert reminder(uow, town.bo) is None
        later = NOW + (WEEK if setting == "uge 37" else 3 * DAY)
        assert uow.rounds.get(asked.id).remind_at == later
        assert uow.timers.due(later, 1) == [Timer(Timed.REMIND, asked.id, later, asked.closes_at)]

    def test_on_which_the_round_closes_too_is_one_without_a_reminder(self, uow: UnitOfWork, town: Municipality) -> None:
        """There would be nothing left to answer."""
        asked = a_waiting(uow, saved_network(uow, town.anne, town.bo), closes_at=NOW + 4 * DAY)
        reminders.ring(uow, asked, at=REMINDED, calendar=WorkingDays(closed("uge 37")))
        assert uow.timers.due(NOW + 9 * WEEK, 1) == []

    def test_is_no_other_day(self, uow: UnitOfWork, town: Municipality) -> None:
        """On a working day it is sent at its hour."""
        asked = a_waiting(uow, saved_network(uow, town.anne, town.bo))
        reminders.ring(uow, asked, at=REMINDED, calendar=WorkingDays(closed("uge 38")))
        assert reminder(uow, town.bo)


class TestRemindersOfANetwork:
    def test_can_be_switched_off_and_on(self, uow: UnitOfWork, town: Municipality) -> None:
        """By the person, for one network: it is neither reminded of nor told of with others."""
        network, other = saved_network(uow, town.anne, town.bo), saved_network(uow, town.anne, town.bo)
        member = uow.members.find(network.id, town.bo.id)
        assert member is not None
        reminders.switch(uow, member.id, town.bo, on=False, at=NOW)
        quiet, asked = a_waiting(uow, network), a_waiting(uow, other)
        reminders.remind(uow, quiet, at=REMINDED)
        assert reminder(uow, town.bo) is None
        assert [each.round.id for each in weekly.of_week(uow, town.bo, Week.of(TODAY), at=REMINDED).rounds] == [
            asked.id
        ]
        reminders.switch(uow, member.id, town.bo, on=True, at=NOW)
        assert len(weekly.of_week(uow, town.bo, Week.of(TODAY), at=REMINDED).rounds) == 2

    def test_are_nobody_else_s_to_switch(self, uow: UnitOfWork, town: Municipality) -> None:
        """Not even the leader's, and not of who has left."""
        network = saved_network(uow, town.anne, town.bo)
        member = uow.members.find(network.id, town.bo.id)
        assert member is not None
        for person in (town.anne, town.sekretariat):
            with pytest.raises(NotFound):
                reminders.switch(uow, member.id, person, on=False, at=NOW)
        uow.members.save(replace(member, state=MemberState.LEFT))
        with pytest.raises(NotAllowed):
            reminders.switch(uow, member.id, town.bo, on=False, at=NOW)


class TestThreeSilentRounds:
    def test_are_asked_about_once(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who has answered none of the last three; not after two, and not again after the fourth."""
        network = saved_network(uow, town.anne, town.bo)
        _pass(uow, network, 2, answered=[town.anne])
        assert asked(uow, network, town.bo) is None
        _pass(uow, network, 1, answered=[town.anne], first=2)
        question = asked(uow, network, town.bo)
        assert question
        assert (question.content, question.person_id) == (Content.SILENCE, town.bo.id)
        _pass(uow, network, 1, answered=[town.anne], first=3)
        assert asked(uow, network, town.bo) == question
        assert asked(uow, network, town.anne) is None

    @pytest.mark.parametrize("late", [False, True])
    def test_are_not_three_with_one_answer(self, uow: UnitOfWork, town: Municipality, late: bool) -> None:
        """A late one is an answer too."""
        network = saved_network(uow, town.anne, town.bo)
        passed = _pass(uow, network, 2, answered=[town.anne])
        uow.replies.save(a_reply(passed[1], town.bo, is_late=late))
        _pass(uow, network, 1, answered=[town.anne], first=2)
        assert asked(uow, network, town.bo) is None

    def test_are_not_counted_from_before_one_was_in(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who came in at the second has only been silent twice."""
        network = saved_network(uow, town.anne, town.bo)
        member = uow.members.find(network.id, town.bo.id)
        assert member is not None
        uow.members.save(replace(member, joined_at=NOW + WEEK - DAY))
        _pass(uow, network, 3)
        assert asked(uow, network, town.bo) is None

    @pytest.mark.parametrize("state", [NetworkState.CLOSING, NetworkState.CLOSED])
    def test_are_not_asked_about_at_the_end(self, uow: UnitOfWork, town: Municipality, state: NetworkState) -> None:
        """There is nothing more to be reminded of."""
        network = saved_network(uow, town.anne, town.bo)
        _pass(uow, network, 2)
        uow.networks.save(replace(network, state=state))
        _pass(uow, network, 1, first=2)
        assert asked(uow, network, town.bo) is None

    def test_are_not_asked_about_in_a_pause_or_when_it_was_said_already(
        self, uow: UnitOfWork, town: Municipality
    ) -> None:
        """They have asked for quiet."""
        network = saved_network(uow, town.anne, town.bo, town.camilla)
        reminders.pause(uow, town.bo, until=TODAY + 9 * WEEK, at=NOW)
        member = uow.members.find(network.id, town.camilla.id)
        assert member is not None
        reminders.switch(uow, member.id, town.camilla, on=False, at=NOW)
        _pass(uow, network, 3)
        assert asked(uow, network, town.bo) is None
        assert asked(uow, network, town.camilla) is None


def asked(uow: UnitOfWork, network: Network, person: Person) -> Delivery | None:
    member = uow.members.find(network.id, person.id)
    assert member is not None
    return uow.deliveries.find(keys.silence(member.id))


def _pass(
    uow: UnitOfWork, network: Network, count: int, *, answered: Sequence[Person] = (), first: int = 0
) -> list[Round]:
    """So many rounds, a week apart, opened and closed."""
    passed = []
    for number in range(first, first + count):
        at = NOW + number * WEEK
        opened = a_waiting(
            uow, network, occurrence=TODAY + number * WEEK, due_at=at, opened_at=at, closes_at=at + 5 * DAY
        )
        for person in answered:
            uow.replies.save(a_reply(opened, person))
        passed.append(rounds.finish(uow, opened, at=at + 5 * DAY))
    return passed
