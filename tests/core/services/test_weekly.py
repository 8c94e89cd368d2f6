"""The one message of a week: what waits for somebody, whatever networks it is about."""

from datetime import timedelta

import pytest

from core.model import keys
from core.model.deliveries import Content, Delivery, DeliveryState
from core.model.ids import RoundId
from core.model.members import MemberState
from core.model.networks import AnchorState, Network
from core.model.organisations import Person
from core.model.roles import Role
from core.model.rounds import Round
from core.model.timers import Timed, of_round
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import members, reminders, roles, weekly
from core.services.weekly import Bundle
from tests.builders import NOW, TODAY, Municipality, a_member, a_prompt, a_record, a_reply, a_round, saved_network

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
WEDNESDAY, FRIDAY = NOW + 2 * DAY, NOW + 4 * DAY
THIS, NEXT = Week.of(TODAY), Week.of(TODAY + WEEK)


@pytest.fixture(autouse=True)
def library(uow: UnitOfWork) -> None:
    uow.prompts.add(a_prompt(), 0)


def a_waiting(uow: UnitOfWork, network: Network, **changes: object) -> Round:
    """A round that waits to be answered, reminded of on Wednesday."""
    asked = a_round(network, **changes)
    uow.rounds.save(asked)
    return asked


def message(uow: UnitOfWork, person: Person, week: Week = THIS) -> Delivery | None:
    return uow.deliveries.find(keys.reminder(person.id, week))


def edit(uow: UnitOfWork, person: Person, week: Week = THIS) -> Delivery | None:
    return uow.deliveries.find(keys.card_update(keys.reminder(person.id, week)))


def of(uow: UnitOfWork, person: Person, week: Week = THIS, at=WEDNESDAY) -> Bundle:
    return weekly.of_week(uow, uow.people.get(person.id), week, at=at)


def told(bundle: Bundle) -> set[RoundId]:
    return {each.round.id for each in bundle.rounds}


def named(bundle: Bundle) -> set[RoundId]:
    """Rounds that stand beside those that somebody is reminded of."""
    return {each.open_round.id for each in bundle.others.standings if each.open_round}


def invite(uow: UnitOfWork, person: Person, **changes: object) -> Network:
    """To a network of somebody else."""
    network = a_network_of_dorte(uow)
    uow.members.save(a_member(network, person, state=MemberState.INVITED, joined_at=None, **changes))
    return network


def a_network_of_dorte(uow: UnitOfWork) -> Network:
    dorte = next(each for each in uow.people.find_many("albertslund-slack", ["U0DORTE"]))
    return saved_network(uow, dorte)


class TestAWeek:
    def test_has_one_message_for_two_networks(self, uow: UnitOfWork, town: Municipality) -> None:
        """The first that falls due tells of both; what falls due on Friday changes it, and is sent to nobody."""
        first, second = (saved_network(uow, town.anne, town.bo) for _ in range(2))
        early, late = a_waiting(uow, first), a_waiting(uow, second, remind_at=FRIDAY)
        reminders.remind(uow, early, at=WEDNESDAY)
        sent = message(uow, town.bo)
        assert sent
        assert sent.expires_at == THIS.ends_at(first.zone)
        assert (told(of(uow, town.bo)), edit(uow, town.bo)) == ({early.id, late.id}, None)
        assert reminders.remind(uow, late, at=FRIDAY).reminded_at == FRIDAY
        assert message(uow, town.bo) == sent
        assert edit(uow, town.bo)

    def test_is_followed_by_another(self, uow: UnitOfWork, town: Municipality) -> None:
        """A weekly rhythm gives one reminder each week, and each round is told of in its own."""
        first, second = saved_network(uow, town.anne), saved_network(uow, town.anne)
        early = a_waiting(uow, first)
        late = a_waiting(uow, second, opened_at=NOW + WEEK, remind_at=WEDNESDAY + WEEK, closes_at=NOW + 2 * WEEK)
        reminders.remind(uow, early, at=WEDNESDAY)
        reminders.remind(uow, late, at=WEDNESDAY + WEEK)
        assert [message(uow, town.anne, week) is not None for week in (THIS, NEXT)] == [True, True]
        assert told(of(uow, town.anne, NEXT, WEDNESDAY + WEEK)) == {late.id}

    @pytest.mark.parametrize("sunday", [0, 1])
    def test_is_a_week_where_people_are(self, uow: UnitOfWork, town: Municipality, sunday: int) -> None:
        """Half past midnight on a Monday in Denmark is Sunday evening in Greenwich, and another week."""
        asked = a_waiting(uow, saved_network(uow, town.anne), closes_at=NOW + 2 * WEEK)
        reminders.remind(uow, asked, at=NOW + WEEK - 8.5 * HOUR - sunday * HOUR)
        assert [message(uow, town.anne, week) is not None for week in (THIS, NEXT)] == [bool(sunday), not sunday]

    def test_is_each_person_s_own(self, uow: UnitOfWork, town: Municipality) -> None:
        """Who is in the second network only hears of that one."""
        first, second = saved_network(uow, town.anne, town.bo), saved_network(uow, town.anne, town.camilla)
        early, late = a_waiting(uow, first), a_waiting(uow, second)
        for asked in (early, late):
            reminders.remind(uow, asked, at=WEDNESDAY)
        assert message(uow, town.camilla)
        assert [told(of(uow, who)) for who in (town.bo, town.camilla)] == [{early.id}, {late.id}]

    def test_takes_in_what_has_waited_for_a_standstill(self, uow: UnitOfWork, town: Municipality) -> None:
        """A reminder that should have gone out the week before, of a round that is open still."""
        first, second = saved_network(uow, town.anne), saved_network(uow, town.anne)
        missed = a_waiting(uow, first, opened_at=NOW - 5 * DAY, remind_at=NOW - 3 * DAY)
        reminders.remind(uow, a_waiting(uow, second), at=WEDNESDAY)
        assert missed.id in told(of(uow, town.anne))

    def test_whose_message_came_to_nothing_may_have_one_still(self, uow: UnitOfWork, town: Municipality) -> None:
        """Everything was answered before it could be sent; then something falls due."""
        first, second = (saved_network(uow, town.anne) for _ in range(2))
        reminders.remind(uow, a_waiting(uow, first), at=WEDNESDAY)
        assert uow.deliveries.cancel(keys.reminder(town.anne.id, THIS))
        reminders.remind(uow, a_waiting(uow, second, remind_at=FRIDAY), at=FRIDAY)
        again = message(uow, town.anne)
        assert again
        assert again.state is DeliveryState.PENDING


