"""Answering from the outside: the form, the receipt, what is pointed out, the thread, the message kept."""

import pytest

from core.model.deliveries import Content, Sent
from core.model.replies import ReplySource, ReplyVisibility
from core.services import outbox
from core.services import rounds as services
from handlers import replies, rounds  # noqa: F401  the routes register themselves
from handlers.routing import Done, Invalid, Open, Replace, Show
from storage.unit_of_work import SqlUnitsOfWork
from tests.acting import Stage, buttons, inputs, said
from tests.builders import (
    NOW,
    Municipality,
    a_municipality,
    a_prompt,
    a_reply,
    a_round,
    saved_network,
)
from views.elements import Choice, TextInput

CARD = "1757.0001"
SHARED, PRIVATE = ReplyVisibility.SHARED.value, ReplyVisibility.PRIVATE.value


class Scene:
    """A network of three with an open round, whose card stands in the conversation."""

    def __init__(self, uows: SqlUnitsOfWork) -> None:
        self.uows, self.stage = uows, Stage(uows)
        with uows.writing() as uow:
            self.town: Municipality = a_municipality(uow)
            self.network = saved_network(uow, self.town.anne, self.town.bo)
            uow.prompts.add(a_prompt(), 0)
            self.round = a_round(self.network)
            uow.rounds.save(self.round)
            key = f"round:{self.round.id}:prompt"
            outbox.post(uow, self.network, Content.PROMPT, key, subject=self.round.id, at=NOW)
            for delivery in uow.ledger.claim(now=NOW, limit=9):
                uow.ledger.settle(delivery, Sent(self.network.conversation or "", CARD))
            uow.commit()

    def submit(self, text: str = "Det går godt", visibility: str = SHARED, **answers: object):
        value = answers.pop("value", self.round.id)
        return self.stage.submit(
            self.town.bo, "replies.save", value, **({"q2": text, "visibility": visibility} | answers)
        )

    def talk(self, route: str, text: str = "Det går godt", message: str = "m1", thread: str = CARD):
        place = self.network.conversation or ""
        return self.stage.act(self.town.bo, route, text, conversation=place, message=message, thread=thread)

    def reply(self):
        with self.uows.reading() as uow:
            return uow.replies.find(self.round.id, self.town.bo.id)


@pytest.fixture
def scene(uows: SqlUnitsOfWork) -> Scene:
    return Scene(uows)


class TestAnswer:
    def test_the_button_opens_the_form(self, scene: Scene) -> None:
        """A scale, a list, a text, who may see it, and whether it may be quoted."""
        form = scene.stage.act(scene.town.bo, "rounds.answer", value=scene.round.id)
        assert list(inputs(form)) == ["q0", "q1", "q2", "visibility", "quotable"]

    def test_the_word_alone_finds_the_open_round(self, scene: Scene) -> None:
        """With one open round `svar` opens its form."""
        assert isinstance(scene.stage.act(scene.town.bo, "rounds.answer"), Open)

    def test_with_two_open_rounds_one_chooses(self, scene: Scene) -> None:
        """Each with a button of its own."""
        with scene.uows.writing() as uow:
            uow.rounds.save(a_round(saved_network(uow, scene.town.bo, name="Læsegruppen")))
            uow.commit()
        answer = scene.stage.act(scene.town.bo, "rounds.answer")
        assert "Læsegruppen" in said(answer)
        assert "rounds.answer" in buttons(answer)

    def test_what_was_answered_comes_back_in_the_form(self, scene: Scene) -> None:
        """A reply is edited where it was written."""
        scene.submit(q0="4", q1=("tid",), quotable=("ja",), visibility=PRIVATE)
        fields = inputs(scene.stage.act(scene.town.bo, "rounds.answer", value=scene.round.id))
        assert (fields["q0"].value, fields["q1"].values, fields["q2"].value) == ("4", ("tid",), "Det går godt")
        assert (fields["visibility"].value, fields["quotable"].values) == (PRIVATE, ("ja",))

    def test_nothing_open_is_told_kindly(self, scene: Scene) -> None:
        """Somebody in no network is told that nothing waits."""
        assert "ingen åbne refleksioner" in said(scene.stage.act(scene.town.camilla, "rounds.answer"))


class TestSave:
    def test_the_receipt_says_what_is_saved_and_who_sees_it(self, scene: Scene) -> None:
        """With buttons to change it and to take it back."""
        receipt = scene.submit(q0="4", q1=("tid", "ledelse"))
        assert isinstance(receipt, Show)
        assert "Det går godt" in said(receipt)
        assert "Tid og Ledelsens opbakning" in said(receipt)
        assert "med dit navn" in said(receipt)
        assert {"rounds.answer", "replies.withdraw"} <= set(buttons(receipt))

    def test_everything_that_was_given_is_kept(self, scene: Scene) -> None:
        """Scale, choices, text, and the two permissions."""
        scene.submit(q0="4", q1=("tid",), visibility=PRIVATE, quotable=("ja",))
        reply = scene.reply()
        assert [reply.answer(0).scale, reply.answer(1).choices, reply.answer(2).text] == [4, ("tid",), "Det går godt"]
        assert (reply.is_shared, reply.quotable) == (False, True)

    def test_without_a_choice_nobody_but_the_secretariat_sees_it(self, scene: Scene) -> None:
        """When in doubt, private."""
        scene.submit(visibility="")
        assert not scene.reply().is_shared

    def test_an_empty_form_stays_with_a_text_beneath(self, scene: Scene) -> None:
        """Nothing typed is lost, nothing is saved."""
        answer = scene.submit("")
        assert isinstance(answer, Invalid)
        assert list(answer.errors) == ["q2"]

    def test_a_name_is_pointed_out_and_the_form_comes_back_as_typed(self, scene: Scene) -> None:
        """With a way to save anyway; nothing is saved yet."""
        form = scene.submit("Anne hjalp os", q0="2")
        assert isinstance(form, Open)
        assert "Et navn: Anne" in said(form)
        assert (inputs(form)["q2"].value, inputs(form)["q0"].value) == ("Anne hjalp os", "2")
        assert "knows" in inputs(form)
        assert scene.reply() is None

    def test_seen_it_is_saved(self, scene: Scene) -> None:
        """The box is ticked, the words are theirs."""
        assert isinstance(scene.submit("Anne hjalp os", knows=("ja",)), Show)
        assert scene.reply().answer(2).text == "Anne hjalp os"

    def test_a_cpr_number_stays_out(self, scene: Scene) -> None:
        """Told beneath the input, however often it is sent in."""
        answer = scene.submit("Borger 010190-1234", knows=("ja",))
        assert isinstance(answer, Invalid)
        assert "CPR" in answer.errors["q2"]
        assert scene.reply() is None

    def test_the_same_submission_twice_is_one_reply(self, scene: Scene) -> None:
        """The second copy changes nothing and shows nothing."""
        scene.submit(key="twice")
        assert scene.submit("Noget andet", key="twice") == Done()
        assert scene.reply().answer(2).text == "Det går godt"


