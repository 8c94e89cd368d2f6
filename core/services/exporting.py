"""What the secretariat takes out of the chat as files: who may, what of, and where it comes from.

Everything is made of the values that the chat shows; nothing here reads a reply.
"""

from collections.abc import Sequence
from datetime import datetime

from core.errors import NotFound, Refusal
from core.model import exports, periods
from core.model.exports import Order, Origin
from core.model.figures import LEAST_K
from core.model.files import Wanted
from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.periods import Period
from core.model.prompts import Prompt
from core.model.requests import Request
from core.model.summaries import NetworkSummary, StructureSummary
from core.ports import UnitOfWork
from core.services import scopes, summaries
from core.services.portions import portions

Summary = NetworkSummary | StructureSummary


def find(uow: UnitOfWork, code: str, person: Person, *, case: str = "") -> Order:
    """The order of a button that somebody of the secretariat has pressed. Raises for what they may not see."""
    try:
        order = exports.read(code, case)
    except ValueError:
        raise NotFound("errors.not_found") from None
    scopes.find(uow, order.scope.code, person)
    return order


def opened(uow: UnitOfWork, wanted: Wanted, person: Person) -> Order:
    """What a link was asked for. Who has lost the role gets nothing by an old link either: raises `NotFound`."""
    try:
        order = exports.order_of(wanted)
        return find(uow, order.code, person, case=order.case)
    except (Refusal, ValueError):
        raise NotFound("reports.no_link") from None


def network(uow: UnitOfWork, order: Order) -> Network | None:
    """The network that an order is about, if it is about one."""
    return uow.networks.get(order.scope.network_id) if order.scope.network_id else None


def summary(uow: UnitOfWork, order: Order, organisation: Organisation, *, at: datetime) -> Summary:
    """As the chat shows it: of one network, or of all that the order is about."""
    one = network(uow, order)
    if one is not None:
        return summaries.of_network(uow, one, order.period, at=at)
    request = Request(scope=order.scope, period=order.period)
    return summaries.of_structure(uow, organisation, request, at=at)


def origin(uow: UnitOfWork, order: Order, organisation: Organisation, by: Person, *, at: datetime) -> Origin:
    """Where a file comes from that is made now."""
    return Origin(
        order=order,
        by=by.name,
        day=periods.local_day(at, organisation.zone),
        k=max(organisation.k, LEAST_K),
        prompts=_prompts(uow, scopes.networks(uow, organisation, order.scope), order.period),
    )


def _prompts(uow: UnitOfWork, networks: Sequence[Network], period: Period) -> tuple[Prompt, ...]:
    """What the closed rounds of a period asked, each version once: by id, the newest version last."""
    zones = {network.id: network.zone for network in networks}
    asked: set[tuple[str, int]] = set()
    for some in portions(uow, networks):
        for round in uow.rounds.closed([network.id for network in some]):
            if periods.within([round], period, zones[round.network_id]):
                besides = {(round.besides_id, round.besides_version)} if round.besides_id else set()
                asked |= {(round.prompt_id, round.prompt_version), *besides}
    return tuple(prompt for _, prompt in sorted(uow.prompts.get_many(asked).items()))


def name(uow: UnitOfWork, order: Order, organisation: Organisation) -> str:
    """Of the network or the unit that an order is about; empty where it is about neither."""
    one = network(uow, order)
    if one is not None:
        return one.name
    return scopes.unit_name(uow, organisation, order.scope)
