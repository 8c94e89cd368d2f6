"""Rounds: once per (network, occurrence), and which of them have something to happen."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select

from core.model.ids import NetworkId, RoundId
from core.model.networks import Phase
from core.model.rounds import Round, RoundState
from storage.rows import Kind, Rows, Values
from storage.schema import RoundRow


def _to_round(row: RoundRow) -> Round:
    return Round(
        id=RoundId(row.id),
        network_id=NetworkId(row.network_id),
        occurrence=row.occurrence,
        state=RoundState(row.state),
        due_at=row.due_at,
        prompt_id=row.prompt_id,
        prompt_version=row.prompt_version,
        phase=Phase(row.phase),
        opened_at=row.opened_at,
        remind_at=row.remind_at,
        reminded_at=row.reminded_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        is_last=row.is_last,
        asked=row.asked,
        figures=row.figures,
        reason=row.reason,
    )


def _to_row(round: Round) -> Values:
    return {
        "id": round.id,
        "network_id": round.network_id,
        "occurrence": round.occurrence,
        "state": round.state.value,
        "due_at": round.due_at,
        "prompt_id": round.prompt_id,
        "prompt_version": round.prompt_version,
        "phase": round.phase.value,
        "opened_at": round.opened_at,
        "remind_at": round.remind_at,
        "reminded_at": round.reminded_at,
        "closes_at": round.closes_at,
        "closed_at": round.closed_at,
        "is_last": round.is_last,
        "asked": round.asked,
        "figures": round.figures,
        "reason": round.reason,
    }


ROUNDS = Kind(RoundRow, read=_to_round, write=_to_row, exists="rounds.exists")

IS_OPEN = RoundRow.state == literal_column(f"'{RoundState.OPEN.value}'")
_OF_NETWORK = ROUNDS.select.where(RoundRow.network_id == bindparam("network"))
_FIND = _OF_NETWORK.where(RoundRow.occurrence == bindparam("occurrence"))
_IN_ORDER = _OF_NETWORK.order_by(RoundRow.due_at, RoundRow.occurrence)
_OPEN_OF = _OF_NETWORK.where(IS_OPEN).order_by(RoundRow.due_at.desc(), RoundRow.occurrence.desc()).limit(1)
# A reply being written holds its round by the foreign key: such a round is passed over and closed a moment later.
_TO_REMIND = (
    ROUNDS.select.where(IS_OPEN, RoundRow.reminded_at.is_(None), RoundRow.remind_at <= bindparam("now"))
    .order_by(RoundRow.remind_at, RoundRow.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_TO_CLOSE = (
    ROUNDS.select.where(IS_OPEN, RoundRow.closes_at <= bindparam("now"))
    .order_by(RoundRow.closes_at, RoundRow.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_NEXT_EVENTS = select(
    select(func.min(RoundRow.remind_at))
    .where(IS_OPEN, RoundRow.reminded_at.is_(None), RoundRow.remind_at > bindparam("after"))
    .scalar_subquery(),
    select(func.min(RoundRow.closes_at)).where(IS_OPEN, RoundRow.closes_at > bindparam("after")).scalar_subquery(),
)


class SqlRounds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, ROUNDS)

    def get(self, id: RoundId) -> Round:
        return self._rows.get(id)

    def find(self, network_id: NetworkId, occurrence: date) -> Round | None:
        return self._rows.one(_FIND, network=network_id, occurrence=occurrence)

    def open_of(self, network_id: NetworkId) -> Round | None:
        return self._rows.one(_OPEN_OF, network=network_id)

    def of_network(self, network_id: NetworkId) -> Sequence[Round]:
        return self._rows.many(_IN_ORDER, network=network_id)

    def to_remind(self, now: datetime, limit: int) -> Sequence[Round]:
        """The longest overdue first."""
        return self._rows.many(_TO_REMIND, now=now, limit=limit)

    def to_close(self, now: datetime, limit: int) -> Sequence[Round]:
        """The longest overdue first."""
        return self._rows.many(_TO_CLOSE, now=now, limit=limit)

    def next_event_at(self, after: datetime) -> datetime | None:
        reminding, closing = self._connection.execute(_NEXT_EVENTS, {"after": after}).one()
        return min((at for at in (reminding, closing) if at is not None), default=None)

    def save(self, round: Round) -> None:
        self._rows.save(round)
