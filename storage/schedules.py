"""Schedules: one per network, and which of them have come due."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from core.model.ids import NetworkId, PersonId
from core.model.members import MemberState
from core.model.networks import NetworkState
from core.model.schedules import HolidayPolicy, Schedule, rule_from_text, rule_to_text
from storage.rows import Kind, Rows, Values
from storage.schema import MemberRow, NetworkRow, ScheduleRow


def _to_schedule(row: ScheduleRow) -> Schedule:
    return Schedule(
        network_id=NetworkId(row.network_id),
        rule=rule_from_text(row.rule),
        at=row.at,
        zone=row.zone,
        holidays=HolidayPolicy(row.holidays),
        answer_days=row.answer_days,
        paused_until=row.paused_until,
        next_occurrence=row.next_occurrence,
        next_due_at=row.next_due_at,
    )


def _to_row(schedule: Schedule) -> Values:
    return {
        "network_id": schedule.network_id,
        "rule": rule_to_text(schedule.rule),
        "at": schedule.at,
        "zone": schedule.zone,
        "holidays": schedule.holidays.value,
        "answer_days": schedule.answer_days,
        "paused_until": schedule.paused_until,
        "next_occurrence": schedule.next_occurrence,
        "next_due_at": schedule.next_due_at,
    }


_MOVING = ("next_occurrence", "next_due_at", "paused_until")

SCHEDULES = Kind(ScheduleRow, read=_to_schedule, write=_to_row, key="network_id")

_DUE = (
    SCHEDULES.select.where(ScheduleRow.next_due_at <= bindparam("now"))
    .order_by(ScheduleRow.next_due_at, ScheduleRow.network_id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_OF_PEOPLE = (
    select(MemberRow.person_id, *SCHEDULES.table.c)
    .join(MemberRow, MemberRow.network_id == ScheduleRow.network_id)
    .join(NetworkRow, NetworkRow.id == ScheduleRow.network_id)
    .where(MemberRow.person_id.in_(bindparam("people", expanding=True)))
    .where(MemberRow.state == MemberState.ACTIVE.value, NetworkRow.state == NetworkState.ACTIVE.value)
)
_MOVE = (
    update(SCHEDULES.table)
    .where(ScheduleRow.network_id == bindparam("network"))
    .values({name: bindparam(f"new_{name}", type_=SCHEDULES.table.c[name].type) for name in _MOVING})
)
_NEXT_DUE_AT = select(func.min(ScheduleRow.next_due_at)).where(ScheduleRow.next_due_at.is_not(None))


class SqlSchedules:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, SCHEDULES)

    def get(self, network_id: NetworkId) -> Schedule:
        return self._rows.get(network_id)

    def find(self, network_id: NetworkId) -> Schedule | None:
        return self._rows.one(SCHEDULES.by_key, key=network_id)

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Schedule]:
        return self._rows.many(SCHEDULES.by_keys, keys=list(network_ids))

    def of_people(self, person_ids: Collection[PersonId]) -> Sequence[tuple[PersonId, Schedule]]:
        rows = self._connection.execute(_OF_PEOPLE, {"people": list(person_ids)}).all()
        return [(PersonId(row[0]), SCHEDULES.value(row[1:])) for row in rows]

    def due(self, now: datetime, limit: int) -> Sequence[Schedule]:
        return self._rows.many(_DUE, now=now, limit=limit)

    def next_due_at(self) -> datetime | None:
        return self._connection.execute(_NEXT_DUE_AT).scalar_one()

    def save(self, schedule: Schedule) -> None:
        self._rows.save(schedule)

    def move_all(self, schedules: Sequence[Schedule]) -> None:
        moved = [
            {"network": schedule.network_id, **{f"new_{name}": getattr(schedule, name) for name in _MOVING}}
            for schedule in schedules
        ]
        if moved:
            self._connection.execute(_MOVE, moved)
