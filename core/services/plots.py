"""What a picture of figures shows, and to whom: of one network to those who may see it, of all to the secretariat.

The same figures under the same rules as in summaries and goals: nothing is counted anew, so a picture cannot be
subtracted from them. How the structure moves is open to every employee, as the flower is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.model import readings
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.periods import EVER
from core.model.plots import Plot, Step, Subject, parted
from core.model.prompts import Prompt, QuestionKind
from core.model.readings import Asked
from core.model.requests import Request
from core.model.rounds import Round
from core.model.summaries import Measure
from core.model.totals import Bundle
from core.ports import UnitOfWork
from core.services import goals, permissions, pooling, summaries, ties
from core.services.pooling import Pool
from core.services.readings import Seen, each, look

_PROGRESS = "fremdrift"


def looked(uow: UnitOfWork, organisation: Organisation, reader: Person, value: str, *, at: datetime) -> Plot:
    """What a button or a link carries: a subject, and the id of a network if it is of one."""
    subject, id = parted(value)
    if id:
        return of_network(uow, uow.networks.get(id), subject, reader)
    return of_structure(uow, organisation, subject, reader, at=at)


def of_network(uow: UnitOfWork, network: Network, subject: Subject, reader: Person) -> Plot:
    """Raises `NotFound` for who may not see it."""
    permissions.must_see(uow, network, reader)
    organisation = uow.organisations.get(network.organisation_id)
    if subject is Subject.GOALS:
        return Plot(subject=subject, network=network, goals=goals.of_network(uow, organisation, network))
    [seen] = look(uow, [network], EVER, k=organisation.k)
    if subject is Subject.FORCES:
        measures = readings.measures(seen.past, seen.past)
        drivers, barriers = _coded(measures, readings.DRIVERS), _coded(measures, readings.BARRIERS)
        return Plot(subject=subject, network=network, drivers=drivers, barriers=barriers)
    return Plot(subject=subject, network=network, steps=tuple(_step(one) for one in _rounds(seen)))


def of_structure(
    uow: UnitOfWork, organisation: Organisation, subject: Subject, reader: Person, *, at: datetime
) -> Plot:
    """Raises `NotAllowed` for who is not of the secretariat; the trend is every employee's."""
    if subject is Subject.TREND:
        return Plot(subject=subject, months=ties.trend(uow, organisation, reader, at=at))
    permissions.must_be_secretariat(reader)
    if subject is Subject.GOALS:
        return Plot(subject=subject, goals=goals.of_structure(uow, organisation, at=at))
    if subject is Subject.FORCES:
        summary = summaries.of_structure(uow, organisation, Request(), at=at)
        return Plot(
            subject=subject,
            common_drivers=summary.drivers,
            common_barriers=summary.barriers,
            networks=summary.networks,
        )
    networks = uow.networks.of_organisation(organisation.id)
    seen = each(uow, networks, EVER, k=organisation.k, wanted=_figures_alone)
    bundles = pooling.bundles(uow, networks, Pool(), at=at)
    return Plot(subject=subject, steps=_months(seen, bundles, organisation.k))


def _figures_alone(_network: Network, _round: Round, _prompt: Prompt) -> bool:
    """No words are read: what is drawn was published."""
    return False


def _coded(measures: Sequence[Measure], choices: str) -> Measure | None:
    return next((measure for measure in measures if measure.question.choices == choices), None)


def _rounds(seen: Seen) -> list[Asked]:
    """What was asked while it ran; what is asked months after is no step of its course."""
    return [one for one in seen.past if not one.round.is_echo]


def _step(asked: Asked) -> Step:
    figure = next((one for one in asked.figures if _is_progress(asked, one.question)), None)
    return Step(
        day=asked.day,
        answered=asked.snapshot.answered,
        asked=asked.snapshot.members,
        n=figure.n if figure else 0,
        median=figure.median if figure and figure.is_shown else None,
        phase=asked.round.phase,
    )


def _is_progress(asked: Asked, place: int) -> bool:
    question = asked.prompt.questions[place]
    return question.kind is QuestionKind.SCALE and question.scale == _PROGRESS


def _months(seen: Iterable[Seen], bundles: Sequence[Bundle], k: int) -> tuple[Step, ...]:
    """By the month that rounds closed in, as a summary of that month counts; no network is kept as a whole."""
    months: defaultdict[date, _Month] = defaultdict(_Month)
    for one in seen:
        theirs: defaultdict[date, list[Asked]] = defaultdict(list)
        for asked in _rounds(one):
            theirs[asked.day.replace(day=1)].append(asked)
        for first, rounds in theirs.items():
            months[first].add(replace(one, asked=rounds))
    return tuple(months[first].step(first, bundles, k) for first in sorted(months))


@dataclass(slots=True)
class _Month:
    """`told`: how many have answered how far they are, of which a total may be too few to tell."""

    answered: int = 0
    asked: int = 0
    told: int = 0
    pool: Pool = field(default_factory=Pool)

    def add(self, seen: Seen) -> None:
        self.answered += sum(asked.snapshot.answered for asked in seen.asked)
        self.asked += sum(asked.snapshot.members for asked in seen.asked)
        found = [one.n for asked in seen.asked for one in asked.figures if _is_progress(asked, one.question)]
        self.told += sum(found[-1:])
        self.pool.add(seen)

    def step(self, first: date, bundles: Sequence[Bundle], k: int) -> Step:
        pooled = self.pool.pooled(bundles, k=k)
        progress = next((one.total for one in pooled if one.question.scale == _PROGRESS), None)
        return Step(
            day=first,
            answered=self.answered,
            asked=self.asked,
            n=progress.n if progress else self.told,
            median=progress.median if progress else None,
        )
