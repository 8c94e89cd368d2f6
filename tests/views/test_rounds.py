"""What a round looks like, over the whole library, in both languages, with hostile words."""

from dataclasses import replace

import pytest

from bot.house import content
from core.model.figures import count
from core.model.prompts import Visibility
from core.model.rounds import RoundState
from core.services.prompts import read
from locales.catalogue import translator
from locales.words import plain
from tests.acting import buttons, said
from tests.builders import a_network, a_person, a_prompt, a_reply, a_round
from views import rounds as views

LIBRARY = read(content("prompts.yaml"))
T, EN = translator("da"), translator("en")
NETWORK = a_network(name="Læsegruppen")
ROUND = a_round(NETWORK)
CLOSED = replace(ROUND, state=RoundState.CLOSED, asked=7)
HOSTILE = "*_<!channel> & `x` {name} \u202e " * 120


def card(prompt=None, *, round=ROUND, shared_last=None, answered: int = 0, t=T):
    return views.prompt(t, NETWORK, round, prompt or a_prompt(), shared_last=shared_last, answered=answered)


class TestPrompt:
    @pytest.mark.parametrize("t", [T, EN], ids=["da", "en"])
    @pytest.mark.parametrize("prompt", LIBRARY, ids=lambda prompt: prompt.id)
    def test_every_prompt_says_what_who_and_until_when(self, prompt, t) -> None:
        """Each question, who sees the answers, the day it closes, and a button."""
        shown = said(card(prompt, t=t))
        assert all(t.own(question.texts) in shown for question in prompt.questions)
        assert ("sekretariatet" if t is T else "secretariat") in shown
        assert "14. september" in shown or "14 September" in shown
        assert buttons(card(prompt, t=t))["rounds.answer"].value == ROUND.id

    def test_a_private_one_says_that_the_thread_is_no_answer(self) -> None:
        """Everyone could read it there."""
        assert "Skriv ikke i tråden" in said(card(a_prompt(visibility=Visibility.PRIVATE)))

    def test_one_without_an_open_question_says_that_the_thread_is_talk(self) -> None:
        """There is nothing for a message to answer."""
        assert "Tråden er til snak" in said(card(a_prompt(questions=a_prompt().questions[:1])))

    def test_how_many_have_answered(self) -> None:
        """A number, never a name; nothing while nobody has."""
        assert "3 har svaret." in said(card(answered=3))
        assert "har svaret." not in said(card())

    def test_the_round_before_comes_first(self) -> None:
        """What was told last time stands above what is asked now."""
        last = views.last_time(T, a_prompt(), answered=4, asked=6)
        shown = said(card(shared_last=last))
        assert shown.startswith("Det her fortalte I sidst: 4 af 6 svarede på »Hvordan går det?«.")

    def test_the_last_round_says_so(self) -> None:
        """Before the network ends."""
        assert "sidste runde" in said(card(round=replace(ROUND, is_last=True)))

    def test_closed_it_has_no_button(self) -> None:
        """The questions stay, the button goes."""
        closed = card(round=CLOSED)
        assert "Runden er lukket" in said(closed)
        assert not buttons(closed)


class TestLastTime:
    def test_a_scale_brings_its_middle(self) -> None:
        """When five shared it the middle answer may be told."""
        replies = [a_reply(ROUND, a_person()) for _ in range(5)]
        figures = count(a_prompt(), replies, members=7, k=5)
        words = plain(views.last_time(T, a_prompt(), answered=5, asked=7, figures=figures))
        assert words.endswith("Det midterste svar var 4 af 5.")


class TestReminder:
    def test_it_names_the_network_and_asks_again(self) -> None:
        """With the questions, the day it closes, and the button; never who else has not answered."""
        view = views.reminder(T, NETWORK, ROUND, a_prompt())
        assert "Læsegruppen" in said(view)
        assert "springe over" in said(view)
        assert buttons(view)["rounds.answer"].value == ROUND.id

    def test_answered_it_thanks(self) -> None:
        """And asks no more; the answer can be changed from it."""
        view = views.reminder(T, NETWORK, ROUND, a_prompt(), has_answered=True)
        assert "Tak. Du har svaret" in said(view)
        assert buttons(view)["rounds.answer"].label == "Ret"


class TestShareback:
    def back(self, shared=(), answered: int = 0, figures=None, t=T):
        return views.shareback(t, NETWORK, CLOSED, a_prompt(), figures=figures, shared=shared, answered=answered)

    def test_what_was_shared_stands_with_its_name(self) -> None:
        """How many answered, and the words of those who shared."""
        bo = a_person(name="Bo Kjær")
        shown = said(self.back(((bo, a_reply(ROUND, bo)),), answered=3))
        assert "3 af 7 har svaret." in shown
        assert "Bo Kjær" in shown
        assert "Vi har fået skolerne med" in shown
        assert "ikke er delt" in shown

    def test_each_answer_stands_with_its_question(self) -> None:
        """Where there are several; "4" alone says nothing."""
        bo = a_person(name="Bo Kjær")
        answer = a_reply(ROUND, bo).answers[0]
        question = a_prompt().questions[answer.question].texts["da"]
        assert f"{question} {answer.scale}" in said(self.back(((bo, a_reply(ROUND, bo)),), answered=1))

    def test_nobody_answered_is_no_reproach(self) -> None:
        """It is told kindly, without figures."""
        none = count(a_prompt(), [], members=7, k=5)
        assert "helt i orden. Vi spørger igen" in said(self.back(figures=none))
        assert "0" not in said(self.back(figures=none))

    def test_nobody_answered_the_last_round(self) -> None:
        """Then nobody will be asked again."""
        last = replace(CLOSED, is_last=True)
        view = views.shareback(T, NETWORK, last, a_prompt(), figures=None, shared=(), answered=0)
        assert said(view).endswith("Det er helt i orden.")

    def test_figures_are_shown_where_they_may_be(self) -> None:
        """The median of five."""
        figures = count(a_prompt(), [a_reply(ROUND, a_person()) for _ in range(5)], members=7, k=5)
        assert "4" in said(self.back(answered=5, figures=figures))

    def test_many_long_replies_are_cut_and_counted(self) -> None:
        """Twelve excerpts at most; the rest is in the thread."""
        person = a_person()
        long = a_reply(ROUND, person, answers=(replace(a_reply(ROUND, person).answers[2], text=HOSTILE),))
        shown = said(self.back(((person, long),) * 15, answered=15))
        assert "3 delte svar mere står i tråden." in shown
        assert len(shown) < 8000

    @pytest.mark.parametrize(("text", "short"), [("a b", "a b"), ("aa bb cc", "aa bb…"), ("aaaaaaaaa", "aaaaaa…")])
    def test_a_long_text_is_cut_between_words(self, text: str, short: str) -> None:
        """Unless it is one long word."""
        assert views.excerpt(text, 7) == short


class TestOpenOnes:
    def test_each_has_a_button(self) -> None:
        """With the network's name and what is asked."""
        view = views.open_ones(EN, [(NETWORK, ROUND, a_prompt())])
        assert "Læsegruppen: How is it going?" in said(view)
        assert buttons(view)["rounds.answer"].value == ROUND.id
