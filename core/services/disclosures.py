"""What a network has said, for a request for access: the one file that is made of replies, under the rules of §2.3.

Of those without a name only words come out, and only where k or more of a round are: their points and choices, line by
line, would tell what the figures hide.
"""

from dataclasses import replace

from core.model import readings
from core.model.disclosures import Disclosure, Heard, Statement
from core.model.masks import Names
from core.model.networks import Network
from core.model.periods import Period
from core.model.prompts import Option, Prompt, Question, QuestionKind, Texts
from core.model.readings import Asked
from core.model.replies import Answer, Saying
from core.ports import UnitOfWork
from core.services import harvests
from core.services.readings import Seen, look


def of_network(uow: UnitOfWork, network: Network, period: Period, *, masked: bool) -> Disclosure:
    """The whole closed rounds of a period. `masked`: without names, numbers and addresses in words and questions."""
    k = uow.organisations.get(network.organisation_id).k
    [seen] = look(uow, [network], period, k=k)
    return Disclosure(
        network=network,
        purpose=readings.masked(network.purpose, seen.names) if masked else network.purpose,
        outsiders=len(seen.outsiders),
        rounds=tuple(_heard(seen, asked, masked=masked) for asked in seen.asked),
        harvest=harvests.of_network(harvests.open_shed(uow, [seen]), seen, period),
        masked=masked,
    )


def _heard(seen: Seen, asked: Asked, *, masked: bool) -> Heard:
    prompt = _without_names(asked.prompt, seen.names) if masked else asked.prompt
    return Heard(
        day=asked.day,
        prompt=prompt,
        figures=replace(asked.snapshot, figures=asked.figures),
        statements=tuple(_statement(seen, prompt, reply, masked=masked) for reply in asked.readable),
    )


def _statement(seen: Seen, prompt: Prompt, reply: Saying, *, masked: bool) -> Statement:
    writer = seen.people.get(reply.person_id)
    hides = masked or not reply.is_shared
    given = sorted((each for each in reply.answers if each.is_given), key=lambda answer: answer.question)
    answers = ((prompt.questions[answer.question], answer) for answer in given)
    return Statement(
        who=writer.name if writer and not hides else "",
        is_shared=reply.is_shared,
        is_late=reply.is_late,
        answers=tuple(
            (question, _told(answer, seen.names) if hides else answer)
            for question, answer in answers
            if reply.is_shared or question.kind is QuestionKind.OPEN
        ),
    )


def _told(answer: Answer, names: Names) -> Answer:
    return replace(answer, text=readings.masked(answer.text, names))


def _without_names(prompt: Prompt, names: Names) -> Prompt:
    """A leader's own question may name somebody, and so may a change that is asked about after the closing."""

    def texts(given: Texts) -> Texts:
        return {language: readings.masked(text, names) for language, text in given.items()}

    def option(given: Option) -> Option:
        return replace(given, texts=texts(given.texts))

    def question(given: Question) -> Question:
        return replace(given, texts=texts(given.texts), options=tuple(map(option, given.options)))

    return replace(prompt, title=texts(prompt.title), questions=tuple(map(question, prompt.questions)))
