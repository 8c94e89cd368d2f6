"""Replies: saved, pointed out, withdrawn; heard in the thread; a message of one's own kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Conflict, NotAllowed, NotFound, Unfit
from core.model.deliveries import Content, DeliveryState, Effect, Sent
from core.model.masking import Trace
from core.model.members import MemberState
from core.model.networks import Network, NetworkState
from core.model.prompts import Option, QuestionKind, Visibility
from core.model.replies import Answer, Reply, ReplySource, ReplyVisibility, input_of
from core.model.rounds import Round, RoundState
from core.model.weeks import Week
from core.ports import UnitOfWork
from core.services import reminders, replies, rounds
from core.services.replies import Draft, Heard, PointedOut
from tests.builders import NOW, TODAY, Municipality, a_prompt, a_question, a_reply, a_round, saved_network

LATER = NOW + timedelta(hours=3)
WORDS = "Vi har fået skolerne med"
CARD = "1757.0001"


@pytest.fixture
def network(uow: UnitOfWork, town: Municipality) -> Network:
    return saved_network(uow, town.anne, town.bo, town.guest)


@pytest.fixture
def round(uow: UnitOfWork, network: Network) -> Round:
    """An open one, whose card stands in the conversation."""
    other = Option(id="andet", texts={"da": "Andet", "en": "Other"})
    choice = a_question(QuestionKind.CHOICE)
    questions = (a_prompt().questions[0], replace(choice, options=(*choice.options, other)), a_question())
    uow.prompts.add(a_prompt(questions=questions), 0)
    return opened(uow, network)


def opened(uow: UnitOfWork, network: Network, **changes: object) -> Round:
    opening = a_round(network, **changes)
    uow.rounds.save(opening)
    replies.outbox.post(uow, network, Content.PROMPT, f"round:{opening.id}:prompt", subject=opening.id, at=NOW)
    send_all(uow, network)
    return opening


def send_all(uow: UnitOfWork, network: Network) -> None:
    """What waits is sent; the card stands at CARD."""
    for delivery in uow.ledger.claim(now=LATER, limit=100):
        message = CARD if delivery.content is Content.PROMPT else delivery.key
        assert uow.ledger.settle(delivery, Sent(network.conversation or "", message))


def a_draft(text: str = WORDS, **changes: object) -> Draft:
    return replace(Draft(answers=(Answer(question=2, text=text),), visibility=ReplyVisibility.SHARED), **changes)


PRIVATE = a_draft(visibility=ReplyVisibility.PRIVATE)


def saved(uow: UnitOfWork, person, round: Round, draft: Draft | None = None) -> Reply:
    reply = replies.save(uow, person, round.id, draft or a_draft(), at=LATER)
    assert isinstance(reply, Reply)
    return reply


def heard(
    uow: UnitOfWork, person, network: Network, text: str = WORDS, *, thread: str = CARD, message: str = "m1"
) -> Heard:
    place = network.conversation or ""
    return replies.hear(uow, person, conversation=place, thread=thread, message=message, text=text, at=LATER)


def states(uow: UnitOfWork, *keys: str) -> list[DeliveryState | None]:
    found = [uow.deliveries.find(key) for key in keys]
    return [delivery.state if delivery else None for delivery in found]


class TestAsk:
    def test_a_member_who_has_read_the_information_may_answer(self, uow, town, round) -> None:
        """Guests of the house are members like others."""
        assert replies.ask(uow, town.guest, round.id).reply is None

    def test_others_may_not(self, uow, town, round) -> None:
        """Somebody who is no member, or has not read how answers are used, is told so."""
        with pytest.raises(NotAllowed):
            replies.ask(uow, town.camilla, round.id)
        with pytest.raises(NotAllowed, match=r"replies\.read_first"):
            replies.ask(uow, replace(town.bo, informed_version=None), round.id)

    def test_a_network_that_has_closed_asks_nothing(self, uow, town, network, round) -> None:
        """Late answers end with the network."""
        uow.networks.save(replace(network, state=NetworkState.CLOSED))
        with pytest.raises(Conflict):
            replies.ask(uow, town.bo, round.id)

    def test_a_round_that_was_skipped_cannot_be_answered(self, uow, town, network) -> None:
        """It was never asked."""
        skipped = a_round(network, state=RoundState.SKIPPED)
        uow.rounds.save(skipped)
        with pytest.raises(NotFound, match=r"replies\.round_gone"):
            replies.ask(uow, town.bo, skipped.id)


class TestSave:
    def test_a_shared_reply_is_posted_in_the_prompts_thread(self, uow, town, round) -> None:
        """The bot posts it, so that it can be changed and taken away."""
        reply = saved(uow, town.bo, round)
        post = uow.deliveries.find(f"reply:{reply.id}:shared")
        assert (post.effect, post.thread_key) == (Effect.POST, f"round:{round.id}:prompt")
        assert uow.replies.find(round.id, town.bo.id) == reply

    def test_a_private_one_is_posted_nowhere(self, uow, town, round) -> None:
        """It is kept, and nothing of it goes into the conversation."""
        reply = saved(uow, town.bo, round, PRIVATE)
        assert states(uow, f"reply:{reply.id}:shared") == [None]
        assert uow.replies.get(reply.id).visibility is ReplyVisibility.PRIVATE

    def test_a_change_updates_the_post(self, uow, town, network, round) -> None:
        """The same reply, edited; the post shows the newest words; never a second post."""
        first = saved(uow, town.bo, round)
        second = saved(uow, town.bo, round, a_draft("Nu også biblioteket"))
        assert (second.id, second.edited_at, second.is_late) == (first.id, LATER, False)
        assert states(uow, f"update:reply:{first.id}:shared", f"reply:{first.id}:shared:2") == [
            DeliveryState.PENDING,
            None,
        ]

    def test_made_private_the_post_goes_away(self, uow, town, network, round) -> None:
        """What the network saw it sees no longer."""
        reply = saved(uow, town.bo, round)
        send_all(uow, network)
        saved(uow, town.bo, round, PRIVATE)
        assert uow.deliveries.find(f"remove:reply:{reply.id}:shared").effect is Effect.REMOVE

    def test_made_private_before_it_was_posted_it_never_is(self, uow, town, round) -> None:
        """The waiting post is cancelled."""
        reply = saved(uow, town.bo, round)
        saved(uow, town.bo, round, PRIVATE)
        assert states(uow, f"reply:{reply.id}:shared") == [DeliveryState.CANCELLED]

    def test_shared_again_it_is_a_new_post(self, uow, town, network, round) -> None:
        """Shared, private, shared: the second post has a key of its own, and changes go to that one."""
        reply = saved(uow, town.bo, round)
        send_all(uow, network)
        saved(uow, town.bo, round, PRIVATE)
        saved(uow, town.bo, round)
        saved(uow, town.bo, round, a_draft("Og biblioteket"))
        assert states(uow, f"reply:{reply.id}:shared:2", f"update:reply:{reply.id}:shared:2") == [
            DeliveryState.PENDING,
            DeliveryState.PENDING,
        ]

    def test_what_andet_stands_for_is_kept(self, uow, town, round) -> None:
        """The words beside the choice come back."""
        answer = Answer(question=1, choices=("tid", "andet"), text="Vejret")
        reply = saved(uow, town.bo, round, a_draft(answers=(answer,)))
        assert uow.replies.get(reply.id).answers == (answer,)

    def test_after_the_round_has_closed_it_is_late(self, uow, town, round) -> None:
        """It is kept, marked, posted, and what was given back stays as it was."""
        rounds.close(uow, round, at=LATER)
        before = uow.rounds.get(round.id)
        assert saved(uow, town.bo, round).is_late
        assert uow.rounds.get(round.id) == before
        assert states(uow, f"update:round:{round.id}:shareback") == [None]

    def test_a_change_after_closing_reaches_what_was_given_back(self, uow, town, round) -> None:
        """Its words stand in the share-back, so that is shown anew; it stays in time."""
        saved(uow, town.bo, round)
        rounds.close(uow, round, at=LATER)
        assert not saved(uow, town.bo, round, a_draft("Nu også biblioteket")).is_late
        assert states(uow, f"update:round:{round.id}:shareback") == [DeliveryState.PENDING]

    def test_the_card_counts_and_the_page_follows(self, uow, town, round) -> None:
        """A first answer renews the card and the writer's own page."""
        saved(uow, town.bo, round)
        assert states(uow, f"update:round:{round.id}:prompt", f"person:{town.bo.id}:home") == [
            DeliveryState.PENDING,
            DeliveryState.PENDING,
        ]

    def test_a_reminder_says_that_one_has_answered(self, uow, town, network, round) -> None:
        """Only theirs, and only if there was one."""
        reminded = reminders.remind(uow, round, at=NOW)
        send_all(uow, network)
        saved(uow, town.bo, reminded)
        of = [f"update:person:{person.id}:reminder:{Week.of(TODAY)}" for person in (town.bo, town.anne)]
        assert states(uow, *of) == [DeliveryState.PENDING, None]

    def test_an_empty_form_is_no_answer(self, uow, town, round) -> None:
        """It is told at the open question, and nothing is saved."""
        with pytest.raises(Unfit) as refusal:
            replies.save(uow, town.bo, round.id, a_draft(""), at=LATER)
        assert refusal.value.fields == {input_of(2): "replies.empty"}


