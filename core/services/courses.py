"""The course of a network, as the rules about what needs attention look at it (`core.model.signals`)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from core.model import keys, periods, readings
from core.model.deliveries import DeliveryState
from core.model.ids import NetworkId
from core.model.prompts import Option
from core.model.readings import Asked
from core.model.signals import Course
from core.model.summaries import Measure
from core.ports import UnitOfWork
from core.services.harvests import Shed
from core.services.readings import Seen

Waiting = Mapping[NetworkId, date]
"""Since when networks wait for an answer of the secretariat."""
GIVE_BACK_WITHIN = timedelta(days=1)
"""How long a share-back may take before it is told that it has not come out."""


def coded(measures: Sequence[Measure], choices: str) -> Measure | None:
    return next((measure for measure in measures if measure.question.choices == choices), None)


def named(measures: Sequence[Measure], choices: str) -> tuple[Option, ...]:
    return readings.named(coded(measures, choices))


def course(seen: Seen, shed: Shed, unsent: Collection[NetworkId], waiting: Waiting, at: datetime) -> Course:
    shown = [
        (one.prompt.questions[figure.question], figure)
        for one in seen.past
        for figure in one.figures
        if figure.is_shown
    ]
    safety = [figure for question, figure in shown if question.scale == "tryghed"]
    owners = [dict(figure.cells) for question, figure in shown if question.choices == "ejer"]
    return Course(
        network=seen.network,
        today=periods.local_day(at, seen.network.zone),
        members=len(seen.active),
        outsiders=len(seen.outsiders),
        departments=len(seen.departments),
        rates=[(one.snapshot.answered, one.snapshot.members) for one in seen.past],
        progress=[figure.median for question, figure in shown if question.scale == "fremdrift" and figure.median],
        barriers=[
            readings.options(question, figure) for question, figure in shown if question.choices == readings.BARRIERS
        ],
        safety=safety[-1].median if safety else None,
        safety_n=safety[-1].n if safety else 0,
        asked_for_help=waiting.get(seen.network.id),
        owner_unsettled=bool(owners) and "uklart" in owners[-1],
        outcomes=_outcomes(seen, shed),
        not_given_back=_not_given_back(seen, at) if seen.network.id in unsent else None,
    )


def _outcomes(seen: Seen, shed: Shed) -> int:
    """The words of a network that goes on are not looked through: the rule is about those that are over."""
    told = readings.changes(seen.past, ()) if seen.network.closed_at else ()
    return len(told) + shed.changes(seen)


def _not_given_back(seen: Seen, at: datetime) -> date | None:
    newest = _newest(seen)
    if newest is None:
        return None
    return newest.day if at - (newest.round.closed_at or at) > GIVE_BACK_WITHIN else None


def _newest(seen: Seen) -> Asked | None:
    return next((one for one in reversed(seen.past) if not one.round.is_echo), None)


def unsent(uow: UnitOfWork, seen: Sequence[Seen]) -> frozenset[NetworkId]:
    """The networks whose newest share-back has not been sent; one that was never to be sent is none."""
    networks = {keys.shareback(newest.round.id): one.network.id for one in seen if (newest := _newest(one))}
    found = uow.deliveries.states(list(networks)) if networks else {}
    return frozenset(networks[key] for key, state in found.items() if state is not DeliveryState.SENT)
