"""What did not get through: who is told by the sender, how often, and what goes out once it is mended."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from core.model import keys
from core.model.deliveries import Content, Delivery, DeliveryState, Effect, Later
from core.model.members import Member, MemberState
from core.model.networks import AnchorState
from core.model.weeks import Week
from core.services import conversations, deliveries
from scheduler.deliveries import Result
from tests.acting import buttons, said
from tests.builders import NOW, TODAY, a_member, a_prompt, a_round
from tests.fakes.messenger import Fault
from tests.scheduler.stage import EveryDayWorks, Stage

PROMPT = a_prompt()


@pytest.fixture
def stage(sqlite_engine: Engine) -> Stage:
    return Stage(sqlite_engine)


def hold(stage: Stage, **changes: object) -> Delivery:
    """A post of which nobody can know whether it arrived."""
    stage.messenger.readable = False
    delivery = stage.leave(**{"content": Content.CHARTER, "subject": stage.network.id, "payload": "", **changes})
    stage.messenger.faults.append(Fault.TIMEOUT)
    stage.dispatcher.dispatch()
    stage.settle_doubts()
    stage.dispatcher.dispatch()
    return delivery


def announce(stage: Stage, **changes: object) -> Delivery:
    """A post that is built anew each time it is tried."""
    return stage.leave(**{"content": Content.LEADER_CHANGED, "subject": stage.network.id, "payload": "", **changes})


def heard(stage: Stage, account: str) -> list[str]:
    """What somebody has been told directly."""
    return [said(message.view) for message in stage.messenger.seen(f"D-{account}")]


class TestAPostThatIsHeld:
    def test_asks_the_leader_in_words(self, stage: Stage) -> None:
        """Once, in the talk with them, with both answers beneath."""
        held = hold(stage)
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        [question] = stage.messenger.seen(f"D-{stage.town.anne.account}")
        assert "netværkets kort" in said(question.view)
        assert {route: button.value for route, button in buttons(question.view).items()} == {
            "deliveries.arrived": held.id,
            "deliveries.send_again": held.id,
        }

    def test_is_sent_again_when_the_leader_says_so(self, stage: Stage) -> None:
        """And the question shows that it is settled."""
        held = hold(stage)
        with stage.uows.writing() as uow:
            deliveries.send_again(uow, held.id, stage.town.anne, at=stage.calendar)
            uow.commit()
        stage.dispatcher.dispatch()
        assert stage.messenger.times(held.key) == 2  # the fake platform had taken it the first time
        assert stage.state(held) is DeliveryState.SENT
        assert "afklaret" in heard(stage, stage.town.anne.account)[0]

    def test_is_asked_about_anew_when_it_is_held_anew(self, stage: Stage) -> None:
        """Once for each holding."""
        held = hold(stage)
        with stage.uows.writing() as uow:
            deliveries.send_again(uow, held.id, stage.town.anne, at=stage.calendar)
            uow.commit()
        stage.messenger.faults.extend([Fault.TIMEOUT])
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        with stage.uows.reading() as uow:
            assert uow.deliveries.find(keys.held_question(held.id, 2)) is not None

    def test_keeps_what_comes_after_it_waiting(self, stage: Stage) -> None:
        """What is under it goes out beside it once somebody has seen it; what would change it is given up."""
        held = hold(stage)
        reply = stage.leave(thread_key=held.key)
        pin = stage.leave(effect=Effect.PIN, content=Content.NOTHING, target_key=held.key, after_key=held.key)
        stage.dispatcher.dispatch()
        assert stage.state(reply) is DeliveryState.PENDING
        with stage.uows.writing() as uow:
            deliveries.arrived(uow, held.id, stage.town.anne, at=stage.calendar)
            uow.commit()
        stage.dispatcher.dispatch()
        assert [stage.state(each) for each in (held, reply, pin)] == [
            DeliveryState.SENT,
            DeliveryState.SENT,
            DeliveryState.CANCELLED,
        ]
        assert [m.key for m in stage.messenger.seen(stage.network.conversation)] == [held.key, reply.key]

    def test_of_one_person_asks_nobody(self, stage: Stage) -> None:
        """It expires, and nobody is told of it."""
        stage.messenger.readable = False
        delivery = stage.leave_direct()
        stage.messenger.faults.append(Fault.TIMEOUT)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.state(delivery) is DeliveryState.EXPIRED
        assert heard(stage, stage.town.anne.account) == []

    def test_question_is_not_asked_when_it_is_settled_before_it_goes_out(self, stage: Stage) -> None:
        """The secretariat was quicker."""
        stage.messenger.readable = False
        held = stage.leave()
        stage.messenger.faults.append(Fault.TIMEOUT)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        with stage.uows.writing() as uow:
            deliveries.arrived(uow, held.id, stage.town.sekretariat, at=stage.calendar)
            uow.commit()
        stage.dispatcher.dispatch()
        assert heard(stage, stage.town.anne.account) == []


class TestAConversationInDoubt:
    def test_leads_to_an_offer_like_one_that_is_not_allowed(self, stage: Stage) -> None:
        """What waited goes where the leader says; nothing waits for ever."""
        stage.messenger.readable = False
        creation = stage.leave_creation()
        member = stage.leave(
            effect=Effect.ADD, content=Content.NOTHING, after_key=creation.key, person_id=stage.town.bo.id
        )
        stage.messenger.faults.append(Fault.TIMEOUT)
        stage.dispatcher.dispatch()
        stage.settle_doubts()
        stage.dispatcher.dispatch()
        assert stage.state(creation) is DeliveryState.HELD
        assert "Vælg i stedet" in heard(stage, stage.town.anne.account)[0]
        place = stage.messenger.meeting_place()
        with stage.uows.writing() as uow:
            network = uow.networks.get(stage.network.id)
            conversations.use(uow, network, stage.town.anne, place, at=stage.calendar, calendar=EveryDayWorks())
            uow.commit()
        stage.dispatcher.dispatch()
        assert (stage.state(creation), stage.state(member)) == (DeliveryState.CANCELLED, DeliveryState.CANCELLED)
        assert len(stage.messenger.seen(place)) == 1


class TestAPostThatIsRefused:
    def test_tells_the_leader_once_however_many_there_are(self, stage: Stage) -> None:
        """In words, with what to do."""
        stage.messenger.conversations[stage.network.conversation].archived = True
        left = [announce(stage) for _ in range(3)]
        stage.dispatcher.dispatch()
        later = announce(stage)
        stage.dispatcher.dispatch()
        assert {stage.state(each) for each in (*left, later)} == {DeliveryState.DEAD}
        [told] = heard(stage, stage.town.anne.account)
        assert "arkiveret" in told
        assert "Tag stedet i brug igen" in told

    def test_goes_out_when_it_is_mended_and_the_leader_sees_that(self, stage: Stage) -> None:
        """With what was given up after it, in the thread that it belongs in."""
        place = stage.messenger.conversations[stage.network.conversation]
        place.archived = True
        root = announce(stage)
        under = announce(stage, thread_key=root.key)
        stage.dispatcher.dispatch()
        assert stage.state(under) is DeliveryState.CANCELLED
        place.archived = False
        with stage.uows.writing() as uow:
            assert conversations.entered(uow, stage.town.anne, place.id, at=stage.calendar) == 2
            uow.commit()
        stage.dispatcher.dispatch()
        thread = [m.key for m in stage.messenger.seen(place.id, stage.find(root).sent_message)]
        assert (stage.state(root), thread) == (DeliveryState.SENT, [under.key])
        assert "Jeg prøver igen" in heard(stage, stage.town.anne.account)[0]

    def test_is_told_of_anew_after_it_was_mended(self, stage: Stage) -> None:
        """A second time is a second message."""
        place = stage.messenger.conversations[stage.network.conversation]
        for _ in range(2):
            place.archived = True
            announce(stage)
            stage.dispatcher.dispatch()
            place.archived = False
            with stage.uows.writing() as uow:
                conversations.entered(uow, stage.town.anne, place.id, at=stage.calendar)
                uow.commit()
            stage.dispatcher.dispatch()
        assert len(heard(stage, stage.town.anne.account)) == 2

    def test_is_told_of_anew_when_something_got_through_in_between(self, stage: Stage) -> None:
        """It had mended itself."""
        place = stage.messenger.conversations[stage.network.conversation]
        for archived in (True, False, True):
            stage.wait(5)
            place.archived = archived
            announce(stage)
            stage.dispatcher.dispatch()
            stage.dispatcher.dispatch()
        assert len(heard(stage, stage.town.anne.account)) == 2

    def test_no_longer_goes_out_when_its_round_has_closed(self, stage: Stage) -> None:
        """Only what still matters does."""
        place = stage.messenger.conversations[stage.network.conversation]
        round = a_round(stage.network, prompt_id=PROMPT.id, prompt_version=PROMPT.version)
        with stage.uows.writing() as uow:
            uow.prompts.add(PROMPT, 0)
            uow.rounds.save(round)
            uow.commit()
        place.archived = True
        card = stage.leave(content=Content.PROMPT, subject=round.id, payload="", expires_at=round.closes_at)
        stage.dispatcher.dispatch()
        place.archived = False
        stage.calendar += timedelta(days=8)
        with stage.uows.writing() as uow:
            conversations.entered(uow, stage.town.anne, place.id, at=stage.calendar)
            uow.commit()
        stage.dispatcher.dispatch()
        assert stage.state(card) is DeliveryState.EXPIRED

    def test_because_a_message_was_taken_away_tells_nobody(self, stage: Stage) -> None:
        """There is nothing to mend."""
        announce(stage, thread="99.9")
        stage.dispatcher.dispatch()
        assert heard(stage, stage.town.anne.account) == []


class TestMovingToAnotherConversation:
    def test_takes_along_what_was_refused(self, stage: Stage) -> None:
        """The charter is put up there, and what was under a message of the old place stands by itself."""
        old = stage.messenger.conversations[stage.network.conversation]
        charter = stage.leave(
            key=keys.charter(stage.network.id), content=Content.CHARTER, subject=stage.network.id, payload=""
        )
        root = announce(stage)
        stage.dispatcher.dispatch()
        old.archived = True
        refused = announce(stage, conversation=old.id)
        under = announce(stage, thread_key=root.key, conversation=old.id)
        stage.dispatcher.dispatch()
        new = stage.messenger.meeting_place("nyt")
        with stage.uows.writing() as uow:
            network = uow.networks.get(stage.network.id)
            conversations.use(uow, network, stage.town.anne, new, at=stage.calendar, calendar=EveryDayWorks())
            uow.commit()
        stage.dispatcher.dispatch()
        assert {m.key for m in stage.messenger.seen(new)} == {charter.key, refused.key, under.key}
        assert {stage.town.anne.account, stage.town.bo.account} <= stage.messenger.conversations[new].members
        assert [m.pinned for m in stage.messenger.seen(new) if m.key == charter.key] == [True]


class TestSomebodyWhoCannotBeReached:
    def test_is_told_of_to_who_invited_them(self, stage: Stage) -> None:
        """The inviter can ask in another way."""
        gone = stage.town.camilla
        member = a_member(stage.network, gone, state=MemberState.INVITED, invited_by=stage.town.bo.id)
        with stage.uows.writing() as uow:
            uow.members.save(member)
            uow.commit()
        stage.messenger.people.discard(gone.account)
        stage.leave_direct(content=Content.INVITATION, subject=member.id, payload="", person_id=gone.id)
        stage.dispatcher.dispatch()
        [told] = heard(stage, stage.town.bo.account)
        assert gone.name in told

    def test_is_told_of_to_the_leader_who_asked_for_an_anchor(self, stage: Stage) -> None:
        """Also when the account was closed before the question went out."""
        stage.change(anchor_id=stage.town.dorte.id, anchor_state=AnchorState.WAITING)
        with stage.uows.writing() as uow:
            uow.people.save(replace(stage.town.dorte, gone=True))
            uow.commit()
        stage.leave_direct(
            content=Content.ANCHOR_QUESTION, subject=stage.network.id, payload="", person_id=stage.town.dorte.id
        )
        stage.dispatcher.dispatch()
        [told] = heard(stage, stage.town.anne.account)
        assert stage.town.dorte.name in told

    def test_is_told_of_to_nobody_because_of_a_reminder(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        """Who had not answered is nobody's business."""
        caplog.set_level(logging.INFO)
        round = a_round(stage.network, prompt_id=PROMPT.id, prompt_version=PROMPT.version, remind_at=NOW)
        with stage.uows.writing() as uow:
            uow.prompts.add(PROMPT, 0)
            uow.rounds.save(round)
            uow.commit()
        stage.messenger.people.discard(stage.town.bo.account)
        reminder = stage.leave_direct(content=Content.REMINDER, subject=str(Week.of(TODAY)), payload="")
        stage.dispatcher.dispatch()
        assert stage.state(reminder) is DeliveryState.DEAD
        assert stage.messenger.messages == {}
        assert stage.town.bo.name not in caplog.text