class TestARound:
    def test_too_short_to_be_reminded_of_stands_in_the_message(self, uow: UnitOfWork, town: Municipality) -> None:
        """It opens and closes after that was sent: nobody is written to again, whoever has it finds it there."""
        first, second = saved_network(uow, town.anne, town.bo), saved_network(uow, town.anne, town.bo, town.camilla)
        reminders.remind(uow, a_waiting(uow, first), at=WEDNESDAY)
        short = a_waiting(uow, second, opened_at=WEDNESDAY + DAY, remind_at=None, closes_at=FRIDAY)
        [ring] = [timer for timer in of_round(short) if timer.kind is Timed.REMIND]
        assert ring.due_at == short.opened_at
        reminders.remind(uow, short, at=WEDNESDAY + DAY)
        assert edit(uow, town.bo)
        assert named(of(uow, town.bo, at=WEDNESDAY + DAY)) == {short.id}
        assert (message(uow, town.camilla), uow.rounds.get(short.id).reminded_at) == (None, None)

    def test_that_waits_for_longer_is_named_beside(self, uow: UnitOfWork, town: Municipality) -> None:
        """It was reminded of last week: once is enough, but it waits."""
        first, second = saved_network(uow, town.anne), saved_network(uow, town.anne)
        old = a_waiting(uow, first, opened_at=NOW - 5 * DAY, remind_at=NOW - 3 * DAY, reminded_at=NOW - 3 * DAY)
        new = a_waiting(uow, second)
        assert (told(of(uow, town.anne)), named(of(uow, town.anne))) == ({new.id}, {old.id})

    def test_of_a_network_that_somebody_wants_no_reminders_from_is_not(
        self, uow: UnitOfWork, town: Municipality
    ) -> None:
        """Neither told of nor named."""
        network = saved_network(uow, town.anne, town.bo)
        member = uow.members.find(network.id, town.bo.id)
        assert member is not None
        a_waiting(uow, network)
        a_waiting(uow, saved_network(uow, town.anne))
        reminders.switch(uow, member.id, town.bo, on=False, at=NOW)
        assert (told(of(uow, town.bo)), named(of(uow, town.bo))) == (set(), set())

    def test_of_later_does_not_come_into_an_old_message(self, uow: UnitOfWork, town: Municipality) -> None:
        """What was sent last week is about last week."""
        network = saved_network(uow, town.anne)
        a_waiting(uow, network, opened_at=NOW + WEEK, remind_at=WEDNESDAY + WEEK, closes_at=NOW + 2 * WEEK)
        bundle = of(uow, town.anne, THIS, NOW + WEEK)
        assert (told(bundle), named(bundle)) == (set(), set())

    def test_alone_that_is_not_due_yet_is_no_reason_to_write(self, uow: UnitOfWork, town: Municipality) -> None:
        """On Monday; on Wednesday it is, until it is answered."""
        asked = a_waiting(uow, saved_network(uow, town.anne))
        assert [of(uow, town.anne, at=at).is_due for at in (NOW, WEDNESDAY)] == [False, True]
        uow.replies.save(a_reply(asked, town.anne))
        assert not of(uow, town.anne).is_due
        assert of(uow, town.anne).unanswered.rounds == ()


