"""What a delivery shows is built from how things are when it is sent; what has no point any more is not sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.errors import NotFound
from core.model.deliveries import Content, Delivery, Effect, Sent
from core.model.history import Happened
from core.model.ids import RoundId
from core.model.members import Member, MemberState
from core.model.networks import AnchorState, Network, NetworkState, Phase
from core.model.organisations import Person
from core.model.outcomes import Details, Record
from core.model.replies import Reply, ReplyVisibility
from core.model.roles import Role
from core.model.rounds import Round, RoundState
from core.model.weeks import Week
from core.services import history
from scheduler.addressing import Gone, NotYet
from scheduler.composing import VIEWS, Composer, Parcel
from tests.acting import said
from tests.builders import NOW, TODAY, a_delivery, a_member, a_prompt, a_record, a_reply, a_round, saved_network
from tests.scheduler.stage import HELLO, Stage
from views.codec import encode


class Scene(Stage):
    """A network with an open round that Bo has answered, and everything that may be told of it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.composer = Composer(units_of_work=self.uows, now=lambda: NOW)
        self.round: Round = a_round(self.network, remind_at=NOW)
        self.reply: Reply = a_reply(self.round, self.town.bo)
        self.record: Record = a_record(self.network, self.town.bo)
        with self.uows.writing() as uow:
            uow.prompts.add(a_prompt(), 0)
            uow.rounds.save(self.round)
            uow.replies.save(self.reply)
            uow.outcomes.save(self.record)
            self.event = history.note(
                uow, self.network, Happened.END_MOVED, at=NOW, by=self.town.anne, after=TODAY, reason="Mere tid"
            )
            self.member: Member = uow.members.find(self.network.id, self.town.bo.id) or a_member(
                self.network, self.town.bo
            )
            uow.commit()

    def now_is(self, changed: Network | Member | Round | Reply | Record | Person) -> None:
        """Something has changed since the delivery was written."""
        with self.uows.writing() as uow:
            repository = {
                Network: uow.networks,
                Member: uow.members,
                Round: uow.rounds,
                Reply: uow.replies,
                Record: uow.outcomes,
                Person: uow.people,
            }[type(changed)]
            repository.save(changed)
            uow.commit()

    def show(self, content: Content, subject: str = "", effect: Effect = Effect.POST, **changes: object) -> Parcel:
        return self.composer.compose(self.about(content, subject, effect, **changes))

    def about(self, content: Content, subject: str, effect: Effect, **changes: object) -> Delivery:
        to = None if effect is Effect.POST else self.town.bo.id
        given = {"network_id": self.network.id, "conversation": None, "person_id": to, "subject": subject}
        return a_delivery(content=content, effect=effect, **{**given, **changes})

    def remind(self) -> Parcel:
        return self.show(Content.REMINDER, str(Week.of(TODAY)), Effect.DIRECT, person_id=self.town.anne.id)

    def invite_again(self) -> Parcel:
        """Bo is invited to another network, and has not answered."""
        with self.uows.writing() as uow:
            other = saved_network(uow, self.town.anne, name="Læsegruppen")
            uow.members.save(a_member(other, self.town.bo, state=MemberState.INVITED))
            uow.commit()
        return self.show(Content.INVITATIONS, self.town.bo.id, Effect.DIRECT, network_id=None)


@pytest.fixture
def scene(sqlite_engine: Engine) -> Scene:
    return Scene(sqlite_engine)