class TestAMemberWhoMayNotBeLetIn:
    def test_is_told_of_to_the_leader_who_can(self, stage: Stage) -> None:
        """As where the bot may add nobody to a team; once, however often it is tried."""
        stage.messenger.lets_in = False
        add_bo(stage)
        stage.dispatcher.dispatch()
        stage.dispatcher.dispatch()
        [told] = heard(stage, stage.town.anne.account)
        assert f"{stage.town.bo.name} er med i {stage.network.name}" in told

    def test_is_not_told_of_when_they_have_left_meanwhile(self, stage: Stage) -> None:
        """There is nobody to let in any more."""
        stage.messenger.lets_in = False
        member = add_bo(stage)
        sender = stage.sender()
        [claimed] = sender._claim(1)
        result = (claimed, sender._send(claimed, sender.elapsed()))
        with stage.uows.writing() as uow:
            uow.members.save(replace(member, state=MemberState.LEFT))
            uow.commit()
        sender._settle([result], "deliveries")
        sender.dispatch()
        assert heard(stage, stage.town.anne.account) == []


def add_bo(stage: Stage) -> Member:
    """A member is to be let in where the network talks."""
    with stage.uows.reading() as uow:
        member = uow.members.find(stage.network.id, stage.town.bo.id)
    assert member is not None
    stage.leave_direct(effect=Effect.ADD, content=Content.NOTHING, subject=member.id, payload="")
    return member


