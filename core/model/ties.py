"""Who is connected with whom: networks as threads between departments, and out to politics and society.

From domain.md §1.2, B3 and B6: the threads across, the flower, its life cycle. People never appear. How many are in a
network is told in bands, so that one who comes or goes changes nothing that could be worked out; a group of fewer than
k (§2.3) makes no thread of its own: from outside it joins the others, from a department it is left out.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from itertools import combinations
from statistics import mean
from zoneinfo import ZoneInfo

from core.model.figures import LEAST_K
from core.model.ids import NetworkId, UnitId
from core.model.members import Member
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import Belonging, Person, PersonKind, Unit
from core.model.periods import local_day


class Life(Enum):
    """How far a network is in its life, as the flower shows it (domain.md §1.2 B6)."""

    IDEA = "ide"
    RUNNING = "i_gang"
    CLOSED = "afsluttet"
    FOLLOWED_UP = "fulgt_op"


OUTSIDE = (
    PersonKind.POLITICIAN,
    PersonKind.CITIZEN,
    PersonKind.COMPANY,
    PersonKind.ASSOCIATION,
    PersonKind.EDUCATION,
    PersonKind.OTHER,
)
"""The kinds that a thread goes out to. `OTHER`: from outside, and too few of a kind to be told of by it."""

End = UnitId | PersonKind
"""Where a thread may end: a unit of the organisation, or a kind of people from outside."""
Pair = tuple[End, End]


HALF_A_YEAR = 6
"""Months."""
_LONGEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Which flower somebody looks at. `months`: so long ago stands beside today, two years at most; 0: today alone."""

    kind: NetworkType | None = None
    months: int = 0

    @property
    def value(self) -> str:
        """As buttons and links carry it."""
        return f"{self.kind.value if self.kind else ''}|{self.months}"

    def before(self, at: datetime, zone: str) -> datetime | None:
        """The end of the day so long ago; None for today alone."""
        if not self.months:
            return None
        day = local_day(at, zone)
        count = day.year * 12 + day.month - 1 - self.months
        year, month = count // 12, count % 12 + 1
        then = date(year, month, min(day.day, monthrange(year, month)[1]))
        return datetime.combine(then, time.max, ZoneInfo(zone))


def look(value: str) -> Look:
    """The look that a button or a link carries; what cannot be read is today's, of all."""
    kind, _, months = value.partition("|")
    known = {each.value: each for each in NetworkType}
    count = int(months) if months.isdecimal() else 0
    return Look(kind=known.get(kind), months=min(count, _LONGEST))


@dataclass(frozen=True, slots=True)
class Band:
    """About how many people: from `least` to `most`, both included. The first band says only that they are few."""

    least: int
    most: int | None

    @property
    def is_few(self) -> bool:
        return self.least == 0


def bands(k: int) -> tuple[Band, ...]:
    """Fewer than k, up to twice as many, up to four times, more."""
    k = max(k, LEAST_K)
    return Band(0, k - 1), Band(k, 2 * k - 1), Band(2 * k, 4 * k - 1), Band(4 * k, None)


