"""The summary of all networks, worked out plainly: every reply of every round is looked at, all networks at once.

What is built to be fast (`core.services.gathering`) is held to this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from core.model import goal_counts, goals, readings, targets, totals
from core.model.figures import is_counted
from core.model.goal_counts import Told
from core.model.goals import Goals
from core.model.ids import PersonId
from core.model.networks import NetworkType, Phase
from core.model.organisations import Organisation
from core.model.outcomes import Kind
from core.model.periods import EVER, Period
from core.model.prompts import QuestionKind
from core.model.readings import Asked
from core.model.summaries import Certainty, Pooled, Words
from core.model.totals import Bundle, Published
from core.ports import UnitOfWork
from core.services import goals as goal_services
from core.services import harvests
from core.services.harvests import in_turn
from core.services.readings import Seen, look


class Plain:
    """Everything that a summary tells out of rounds, by the names that it has there."""

    def __init__(self, uow: UnitOfWork, organisation: Organisation, period: Period, *, at: datetime) -> None:
        self.k, self.period = organisation.k, period
        self.networks = uow.networks.of_organisation(organisation.id)
        self.seen = look(uow, self.networks, period, k=self.k)
        self.shed = harvests.open_shed(uow, self.seen)
        self.changes = self._changes()
        self.results, self.perspectives = self._words(readings.RESULT), self._words(readings.PERSPECTIVE)
        self.harvest = harvests.of_structure(self.shed, self.seen, period)
        self.quotes = self._quotes()
        self.bundles = self._bundles(at)
        self.pooled = self._pooled()
        self.goals = self._goals(uow, organisation)

    def _words(self, dimension: str) -> tuple[Words, ...]:
        return in_turn(readings.words(one.asked, (dimension,), one.names, one.network.name) for one in self.seen)

    def _told(self, one: Seen) -> tuple[Words, ...]:
        return readings.changes(self.shed.untouched(one, one.asked), one.names, one.network.name)

    def _quotes(self) -> tuple[str, ...]:
        """Of each person the newest, without what their network tells elsewhere; each text once."""
        used = [self._used(one) for one in self.seen]
        offered = [
            (-asked.day.toordinal(), network, reply.person_id, text)
            for network, one in enumerate(self.seen)
            for asked in one.asked
            for reply in asked.readable
            for text in readings.texts(reply)
            if reply.quotable and text not in used[network]
        ]
        newest: dict[PersonId, str] = {}
        for *_, person, text in sorted(offered, key=lambda each: each[:2]):
            newest.setdefault(person, text)
        names = [name for one in self.seen for name in one.names]
        return tuple(readings.masked(text, names) for text in dict.fromkeys(newest.values()))

    def _used(self, one: Seen) -> set[str]:
        results = readings.words(one.asked, (readings.RESULT,), ())
        records = [record for record in self.shed.within(one, self.period) if record.kind is Kind.CHANGE]
        return {each.written for each in (*self._told(one), *results)} | {record.details.text for record in records}

    def _changes(self) -> tuple[Words, ...]:
        order = list(Certainty)
        return tuple(sorted(in_turn(map(self._told, self.seen)), key=lambda some: order.index(some.certainty)))

    @property
    def by_type(self) -> Counter[NetworkType | None]:
        counts = Counter[NetworkType | None]()
        for one in self.seen:
            counts[one.network.type] += len(self._told(one)) + self.shed.changes(one, self.period)
        return counts

    def _bundles(self, at: datetime) -> tuple[Bundle, ...]:
        before = (at - timedelta(hours=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        every = [each for one in self.seen for asked in one.past for each in _published(asked)]
        return totals.bundles(every, before=before)

    def _pooled(self) -> tuple[Pooled, ...]:
        questions, newest = {}, defaultdict(dict)
        for one in self.seen:
            for measure in readings.measures(one.asked, one.past):
                if measure.question.kind is QuestionKind.SCALE and not measure.question.target:
                    scale = totals.scale_of(measure.question, Phase.UNDERWAY)
                    questions.setdefault(scale, measure.question)
                    newest[scale][one.network.id] = measure.figure
        asked = [asked for one in self.seen for asked in one.asked]
        rounds = {each.round.id for each in asked}
        told = []
        for scale, question in questions.items():
            fitting = [bundle for bundle in self.bundles if bundle.scale == scale]
            total = totals.total(newest[scale], fitting, rounds=rounds, k=self.k)
            told += [Pooled(question=question, total=total)] if total else []
        return tuple(told)

    def _goals(self, uow: UnitOfWork, organisation: Organisation) -> Goals:
        year = goal_services.year_of(organisation, self.networks)
        rounds = [(one, asked) for one in self.seen for asked in one.past if year is None or year.holds(asked.day)]
        groups = goal_services.groups_of(uow, [reply for _, asked in rounds for reply in asked.replies])
        told = [
            Told(network=one.network.id, asked=asked, groups=groups)
            for one, asked in rounds
            if targets.bears(asked.prompt) or targets.competences(asked.prompt)
        ]
        held = Period(year.first, year.last) if year else EVER
        return Goals(
            year=year,
            area=organisation.target_area,
            proposals=goals.proposals(harvests.of_structure(self.shed, self.seen, held).proposals),
            experience=goal_counts.experience(told, k=self.k),
            competence=goal_counts.competence(told, k=self.k, bundles=self.bundles),
            examples=in_turn(_examples(one, [asked for each, asked in rounds if each is one]) for one in self.seen),
        )


def _examples(seen: Seen, asked: Iterable[Asked]) -> Sequence[str]:
    both = [one for one in asked if targets.pair(one.prompt)]
    return [some.text for some in readings.words(both, ("kompetence",), seen.names)]


def _published(asked: Asked) -> Iterable[Published]:
    there = {reply.id for reply in asked.replies if is_counted(reply)}
    for figure in asked.round.figures.figures if asked.round.figures else ():
        question = asked.prompt.questions[figure.question]
        if question.kind is QuestionKind.SCALE and asked.round.closed_at:
            yield Published(
                scale=totals.scale_of(question, asked.round.phase),
                network=asked.round.network_id,
                round=asked.round.id,
                closed_at=asked.round.closed_at,
                k=asked.snapshot.k,
                figure=figure,
                gone=totals.gone_of(figure, {*figure.replies, *figure.others} - there),
            )


def raised(seen: Sequence[Seen], choices: str) -> Counter[str]:
    """How many networks show each option of a set of choices newest."""
    named = [
        option.id
        for one in seen
        for measure in readings.measures(one.asked, one.past)
        if measure.question.choices == choices
        for option in readings.named(measure)
    ]
    return Counter(named)
