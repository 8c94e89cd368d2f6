"""The echo: months after a network has closed it is asked whether what it changed is still noticed.

"Outcome ses ikke lige med det samme" (strategy, footnote; domain.md §1.1 A21): what a network changed shows in what the
base organisation goes on doing.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from core.model.figures import Figure
from core.model.ids import OutcomeId
from core.model.outcomes import Kind, Lasting, Record
from core.model.prompts import Option, Prompt, Question, QuestionKind, Texts
from core.model.replies import Reply

MONTHS = (3, 6)
"""When it is asked, in months after the closing; an organisation may ask a third time."""
LATEST = 24
"""No later than that: nobody can say any more."""
AT = time(9)
"""Local time."""
ANSWER_DAYS = 10
"""Working days to answer: nobody looks for a network that is over."""

NOTICED = "maerkes"
"""The name of the choices among what a network has changed."""
NONE = "ingen"
LEAST_SHARED = 3
"""So many who have said it with their names are enough to say what became of a change."""
LONGEST_OPTION = 120
"""Characters of a change as a choice."""

_QUESTION: Texts = {
    "da": "Hvad af det, netværket var med til at ændre, mærker du i dag?",
    "en": "What of what the network helped to change do you notice today?",
}
_NONE: Texts = {"da": "Ikke noget af det", "en": "None of it"}


def later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_of(closed: date, on: date, months: Iterable[int]) -> int:
    """Which of the echoes a round of a day is, in months after the closing."""
    return max((each for each in months if later(closed, each) <= on), default=0)


def with_changes(prompt: Prompt, records: Iterable[Record]) -> Prompt:
    """The prompt with a question about the changes that stand recorded, after its own. Their words are kept with the
    records alone, so that what is taken back there is gone here; the question keeps its place.
    """
    return replace(prompt, questions=(*prompt.questions, question(records)))


def question(records: Iterable[Record]) -> Question:
    """Which of the changes somebody notices; there is nothing to choose where none stands."""
    options = tuple(_option(record) for record in records if record.kind is Kind.CHANGE and record.stands)
    return Question(
        dimension="outcome",
        kind=QuestionKind.CHOICE,
        texts=_QUESTION,
        choices=NOTICED,
        options=(*options, Option(id=NONE, texts=_NONE, exclusive=True)),
        most=max(len(options), 1),
    )


def _option(change: Record) -> Option:
    words = " ".join(change.details.text.split())
    short = words if len(words) <= LONGEST_OPTION else f"{words[: LONGEST_OPTION - 1]}…"
    return Option(id=change.id, texts={"da": short, "en": short})


def place_of(prompt: Prompt) -> int | None:
    """Where the question about the changes stands in a prompt."""
    return next((place for place, asked in enumerate(prompt.questions) if asked.choices == NOTICED), None)


def lasting(id: OutcomeId, place: int, replies: Sequence[Reply], figure: Figure | None) -> Lasting | None:
    """What became of a change, as the members tell it; None where that cannot be said without telling who said it.

    Said by three or more with their names, most of them decide. Otherwise the published figure does, as far as it
    shows the change (`core.model.figures`): what it hides stays unknown.
    """
    named = [reply.answer(place).choices for reply in replies if reply.is_shared and reply.answer(place).choices]
    if len(named) >= LEAST_SHARED:
        return _of(sum(id in chosen for chosen in named), len(named))
    shown = dict(figure.cells) if figure and figure.is_shown else {}
    return _of(shown[id], figure.n) if figure and id in shown else None


def _of(noticed: int, asked: int) -> Lasting:
    return Lasting.NOTICED if noticed * 2 >= asked else Lasting.FADED