class TestATokenThatIsRefused:
    def test_makes_the_whole_workspace_wait_and_uses_up_nothing(self, stage: Stage) -> None:
        """Whatever kind of call it is; no attempt is counted however long it lasts."""
        post, direct = stage.leave(), stage.leave_direct()
        for _ in range(60):
            stage.messenger.faults.clear()
            stage.messenger.faults.extend([Fault.TOKEN] * 2)
            stage.dispatcher.dispatch()
            stage.wait(61)
        stage.messenger.faults.clear()
        assert (stage.find(post).attempt, stage.state(post)) == (0, DeliveryState.PENDING)
        stage.dispatcher.dispatch()
        assert (stage.state(post), stage.state(direct)) == (DeliveryState.SENT, DeliveryState.SENT)

    def test_is_seen_in_the_figures_until_it_works(self, stage: Stage) -> None:
        """And while it lasts nothing at all is tried."""
        stage.leave()
        stage.messenger.faults.append(Fault.TOKEN)
        stage.dispatcher.dispatch()
        other = stage.leave_direct()
        assert stage.dispatcher.dispatch() == 0
        with stage.uows.reading() as uow:
            paused = uow.ledger.paused()
        assert (paused.lanes, paused.workspaces) == (1, 1)
        stage.wait(61)
        stage.dispatcher.dispatch()
        assert stage.state(other) is DeliveryState.SENT
        with stage.uows.reading() as uow:
            assert uow.ledger.paused().workspaces == 0

    def test_is_one_line_for_the_administrator(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        """One when it begins and one when it is over, however many were tried."""
        caplog.set_level(logging.INFO)
        for _ in range(3):
            stage.leave()
        stage.messenger.faults.extend([Fault.TOKEN] * 3)
        stage.dispatcher.dispatch()
        stage.wait(61)
        stage.dispatcher.dispatch()
        assert caplog.text.count("the token is refused in workspace") == 1
        assert caplog.text.count("the token is accepted in workspace") == 1

    def test_lets_expire_what_expires_meanwhile(self, stage: Stage) -> None:
        """A card for a round that has closed is not sent late."""
        late = stage.leave(expires_at=stage.calendar + timedelta(days=1))
        stage.messenger.faults.append(Fault.TOKEN)
        stage.dispatcher.dispatch()
        stage.calendar += timedelta(days=2)
        stage.wait(61)
        stage.dispatcher.dispatch()
        assert stage.state(late) is DeliveryState.EXPIRED


class TestSeveralLanesToldToWait:
    def test_by_two_processes_at_once_stop_nobody(
        self, postgres_engine: Engine, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Each in the other's order, over and over: no deadlock, and all of it is written down."""
        stage = Stage(postgres_engine)
        senders = [stage.sender(), stage.sender()]
        both = Barrier(2)

        def settle(number: int, results: Sequence[Result]) -> None:
            both.wait()
            senders[number]._settle(results, "deliveries")

        with ThreadPoolExecutor(2) as processes:
            for _ in range(10):
                stage.wait(1000)
                left = [stage.leave(effect=effect) for effect in (Effect.POST, Effect.UPDATE) * 2]
                with stage.uows.writing() as uow:
                    claimed = uow.ledger.claim(now=stage.calendar, limit=99)
                    uow.commit()
                results = [(each, Later(1, "limited", "w:x")) for each in claimed]
                results.sort(key=lambda result: result[0].effect.value)
                list(processes.map(settle, range(2), (results[::2], results[1::2][::-1])))
                assert {stage.state(each) for each in left} == {DeliveryState.PENDING}
        assert caplog.text.count("settle") == 0
