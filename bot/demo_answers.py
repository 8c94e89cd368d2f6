"""Demo data: what a member of a demo network answers, drawn with a seed, or so that there is something to show."""

from random import Random

from bot.demo_words import Words
from core.model import readings, targets
from core.model.prompts import Prompt, Question, QuestionKind
from core.model.replies import Answer

_HOLDS_BACK = ("jura", "tid")
"""The barriers that they choose, half of them each: so many that they may be shown, and stand in the register."""

_BETTER = (0, 1, 2, 3, 6)
"""The places of those who find that things have become better."""


def given(prompt: Prompt, draw: Random, who: int, words: Words) -> tuple[Answer, ...]:
    """Something to every question. `who`: the place of the member in the network."""
    return tuple(_given(place, question, draw, who, words) for place, question in enumerate(prompt.questions))


def _given(place: int, question: Question, draw: Random, who: int, words: Words) -> Answer:
    match question.kind:
        case QuestionKind.SCALE if question.target:
            return Answer(question=place, scale=_point(question, who))
        case QuestionKind.SCALE:
            return Answer(question=place, scale=draw.choices([2, 3, 4, 5], [1, 3, 5, 2])[0])
        case QuestionKind.CHOICE:
            if question.choices == readings.BARRIERS:
                return Answer(question=place, choices=(_HOLDS_BACK[who % 2],))
            plain = [option.id for option in question.options if not option.exclusive and option.id != "andet"]
            chosen = draw.sample(plain[:5], k=draw.randint(1, min(question.most, 2)))
            return Answer(question=place, choices=tuple(chosen))
        case QuestionKind.OPEN:
            return Answer(question=place, text=words.about(question.dimension))


def _point(question: Question, who: int) -> int:
    """What is answered about a goal."""
    is_better = who % 8 in _BETTER
    if question.moment == targets.THEN:
        return 2 if is_better else 3
    return (4 if is_better else 3) if targets.compares(question) or question.moment else 2 + who % 2
