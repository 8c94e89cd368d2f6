"""What the bot writes to people by itself: bundled, paused, switched off, and asked about after three silent rounds."""

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
from core.ports import UnitOfWork
from core.services import home, members, reminders, rounds
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


def reminder(uow: UnitOfWork, person: Person, days: int = 2) -> Delivery | None:
    return uow.deliveries.find(keys.reminder(person.id, TODAY + days * DAY))


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


class TestBundling:
    def test_two_networks_on_a_day_are_one_message(self, uow: UnitOfWork, town: Municipality) -> None:
        """The first of the day tells of both, and the second adds none."""
        first, second = (saved_network(uow, town.anne, town.bo, name=name) for name in ("Første", "Anden"))
        early, late = a_waiting(uow, first), a_waiting(uow, second, remind_at=REMINDED + timedelta(hours=4))
        reminders.remind(uow, early, at=REMINDED)
        told = reminder(uow, town.bo)
        assert told
        assert {each.round.id for each in reminders.of_day(uow, town.bo, TODAY + 2 * DAY)} == {early.id, late.id}
        assert reminders.remind(uow, late, at=REMINDED + timedelta(hours=4)).reminded_at
        assert reminder(uow, town.bo) == told

    def test_who_is_in_the_second_only_gets_it_from_there(self, uow: UnitOfWork, town: Municipality) -> None:
        """A message each, about what is theirs."""
        first, second = saved_network(uow, town.anne, town.bo), saved_network(uow, town.anne, town.camilla)
        early, late = a_waiting(uow, first), a_waiting(uow, second)
        for asked in (early, late):
            reminders.remind(uow, asked, at=REMINDED)
        there = reminder(uow, town.camilla)
        assert there
        assert there.subject == late.id
        assert [each.round.id for each in reminders.of_day(uow, town.camilla, TODAY + 2 * DAY)] == [late.id]

    def test_another_day_is_another_message(self, uow: UnitOfWork, town: Municipality) -> None:
        """Each round is told of on its own day, once."""
        first, second = saved_network(uow, town.anne), saved_network(uow, town.anne)
        early, late = a_waiting(uow, first), a_waiting(uow, second, remind_at=REMINDED + DAY)
        reminders.remind(uow, early, at=REMINDED)
        reminders.remind(uow, late, at=REMINDED + DAY)
        assert [reminder(uow, town.anne, days) is not None for days in (2, 3)] == [True, True]
        assert [each.round.id for each in reminders.of_day(uow, town.anne, TODAY + 2 * DAY)] == [early.id]
        assert [each.round.id for each in reminders.of_day(uow, town.anne, TODAY + 3 * DAY)] == [late.id]

    def test_what_has_waited_for_a_standstill_is_told_with_it(self, uow: UnitOfWork, town: Municipality) -> None:
        """A reminder that should have gone out the day before."""
        first, second = saved_network(uow, town.anne), saved_network(uow, town.anne)
        yesterday = a_waiting(uow, first, remind_at=REMINDED - DAY)
        today = a_waiting(uow, second)
        reminders.remind(uow, today, at=REMINDED)
        shown = {each.round.id for each in reminders.of_day(uow, town.anne, TODAY + 2 * DAY)}
        assert shown == {yesterday.id, today.id}


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
        assert [each.round.id for each in reminders.of_day(uow, town.bo, TODAY + 2 * DAY)] == [asked.id]
        reminders.switch(uow, member.id, town.bo, on=True, at=NOW)
        assert len(reminders.of_day(uow, town.bo, TODAY + 2 * DAY)) == 2

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


class TestAReminderThatWasSent:
    def test_follows_the_answer(self, uow: UnitOfWork, town: Municipality) -> None:
        """Also to a round that was told of with another network's."""
        first, second = (saved_network(uow, town.anne, town.bo) for _ in range(2))
        early, late = a_waiting(uow, first), a_waiting(uow, second, remind_at=REMINDED + timedelta(hours=4))
        reminders.remind(uow, early, at=REMINDED)
        reminders.follow(uow, second, late, town.bo, at=REMINDED + timedelta(hours=1))
        assert uow.deliveries.find(keys.card_update(keys.reminder(town.bo.id, TODAY + 2 * DAY)))

    def test_is_left_alone_where_there_was_none(self, uow: UnitOfWork, town: Municipality) -> None:
        """Before its day, or for who was not written to."""
        network = saved_network(uow, town.anne, town.bo)
        waiting = a_waiting(uow, network)
        for at in (NOW, REMINDED):
            reminders.follow(uow, network, waiting, town.bo, at=at)
        assert uow.deliveries.find(keys.card_update(keys.reminder(town.bo.id, TODAY + 2 * DAY))) is None


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
