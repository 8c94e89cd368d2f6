"""Totals over networks: every bundle of an organisation, and what the networks that are asked for come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.model import readings, totals
from core.model.figures import Figure, RoundFigures
from core.model.ids import NetworkId, ReplyId, RoundId
from core.model.networks import Network, Phase
from core.model.prompts import Prompt, Question, QuestionKind
from core.model.rounds import Round
from core.model.summaries import Measure, Pooled
from core.model.totals import Bundle, Published, Scale
from core.ports import UnitOfWork
from core.services.portions import portions
from core.services.readings import Seen, prompt_of

_SETTLES = timedelta(hours=1)
"""How long after a day whatever closed on it is surely committed."""


def bundles(uow: UnitOfWork, networks: Sequence[Network], pool: "Pool", *, at: datetime) -> tuple[Bundle, ...]:
    """What the networks of an organisation hide, as far as it may be told together.

    `networks`: all of the organisation, whichever are asked for. `pool`: what has been looked at already.
    """
    others = [network for network in networks if network.id not in pool.networks]
    return filled([*pool.published, *_of_others(uow, others)], at=at)


def filled(published: Iterable[Published], *, at: datetime) -> tuple[Bundle, ...]:
    """The same, of everything that is hidden."""
    before = (at - _SETTLES).replace(hour=0, minute=0, second=0, microsecond=0)
    return totals.bundles(published, before=before)


def _of_others(uow: UnitOfWork, networks: Iterable[Network]) -> Iterable[Published]:
    """Only what is hidden is needed of those, so the prompts of other rounds are not read."""
    prompts: dict[tuple[str, int], Prompt] = {}
    for some in portions(uow, networks):
        ids = [network.id for network in some]
        gone = frozenset(reply for _, reply in uow.replies.gone(ids))
        for round in uow.rounds.closed(ids):
            snapshot = round.figures
            if snapshot and any(totals.is_hiding(figure) for figure in snapshot.figures):
                yield from _hidden(round, prompt_of(uow, round, prompts), snapshot, gone)


def _hidden(round: Round, prompt: Prompt, snapshot: RoundFigures, gone: Set[ReplyId]) -> Iterable[Published]:
    """A round from before there were snapshots is in no bundle, since nothing keeps it as it was.

    `gone`: the replies, in it or elsewhere, that count no more.
    """
    for figure in snapshot.figures if round.figures and round.closed_at else ():
        question = prompt.questions[figure.question]
        if round.closed_at and question.kind is QuestionKind.SCALE and totals.is_hiding(figure):
            yield Published(
                scale=totals.scale_of(question, round.phase),
                network=round.network_id,
                round=round.id,
                closed_at=round.closed_at,
                k=snapshot.k,
                figure=_slim(figure),
                gone=totals.gone_of(figure, gone),
            )


def _slim(figure: Figure) -> Figure:
    """Without the replies that it is made of: of many networks they would be most of what is held."""
    return replace(figure, replies=(), others=())


@dataclass(slots=True)
class Pool:
    """What is needed of networks for their totals: the newest figure of each scale, and everything that is hidden.

    `rounds`: of what is hidden, those that are asked about.
    """

    networks: set[NetworkId] = field(default_factory=set)
    published: list[Published] = field(default_factory=list)
    rounds: set[RoundId] = field(default_factory=set)
    _questions: dict[Scale, Question] = field(default_factory=dict)
    _newest: defaultdict[Scale, dict[NetworkId, Figure]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, seen: Seen, measures: Sequence[Measure] | None = None) -> None:
        """A network. `measures`: its own, where they are known already."""
        self.networks.add(seen.network.id)
        inside = {one.round.id for one in seen.asked}
        for one in seen.past:
            hidden = list(_hidden(one.round, one.prompt, one.snapshot, one.gone))
            self.published += hidden
            if hidden and one.round.id in inside:
                self.rounds.add(one.round.id)
        known = readings.measures(seen.asked, seen.past) if measures is None else measures
        for scale, question, figure in _of_scales(known):
            self._questions.setdefault(scale, question)
            self._newest[scale][seen.network.id] = _slim(figure)

    def pooled(self, bundles: Sequence[Bundle], *, k: int) -> tuple[Pooled, ...]:
        """Each scale over the networks, with the newest figure of each; what is too little is left out.

        Not those that are told with the goals: there staff and citizens never become one number.
        """
        told = []
        for scale, question in self._questions.items():
            fitting = [bundle for bundle in bundles if bundle.scale == scale]
            total = totals.total(self._newest[scale], fitting, rounds=self.rounds, k=k)
            told += [Pooled(question=question, total=total)] if total else []
        return tuple(told)


def _of_scales(measures: Iterable[Measure]) -> Iterable[tuple[Scale, Question, Figure]]:
    """The newest figure of each scale, the newest scale first."""
    for measure in measures:
        question = measure.question
        if question.kind is QuestionKind.SCALE and not question.target:
            yield totals.scale_of(question, Phase.UNDERWAY), question, measure.figure
