"""A round's figures in words: what is shown, of how many, and what is left out."""

from core.model.figures import Figure, RoundFigures
from core.model.prompts import Prompt, Question, QuestionKind
from core.model.totals import Total
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views.elements import Element, Note, Text


def elements(t: Translator, prompt: Prompt, figures: RoundFigures) -> tuple[Element, ...]:
    """Each question that somebody answered, and below them how the numbers are to be read."""
    answered = [figure for figure in figures.figures if figure.n]
    lines = tuple(Text(_told(t, prompt.questions[figure.question], figure, figures)) for figure in answered)
    if any(figure.left_out for figure in figures.figures):
        return (*lines, Note(t("figures.left_out")))
    return lines


def _told(t: Translator, question: Question, figure: Figure, figures: RoundFigures) -> Words:
    few = t("figures.few", n=figure.n, members=figures.members)
    sentence = told(t, question, figure) if figure.is_shown else few
    return (Strong(t.own(question.texts)), Plain("\n"), *sentence)


def told(t: Translator, question: Question, figure: Figure, *, rest: bool = True) -> Words:
    """One figure that may be shown, as a sentence or two. `rest`: say that there are choices not shown."""
    if question.kind is QuestionKind.CHOICE:
        return _cells(t, question, figure, rest)
    sentences = [median(t, figure.median, figure.n)]
    if figure.high is not None:
        sentences.append(t(_high_key(question), high=figure.high, n=figure.n))
    ends = question.ends or {}
    if {"1", "5"} <= ends.keys():
        sentences.append(t("figures.ends", low=t.own(ends["1"]), high=t.own(ends["5"])))
    return joined(sentences)


def median(t: Translator, point: int | None, n: int) -> Words:
    """The middle answer, or only how many there are when it would tell too much."""
    if point is None:
        return t("figures.no_median", n=n)
    return t("figures.median", median=point, n=n)


def middle(t: Translator, total: Total) -> Words:
    """The middle answer of several networks, to the point or between two points, as far as their own figures tell."""
    if total.lowest is None or total.lowest == total.highest:
        return median(t, total.median, total.n)
    return t("figures.between", lowest=total.lowest, highest=total.highest or 0, n=total.n)


def _high_key(question: Question) -> str:
    return "figures.better" if question.scale == "oplevelse" else "figures.high"


def _cells(t: Translator, question: Question, figure: Figure, rest: bool) -> Words:
    there = {option.id for option in question.options}  # what an option was about may be gone since
    cells = [(option, chosen) for option, chosen in figure.cells if option in there]
    if not cells:
        return t("figures.no_cells", n=figure.n)
    named = t.listing(_named(t, question, option, chosen) for option, chosen in cells)
    sentences = [t("figures.cells", named=named, n=figure.n)]
    if rest and figure.hides:
        sentences.append(t("figures.rest"))
    return joined(sentences)


def _named(t: Translator, question: Question, option: str, chosen: int) -> str:
    return t.plain("figures.named", option=label(t, question, option), chosen=chosen)


def label(t: Translator, question: Question, option: str) -> str:
    """The text of an option of a question."""
    return next(t.own(one.texts) for one in question.options if one.id == option)


def joined(sentences: list[Words]) -> Words:
    """Sentences on one line."""
    words: Words = ()
    for sentence in sentences:
        words = (*words, Plain(" "), *sentence) if words else sentence
    return words