class TestPointedOut:
    TEXT = "Ring til Anne Holm på 23 45 67 89 eller anne@borger.dk"

    def test_the_first_time_it_is_pointed_out_and_not_saved(self, uow, town, round) -> None:
        """Phone, mail address and a member's name, at the input they stand in."""
        answer = replies.save(uow, town.bo, round.id, a_draft(self.TEXT), at=LATER)
        assert isinstance(answer, PointedOut)
        assert {f.trace for f in answer.findings[input_of(2)]} == {Trace.PHONE, Trace.EMAIL, Trace.NAME}
        assert uow.replies.find(round.id, town.bo.id) is None

    def test_seen_and_wanted_it_is_saved(self, uow, town, round) -> None:
        """The member decides."""
        assert saved(uow, town.bo, round, a_draft(self.TEXT, knows=True)).answers[0].text == self.TEXT

    def test_a_cpr_number_is_never_saved(self, uow, town, round) -> None:
        """Not even when seen: it must go, also from the words beside a choice."""
        with pytest.raises(Unfit) as refusal:
            replies.save(uow, town.bo, round.id, a_draft("Borger 010190-1234", knows=True), at=LATER)
        assert refusal.value.fields == {input_of(2): "replies.cpr"}
        beside = a_draft(answers=(Answer(question=1, choices=("andet",), text="0101901234"),))
        with pytest.raises(Unfit) as refusal:
            replies.save(uow, town.bo, round.id, beside, at=LATER)
        assert refusal.value.fields == {"q1_other": "replies.cpr"}

    def test_names_of_others_are_left_alone(self, uow, town, round) -> None:
        """Only the network's own members are looked for."""
        assert saved(uow, town.bo, round, a_draft("Camilla Sørensen hjalp os"))


