"""A round as people see it: the prompt, the reminder, and what is given back."""

from collections.abc import Sequence

from core.model.figures import RoundFigures
from core.model.networks import Network, Phase
from core.model.organisations import Person
from core.model.prompts import Prompt, QuestionKind
from core.model.replies import Reply
from core.model.rounds import Round
from locales.catalogue import Translator
from locales.words import Plain, Words, plain
from views import closing
from views import figures as figure_views
from views import replies as reply_views
from views.elements import Actions, Button, Divider, Element, Heading, Listing, Note, Quote, Style, Text, View

MOST_SHARED = 12
"""How many shared replies are given back in the conversation; all of them stand in the thread."""
LONGEST_EXCERPT = 400
"""Characters of one answer."""


def prompt(
    t: Translator,
    network: Network,
    round: Round,
    prompt: Prompt,
    *,
    shared_last: Words | None,
    answered: int,
    done_about: tuple[Words, ...] = (),
) -> View:
    """The card in the conversation. `shared_last`: what was given back of the round before, see `last_time`.

    `done_about`: what is being done about what the network has told, see `views.conditions.returned`.
    """
    title = t.own(prompt.title)
    elements: list[Element] = [Text(words) for words in (shared_last, *done_about) if words]
    elements += [Divider()] if elements else []
    elements += [Heading(title), *_questions(t, prompt)]
    if not round.is_open:
        elements.append(Note(t("rounds.closed")))
        return View(summary=t.plain("rounds.closed_summary", title=title), elements=tuple(elements))
    elements.append(Note(t("rounds.who_private" if prompt.is_private else "rounds.who_chosen")))
    elements.append(Note(_until(t, network, round)))
    elements.append(_thread(t, prompt))
    if round.phase is Phase.CLOSING:
        elements += closing.stage(t, network)
    if round.is_last:
        elements.append(Note(t("rounds.last_round")))
    if answered:
        elements.append(Note(t("rounds.answered", n=answered)))
    elements.append(Actions((_answer_button(t, round),)))
    return View(summary=t.plain("rounds.prompt_summary", title=title), elements=tuple(elements))


def last_time(
    t: Translator, prompt: Prompt, *, answered: int, asked: int, figures: RoundFigures | None = None
) -> Words:
    """What was told in the round before, in a line or two."""
    words = t("rounds.last_time", n=answered, total=asked, title=t.own(prompt.title))
    for figure in figures.figures if figures else ():
        question = prompt.questions[figure.question]
        if figure.is_shown and figure.median is not None and question.kind is QuestionKind.SCALE:
            middle = t("rounds.last_middle", question=t.own(question.texts), value=figure.median)
            return (*words, Plain(" "), *middle)
    return words


def reminder(t: Translator, network: Network, round: Round, prompt: Prompt, *, has_answered: bool = False) -> View:
    """One open round in a reminder, to one person. `has_answered`: since it was sent."""
    title = t.own(prompt.title)
    if has_answered:
        done = t("rounds.reminder_done", network=network.name, title=title)
        change = Button(label=t.plain("replies.edit"), route="rounds.answer", value=round.id)
        return View(summary=plain(done), elements=(Text(done), Actions((change,))))
    return View(
        summary=t.plain("rounds.reminder_summary", network=network.name, title=title),
        elements=(
            Text(t("rounds.reminder", network=network.name, title=title)),
            *_questions(t, prompt),
            Note(_until(t, network, round)),
            Note(t("rounds.who_private" if prompt.is_private else "rounds.who_chosen")),
            Actions((_answer_button(t, round),)),
        ),
    )


def shareback(
    t: Translator,
    network: Network,
    round: Round,
    prompt: Prompt,
    *,
    figures: RoundFigures | None,
    shared: tuple[tuple[Person, Reply], ...],
    answered: int,
) -> View:
    """What a round gives back: how many answered, the figures that may be shown, what was shared with a name."""
    title = t.own(prompt.title)
    elements: list[Element] = [Heading(t.plain("rounds.shareback", title=title))]
    if answered:
        elements.append(Text(t("rounds.took_part", n=answered, total=round.asked or answered)))
    else:
        elements.append(Text(t("rounds.nobody_last" if round.is_last else "rounds.nobody")))
    if answered and figures is not None:
        elements += figure_views.elements(t, prompt, figures)
    for person, reply in shared[:MOST_SHARED]:
        elements += _given_back(t, prompt, person, reply)
    if len(shared) > MOST_SHARED:
        elements.append(Note(t("rounds.more_shared", n=len(shared) - MOST_SHARED)))
    if answered > len(shared):
        elements.append(Note(t("rounds.kept_private")))
    return View(
        summary=t.plain("rounds.shareback_summary", network=network.name, title=title), elements=tuple(elements)
    )


def open_ones(t: Translator, waiting: Sequence[tuple[Network, Round, Prompt]]) -> View:
    """Which of the open rounds to answer."""
    elements: list[Element] = [Text(t("rounds.choose"))]
    for network, round, prompt in waiting:
        elements.append(Text(t("rounds.waiting", network=network.name, title=t.own(prompt.title))))
        elements.append(Actions((_answer_button(t, round),)))
    return View(summary=t.plain("rounds.choose"), elements=tuple(elements))


def _questions(t: Translator, prompt: Prompt) -> tuple[Element, ...]:
    questions = tuple((Plain(t.own(question.texts)),) for question in prompt.asked_all)
    return (Text(questions[0]),) if len(questions) == 1 else (Listing(questions),)


def _until(t: Translator, network: Network, round: Round) -> Words:
    deadline = t.moment(round.closes_at, network.zone) if round.closes_at else ""
    return t("rounds.until", deadline=deadline)


def _thread(t: Translator, prompt: Prompt) -> Note:
    if prompt.is_private:
        return Note(t("rounds.thread_private"))
    if prompt.open_question is None:
        return Note(t("rounds.thread_talk"))
    question = t.own(prompt.questions[prompt.open_question].texts)
    return Note(t("rounds.thread", question=question), unheard=t("rounds.thread_named", question=question))


def _answer_button(t: Translator, round: Round) -> Button:
    return Button(label=t.plain("rounds.answer"), route="rounds.answer", value=round.id, style=Style.PRIMARY)


def _given_back(t: Translator, prompt: Prompt, person: Person, reply: Reply) -> list[Element]:
    lines: list[str] = []
    for answer in reply.answers:
        question = prompt.questions[answer.question]
        said = excerpt(plain(reply_views.said(t, question, answer)))
        lines.append(f"{t.own(question.texts)} {said}" if len(prompt.questions) > 1 else said)
    return [Text(t("rounds.said_by", name=person.name)), Quote("\n".join(lines))]


def excerpt(text: str, most: int = LONGEST_EXCERPT) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= most:
        return text
    space = text.rfind(" ", most // 2, most)
    return f"{text[: space if space > 0 else most - 1]}…"
