"""Networks as a summary sees them: who is in them, and their closed rounds with what still stands of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from core.errors import NotFound
from core.model import echoes, figures, periods
from core.model.figures import RoundFigures
from core.model.ids import NetworkId, PersonId, ReplyId, RoundId, UnitId
from core.model.masks import Names
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Belonging, Person
from core.model.outcomes import Record
from core.model.outlines import Outline
from core.model.periods import Period
from core.model.prompts import Prompt
from core.model.readings import Asked
from core.model.replies import Saying
from core.model.rounds import Round
from core.model.units import today_s
from core.ports import UnitOfWork
from core.services import asking
from core.services.portions import portions

NEVER = Period(date.max)
"""For those who want no round but those that are read in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A network with all its closed rounds, oldest first (`past`), and those of the period (`asked`).

    `people`: everyone who is, was or was asked to be in it, its leader and its anchor.
    `departments_now`: the units of the base organisation, each with what it has become.
    `names`: what is masked in the words of its members. `outlines`: of rounds whose replies were not read.
    """

    network: Network
    members: Sequence[Member]
    people: Mapping[PersonId, Person]
    past: Sequence[Asked]
    asked: Sequence[Asked]
    departments_now: Mapping[UnitId, UnitId]
    names: Names
    outlines: Mapping[RoundId, Outline] = field(default_factory=dict)

    @property
    def active(self) -> list[Person]:
        ids = [member.person_id for member in self.members if member.is_active]
        return [self.people[id] for id in ids if id in self.people]

    @property
    def outsiders(self) -> set[PersonId]:
        """Members who are not employees: citizens, companies, schools."""
        return {person.id for person in self.active if person.belonging is not Belonging.EMPLOYEE}

    @property
    def departments(self) -> set[UnitId]:
        """Those it was made for and those its members come from, as they are today; committees and society apart."""
        named = {*self.network.unit_ids, *(person.unit_id for person in self.active if person.unit_id)}
        return {self.departments_now[unit] for unit in named if unit in self.departments_now}


Wanted = Callable[[Network, Round, Prompt], bool]
"""Which closed rounds are meant."""


def everything(_network: Network, _round: Round, _prompt: Prompt) -> bool:
    """Every reply of every round."""
    return True


def look(
    uow: UnitOfWork, networks: Sequence[Network], period: Period, *, k: int, wanted: Wanted = everything
) -> list[Seen]:
    """The networks, in their order."""
    return list(each(uow, networks, period, k=k, wanted=wanted))


def each(
    uow: UnitOfWork,
    networks: Iterable[Network],
    period: Period,
    *,
    k: int,
    wanted: Wanted = everything,
    counted: Wanted | None = None,
) -> Iterator[Seen]:
    """One network of an organisation after the other, in their order; whoever lets go of them needs no more room for
    many than for a few. Several are read with as many statements as one.

    `wanted`: the rounds whose replies are read in full. `counted`: those of which an outline will do as well, where one
    is kept; if it is given, it will do too for what may be quoted of the others in the period.
    """
    for some in together(uow, networks, period, k=k, wanted=wanted, counted=counted):
        yield from some


def together(
    uow: UnitOfWork,
    networks: Iterable[Network],
    period: Period,
    *,
    k: int,
    wanted: Wanted = everything,
    counted: Wanted | None = None,
) -> Iterator[Sequence[Seen]]:
    """As `each`, in the portions in which they are read: for who reads something more of several at once."""
    reader: _Reader | None = None
    for some in portions(uow, networks):
        if reader is None:
            units = today_s(uow.organisations.units(some[0].organisation_id))
            reader = _Reader(uow=uow, period=period, k=k, wanted=wanted, counted=counted, departments_now=units)
        yield reader.read(some)


def of_round(uow: UnitOfWork, round: Round) -> tuple[Network, Asked, Names]:
    """One closed round with its network, and the names that are masked in its words.

    Raises `NotFound` for one that is not closed: nobody reads what others are still writing.
    """
    network = uow.networks.get(round.network_id)
    k = uow.organisations.get(network.organisation_id).k
    day = periods.day_of(round, network.zone)
    [seen] = look(uow, [network], Period(day, day), k=k, wanted=lambda _network, one, _prompt: one.id == round.id)
    asked = next((one for one in seen.past if one.round.id == round.id), None)
    if asked is None:
        raise NotFound("codes.reply_gone")
    return network, asked, seen.names


def prompt_of(uow: UnitOfWork, round: Round, prompts: dict[tuple[str, int], Prompt]) -> Prompt:
    """What a round asked. `prompts`: those that have been read already, filled here."""
    if round.is_echo or round.besides_id:
        return asking.of_round(uow, round)
    which = (round.prompt_id, round.prompt_version)
    if which not in prompts:
        prompts[which] = uow.prompts.get(*which)
    return prompts[which]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads networks, and remembers the prompts that their rounds asked."""

    uow: UnitOfWork
    period: Period
    k: int
    wanted: Wanted
    counted: Wanted | None
    departments_now: Mapping[UnitId, UnitId]
    prompts: dict[tuple[str, int], Prompt] = field(default_factory=dict)
    composed: dict[tuple[str, int, str, int], Prompt] = field(default_factory=dict)

    def read(self, networks: Sequence[Network]) -> Sequence[Seen]:
        ids = [network.id for network in networks]
        rounds = _grouped(self.uow.rounds.closed(ids))
        members = _grouped(self.uow.members.of_networks(ids))
        people = self._people(networks, members)
        changes = self._changes(rounds)
        gone: defaultdict[RoundId, set[ReplyId]] = defaultdict(set)
        for round_id, reply in self.uow.replies.gone(ids):
            gone[round_id].add(reply)
        self._learn([one for closed in rounds.values() for one in closed])
        asked = [(each, one, self._prompt(one, changes)) for each in networks for one in rounds[each.id]]
        days = {one.id: periods.day_of(one, network.zone) for network, one, _ in asked}
        inside = {one.id for _, one, _ in asked if one.closed_at and self.period.holds(days[one.id])}
        kept, said = self._read(asked, inside)
        past: defaultdict[NetworkId, list[Asked]] = defaultdict(list)
        for network, one, prompt in asked:
            past[network.id].append(_asked(one, days[one.id], prompt, said[one.id], gone[one.id], self.k))
        return [
            self._seen(network, past[network.id], inside, members[network.id], people, kept) for network in networks
        ]

    def _seen(
        self,
        network: Network,
        past: list[Asked],
        inside: Set[RoundId],
        members: Sequence[Member],
        people: Mapping[PersonId, Person],
        kept: Mapping[RoundId, Outline],
    ) -> Seen:
        theirs = _of_network(network, members)
        known = {id: person for id, person in people.items() if id in theirs}
        return Seen(
            network=network,
            members=members,
            people=known,
            past=past,
            asked=[one for one in past if one.round.id in inside],
            departments_now=self.departments_now,
            names=Names(person.name for person in known.values()),
            outlines={one.round.id: kept[one.round.id] for one in past if one.round.id in kept},
        )

    def _people(
        self, networks: Sequence[Network], members: Mapping[NetworkId, Sequence[Member]]
    ) -> Mapping[PersonId, Person]:
        """By name."""
        ids = {id for network in networks for id in _of_network(network, members[network.id])}
        return {person.id: person for person in self.uow.people.read(ids)}

    def _changes(self, rounds: Mapping[NetworkId, Sequence[Round]]) -> Mapping[NetworkId, Sequence[Record]]:
        """What echoes ask about."""
        echoing = [id for id, closed in rounds.items() if any(one.is_echo for one in closed)]
        return _grouped(self.uow.outcomes.of_networks(echoing) if echoing else ())

    def _prompt(self, round: Round, changes: Mapping[NetworkId, Sequence[Record]]) -> Prompt:
        which = (round.prompt_id, round.prompt_version, round.besides_id, round.besides_version)
        if which not in self.composed:
            self.composed[which] = asking.composed(round, lambda id, version: self.prompts[id, version])
        prompt = self.composed[which]
        return echoes.with_changes(prompt, changes[round.network_id]) if round.is_echo else prompt

    def _learn(self, rounds: Sequence[Round]) -> None:
        """The prompts of some rounds that were not read yet."""
        asked = {(one.prompt_id, one.prompt_version) for one in rounds}
        besides = {(one.besides_id, one.besides_version) for one in rounds if one.besides_id}
        self.prompts.update(self.uow.prompts.get_many((asked | besides) - self.prompts.keys()))

    def _read(
        self, rounds: Sequence[tuple[Network, Round, Prompt]], inside: Set[RoundId]
    ) -> tuple[Mapping[RoundId, Outline], Mapping[RoundId, Sequence[Saying]]]:
        """The outlines of those of which one will do, and what was said in the others that are asked about.

        `inside`: those in the period.
        """
        full = {one.id for network, one, prompt in rounds if not one.figures or self.wanted(network, one, prompt)}
        inside = inside - full
        told = {each[1].id for each in rounds if self.counted and self.counted(*each)} - full
        kept = self.uow.outlines.read(inside | told) if self.counted and inside | told else {}
        full |= told - kept.keys()
        said: defaultdict[RoundId, list[Saying]] = defaultdict(list)
        theirs = full | (inside - kept.keys())
        for saying in self.uow.replies.said(theirs, in_full=full) if theirs else ():
            said[saying.round_id].append(saying)
        return kept, said