class TestWithdraw:
    def test_the_answers_are_gone_at_once(self, uow, town, network, round) -> None:
        """That there was one stays known; the post goes away."""
        reply = saved(uow, town.bo, round, a_draft(quotable=True))
        send_all(uow, network)
        gone = replies.withdraw(uow, town.bo, reply.id, at=LATER)
        assert (gone.answers, gone.quotable, gone.withdrawn_at) == ((), False, LATER)
        assert uow.replies.get(reply.id) == gone
        assert states(uow, f"remove:reply:{reply.id}:shared") == [DeliveryState.PENDING]

    def test_after_closing_what_was_given_back_loses_it(self, uow, town, round) -> None:
        """The share-back is shown anew without it."""
        reply = saved(uow, town.bo, round)
        rounds.close(uow, round, at=LATER)
        replies.withdraw(uow, town.bo, reply.id, at=LATER)
        assert states(uow, f"update:round:{round.id}:shareback") == [DeliveryState.PENDING]

    def test_one_may_answer_again(self, uow, town, network, round) -> None:
        """The same row stands again, with a new post."""
        reply = saved(uow, town.bo, round)
        send_all(uow, network)
        replies.withdraw(uow, town.bo, reply.id, at=LATER)
        again = saved(uow, town.bo, round)
        assert (again.id, again.stands) == (reply.id, True)
        assert states(uow, f"reply:{reply.id}:shared:2") == [DeliveryState.PENDING]

    def test_twice_is_once(self, uow, town, round) -> None:
        """The second time there is nothing to take back."""
        gone = replies.withdraw(uow, town.bo, saved(uow, town.bo, round).id, at=LATER)
        assert replies.withdraw(uow, town.bo, gone.id, at=LATER + timedelta(1)) == gone

    def test_only_ones_own(self, uow, town, round) -> None:
        """Another's reply is not even there."""
        reply = saved(uow, town.bo, round)
        with pytest.raises(NotFound):
            replies.withdraw(uow, town.anne, reply.id, at=LATER)

    def test_whoever_has_left_may_still_take_theirs_back(self, uow, town, network, round) -> None:
        """Leaving costs nobody the right to their own words."""
        reply = saved(uow, town.bo, round)
        uow.members.save(replace(uow.members.find(network.id, town.bo.id), state=MemberState.LEFT))
        assert not replies.withdraw(uow, town.bo, reply.id, at=LATER).stands


