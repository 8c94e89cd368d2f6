"""A year looked back on, and the networks of a scope split by type. Nothing is written."""

from collections.abc import Sequence
from datetime import date, datetime

from core.model import periods, readings
from core.model.networks import Network, NetworkState, NetworkType
from core.model.organisations import Organisation
from core.model.outcomes import Kind
from core.model.periods import Period, Stretch, local_day
from core.model.scopes import Scope
from core.model.summaries import Words
from core.model.years import LookBack, Part, Split, Tally, total
from core.ports import UnitOfWork
from core.services import harvests, scopes, summaries
from core.services.harvests import Shed, in_turn
from core.services.readings import Seen, look


def split(uow: UnitOfWork, organisation: Organisation, scope: Scope, period: Period) -> Split:
    """What each type has to show for a period; the parts add up to the whole (A19)."""
    seen = look(uow, scopes.networks(uow, organisation, scope), period, k=organisation.k)
    return _split(uow, organisation, scope, period, seen, harvests.open_shed(uow, seen))


def look_back(uow: UnitOfWork, organisation: Organisation, scope: Scope, year: int, *, at: datetime) -> LookBack:
    """What a year brought: changes, what grew, which networks were born and ended (A5). A year not over ends today."""
    period = year_until(year, local_day(at, organisation.zone))
    chosen = scopes.networks(uow, organisation, scope)
    seen = look(uow, chosen, period, k=organisation.k)
    shed = harvests.open_shed(uow, seen)
    return LookBack(
        year=year,
        split=_split(uow, organisation, scope, period, seen, shed),
        born=tuple(each.name for each in chosen if period.holds(local_day(each.created_at, each.zone))),
        ended=tuple(each.name for each in chosen if _ended_in(each, period)),
        running=sum(_runs_at_the_end(each, period) for each in chosen),
        told=_told(seen, shed),
        harvest=harvests.of_structure(shed, seen, period),
        basis=summaries.basis(seen, period, organisation.k),
    )


def year_until(year: int, today: date) -> Period:
    """The days of a year that have come."""
    return periods.whole(date(year, 1, 1), Stretch.YEAR).until(today)


def _ended_in(network: Network, period: Period) -> bool:
    return network.closed_at is not None and period.holds(local_day(network.closed_at, network.zone))


def _runs_at_the_end(network: Network, period: Period) -> bool:
    """Under way on the last day of a period, which has come."""
    last = period.last or date.max
    over = local_day(network.closed_at, network.zone) if network.closed_at else date.max
    return network.state is not NetworkState.IDEA and network.starts_on <= last < over


def _told(seen: Sequence[Seen], shed: Shed) -> tuple[Words, ...]:
    return in_turn(readings.changes(shed.untouched(one, one.asked), one.names, one.network.name) for one in seen)


def _split(
    uow: UnitOfWork, organisation: Organisation, scope: Scope, period: Period, seen: Sequence[Seen], shed: Shed
) -> Split:
    parts: list[Part] = []
    for kind in (*NetworkType, None):
        theirs = [_tally(one, shed, period) for one in seen if one.network.type is kind]
        if theirs:
            parts.append((kind, total(theirs)))
    return Split(scope=scope, period=period, parts=tuple(parts), unit=scopes.unit_name(uow, organisation, scope))


def _tally(seen: Seen, shed: Shed, period: Period) -> Tally:
    """Of one network."""
    records = shed.within(seen, period)

    def count(kind: Kind) -> int:
        return sum(record.kind is kind for record in records)

    return Tally(
        networks=1,
        changes=count(Kind.CHANGE) + len(readings.changes(shed.untouched(seen, seen.asked), ())),
        confirmed=sum(record.kind is Kind.CHANGE and record.is_confirmed for record in records),
        results=count(Kind.RESULT),
        proposals=count(Kind.PROPOSAL),
        offshoots=count(Kind.OFFSHOOT),
        grown=sum(record.became_id is not None for record in records),
        rounds=len(seen.asked),
        answered=sum(one.snapshot.answered for one in seen.asked),
        asked=sum(one.snapshot.members for one in seen.asked),
    )