class TestEveryContent:
    def test_has_somebody_who_makes_it(self) -> None:
        """A new content without a view is noticed here, not by a person who waits for it."""
        assert set(VIEWS) == set(Content) - {Content.NOTHING}

    @pytest.mark.parametrize("language", ["da", "en"])
    def test_can_be_shown(self, scene: Scene, language: str) -> None:
        """In both languages, with everything in place."""
        scene.now_is(replace(scene.town.bo, language=language))
        network, round, reply = scene.change(language=language), scene.round.id, scene.reply.id
        shown = [
            scene.show(Content.CHARTER, network.id),
            scene.show(Content.PROMPT, round),
            scene.show(Content.SHAREBACK, round),
            scene.show(Content.SHARED_REPLY, reply),
            scene.show(Content.OUTCOME, scene.record.id),
            scene.show(Content.WELCOME, scene.member.id),
            scene.show(Content.THANKS, network.id),
            scene.show(Content.LEADER_CHANGED, network.id),
            scene.show(Content.END_MOVED, scene.event.id),
            scene.show(Content.RESUMED, scene.event.id),
            scene.show(Content.REMOVED, network.id, Effect.DIRECT),
            scene.show(Content.LEFT, network.id, Effect.DIRECT),
            scene.show(Content.PHASES, scene.member.id, Effect.DIRECT),
            scene.show(Content.RECEIPT, reply, Effect.WHISPER),
            scene.show(Content.HOME, scene.town.bo.id, Effect.HOME, network_id=None),
            scene.remind(),
            scene.invite_again(),
        ]
        assert [parcel for parcel in shown if not parcel.shown.summary] == []

    def test_of_an_idea_can_be_shown(self, scene: Scene) -> None:
        """What is still needed, and where to talk."""
        scene.change(type=None, state=NetworkState.IDEA, conversation=None)
        for content in (Content.NEEDS, Content.NO_CONVERSATION):
            assert scene.show(content, scene.network.id, Effect.DIRECT).shown.elements

    def test_that_asks_somebody_can_be_shown(self, scene: Scene) -> None:
        """The question to the anchor, and the invitation."""
        scene.change(anchor_id=scene.town.bo.id, anchor_state=AnchorState.WAITING)
        scene.now_is(replace(scene.member, state=MemberState.INVITED))
        assert scene.show(Content.ANCHOR_QUESTION, scene.network.id, Effect.DIRECT).shown.elements
        waiting, bo = AnchorState.WAITING, scene.town.bo.id
        scene.change(
            receiver_id=bo, receiver_state=waiting, co_leader_id=bo, co_leader_state=waiting, next_leader_id=bo
        )
        for role in (Role.RECEIVER, Role.CO_LEADER, Role.LEADER):
            assert scene.show(Content.ROLE_QUESTION, role.value, Effect.DIRECT).shown.elements
        assert scene.show(Content.INVITATION, scene.member.id, Effect.DIRECT).shown.elements

    def test_about_the_end_can_be_shown(self, scene: Scene) -> None:
        """The question with its ways, and that somebody shares the lead or would not."""
        day, bo = scene.network.ends_on.isoformat(), scene.town.bo.id
        assert scene.show(Content.ROLE_DECLINED, Role.RECEIVER.value, Effect.DIRECT).shown.elements
        scene.change(co_leader_id=bo, co_leader_state=AnchorState.ACCEPTED)
        assert scene.show(Content.CO_LEADER, scene.network.id).shown.elements
        assert scene.show(Content.END_QUESTION, day, Effect.DIRECT).shown.elements

    def test_that_is_an_answer_is_shown_as_it_was_written(self, scene: Scene) -> None:
        """The view itself waited in the ledger."""
        parcel = scene.show(Content.ANSWER, effect=Effect.DIRECT, payload=encode(HELLO), network_id=None)
        assert parcel.shown == HELLO


class TestTheLanguage:
    def test_of_what_is_posted_is_the_network_s(self, scene: Scene) -> None:
        """Whatever language its members read by themselves."""
        danish = scene.show(Content.PROMPT, scene.round.id).shown
        scene.change(language="en")
        assert scene.show(Content.PROMPT, scene.round.id).shown != danish

    def test_of_what_is_somebody_s_own_is_theirs(self, scene: Scene) -> None:
        """Whatever language their network talks."""
        danish = scene.remind().shown
        scene.now_is(replace(scene.town.anne, language="en"))
        assert scene.remind().shown != danish


class TestTheNextRound:
    def test_opens_with_what_was_given_back_last(self, scene: Scene) -> None:
        """The card begins with the round before."""
        alone = scene.show(Content.PROMPT, scene.round.id).shown
        past = a_round(
            scene.network,
            occurrence=scene.round.occurrence - timedelta(days=14),
            due_at=NOW - timedelta(days=14),
            state=RoundState.CLOSED,
            asked=2,
        )
        scene.now_is(past)
        assert len(scene.show(Content.PROMPT, scene.round.id).shown.elements) > len(alone.elements)