_Of = TypeVar("_Of", Round, Member, Record)


def _grouped(found: Iterable[_Of]) -> defaultdict[NetworkId, list[_Of]]:
    """By network, in the order given."""
    groups: defaultdict[NetworkId, list[_Of]] = defaultdict(list)
    for one in found:
        groups[one.network_id].append(one)
    return groups


def _of_network(network: Network, members: Sequence[Member]) -> set[PersonId]:
    ids = {member.person_id for member in members} | {network.leader_id}
    return ids | {network.anchor_id} if network.anchor_id else ids


def _asked(round: Round, day: date, prompt: Prompt, said: Sequence[Saying], gone: Set[ReplyId], k: int) -> Asked:
    snapshot = snapshot_of(round, prompt, said, k)
    standing = figures.without(snapshot, gone)
    return Asked(
        round=round,
        prompt=prompt,
        day=day,
        snapshot=snapshot,
        figures=standing.figures if standing else (),
        replies=tuple(said),
        gone=gone,
    )


def snapshot_of(round: Round, prompt: Prompt, said: Sequence[Saying], k: int) -> RoundFigures:
    """What was published at the closing; of a round that came without it, what would have been."""
    if round.figures:
        return round.figures
    k, members = published_for(round, k)
    return figures.count(prompt, said, members=members, k=k)


def published_for(round: Round, k: int) -> tuple[int, int]:
    """How many a figure of a closed round takes, and how many members there were. `k`: of the organisation, for a round
    that came without figures.
    """
    if round.figures:
        return round.figures.k, round.figures.members
    return max(k, figures.LEAST_K), round.asked or 0
