"""What the secretariat's desk reads, a statement for each question about the whole organisation."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from core.model.conditions import Raising
from core.model.deliveries import DeliveryState
from core.model.ids import ConditionId, NetworkId, OrganisationId, ReplyId, RoundId, UnitId
from core.model.members import MemberState
from core.model.networks import OVER, Phase
from core.model.organisations import Belonging
from core.model.outcomes import Kind, Record
from core.model.prompts import Prompt
from core.model.rounds import Round, RoundState
from core.ports_desks import Staff, Version
from storage.conditions import RAISINGS
from storage.outcomes import OUTCOMES
from storage.prompts import prompt_of
from storage.rounds import ROUNDS
from storage.rows import parts
from storage.schema import MemberRow, NetworkRow, PersonRow, PromptRow, ReplyRow, RoundRow
from storage.schema_conditions import RaisingRow
from storage.schema_outcomes import OutcomeRow
from storage.schema_outside import DeliveryRow

_OURS = NetworkRow.organisation_id == bindparam("organisation")
_NOT_OVER = NetworkRow.state.not_in([state.value for state in OVER])
_NO_ECHO = RoundRow.phase != Phase.AFTER.value

_NTH = func.row_number().over(
    partition_by=(RoundRow.network_id, RoundRow.state), order_by=(RoundRow.due_at.desc(), RoundRow.occurrence.desc())
)
_NUMBERED = (
    select(RoundRow.id, _NTH.label("nth"))
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .where(_OURS, _NOT_OVER, RoundRow.state.in_([RoundState.OPEN.value, RoundState.CLOSED.value]))
    .subquery()
)
_ROUNDS = (
    ROUNDS.select.join(_NUMBERED, _NUMBERED.c.id == RoundRow.id)
    .where(_NUMBERED.c.nth <= bindparam("most"))
    .order_by(RoundRow.due_at, RoundRow.occurrence)
)

_RAISED_NTH = func.row_number().over(
    partition_by=RaisingRow.condition_id, order_by=(RaisingRow.at.desc(), RaisingRow.round_id)
)
_RAISINGS = (
    select(RaisingRow.condition_id, RaisingRow.round_id, _RAISED_NTH.label("nth"))
    .where(RaisingRow.condition_id.in_(bindparam("ids", expanding=True)))
    .subquery()
)
_RAISED = (
    select(*RAISINGS.table.c, *ROUNDS.table.c)
    .join(RoundRow, RoundRow.id == RaisingRow.round_id)
    .join(
        _RAISINGS,
        (_RAISINGS.c.condition_id == RaisingRow.condition_id) & (_RAISINGS.c.round_id == RaisingRow.round_id),
    )
    .where(_RAISINGS.c.nth <= bindparam("most"))
    .order_by(RaisingRow.at.desc(), RaisingRow.round_id)
)
_RAISING, _ROUND = parts(RAISINGS, ROUNDS)

_PROMPTS = select(PromptRow.id, PromptRow.version, PromptRow.body).where(
    PromptRow.id.in_(bindparam("ids", expanding=True))
)
_GONE = select(ReplyRow.id).where(
    ReplyRow.round_id.in_(bindparam("rounds", expanding=True)),
    or_(ReplyRow.withdrawn_at.is_not(None), ReplyRow.is_late),
)
_IS_OUTSIDE = PersonRow.belonging != Belonging.EMPLOYEE.value
_STAFF = (
    select(MemberRow.network_id, PersonRow.unit_id, _IS_OUTSIDE, func.count())
    .join(PersonRow, PersonRow.id == MemberRow.person_id)
    .join(NetworkRow, NetworkRow.id == MemberRow.network_id)
    .where(_OURS, _NOT_OVER, MemberRow.state == MemberState.ACTIVE.value)
    .group_by(MemberRow.network_id, PersonRow.unit_id, _IS_OUTSIDE)
)
_UNSENT = select(DeliveryRow.key).where(
    DeliveryRow.key.in_(bindparam("keys", expanding=True)), DeliveryRow.state != DeliveryState.SENT.value
)
_CLOSED = (
    select(RoundRow.network_id, func.count())
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .where(
        *(_OURS, _NO_ECHO, RoundRow.state == RoundState.CLOSED.value),
        *(RoundRow.closed_at >= bindparam("since"), RoundRow.closed_at < bindparam("until")),
    )
    .group_by(RoundRow.network_id)
)
_RECORDS = (
    OUTCOMES.select.join(NetworkRow, NetworkRow.id == OutcomeRow.network_id)
    .where(_OURS, OutcomeRow.kind == bindparam("of_kind"), OutcomeRow.withdrawn_at.is_(None))
    .order_by(OutcomeRow.created_at.desc(), OutcomeRow.id)
)


class SqlDesks:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rounds(self, organisation_id: OrganisationId, most: int) -> Sequence[Round]:
        rows = self._connection.execute(_ROUNDS, {"organisation": organisation_id, "most": most})
        return [ROUNDS.value(row) for row in rows]

    def raised(self, ids: Collection[ConditionId], most: int) -> Sequence[tuple[Raising, Round]]:
        rows = self._connection.execute(_RAISED, {"ids": list(ids), "most": most})
        return [(RAISINGS.value(row[_RAISING]), ROUNDS.value(row[_ROUND])) for row in rows]

    def prompts(self, versions: Collection[Version]) -> Mapping[Version, Prompt]:
        rows = self._connection.execute(_PROMPTS, {"ids": list({id for id, _ in versions})}).all()
        return {(id, number): prompt_of(id, number, body) for id, number, body in rows if (id, number) in versions}

    def gone(self, round_ids: Collection[RoundId]) -> frozenset[ReplyId]:
        found = self._connection.execute(_GONE, {"rounds": list(round_ids)}).scalars()
        return frozenset(ReplyId(id) for id in found)

    def staff(self, organisation_id: OrganisationId) -> Sequence[Staff]:
        rows = self._connection.execute(_STAFF, {"organisation": organisation_id})
        return [
            Staff(NetworkId(network), UnitId(unit) if unit else None, bool(is_outside), people)
            for network, unit, is_outside, people in rows
        ]

    def unsent(self, keys: Collection[str]) -> frozenset[str]:
        return frozenset(self._connection.execute(_UNSENT, {"keys": list(keys)}).scalars())

    def closed(self, organisation_id: OrganisationId, since: datetime, until: datetime) -> Mapping[NetworkId, int]:
        given = {"organisation": organisation_id, "since": since, "until": until}
        return {NetworkId(id): count for id, count in self._connection.execute(_CLOSED, given)}

    def records(
        self, organisation_id: OrganisationId, kind: Kind, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[Record]:
        statement: Select[tuple[object, ...]] = _RECORDS
        if since is not None:
            statement = statement.where(OutcomeRow.created_at >= since)
        if until is not None:
            statement = statement.where(OutcomeRow.created_at < until)
        rows = self._connection.execute(statement, {"organisation": organisation_id, "of_kind": kind.value})
        return [OUTCOMES.value(row) for row in rows]