class TestHear:
    def test_a_members_first_message_becomes_the_reply(self, uow, town, network, round) -> None:
        """It answers the open question, is shared where it stands, and the writer is told in private."""
        assert heard(uow, town.bo, network) is Heard.TAKEN
        reply = uow.replies.find(round.id, town.bo.id)
        assert (reply.source, reply.answers, reply.is_shared) == (
            ReplySource.THREAD,
            (Answer(question=2, text=WORDS),),
            True,
        )
        receipt = uow.deliveries.find(f"reply:{reply.id}:receipt:m1")
        assert (receipt.effect, receipt.person_id, receipt.thread) == (Effect.WHISPER, town.bo.id, CARD)
        assert states(uow, f"reply:{reply.id}:shared") == [None]

    def test_everything_else_in_the_thread_is_talk(self, uow, town, network, round) -> None:
        """The second message, and one after a reply in the form or one taken back, is stored nowhere."""
        heard(uow, town.bo, network)
        saved(uow, town.anne, round)
        gone = saved(uow, town.guest, round)
        replies.withdraw(uow, town.guest, gone.id, at=LATER)
        for person in (town.bo, town.anne, town.guest):
            assert heard(uow, person, network, "Enig!", message="m2") is Heard.NOTHING
        assert {a.text for r in uow.replies.of_round(round.id) for a in r.answers} == {WORDS}

    def test_the_words_of_others_do_not_count(self, uow, town, network, round) -> None:
        """No member, or not informed: nothing is stored and nothing is said."""
        assert heard(uow, town.camilla, network) is Heard.NOTHING
        assert heard(uow, replace(town.bo, informed_version=None), network) is Heard.NOTHING
        assert not uow.replies.of_round(round.id)

    @pytest.mark.parametrize("thread", ["", "1757.9999"])
    def test_outside_the_prompts_thread_nothing_is_heard(self, uow, town, network, round, thread: str) -> None:
        """The conversation itself and other threads are the members' own."""
        assert heard(uow, town.bo, network, thread=thread) is Heard.NOTHING

    def test_on_a_private_prompt_the_thread_is_never_a_reply(self, uow, town, network) -> None:
        """Nor where there is no open question."""
        uow.prompts.add(a_prompt(id="privat", visibility=Visibility.PRIVATE), 1)
        uow.prompts.add(a_prompt(id="skala", questions=a_prompt().questions[:1]), 2)
        opened(uow, network, prompt_id="privat")
        assert heard(uow, town.bo, network) is Heard.NOTHING

    def test_without_an_open_question_the_thread_is_never_a_reply(self, uow, town, network) -> None:
        """There is nothing for the words to answer."""
        uow.prompts.add(a_prompt(id="skala", questions=a_prompt().questions[:1]), 2)
        opened(uow, network, prompt_id="skala")
        assert heard(uow, town.bo, network) is Heard.NOTHING

    def test_after_closing_it_is_talk(self, uow, town, network, round) -> None:
        """Only an open round hears."""
        rounds.close(uow, round, at=LATER)
        assert heard(uow, town.bo, network) is Heard.NOTHING

    def test_a_cpr_number_is_not_stored(self, uow, town, network, round) -> None:
        """The writer will be told; there is no reply and no trace of the text."""
        assert heard(uow, town.bo, network, "Borger 010190-1234 var glad") is Heard.CPR
        assert uow.replies.find(round.id, town.bo.id) is None


