"""The network report: who may take it out, by which link, and what stands in it for whom.

Everything in it may leave the network: words only of those who let themselves be quoted, without names; figures as they
were published. Members and leaders read what was shared; the secretariat also private words, where there are enough.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.errors import NotAllowed, NotFound
from core.model import readings, roles
from core.model.files import File, Wanted
from core.model.ids import NetworkId
from core.model.networks import Network
from core.model.organisations import Person
from core.model.periods import EVER, local_day
from core.model.readings import Asked
from core.model.reports import Report, Step
from core.model.roles import Role
from core.ports import UnitOfWork
from core.services import charters, harvest_cards, permissions, summaries
from core.services.readings import look


def may_read(uow: UnitOfWork, network: Network, person: Person) -> bool:
    """Members, leaders and the secretariat; the anchor and others see figures elsewhere, never words."""
    if not permissions.may_see(uow, network, person):
        return False
    theirs = person.id in network.leaders or permissions.is_member(uow, network, person)
    return theirs or permissions.is_secretariat_of(network, person)


def meant(
    uow: UnitOfWork, person: Person, *, value: str = "", conversation: str = "", text: str = ""
) -> Sequence[Network]:
    """The networks that somebody may mean and read, closed ones too: by id, by name, by where they are, else all."""
    if value:
        network = uow.networks.get(NetworkId(value))
        permissions.must_see(uow, network, person)
        if not may_read(uow, network, person):
            raise NotAllowed("reports.not_yours")
        return (network,)
    everything = uow.networks.of_organisation(person.organisation_id)
    wanted = text.strip().casefold()
    found = [each for each in everything if wanted in each.name.casefold()] if wanted else everything
    exact = [each for each in found if each.name.casefold() == wanted]
    here = [each for each in found if conversation and each.conversation == conversation and not wanted]
    readable = [each for each in (exact or here or found) if may_read(uow, each, person)]
    if wanted and not readable:
        raise NotFound("errors.network_name", name=text.strip())
    return readable


def wanted(network: Network) -> Wanted:
    """The report of a network, as a file that is asked for."""
    return Wanted(file=File.REPORT, about={"network": network.id})


def opened(uow: UnitOfWork, wanted: Wanted, person: Person) -> Network:
    """Of which network it is. Who may not read it any more does not by an old link either: raises `NotFound`."""
    network = uow.networks.get(NetworkId(wanted.about["network"]))
    if not may_read(uow, network, person):
        raise NotFound("reports.no_link")
    return network


def of_network(uow: UnitOfWork, network: Network, reader: Person, *, at: datetime) -> Report:
    """As things are now."""
    summary = summaries.of_network(uow, network, EVER, at=at)
    k = uow.organisations.get(network.organisation_id).k
    [seen] = look(uow, [network], EVER, k=k)
    bonds = charters.bonds(uow, network)
    has_private = permissions.is_secretariat_of(network, reader)
    rounds = seen.past if has_private else [harvest_cards.shared(one) for one in seen.past]
    anchor = seen.people.get(network.anchor_id) if network.anchor_id else None
    codes = (summary.drivers, summary.barriers)
    return Report(
        network=network,
        day=local_day(at, network.zone),
        leader=summary.leader,
        anchor=anchor.name if anchor else "",
        members=summary.members,
        departments=summary.departments,
        outsiders=summary.outsiders,
        basis=summary.basis,
        harvest=summary.harvest,
        stories=readings.stories(rounds, seen.names),
        steps=tuple(_step(one) for one in seen.past),
        measures=tuple(measure for measure in summary.measures if measure not in codes),
        drivers=summary.drivers,
        barriers=summary.barriers,
        conditions=summary.conditions,
        moves=tuple(replace(move, reason=readings.masked(move.reason, seen.names)) for move in bonds.moves),
        receiver=bonds.receiver,
        receiving=bonds.receiving,
        receives=roles.held(network, Role.RECEIVER) is not None,
        operation=readings.masked(bonds.operation, seen.names),
        has_private=has_private,
    )


def _step(asked: Asked) -> Step:
    return Step(
        phase=asked.round.phase,
        title=asked.prompt.title,
        day=asked.day,
        answered=asked.snapshot.answered,
        asked=asked.snapshot.members,
    )