class TestWithdraw:
    def test_the_receipt_becomes_a_goodbye(self, scene: Scene) -> None:
        """With a way to answer again."""
        scene.submit()
        answer = scene.stage.act(scene.town.bo, "replies.withdraw", value=scene.reply().id)
        assert isinstance(answer, Replace)
        assert buttons(answer)["rounds.answer"].value == scene.round.id
        assert not scene.reply().stands


class TestThread:
    def test_a_message_in_the_thread_is_taken(self, scene: Scene) -> None:
        """Silently here; the receipt is a delivery."""
        assert scene.talk("messages.posted") == Done()
        assert scene.reply().source is ReplySource.THREAD

    def test_it_was_not_an_answer(self, scene: Scene) -> None:
        """The button takes it back, and the next message is not taken instead."""
        scene.talk("messages.posted")
        answer = scene.stage.act(scene.town.bo, "replies.not_an_answer", value=scene.reply().id)
        assert isinstance(answer, Replace)
        scene.talk("messages.posted", "Noget andet", message="m2")
        assert not scene.reply().stands

    def test_edits_and_deletion_follow(self, scene: Scene) -> None:
        """The reply says what the message says, and goes with it."""
        scene.talk("messages.posted")
        assert scene.talk("messages.edited", "Det går bedre") == Done()
        assert scene.reply().answer(2).text == "Det går bedre"
        assert scene.talk("messages.deleted") == Done()
        assert not scene.reply().stands

    def test_a_cpr_number_is_answered_and_not_stored(self, scene: Scene) -> None:
        """The writer is asked to remove it themselves."""
        answer = scene.talk("messages.posted", "Borger 010190-1234")
        assert "CPR" in said(answer)
        assert scene.reply() is None

    def test_talk_is_nothing(self, scene: Scene) -> None:
        """A message outside the thread leaves no trace."""
        assert scene.talk("messages.posted", thread="") == Done()
        assert scene.reply() is None


class TestKeepMessage:
    def kept(self, scene: Scene, text: str = "Vi fik lov"):
        place = scene.network.conversation or ""
        return scene.stage.act(scene.town.bo, "replies.keep_message", text, value="U0BO", conversation=place)

    def test_the_form_opens_with_the_words(self, scene: Scene) -> None:
        """In the open question; sent in it is a saved message."""
        form = self.kept(scene)
        assert inputs(form)["q2"].value == "Vi fik lov"
        scene.submit("Vi fik lov", value=form.form.value)
        assert scene.reply().source is ReplySource.SAVED

    def test_what_is_written_already_stays(self, scene: Scene) -> None:
        """The words come after it, and the other answers are kept."""
        scene.submit(q0="4")
        fields = inputs(self.kept(scene))
        assert (fields["q2"].value, fields["q0"].value) == ("Det går godt\nVi fik lov", "4")

    def test_anothers_message_is_refused(self, scene: Scene) -> None:
        """A kind text, and no form."""
        answer = scene.stage.act(scene.town.bo, "replies.keep_message", "x", value="U0ANNE")
        assert "dine egne beskeder" in said(answer)


class TestForm:
    def test_a_late_reply_is_told_before(self, scene: Scene) -> None:
        """The form of a closed round says that the figures do not change."""
        with scene.uows.writing() as uow:
            services.close(uow, scene.round, at=NOW)
            uow.commit()
        form = scene.stage.act(scene.town.bo, "rounds.answer", value=scene.round.id)
        assert "kom senere" in said(form)

    def test_the_inputs_are_what_the_questions_are(self, scene: Scene) -> None:
        """A text of several lines and at most 3,000 characters; a scale with its ends told."""
        fields = inputs(scene.stage.act(scene.town.bo, "rounds.answer", value=scene.round.id))
        assert isinstance(fields["q2"], TextInput)
        assert (fields["q2"].lines, fields["q2"].most) == (True, 3000)
        assert isinstance(fields["q0"], Choice)
        assert [option.label for option in fields["q0"].options] == ["1 – slet ikke", "2", "3", "4", "5 – i høj grad"]

    def test_another_persons_reply_is_not_seen(self, scene: Scene) -> None:
        """The form is empty although somebody else has answered."""
        with scene.uows.writing() as uow:
            uow.replies.save(a_reply(scene.round, scene.town.anne))
            uow.commit()
        assert inputs(scene.stage.act(scene.town.bo, "rounds.answer", value=scene.round.id))["q2"].value == ""