class TestHearChanges:
    def edited(self, uow, person, network, text: str, message: str = "m1") -> Heard:
        place = network.conversation
        return replies.hear_edit(uow, person, conversation=place, message=message, text=text, at=LATER)

    def test_an_edit_is_followed(self, uow, town, network, round) -> None:
        """The reply says what the message says."""
        heard(uow, town.bo, network)
        assert self.edited(uow, town.bo, network, "Nu også biblioteket") is Heard.TAKEN
        reply = uow.replies.find(round.id, town.bo.id)
        assert (reply.answers[0].text, reply.edited_at) == ("Nu også biblioteket", LATER)

    def test_an_edit_of_talk_is_nothing(self, uow, town, network, round) -> None:
        """Nor is an edit of another's message."""
        heard(uow, town.bo, network)
        assert self.edited(uow, town.bo, network, "x", message="m2") is Heard.NOTHING
        assert self.edited(uow, town.anne, network, "x") is Heard.NOTHING

    def test_a_cpr_number_edited_in_takes_the_reply_away(self, uow, town, network, round) -> None:
        """What cannot be stored does not stay."""
        heard(uow, town.bo, network)
        assert self.edited(uow, town.bo, network, "Borger 010190-1234") is Heard.CPR
        assert not uow.replies.find(round.id, town.bo.id).stands

    def test_emptied_it_is_taken_back(self, uow, town, network, round) -> None:
        """No words, no reply."""
        heard(uow, town.bo, network)
        self.edited(uow, town.bo, network, " ")
        assert not uow.replies.find(round.id, town.bo.id).stands

    def test_of_somebody_who_has_left_nothing_more_is_stored(self, uow, town, network, round) -> None:
        """The reply stays as it was."""
        heard(uow, town.bo, network)
        uow.members.save(replace(uow.members.find(network.id, town.bo.id), state=MemberState.LEFT))
        assert self.edited(uow, town.bo, network, "Ny tekst") is Heard.NOTHING
        assert uow.replies.find(round.id, town.bo.id).answers[0].text == WORDS

    def test_a_deleted_message_takes_the_reply_with_it(self, uow, town, network, round) -> None:
        """Its words are gone here too; another's deletion is nothing of ours."""
        heard(uow, town.bo, network)
        place = network.conversation
        assert replies.hear_removal(uow, town.anne, conversation=place, message="m1", at=LATER) is Heard.NOTHING
        assert replies.hear_removal(uow, town.bo, conversation=place, message="m1", at=LATER) is Heard.TAKEN
        assert uow.replies.find(round.id, town.bo.id).answers == ()

    def test_changed_in_the_form_it_is_the_bots_to_post(self, uow, town, network, round) -> None:
        """The message is only a message again: its edits are not followed any more."""
        heard(uow, town.bo, network)
        reply = saved(uow, town.bo, round, a_draft("Fra formularen"))
        assert (reply.source, reply.is_posted) == (ReplySource.FORM, True)
        assert self.edited(uow, town.bo, network, "x") is Heard.NOTHING


class TestKeep:
    def kept(self, uow, person, author=None, place: str = ""):
        return replies.to_keep(uow, person, author=author or person.account, conversation=place)

    def test_a_message_of_ones_own_fits_the_open_round(self, uow, town, network, round) -> None:
        """Where the network talks it is that network's round; elsewhere the only one that is open."""
        assert self.kept(uow, town.bo, place=network.conversation).round.id == round.id
        assert self.kept(uow, town.bo).round.id == round.id

    def test_anothers_message_is_not_ones_own(self, uow, town, round) -> None:
        """Nobody answers for somebody else."""
        with pytest.raises(NotAllowed, match=r"replies\.not_your_message"):
            self.kept(uow, town.bo, author=town.anne.account)

    def test_without_an_open_round_it_is_explained(self, uow, town, network) -> None:
        """There is nowhere to save it."""
        with pytest.raises(Conflict, match=r"replies\.nothing_open"):
            self.kept(uow, town.bo, place=network.conversation)

    def test_with_several_open_it_is_explained(self, uow, town, round) -> None:
        """Which one is meant can only be said from inside the network."""
        uow.rounds.save(a_round(saved_network(uow, town.bo), occurrence=TODAY))
        with pytest.raises(Conflict, match=r"replies\.several_open"):
            self.kept(uow, town.bo)

    def test_without_an_open_question_it_is_explained(self, uow, town, network) -> None:
        """A prompt of scales takes no words."""
        uow.prompts.add(a_prompt(id="skala", questions=a_prompt().questions[:1]), 2)
        opened(uow, network, prompt_id="skala")
        with pytest.raises(Conflict, match=r"replies\.no_open_question"):
            self.kept(uow, town.bo)


class TestWaiting:
    def test_what_is_answered_does_not_wait(self, uow, town, round) -> None:
        """Of two open rounds the answered one is left out; when all are answered they can be changed."""
        other = a_round(saved_network(uow, town.bo))
        uow.rounds.save(other)
        uow.replies.save(a_reply(other, town.bo))
        assert [asked.round.id for asked in replies.waiting(uow, town.bo)] == [round.id]
        saved(uow, town.bo, round)
        assert len(replies.waiting(uow, town.bo)) == 2

    def test_with_nothing_open_it_is_told(self, uow, town, network) -> None:
        """A kind word instead of an empty list."""
        with pytest.raises(Conflict, match=r"rounds\.nothing_open"):
            replies.waiting(uow, town.bo)