class TestAReminder:
    def test_is_not_sent_to_who_has_answered_meanwhile(self, scene: Scene) -> None:
        """Between the writing and the sending anything may happen."""
        scene.now_is(a_reply(scene.round, scene.town.anne))
        with pytest.raises(Gone):
            scene.remind()

    def test_is_not_sent_outside_the_phases_somebody_is_in(self, scene: Scene) -> None:
        """B13: the leader chose them meanwhile."""
        scene.now_is(replace(scene.member, phases=(Phase.MIDWAY,)))
        with pytest.raises(Gone):
            scene.show(Content.REMINDER, str(Week.of(TODAY)), Effect.DIRECT)

    def test_is_not_sent_to_who_has_left(self, scene: Scene) -> None:
        """They are asked nothing any more."""
        with scene.uows.reading() as uow:
            anne = uow.members.find(scene.network.id, scene.town.anne.id)
        assert anne is not None
        scene.now_is(replace(anne, state=MemberState.LEFT))
        with pytest.raises(Gone):
            scene.remind()

    def test_is_not_sent_after_the_closing(self, scene: Scene) -> None:
        """There is nothing left to answer."""
        scene.now_is(replace(scene.round, state=RoundState.CLOSED))
        with pytest.raises(Gone):
            scene.remind()


class TestASharedReply:
    def test_is_not_posted_when_it_was_withdrawn_meanwhile(self, scene: Scene) -> None:
        """Taken back before it went out, it never goes out."""
        scene.now_is(replace(scene.reply, answers=(), withdrawn_at=NOW))
        with pytest.raises(Gone):
            scene.show(Content.SHARED_REPLY, scene.reply.id)

    def test_is_not_posted_when_it_was_made_private_meanwhile(self, scene: Scene) -> None:
        """The last choice counts."""
        scene.now_is(replace(scene.reply, visibility=ReplyVisibility.PRIVATE))
        with pytest.raises(Gone):
            scene.show(Content.SHARED_REPLY, scene.reply.id)


class TestAnOutcome:
    def test_is_not_posted_when_it_was_taken_back_meanwhile(self, scene: Scene) -> None:
        """Nor does a post that stands become an empty one: it is removed."""
        scene.now_is(replace(scene.record, details=Details(text=""), withdrawn_at=NOW))
        for effect in (Effect.POST, Effect.UPDATE):
            with pytest.raises(Gone):
                scene.show(Content.OUTCOME, scene.record.id, effect, target_key="k")

    def test_is_told_in_the_network_s_language(self, scene: Scene) -> None:
        """Whoever wrote it."""
        scene.change(language="en")
        assert "not confirmed yet" in said(scene.show(Content.OUTCOME, scene.record.id).shown)


class TestAQuestion:
    def test_to_an_anchor_who_is_not_asked_any_more_is_not_sent(self, scene: Scene) -> None:
        """Another was chosen, or the answer came on another way."""
        scene.change(anchor_id=scene.town.bo.id, anchor_state=AnchorState.ACCEPTED)
        with pytest.raises(Gone):
            scene.show(Content.ANCHOR_QUESTION, scene.network.id, Effect.DIRECT)

    @pytest.mark.parametrize("change", [{"state": NetworkState.CLOSING}, {"ends_on": TODAY + timedelta(400)}])
    def test_about_an_end_that_was_decided_is_not_sent(self, scene: Scene, change: dict[str, object]) -> None:
        """It was moved, or the network is being rounded off."""
        day = scene.network.ends_on.isoformat()
        anne = scene.town.anne.id
        assert scene.show(Content.END_QUESTION, day, Effect.DIRECT, person_id=anne).shown.elements
        scene.change(**change)
        with pytest.raises(Gone):
            scene.show(Content.END_QUESTION, day, Effect.DIRECT, person_id=anne)

    def test_to_join_is_not_sent_to_who_is_in_already(self, scene: Scene) -> None:
        """They came in by themselves meanwhile."""
        with pytest.raises(Gone):
            scene.show(Content.INVITATION, scene.member.id, Effect.DIRECT)

    def test_that_stands_already_follows_what_became_of_it(self, scene: Scene) -> None:
        """An update shows how things are, whatever they are."""
        with scene.uows.writing() as uow:
            uow.deliveries.add(a_delivery(key="card"))
            [card] = uow.ledger.claim(now=NOW, limit=1)
            uow.ledger.settle(card, Sent("C1", "17.1"))
            uow.commit()
        parcel = scene.show(Content.INVITATION, scene.member.id, Effect.UPDATE, target_key="card")
        assert parcel.to.message.message == "17.1"


