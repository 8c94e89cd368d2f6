"""The course of a network, as the rules about what needs attention look at it (`core.model.signals`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.model import courses, keys, periods, readings
from core.model.deliveries import DeliveryState
from core.model.ids import NetworkId
from core.model.prompts import Option
from core.model.readings import Asked
from core.model.signals import Course
from core.model.summaries import Measure
from core.ports import UnitOfWork
from core.services import calls, outlines
from core.services.harvests import Shed
from core.services.readings import Seen

GIVE_BACK_WITHIN = timedelta(days=1)
"""How long a share-back may take before it is told that it has not come out."""


def coded(measures: Sequence[Measure], choices: str) -> Measure | None:
    return next((measure for measure in measures if measure.question.choices == choices), None)


def named(measures: Sequence[Measure], choices: str) -> tuple[Option, ...]:
    return readings.named(coded(measures, choices))


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits in some networks.

    `unsent`: share-backs that have not come out; `called`: since when leaders wait for an answer of the secretariat.
    """

    unsent: frozenset[NetworkId]
    called: Mapping[NetworkId, date]


def pending(uow: UnitOfWork, seen: Sequence[Seen], at: datetime) -> Pending:
    """Read for several networks at once."""
    return Pending(_unsent(uow, seen), calls.overdue(uow, [one.network for one in seen], at=at))


def course(seen: Seen, shed: Shed, waits: Pending, at: datetime) -> Course:
    """How a network has gone so far."""
    network = seen.network
    return courses.course(
        network,
        seen.past,
        today=periods.local_day(at, network.zone),
        members=len(seen.active),
        outsiders=len(seen.outsiders),
        departments=len(seen.departments),
        outcomes=_outcomes(seen, shed),
        asked_for_help=waits.called.get(network.id),
        not_given_back=_not_given_back(seen, at) if network.id in waits.unsent else None,
    )


def _outcomes(seen: Seen, shed: Shed) -> int:
    """The words of a network that goes on are not looked through: the rule is about those that are over."""
    past = seen.past if seen.network.closed_at else ()
    return sum(outlines.count(seen, one, readings.CHANGE) for one in past) + shed.changes(seen)


def _not_given_back(seen: Seen, at: datetime) -> date | None:
    newest = _newest(seen)
    if newest is None:
        return None
    return newest.day if at - (newest.round.closed_at or at) > GIVE_BACK_WITHIN else None


def _newest(seen: Seen) -> Asked | None:
    return next((one for one in reversed(seen.past) if not one.round.is_echo), None)


def _unsent(uow: UnitOfWork, seen: Sequence[Seen]) -> frozenset[NetworkId]:
    """The networks whose newest share-back has not been sent; one that was never to be sent is none."""
    networks = {keys.shareback(newest.round.id): one.network.id for one in seen if (newest := _newest(one))}
    found = uow.deliveries.states(list(networks)) if networks else {}
    return frozenset(networks[key] for key, state in found.items() if state is not DeliveryState.SENT)