def band_of(people: int, k: int) -> Band:
    """The band that a number of people lies in."""
    return next(band for band in reversed(bands(k)) if people >= band.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A network as a thread. `name`: empty where the reader may not know it.

    `crowd`: how many take part, or did when it closed. `departments`: of the base organisation, as they are today.
    """

    network: NetworkId
    name: str
    type: NetworkType | None
    life: Life
    crowd: Band
    departments: tuple[UnitId, ...] = ()
    committee: UnitId | None = None
    outside: tuple[PersonKind, ...] = ()

    @property
    def ends(self) -> tuple[End, ...]:
        """Everything that it ties together."""
        committee = (self.committee,) if self.committee else ()
        return (*self.departments, *committee, *self.outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Petal:
    """A department. `area`: the director area that it lies under, None at the top."""

    unit: Unit
    area: UnitId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The structure on a day. `petals`: area by area; `areas`: those that petals lie under; `ties`: the eldest first.

    `committees`: those above the base. `type`: if only networks of one are in it.
    """

    day: date
    k: int
    petals: tuple[Petal, ...]
    areas: tuple[Unit, ...]
    committees: tuple[Unit, ...]
    ties: tuple[Tie, ...]
    type: NetworkType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A network with everybody who was ever in it, and what its units are called for today."""

    network: Network
    members: Sequence[Member]
    people: Mapping[str, Person]

    def at(self, at: datetime) -> list[Person]:
        """Who took part then; of a network that was over, who took part when it closed."""
        closed_at = self.network.closed_at
        until = min(at, closed_at) if closed_at else at
        there = (member.person_id for member in self.members if _was_in(member, until))
        return [self.people[id] for id in there if id in self.people]


def _was_in(member: Member, at: datetime) -> bool:
    if member.joined_at is None or member.joined_at > at:
        return False
    return member.left_at is None or member.left_at > at


def life(network: Network, at: datetime) -> Life | None:
    """How far it was at an instant; None before there was such a network."""
    if network.created_at > at:
        return None
    if network.followed_up_at and network.followed_up_at <= at:
        return Life.FOLLOWED_UP
    if network.closed_at and network.closed_at <= at:
        return Life.CLOSED
    begun = network.starts_on <= local_day(at, network.zone)
    return Life.RUNNING if begun and network.state is not NetworkState.IDEA else Life.IDEA


def tie(crew: Crew, at: datetime, *, units_now: Mapping[UnitId, UnitId], k: int, name: str) -> Tie | None:
    """The thread that a network was at an instant; None before there was such a network.

    The units that it names, and where people belong, are those of today: what they were then is not kept.
    """
    stage = life(crew.network, at)
    if stage is None:
        return None
    people = crew.at(at)
    crowd = band_of(len(people), k)
    order = list(dict.fromkeys(units_now.values()))
    found = {*crew.network.unit_ids, *_many(people, k)}
    departments = {units_now[unit] for unit in found if unit in units_now}
    return Tie(
        network=crew.network.id,
        name=name,
        type=crew.network.type,
        life=stage,
        crowd=crowd,
        departments=tuple(unit for unit in order if unit in departments),
        committee=crew.network.committee_id,
        outside=() if crowd.is_few else _outside(people, k),
    )


def _many(people: Iterable[Person], k: int) -> set[UnitId]:
    """The units that k or more come from: the network is tied to them, though it does not name them."""
    counts = Counter(person.unit_id for person in people if person.unit_id)
    return {unit for unit, count in counts.items() if count >= max(k, LEAST_K)}


def _outside(people: Iterable[Person], k: int) -> tuple[PersonKind, ...]:
    counts = Counter(kind for person in people if (kind := _kind(person)))
    shown = {kind for kind, count in counts.items() if count >= max(k, LEAST_K)}
    others = {PersonKind.OTHER} if counts.keys() - shown else set[PersonKind]()
    return tuple(kind for kind in OUTSIDE if kind in shown | others)


def _kind(person: Person) -> PersonKind | None:
    """In what capacity somebody brings society or politics in; None for staff."""
    if person.kind in OUTSIDE and (person.kind is not PersonKind.OTHER or person.belonging is not Belonging.EMPLOYEE):
        return person.kind
    return None if person.belonging is Belonging.EMPLOYEE else PersonKind.OTHER


def matrix(ties: Iterable[Tie], among: Collection[End] | None = None) -> Mapping[Pair, int]:
    """How many networks tie each two ends together (A12, A15). `among`: only these; a pair stands once."""
    counts = Counter[Pair]()
    for each in ties:
        ends = [end for end in each.ends if among is None or end in among]
        counts.update(_sorted(pair) for pair in combinations(ends, 2))
    return counts


def _sorted(pair: Pair) -> Pair:
    """One order for each pair: units before kinds, else by their ids."""
    one, other = sorted(pair, key=lambda end: (isinstance(end, PersonKind), str(end)))
    return one, other


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How the structure stood at the end of a month, of what was under way (B15).

    `departments`: how many a network tied together, on average; None without networks. `links`: how many pairs of
    departments some network tied together.
    """

    first: date
    networks: int
    departments: float | None
    links: int


def month(first: date, ties: Iterable[Tie]) -> Month:
    """What stood on the last day that was looked at."""
    running = [each for each in ties if each.life is Life.RUNNING]
    departments: set[End] = {unit for each in running for unit in each.departments}
    return Month(
        first=first,
        networks=len(running),
        departments=mean(len(each.departments) for each in running) if running else None,
        links=len(matrix(running, departments)),
    )
