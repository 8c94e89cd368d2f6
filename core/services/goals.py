"""The goals of the first year, of all networks and of one: read from closed rounds and from what is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Refusal, Unfit
from core.model import goal_counts, goals, readings, targets
from core.model.figures import is_counted
from core.model.goal_counts import Told
from core.model.goals import LONGEST_AREA, Goals, Year
from core.model.ids import PersonId
from core.model.networks import Network, NetworkState
from core.model.organisations import Organisation, Person
from core.model.outcomes import Noted
from core.model.periods import EVER, Period, day_of
from core.model.prompts import Prompt
from core.model.readings import Asked
from core.model.replies import Saying
from core.model.rounds import Round
from core.model.targets import Group
from core.model.totals import Bundle
from core.ports import UnitOfWork
from core.services import harvests, permissions, pooling
from core.services.harvests import Shed
from core.services.readings import NEVER, Seen, Wanted, each, look

_COMPETENCE = "kompetence"


def of_structure(uow: UnitOfWork, organisation: Organisation, *, at: datetime) -> Goals:
    """All networks together."""
    networks = uow.networks.of_organisation(organisation.id)
    year = year_of(organisation, networks)
    shed = harvests.shed_of(uow, networks)
    parts, pool = [], pooling.Pool()
    for one in each(uow, networks, NEVER, k=organisation.k, wanted=bearing(year)):
        parts.append(part(uow, one, shed, year))
        pool.add(one, ())
    return of_parts(organisation, year, shed, parts, pooling.filled(pool.published, at=at))


def of_network(uow: UnitOfWork, organisation: Organisation, network: Network) -> Goals:
    """One network's part in them."""
    year = year_of(organisation, uow.networks.of_organisation(organisation.id))
    seen = look(uow, [network], NEVER, k=organisation.k, wanted=bearing(year))[0]
    shed = harvests.open_shed(uow, [seen])
    noted = harvests.of_network(shed, seen, _period(year)).proposals
    return _counted(organisation, year, [part(uow, seen, shed, year)], noted, ())  # a bundle is never of one network


def bearing(year: Year | None) -> Wanted:
    """What has to be read of rounds for the goals."""

    def is_wanted(network: Network, round: Round, prompt: Prompt) -> bool:
        return (year is None or year.holds(day_of(round, network.zone))) and _bears(prompt)

    return is_wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one network has for the goals: its rounds as far as they bear on them, words, and what it has recorded."""

    told: Sequence[Told]
    examples: Sequence[str]
    noted: Sequence[Noted]


def part(uow: UnitOfWork, seen: Seen, shed: Shed, year: Year | None) -> Part:
    """Of a network that has been looked at already."""
    asked = [one for one in seen.past if (year is None or year.holds(one.day)) and _bears(one.prompt)]
    return Part(
        told=[Told(network=seen.network.id, asked=_slim(one), groups=_groups(uow, seen, one)) for one in asked],
        examples=_examples(seen, asked),
        noted=harvests.noted(shed, seen, _period(year), seen.network.name),
    )


def of_parts(
    organisation: Organisation, year: Year | None, shed: Shed, parts: Sequence[Part], bundles: Sequence[Bundle]
) -> Goals:
    """Of several networks. `bundles`: all of the organisation."""
    noted = harvests.of_noted(shed, [one.noted for one in parts]).proposals
    return _counted(organisation, year, parts, noted, bundles)


def year_of(organisation: Organisation, networks: Sequence[Network]) -> Year | None:
    """From the day that was chosen, else from the day that the first network was under way."""
    started = [network.starts_on for network in networks if network.state is not NetworkState.IDEA]
    first = organisation.first_year_from or min(started, default=None)
    return goals.year_from(first) if first else None


def _period(year: Year | None) -> Period:
    return Period(year.first, year.last) if year else EVER


def _counted(
    organisation: Organisation,
    year: Year | None,
    parts: Sequence[Part],
    noted: Sequence[Noted],
    bundles: Sequence[Bundle],
) -> Goals:
    told = [each for one in parts for each in one.told]
    return Goals(
        year=year,
        area=organisation.target_area,
        proposals=goals.proposals(noted),
        experience=goal_counts.experience(told, k=organisation.k),
        competence=goal_counts.competence(told, k=organisation.k, bundles=bundles),
        examples=harvests.in_turn(one.examples for one in parts),
    )


def _bears(prompt: Prompt) -> bool:
    return targets.has_any(prompt) and (targets.bears(prompt) or bool(targets.competences(prompt)))


def _slim(asked: Asked) -> Asked:
    """The round with what the goals read of its replies."""
    prompt = asked.prompt
    places = {*targets.experiences(prompt), *targets.competences(prompt), *(targets.pair(prompt) or ())}
    replies = (
        replace(reply, answers=tuple(answer for answer in reply.answers if answer.question in places))
        for reply in asked.replies
        if is_counted(reply)
    )
    return replace(asked, round=replace(asked.round, figures=None), replies=tuple(replies))


def _groups(uow: UnitOfWork, seen: Seen, asked: Asked) -> Mapping[PersonId, Group]:
    """Whose word each reply is, of members and of others."""
    ids = {reply.person_id for reply in asked.replies}
    groups = {id: targets.group_of(seen.people[id]) for id in ids if id in seen.people}
    others = [reply for reply in asked.replies if reply.person_id not in groups]
    return {**groups, **groups_of(uow, others)}


def groups_of(uow: UnitOfWork, replies: Sequence[Saying]) -> Mapping[PersonId, Group]:
    """Whose word each reply is, members or not."""
    ids = {reply.person_id for reply in replies}
    return {person.id: targets.group_of(person) for person in uow.people.get_many(ids)} if ids else {}


def _examples(seen: Seen, asked: Sequence[Asked]) -> list[str]:
    """What members wrote beside their rating of now and then: without names."""
    both = [one for one in asked if targets.pair(one.prompt)]
    return [some.text for some in readings.words(both, (_COMPETENCE,), seen.names)]


def set_area(uow: UnitOfWork, organisation: Organisation, person: Person, area: str) -> Organisation:
    """What the proposal is to be about; nothing, if it is not settled. What is said here goes before the settings."""
    permissions.must_be_secretariat(person)
    area = " ".join(area.split())
    if len(area) > LONGEST_AREA:
        raise Unfit({"area": Refusal("errors.too_long", n=LONGEST_AREA)})
    changed = replace(organisation, area_in_chat=area)
    uow.organisations.save(changed)
    return changed
