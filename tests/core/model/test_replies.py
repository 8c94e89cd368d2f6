"""What can be answered, and what others see of it."""

from datetime import timedelta

import pytest

from core.model.prompts import Option, QuestionKind
from core.model.replies import (
    MOST_TEXT,
    Answer,
    ReplySource,
    ReplyVisibility,
    input_of,
    other_input_of,
    unfit,
)
from tests.builders import NOW, a_network, a_person, a_prompt, a_question, a_reply, a_round

OTHER = Option(id="andet", texts={"da": "Andet", "en": "Other"})
CHOICE = a_question(QuestionKind.CHOICE)
PROMPT = a_prompt(
    questions=(
        a_question(QuestionKind.SCALE),
        a_question(QuestionKind.CHOICE, options=(*CHOICE.options, OTHER)),
        a_question(QuestionKind.OPEN),
    )
)


class TestUnfit:
    @pytest.mark.parametrize(
        "answer",
        [
            Answer(question=0, scale=1),
            Answer(question=0, scale=5),
            Answer(question=1, choices=("tid", "ledelse")),
            Answer(question=1, choices=("intet",)),
            Answer(question=1, choices=("andet",), text="Vejret"),
            Answer(question=2, text="x" * MOST_TEXT),
        ],
    )
    def test_one_fitting_answer_is_enough(self, answer: Answer) -> None:
        """Every other question may be skipped."""
        assert unfit(PROMPT, [answer]) == {}

    @pytest.mark.parametrize(
        ("answer", "name", "key"),
        [
            (Answer(question=0, scale=6), input_of(0), "replies.choose_again"),
            (Answer(question=0, scale=0), input_of(0), "replies.choose_again"),
            (Answer(question=1, choices=("penge",)), input_of(1), "replies.choose_again"),
            (Answer(question=1, scale=3), input_of(1), "replies.choose_again"),
            (Answer(question=1, choices=("tid", "intet")), input_of(1), "replies.exclusive"),
            (Answer(question=1, choices=("tid", "ledelse", "andet")), input_of(1), "replies.too_many"),
            (Answer(question=1, choices=("tid",), text="Vejret"), input_of(1), "replies.other_without_choice"),
            (Answer(question=1, choices=("andet",), text="x" * 3001), other_input_of(1), "replies.too_long"),
            (Answer(question=2, text="x" * 3001), input_of(2), "replies.too_long"),
            (Answer(question=2, choices=("tid",)), input_of(2), "replies.choose_again"),
        ],
    )
    def test_what_does_not_fit_is_told_at_its_input(self, answer: Answer, name: str, key: str) -> None:
        """Each mistake has a text of its own beneath the input it is made in."""
        assert unfit(PROMPT, [answer]) == {name: key}

    def test_nothing_at_all_is_told_at_the_open_question(self) -> None:
        """An empty form is no answer; a prompt without an open question tells it at the first."""
        assert unfit(PROMPT, [Answer(question=0)]) == {input_of(2): "replies.empty"}
        assert unfit(a_prompt(questions=PROMPT.questions[:1]), []) == {input_of(0): "replies.empty"}


class TestPosted:
    REPLY = a_reply(a_round(a_network()), a_person())

    def test_a_shared_one_is_posted(self) -> None:
        """The network sees it."""
        assert self.REPLY.is_posted

    @pytest.mark.parametrize(
        "changes",
        [
            {"visibility": ReplyVisibility.PRIVATE},
            {"source": ReplySource.THREAD},
            {"withdrawn_at": NOW + timedelta(1)},
        ],
    )
    def test_a_private_a_withdrawn_and_one_from_the_thread_are_not(self, changes: dict[str, object]) -> None:
        """There is nothing for the bot to post, or it has gone."""
        assert not a_reply(a_round(a_network()), a_person(), **changes).is_posted

    def test_a_question_that_was_skipped_has_an_empty_answer(self) -> None:
        """Asking for it gives an answer that is not given."""
        assert not a_reply(a_round(a_network()), a_person(), answers=()).answer(1).is_given
        assert self.REPLY.answer(1).choices == ("tid",)
