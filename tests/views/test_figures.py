"""Figures in words: what is shown, of how many, and what is left out."""

import pytest

from core.model.figures import Figure, RoundFigures
from core.model.prompts import QuestionKind
from locales.catalogue import translator
from tests.acting import said
from tests.builders import a_prompt, a_question
from views import figures
from views.elements import View

DA = translator("da")
SCALE, CHOICE = (
    a_prompt(questions=(a_question(QuestionKind.SCALE),)),
    a_prompt(questions=(a_question(QuestionKind.CHOICE),)),
)


def told(figure: Figure, *, prompt=SCALE, language: str = "da") -> str:
    of_round = RoundFigures(answered=9, members=12, k=5, figures=(figure,))
    return said(View(summary="", elements=figures.elements(translator(language), prompt, of_round)))


def test_a_scale_has_its_question_its_median_and_its_ends() -> None:
    """Numbers never stand alone."""
    text = told(Figure(question=0, n=11, is_shown=True, median=4, high=8))
    assert text == (
        "Hvad har I opnået siden sidst?\n"
        "Midterværdi 4 af 5 (11 svar). 8 af 11 svarer 4 eller 5. Skalaen går fra 1 (»slet ikke«) til 5 (»i høj grad«)."
    )


def test_a_share_that_is_hidden_is_not_mentioned() -> None:
    """Median and n only."""
    assert "4 eller 5" not in told(Figure(question=0, n=11, is_shown=True, median=4))


def test_an_experience_is_told_as_better_than_before() -> None:
    """Its middle is "as before"."""
    prompt = a_prompt(questions=(a_question(QuestionKind.SCALE, scale="oplevelse"),))
    assert "8 af 11 svarer bedre end før." in told(
        Figure(question=0, n=11, is_shown=True, median=4, high=8), prompt=prompt
    )


def test_a_median_that_would_tell_too_much_is_said_to_be_left_out() -> None:
    """Only how many have answered."""
    assert "9 svar. Midterværdien vises ikke her" in told(Figure(question=0, n=9, is_shown=True))


def test_a_scale_without_ends_goes_without() -> None:
    """The library gives every scale its ends; a prompt of one's own may not."""
    prompt = a_prompt(questions=(a_question(QuestionKind.SCALE, ends=None),))
    assert told(Figure(question=0, n=9, is_shown=True, median=4), prompt=prompt).endswith("(9 svar).")


def test_too_few_are_told_as_n_of_all() -> None:
    """Two counted of twelve."""
    assert "For få svar til at vise tal (2 af 12)." in told(Figure(question=0, n=2))


def test_a_question_nobody_answered_is_left_out() -> None:
    """ "0 of 12" under each question would only be noise."""
    assert told(Figure(question=0, n=0)) == ""


def test_private_answers_left_out_are_said_to_be() -> None:
    """Once, below."""
    assert told(Figure(question=0, n=2, left_out=True)).endswith("Private svar er ikke talt med.")


def test_where_none_are_left_out_nothing_is_said() -> None:
    """No word about private answers."""
    assert "rivate" not in told(Figure(question=0, n=2))


def test_choices_are_named_with_their_numbers() -> None:
    """The few are spoken of together, never by name."""
    figure = Figure(question=0, n=11, is_shown=True, cells=(("tid", 6), ("ledelse", 4)), hides=True)
    text = told(figure, prompt=CHOICE)
    assert "Tid (6) og Ledelsens opbakning (4). 11 har svaret." in text
    assert "nævnt af få eller ingen" in text


def test_choices_that_cannot_be_shown_are_said_to_be_few() -> None:
    """Nothing but the number of answers."""
    text = told(Figure(question=0, n=6, is_shown=True, hides=True), prompt=CHOICE)
    assert "6 har svaret. Valgene vises ikke" in text
    assert "Tid" not in text


@pytest.mark.parametrize("language", ["da", "en"])
def test_both_languages_say_it(language: str) -> None:
    """Every figure has words in each."""
    figure = Figure(question=0, n=11, is_shown=True, median=4, high=8, left_out=True)
    assert "11" in told(figure, language=language)
