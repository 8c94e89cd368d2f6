"""What a summary of many networks is made of, gathered from one network after the other: none is kept as a whole."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from core.model import figures, readings, signals
from core.model.codes import Coding
from core.model.goals import Year
from core.model.ids import PersonId, ReplyId, UnitId
from core.model.masks import Names
from core.model.networks import Network, NetworkType
from core.model.organisations import Organisation
from core.model.outcomes import Kind, Noted
from core.model.periods import Period, day_of
from core.model.prompts import Option, Prompt
from core.model.replies import Saying
from core.model.rounds import Round
from core.model.signals import Signal
from core.model.summaries import Basis
from core.model.tellings import HELD, Place, Quotes, Shelf
from core.ports import UnitOfWork
from core.services import codings, courses, goals, harvests
from core.services.codings import Coded
from core.services.courses import Pending
from core.services.harvests import Shed
from core.services.pooling import Pool
from core.services.readings import AT_A_TIME, Seen, Wanted, each, look, names_of

_TOLD = (readings.CHANGE, readings.RESULT, readings.PERSPECTIVE)


@dataclass(slots=True)
class Grounds:
    """What a summary rests on, added up."""

    rounds: int = 0
    answered: int = 0
    asked: int = 0
    first: date | None = None
    last: date | None = None
    newest: date | None = None

    def add(self, seen: Seen) -> None:
        days = [one.day for one in seen.asked]
        self.rounds += len(days)
        self.answered += sum(one.snapshot.answered for one in seen.asked)
        self.asked += sum(one.snapshot.members for one in seen.asked)
        self.first = min((day for day in (self.first, *days) if day), default=None)
        self.last = max((day for day in (self.last, *days) if day), default=None)
        self.newest = max((day for day in (self.newest, *(one.day for one in seen.past)) if day), default=None)

    def told(self, period: Period, k: int) -> Basis:
        return Basis(
            period=period,
            rounds=self.rounds,
            answered=self.answered,
            asked=self.asked,
            first=self.first,
            last=self.last,
            k=max(k, figures.LEAST_K),
            newest=self.newest,
        )


@dataclass(slots=True, kw_only=True)
class Gathered:
    """Of the networks so far. `names`: of everybody in all of them; `year`: of the goals."""

    shed: Shed
    period: Period
    year: Year | None
    names: Names
    coded: Coded
    at: datetime
    basis: Grounds = field(default_factory=Grounds)
    active: set[PersonId] = field(default_factory=set)
    departments: set[UnitId] = field(default_factory=set)
    outsiders: set[PersonId] = field(default_factory=set)
    changes: Shelf = field(default_factory=Shelf)
    results: Shelf = field(default_factory=Shelf)
    perspectives: Shelf = field(default_factory=Shelf)
    quotable: Quotes = field(default_factory=Quotes)
    by_type: Counter[NetworkType] = field(default_factory=Counter)
    drivers: list[tuple[Option, ...]] = field(default_factory=list)
    barriers: list[tuple[Option, ...]] = field(default_factory=list)
    raised: list[tuple[str, Signal]] = field(default_factory=list)
    noted: list[Sequence[Noted]] = field(default_factory=list)
    for_goals: list[goals.Part] = field(default_factory=list)
    pool: Pool = field(default_factory=Pool)
    about: list[tuple[Coding, bool]] = field(default_factory=list)

    def add(self, uow: UnitOfWork, place: int, seen: Seen, waits: Pending) -> None:
        """The network that has this place among all of them."""
        self.basis.add(seen)
        self.active |= {person.id for person in seen.active}
        self.departments |= seen.departments
        self.outsiders |= seen.outsiders
        measures = readings.measures(seen.asked, seen.past)
        self.pool.add(seen, measures)
        self.drivers.append(courses.named(measures, readings.DRIVERS))
        self.barriers.append(courses.named(measures, readings.BARRIERS))
        course = courses.course(seen, self.shed, waits, self.at)
        self.raised += [(seen.network.name, signal) for signal in signals.of_network(course)]
        noted = harvests.noted(self.shed, seen, self.period, seen.network.name)
        self.noted.append(noted)
        self._add_words(place, seen, noted)
        self.for_goals.append(goals.part(uow, seen, self.shed, self.year))
        self.about += self.coded.of(seen)

    def _add_words(self, place: int, seen: Seen, noted: Sequence[Noted]) -> None:
        name = seen.network.name
        changes = readings.changes(self.shed.untouched(seen, seen.asked), seen.names, name)
        results = readings.words(seen.asked, (readings.RESULT,), seen.names, name)
        self.changes.put(place, changes, surest_first=True)
        self.results.put(place, results)
        self.perspectives.put(place, readings.words(seen.asked, (readings.PERSPECTIVE,), seen.names, name))
        told = {each.written for each in noted if each.record.kind is Kind.CHANGE}
        self._offer(place, seen, used=told | {each.written for each in (*changes, *results)})
        if seen.network.type:
            self.by_type[seen.network.type] += len(changes) + self.shed.changes(seen, self.period)

    def _offer(self, network: int, seen: Seen, used: Set[str]) -> None:
        """Of each person the newest that may be quoted. `used`: what the network tells elsewhere in the summary."""
        found: set[PersonId] = set()
        for round, one in sorted(enumerate(seen.asked), key=lambda each: each[1].day, reverse=True):
            for place, reply in enumerate(one.readable):
                fresh = _fresh(reply, used) if reply.quotable and reply.person_id not in found else None
                if fresh:
                    number, text = fresh
                    where = Place(one.day.toordinal(), network, round, place, number)
                    self.quotable.offer(reply.person_id, where, text)
                    found.add(reply.person_id)


def _fresh(reply: Saying, used: Set[str]) -> tuple[int, str] | None:
    """The first of its texts that is not told already, and which of them that is."""
    return next(((number, text) for number, text in enumerate(readings.texts(reply)) if text not in used), None)


def gathered(
    uow: UnitOfWork,
    organisation: Organisation,
    everything: Sequence[Network],
    chosen: Sequence[Network],
    period: Period,
    *,
    at: datetime,
) -> Gathered:
    """Of the networks chosen. `everything`: all of the organisation."""
    found = Gathered(
        shed=harvests.shed_of(uow, chosen),
        period=period,
        year=goals.year_of(organisation, everything),
        names=names_of(uow, chosen),
        coded=codings.coded(uow, chosen),
        at=at,
    )
    wanted = _wanted(period, found.year, found.coded)
    reading = enumerate(each(uow, chosen, period, k=organisation.k, wanted=wanted))
    while some := list(islice(reading, AT_A_TIME)):
        waits = courses.pending(uow, [seen for _, seen in some], at)
        for place, seen in some:
            found.add(uow, place, seen, waits)
    return found


def _wanted(period: Period, year: Year | None, coded: Coded) -> Wanted:
    """Words are read of the rounds that ask for what is told; of networks that are over also from before the period."""
    bears = goals.bearing(year)

    def is_wanted(network: Network, round: Round, prompt: Prompt) -> bool:
        is_inside = period.holds(day_of(round, network.zone))
        if prompt.asks(_TOLD) and (is_inside or network.closed_at):
            return True
        return round.id in coded.rounds or bears(network, round, prompt)

    return is_wanted


@dataclass(frozen=True, slots=True)
class Quoted:
    """The first sentences that may be quoted, of so many, each with the reply that it stands in."""

    n: int
    first: Mapping[str, ReplyId]


def quotes(uow: UnitOfWork, found: Gathered, chosen: Sequence[Network], *, k: int) -> Quoted:
    """The newest of each person's, without what is told already. Those that are held are read once more."""
    places = found.quotable.chosen()
    held = places[:HELD]
    networks = {place.network: chosen[place.network] for place in held}
    seen = dict(zip(networks, look(uow, list(networks.values()), found.period, k=k), strict=True))
    return Quoted(len(places), dict(_text(seen[place.network], place, found.names) for place in held))


def _text(seen: Seen, place: Place, names: Names) -> tuple[str, ReplyId]:
    reply = seen.asked[place.round].readable[place.reply]
    return readings.masked(readings.texts(reply)[place.text], names), reply.id
