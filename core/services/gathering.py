"""What a summary of many networks is made of, gathered from one network after the other: none is kept as a whole."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from core.model import figures, readings, signals
from core.model.codes import Coding
from core.model.goals import Year
from core.model.ids import PersonId, ReplyId, UnitId
from core.model.masks import Names
from core.model.networks import Network, NetworkType
from core.model.organisations import Organisation
from core.model.outcomes import Kind, Noted
from core.model.outlines import TOLD, Outline, Print, Quotable, print_of
from core.model.periods import Period, day_of
from core.model.prompts import Option, Prompt
from core.model.readings import Asked
from core.model.rounds import Round
from core.model.signals import Signal
from core.model.summaries import Basis
from core.model.tellings import HELD, Place, Quotes, Shelf, Spot, Teller
from core.ports import UnitOfWork
from core.services import codings, courses, goals, harvests, outlines
from core.services.codings import Coded
from core.services.courses import Pending
from core.services.harvests import Shed
from core.services.pooling import Pool
from core.services.readings import Seen, Wanted, look, together


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
    """Of the networks so far. `year`: of the goals; `everybody`: by name."""

    shed: Shed
    period: Period
    year: Year | None
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
    everybody: dict[str, None] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """Of everybody who is, was or was asked to be in any of them, one network after the other."""
        return Names(self.everybody)

    @property
    def held(self) -> Mapping[str, Sequence[Spot]]:
        """Where the words stand that are shown, by dimension."""
        shelves = (self.changes, self.results, self.perspectives)
        return {dimension: shelf.first() for dimension, shelf in zip(TOLD, shelves, strict=True)}

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
        self.everybody |= dict.fromkeys(seen.names)

    def _add_words(self, place: int, seen: Seen, noted: Sequence[Noted]) -> None:
        teller = Teller(place=place, name=seen.network.name, names=seen.names, lifted=self.shed.lifted(seen))
        told = outlines.newest_first(seen, seen.asked, lifted=teller.lifted)
        changes = outlines.told(teller, told, readings.CHANGE)
        self.changes.put_surest(changes, of_all=True)
        self.results.put(outlines.told(teller, told, readings.RESULT))
        self.perspectives.put(outlines.told(teller, told, readings.PERSPECTIVE))
        recorded = {print_of(each.written) for each in noted if each.record.kind is Kind.CHANGE}
        self._offer(teller, seen, told, used=recorded.union(*(outline.used for _, outline in told)))
        if seen.network.type:
            self.by_type[seen.network.type] += changes.n + self.shed.changes(seen, self.period)

    def _offer(self, teller: Teller, seen: Seen, told: Sequence[tuple[Asked, Outline]], *, used: Set[Print]) -> None:
        """Of each person the newest that may be quoted. `used`: what the network tells elsewhere in the summary."""
        numbers = {one.round.id: number for number, one in enumerate(seen.asked)}
        found: set[PersonId] = set()
        for one, outline in told:
            for quotable in outline.quotable:
                fresh = None if quotable.person_id in found else _fresh(quotable, used)
                if fresh:
                    number, text = fresh
                    day, round = one.day.toordinal(), numbers[one.round.id]
                    where = Place(day, teller.place, round, quotable.place, number)
                    self.quotable.offer(quotable.person_id, where, text)
                    found.add(quotable.person_id)


def _fresh(quotable: Quotable, used: Set[Print]) -> tuple[int, Print] | None:
    """The first of its texts that is not told already, and which of them that is."""
    return next(((number, text) for number, text in enumerate(quotable.texts) if text not in used), None)


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
        coded=codings.coded(uow, chosen),
        at=at,
    )
    wanted = _wanted(found.year, found.coded, harvests.lifting(uow, chosen))
    places = count()
    for some in together(uow, chosen, period, k=organisation.k, wanted=wanted, counted=_told(period)):
        waits = courses.pending(uow, some, at)
        for seen in some:
            found.add(uow, next(places), seen, waits)
    return found


def _wanted(year: Year | None, coded: Coded, is_lifted: Wanted) -> Wanted:
    """Replies are read where they are counted for a goal, have been coded, or a record was made of one."""
    bears = goals.bearing(year)

    def is_wanted(network: Network, round: Round, prompt: Prompt) -> bool:
        return round.id in coded.rounds or bears(network, round, prompt) or is_lifted(network, round, prompt)

    return is_wanted


def _told(period: Period) -> Wanted:
    """Rounds that ask for what is told; of networks that are over also those from before the period."""

    def is_told(network: Network, round: Round, prompt: Prompt) -> bool:
        return prompt.asks(TOLD) and bool(network.closed_at or period.holds(day_of(round, network.zone)))

    return is_told


@dataclass(frozen=True, slots=True)
class Quoted:
    """The first sentences that may be quoted, of so many, each with the reply that it stands in."""

    n: int
    first: Mapping[str, ReplyId]


def quotes(uow: UnitOfWork, found: Gathered, chosen: Sequence[Network], *, k: int) -> Quoted:
    """The newest of each person's, without what is told already. Of the networks of those that are held it is read once
    more what may be quoted.
    """
    places = found.quotable.chosen()
    held = places[:HELD]
    networks = {place.network: chosen[place.network] for place in held}
    read = look(uow, list(networks.values()), found.period, k=k, wanted=lambda *_: False)
    seen, names = dict(zip(networks, read, strict=True)), found.names
    return Quoted(len(places), dict(_text(seen[place.network], place, names) for place in held))


def _text(seen: Seen, place: Place, names: Names) -> tuple[str, ReplyId]:
    reply = seen.asked[place.round].readable[place.reply]
    return readings.masked(readings.texts(reply)[place.text], names), reply.id
