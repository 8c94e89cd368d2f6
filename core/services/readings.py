"""Networks as a summary sees them: who is in them, and their closed rounds with what still stands of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model import figures, periods
from core.model.figures import RoundFigures
from core.model.ids import PersonId, RoundId, UnitId
from core.model.members import Member
from core.model.networks import Network
from core.model.organisations import Belonging, Person
from core.model.periods import Period
from core.model.prompts import Prompt
from core.model.readings import Asked
from core.model.replies import Reply
from core.model.rounds import Round
from core.model.units import today_s
from core.ports import UnitOfWork
from core.services import asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A network with all its closed rounds, oldest first (`past`), and those of the period (`asked`).

    `people`: everyone who is, was or was asked to be in it, its leader and its anchor.
    `departments_now`: the units of the base organisation, each with what it has become.
    """

    network: Network
    members: Sequence[Member]
    people: Mapping[PersonId, Person]
    past: Sequence[Asked]
    asked: Sequence[Asked]
    departments_now: Mapping[UnitId, UnitId]

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

    @property
    def names(self) -> list[str]:
        """What is masked in the words of its members."""
        return [person.name for person in self.people.values()]


def look(uow: UnitOfWork, networks: Sequence[Network], period: Period, *, k: int) -> list[Seen]:
    """The networks, in their order."""
    rounds = {
        network.id: periods.within(uow.rounds.of_network(network.id), periods.EVER, "UTC") for network in networks
    }
    replies = _replies(uow, [one.id for closed in rounds.values() for one in closed])
    prompts: dict[tuple[str, int], Prompt] = {}
    departments_now = today_s(uow.organisations.units(networks[0].organisation_id)) if networks else {}
    found = []
    for network in networks:
        past = [_asked(uow, one, network, replies[one.id], prompts, k) for one in rounds[network.id]]
        inside = {one.id for one in periods.within(rounds[network.id], period, network.zone)}
        members = uow.members.of_network(network.id)
        found.append(
            Seen(
                network=network,
                members=members,
                people=_people(uow, network, members),
                past=past,
                asked=[one for one in past if one.round.id in inside],
                departments_now=departments_now,
            )
        )
    return found


def of_round(uow: UnitOfWork, round: Round) -> tuple[Network, Asked, list[str]]:
    """One closed round with its network, and the names that are masked in its words."""
    network = uow.networks.get(round.network_id)
    k = uow.organisations.get(network.organisation_id).k
    people = _people(uow, network, uow.members.of_network(network.id))
    asked = _asked(uow, round, network, uow.replies.of_round(round.id), {}, k)
    return network, asked, [person.name for person in people.values()]


def _replies(uow: UnitOfWork, ids: Sequence[RoundId]) -> Mapping[RoundId, list[Reply]]:
    replies: defaultdict[RoundId, list[Reply]] = defaultdict(list)
    for reply in uow.replies.of_rounds(ids) if ids else ():
        replies[reply.round_id].append(reply)
    return replies


def _people(uow: UnitOfWork, network: Network, members: Sequence[Member]) -> Mapping[PersonId, Person]:
    ids = {member.person_id for member in members} | {network.leader_id}
    if network.anchor_id:
        ids.add(network.anchor_id)
    return {person.id: person for person in uow.people.get_many(ids)}


def _asked(
    uow: UnitOfWork,
    round: Round,
    network: Network,
    replies: Sequence[Reply],
    prompts: dict[tuple[str, int], Prompt],
    k: int,
) -> Asked:
    prompt = _prompt(uow, round, prompts)
    snapshot = _snapshot(round, prompt, replies, k)
    standing = figures.standing(snapshot, replies)
    return Asked(
        round=round,
        prompt=prompt,
        day=periods.local_day(round.closed_at or round.due_at, network.zone),
        snapshot=snapshot,
        figures=standing.figures if standing else (),
        replies=tuple(reply for reply in replies if reply.stands),
    )


def _prompt(uow: UnitOfWork, round: Round, prompts: dict[tuple[str, int], Prompt]) -> Prompt:
    if round.is_echo or round.besides_id:
        return asking.of_round(uow, round)
    which = (round.prompt_id, round.prompt_version)
    if which not in prompts:
        prompts[which] = uow.prompts.get(*which)
    return prompts[which]


def _snapshot(round: Round, prompt: Prompt, replies: Sequence[Reply], k: int) -> RoundFigures:
    """What was published at the closing; of a round that came without it, what would have been."""
    if round.figures:
        return figures.decode(round.figures)
    return figures.count(prompt, replies, members=round.asked or 0, k=k)
