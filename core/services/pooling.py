"""Totals over networks: every bundle of an organisation, and what the networks that are asked for come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from core.model import figures, readings, totals
from core.model.figures import Figure, RoundFigures, is_counted
from core.model.ids import NetworkId
from core.model.networks import Network, Phase
from core.model.prompts import Prompt, Question, QuestionKind
from core.model.rounds import Round
from core.model.summaries import Pooled
from core.model.totals import Bundle, Published, Scale
from core.ports import UnitOfWork
from core.services.readings import Seen, prompt_of

_SETTLES = timedelta(hours=1)
"""How long after a day whatever closed on it is surely committed."""


def bundles(uow: UnitOfWork, networks: Sequence[Network], seen: Sequence[Seen], *, at: datetime) -> tuple[Bundle, ...]:
    """What the networks of an organisation hide, as far as it may be told together.

    `networks`: all of the organisation, whichever are asked for. `seen`: those that have been looked at already.
    """
    before = (at - _SETTLES).replace(hour=0, minute=0, second=0, microsecond=0)
    known = {one.network.id for one in seen}
    others = [network.id for network in networks if network.id not in known]
    looked = [scale for one in seen for asked in one.past for scale in _of(asked.round, asked.prompt)]
    return totals.bundles([*looked, *_of_others(uow, others)], before=before)


def _of_others(uow: UnitOfWork, ids: Sequence[NetworkId]) -> Iterable[Published]:
    """Only what is hidden is needed of those, so the prompts of other rounds are not read."""
    prompts: dict[tuple[str, int], Prompt] = {}
    for round in uow.rounds.closed(ids) if ids else ():
        published = _published(round)
        if published and any(totals.is_hiding(figure) for figure in published.figures):
            yield from _of(round, prompt_of(uow, round, prompts))


def _published(round: Round) -> RoundFigures | None:
    """The snapshot; a round from before there were any is in no bundle, since nothing keeps it as it was."""
    return figures.decode(round.figures) if round.figures else None


def _of(round: Round, prompt: Prompt) -> Iterable[Published]:
    published = _published(round)
    for figure in published.figures if published and round.closed_at else ():
        question = prompt.questions[figure.question]
        if published and round.closed_at and question.kind is QuestionKind.SCALE:
            yield Published(
                scale=totals.scale_of(question, round.phase),
                network=round.network_id,
                round=round.id,
                closed_at=round.closed_at,
                k=published.k,
                figure=figure,
            )


def pooled(seen: Sequence[Seen], bundles: Sequence[Bundle], *, k: int) -> tuple[Pooled, ...]:
    """Each scale over the networks, with the newest figure of each; what is too little is left out.

    Not those that are told with the goals: there staff and citizens never become one number.
    """
    questions: dict[Scale, Question] = {}
    newest: defaultdict[Scale, dict[NetworkId, Figure]] = defaultdict(dict)
    for one in seen:
        for scale, question, figure in _newest(one):
            questions.setdefault(scale, question)
            newest[scale][one.network.id] = figure
    asked = [each for one in seen for each in one.asked]
    rounds = {each.round.id for each in asked}
    there = {reply.id for each in asked for reply in each.replies if is_counted(reply)}
    told = []
    for scale, question in questions.items():
        fitting = [bundle for bundle in bundles if bundle.scale == scale]
        total = totals.total(newest[scale], fitting, rounds=rounds, there=there, k=k)
        told += [Pooled(question=question, total=total)] if total else []
    return tuple(told)


def _newest(seen: Seen) -> Iterable[tuple[Scale, Question, Figure]]:
    """The newest figure of each scale, the newest scale first."""
    for measure in readings.measures(seen.asked, seen.past):
        question = measure.question
        if question.kind is QuestionKind.SCALE and not question.target:
            yield totals.scale_of(question, Phase.UNDERWAY), question, measure.figure
