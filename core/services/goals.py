"""The goals of the first year, of all networks and of one: read from closed rounds and from what is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.errors import Refusal, Unfit
from core.model import goal_counts, goals, readings, targets
from core.model.goal_counts import Told
from core.model.goals import LONGEST_AREA, Goals, Year
from core.model.ids import PersonId
from core.model.networks import Network, NetworkState
from core.model.organisations import Organisation, Person
from core.model.outcomes import Noted
from core.model.periods import EVER, Period
from core.model.readings import Asked
from core.model.replies import Saying
from core.model.targets import Group
from core.model.totals import Bundle
from core.ports import UnitOfWork
from core.services import harvests, permissions, pooling
from core.services.harvests import Shed
from core.services.readings import Seen, look

_COMPETENCE = "kompetence"


def of_structure(uow: UnitOfWork, organisation: Organisation, *, at: datetime) -> Goals:
    """All networks together."""
    networks = uow.networks.of_organisation(organisation.id)
    seen = look(uow, networks, EVER, k=organisation.k)
    bundles = pooling.bundles(uow, networks, seen, at=at)
    return of_seen(uow, organisation, networks, seen, harvests.open_shed(uow, seen), bundles)


def of_seen(
    uow: UnitOfWork,
    organisation: Organisation,
    networks: Sequence[Network],
    seen: Sequence[Seen],
    shed: Shed,
    bundles: Sequence[Bundle],
) -> Goals:
    """Those of some networks that have been looked at already. `networks`, `bundles`: all there are."""
    year = year_of(organisation, networks)
    noted = harvests.of_structure(shed, seen, _period(year)).proposals
    return _counted(uow, organisation, year, seen, noted, bundles)


def of_network(uow: UnitOfWork, organisation: Organisation, network: Network) -> Goals:
    """One network's part in them."""
    year = year_of(organisation, uow.networks.of_organisation(organisation.id))
    seen = look(uow, [network], EVER, k=organisation.k)[0]
    noted = harvests.of_network(harvests.open_shed(uow, [seen]), seen, _period(year)).proposals
    return _counted(uow, organisation, year, [seen], noted, ())  # a bundle is never of one network


def year_of(organisation: Organisation, networks: Sequence[Network]) -> Year | None:
    """From the day that was chosen, else from the day that the first network was under way."""
    started = [network.starts_on for network in networks if network.state is not NetworkState.IDEA]
    first = organisation.first_year_from or min(started, default=None)
    return goals.year_from(first) if first else None


def _period(year: Year | None) -> Period:
    return Period(year.first, year.last) if year else EVER


def _counted(
    uow: UnitOfWork,
    organisation: Organisation,
    year: Year | None,
    seen: Sequence[Seen],
    noted: Sequence[Noted],
    bundles: Sequence[Bundle],
) -> Goals:
    told = _told(uow, seen, year)
    return Goals(
        year=year,
        area=organisation.target_area,
        proposals=goals.proposals(noted),
        experience=goal_counts.experience(told, k=organisation.k),
        competence=goal_counts.competence(told, k=organisation.k, bundles=bundles),
        examples=_examples(seen, year),
    )


def _told(uow: UnitOfWork, seen: Sequence[Seen], year: Year | None) -> list[Told]:
    """Every closed round of the year that bears on a target. Who else is asked comes in here."""
    rounds = [(one, asked) for one in seen for asked in _of_year(one, year) if _bears(asked)]
    groups = groups_of(uow, [reply for _, asked in rounds for reply in asked.replies])
    return [Told(network=one.network.id, asked=asked, groups=groups) for one, asked in rounds]


def _of_year(seen: Seen, year: Year | None) -> list[Asked]:
    return [asked for asked in seen.past if year is None or year.holds(asked.day)]


def _bears(asked: Asked) -> bool:
    return targets.bears(asked.prompt) or bool(targets.competences(asked.prompt))


def groups_of(uow: UnitOfWork, replies: Sequence[Saying]) -> Mapping[PersonId, Group]:
    """Whose word each reply is, members or not."""
    ids = {reply.person_id for reply in replies}
    return {person.id: targets.group_of(person) for person in uow.people.get_many(ids)} if ids else {}


def _examples(seen: Sequence[Seen], year: Year | None) -> tuple[str, ...]:
    """What members wrote beside their rating of now and then: without names, one of each network in turn."""
    columns = []
    for one in seen:
        asked = [each for each in _of_year(one, year) if targets.pair(each.prompt)]
        columns.append([some.text for some in readings.words(asked, (_COMPETENCE,), one.names)])
    return harvests.in_turn(columns)


def set_area(uow: UnitOfWork, organisation: Organisation, person: Person, area: str) -> Organisation:
    """What the proposal is to be about; nothing, if it is not settled. What is said here goes before the settings."""
    permissions.must_be_secretariat(person)
    area = " ".join(area.split())
    if len(area) > LONGEST_AREA:
        raise Unfit({"area": Refusal("errors.too_long", n=LONGEST_AREA)})
    changed = replace(organisation, area_in_chat=area)
    uow.organisations.save(changed)
    return changed