class TestAPlaceInAConversation:
    def test_is_not_given_to_who_has_left_meanwhile(self, scene: Scene) -> None:
        """Nobody is let in who does not belong there any more."""
        scene.now_is(replace(scene.member, state=MemberState.LEFT))
        with pytest.raises(Gone):
            scene.show(Content.NOTHING, scene.member.id, Effect.ADD)

    def test_is_not_taken_from_who_has_come_back(self, scene: Scene) -> None:
        """Nobody is shown out who belongs there again."""
        with pytest.raises(Gone):
            scene.show(Content.NOTHING, scene.member.id, Effect.DROP)

    def test_knows_whom_and_where(self, scene: Scene) -> None:
        """Our ids have become the platform's."""
        to = scene.show(Content.NOTHING, scene.member.id, Effect.ADD).to
        assert (to.account, to.conversation) == (scene.town.bo.account, scene.network.conversation)


class TestAConversation:
    def test_is_made_with_the_network_s_name(self, scene: Scene) -> None:
        """And as closed as the network is."""
        scene.change(conversation=None, is_private=False)
        parcel = scene.show(Content.NOTHING, scene.network.id, Effect.CREATE)
        assert (parcel.name, parcel.is_private) == (scene.network.name, False)

    def test_is_not_made_when_there_is_one_meanwhile(self, scene: Scene) -> None:
        """The leader chose one that was there."""
        with pytest.raises(Gone):
            scene.show(Content.NOTHING, scene.network.id, Effect.CREATE)


class TestAnAddress:
    def test_that_is_not_known_yet_is_waited_for(self, scene: Scene) -> None:
        """A network without a conversation has nowhere to post yet."""
        scene.change(conversation=None)
        with pytest.raises(NotYet):
            scene.show(Content.CHARTER, scene.network.id)

    def test_in_a_thread_that_does_not_stand_yet_is_waited_for(self, scene: Scene) -> None:
        """First the root."""
        with pytest.raises(NotYet):
            scene.show(Content.SHARED_REPLY, scene.reply.id, thread_key="round:x:prompt")

    def test_of_a_message_that_never_was_is_gone(self, scene: Scene) -> None:
        """There is nothing to change."""
        with pytest.raises(Gone):
            scene.show(Content.NOTHING, effect=Effect.REMOVE, target_key="nothing")

    def test_of_somebody_who_has_gone_is_gone(self, scene: Scene) -> None:
        """Nobody writes to a closed account."""
        scene.now_is(replace(scene.town.bo, gone=True))
        with pytest.raises(Gone):
            scene.show(Content.REMOVED, scene.network.id, Effect.DIRECT)

    def test_to_read_back_needs_no_content(self, scene: Scene) -> None:
        """What it was about may be gone; where it was sent is still known."""
        delivery = scene.about(Content.PROMPT, RoundId("gone"), Effect.POST)
        assert scene.composer.address(delivery).conversation == scene.network.conversation


class TestADeliveryThatLacksSomething:
    @pytest.mark.parametrize(
        ("content", "effect", "lacking"),
        [
            (Content.CHARTER, Effect.POST, {"network_id": None, "conversation": "C1"}),
            (Content.ANSWER, Effect.DIRECT, {"person_id": None}),
            (Content.NEEDS, Effect.POST, {"person_id": None}),
        ],
    )
    def test_is_a_bug(self, scene: Scene, content: Content, effect: Effect, lacking: dict[str, None]) -> None:
        """Whoever wrote it forgot to say for whom or about what."""
        scene.change(type=None)
        with pytest.raises(ValueError, match="names"):
            scene.show(content, scene.network.id, effect, **lacking)

    def test_shows_nothing_where_something_is_to_be_shown(self, scene: Scene) -> None:
        """A parcel without a view cannot be posted, one about no message cannot be pinned."""
        parcel = scene.show(Content.NOTHING)
        with pytest.raises(ValueError, match="shows"):
            _ = parcel.shown
        with pytest.raises(ValueError, match="message"):
            _ = parcel.to.message


class TestSomethingThatIsGone:
    def test_is_a_refusal_like_any_other(self, scene: Scene) -> None:
        """The sender cancels what is about nothing."""
        with pytest.raises(NotFound):
            scene.show(Content.PROMPT, RoundId("gone"))

    def test_of_another_network_does_not_matter(self, scene: Scene) -> None:
        """Each delivery looks at its own."""
        with scene.uows.writing() as uow:
            saved_network(uow, scene.town.camilla, state=NetworkState.CLOSED)
            uow.commit()
        assert scene.show(Content.CHARTER, scene.network.id).shown.elements