class TestWhatElseWaits:
    def test_stands_in_the_message(self, uow: UnitOfWork, town: Municipality) -> None:
        """A role that somebody is asked for, and what the secretariat is to confirm."""
        network = saved_network(uow, town.anne, town.sekretariat)
        a_waiting(uow, network)
        asked = {"receiver_id": town.sekretariat.id, "receiver_state": AnchorState.WAITING}
        other = saved_network(uow, town.anne, anchor_id=town.sekretariat.id, anchor_state=AnchorState.WAITING, **asked)
        uow.outcomes.save(a_record(network, town.anne))
        others = of(uow, town.sekretariat).others
        assert (others.questions, others.asked, others.unconfirmed) == ((other,), ((other, Role.RECEIVER),), 1)
        assert of(uow, town.anne).others.unconfirmed == 0

    def test_is_no_reason_to_write(self, uow: UnitOfWork, town: Municipality) -> None:
        """The question itself was sent when it was asked."""
        saved_network(uow, town.anne, anchor_id=town.dorte.id, anchor_state=AnchorState.WAITING)
        assert not of(uow, town.dorte).is_due


class TestAnInvitation:
    def test_stands_in_the_message_of_one_week(self, uow: UnitOfWork, town: Municipality) -> None:
        """The first that is written to them, and in none after it."""
        network = saved_network(uow, town.anne, town.bo)
        inviting = invite(uow, town.bo)
        reminders.remind(uow, a_waiting(uow, network), at=WEDNESDAY)
        later = a_waiting(
            uow,
            network,
            occurrence=TODAY + WEEK,
            opened_at=NOW + WEEK,
            remind_at=WEDNESDAY + WEEK,
            closes_at=NOW + 2 * WEEK,
        )
        reminders.remind(uow, later, at=WEDNESDAY + WEEK)
        shown = [of(uow, town.bo, week, WEDNESDAY + WEEK).others.invitations for week in (THIS, NEXT)]
        assert [[each.id for _, each in invitations] for invitations in shown] == [[inviting.id], []]

    def test_is_gone_from_it_when_it_is_answered(self, uow: UnitOfWork, town: Municipality) -> None:
        """The message follows."""
        network = saved_network(uow, town.anne, town.bo)
        inviting = invite(uow, town.bo)
        reminders.remind(uow, a_waiting(uow, network), at=WEDNESDAY)
        member = uow.members.find(inviting.id, town.bo.id)
        assert member is not None
        members.decline(uow, member.id, town.bo, at=WEDNESDAY + HOUR)
        assert edit(uow, town.bo)
        assert of(uow, town.bo).others.invitations == ()


class TestAMessageThatWasSent:
    def test_follows_the_answer(self, uow: UnitOfWork, town: Municipality) -> None:
        """Also of a round that was told of last week, in both messages."""
        network = saved_network(uow, town.anne, town.bo)
        asked = reminders.remind(uow, a_waiting(uow, network, closes_at=NOW + 2 * WEEK), at=WEDNESDAY)
        other = a_waiting(uow, saved_network(uow, town.bo), remind_at=WEDNESDAY + WEEK, closes_at=NOW + 2 * WEEK)
        reminders.remind(uow, other, at=WEDNESDAY + WEEK)
        weekly.follow(uow, network, asked, town.bo, at=WEDNESDAY + WEEK + HOUR)
        assert edit(uow, town.bo, THIS)
        assert edit(uow, town.bo, NEXT)

    def test_follows_a_role_that_is_answered(self, uow: UnitOfWork, town: Municipality) -> None:
        """Or that somebody is not asked for any more."""
        receiver = {"receiver_id": town.bo.id, "receiver_state": AnchorState.WAITING}
        network = saved_network(uow, town.anne, town.bo, **receiver)
        reminders.remind(uow, a_waiting(uow, network), at=WEDNESDAY)
        roles.answer(uow, network.id, Role.RECEIVER, town.bo, yes=True, at=WEDNESDAY + HOUR)
        assert edit(uow, town.bo)
        assert of(uow, town.bo).others.asked == ()

    def test_is_left_alone_where_there_was_none(self, uow: UnitOfWork, town: Municipality) -> None:
        """Before its day, or for who was not written to."""
        network = saved_network(uow, town.anne, town.bo)
        waiting = a_waiting(uow, network)
        for at in (NOW, WEDNESDAY):
            weekly.follow(uow, network, waiting, town.bo, at=at)
        assert edit(uow, town.bo) is None

    def test_names_nobody(self, uow: UnitOfWork, town: Municipality) -> None:
        """Neither network nor round stands on the row, only the week and whose it is."""
        reminders.remind(uow, a_waiting(uow, saved_network(uow, town.anne, town.bo)), at=WEDNESDAY)
        sent = message(uow, town.bo)
        assert sent
        assert (sent.content, sent.subject, sent.network_id) == (Content.REMINDER, str(THIS), None)
