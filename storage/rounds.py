"""Rounds: once per (network, occurrence), and which is open."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, bindparam, func, literal_column, select

from core.model.figures import RoundFigures
from core.model.ids import NetworkId, RoundId, WorkspaceId
from core.model.networks import Phase
from core.model.rounds import Round, RoundState
from storage.many import one_of
from storage.rows import Kind, Rows, Values
from storage.schema import NetworkRow, RoundRow
from storage.types import by_value

_DECODER = msgspec.json.Decoder(RoundFigures)
"""A summary reads tens of thousands of them. What was kept before there were cells has none."""


_STATES, _PHASES = by_value(RoundState), by_value(Phase)


def _to_round(row: RoundRow) -> Round:
    return Round(
        id=RoundId(row.id),
        network_id=NetworkId(row.network_id),
        occurrence=row.occurrence,
        state=_STATES[row.state],
        due_at=row.due_at,
        prompt_id=row.prompt_id,
        prompt_version=row.prompt_version,
        phase=_PHASES[row.phase],
        opened_at=row.opened_at,
        remind_at=row.remind_at,
        reminded_at=row.reminded_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        is_last=row.is_last,
        asked=row.asked,
        figures=_DECODER.decode(row.figures) if row.figures else None,
        besides_id=row.besides_id,
        besides_version=row.besides_version,
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
        "figures": msgspec.json.encode(round.figures).decode() if round.figures else None,
        "besides_id": round.besides_id,
        "besides_version": round.besides_version,
        "reason": round.reason,
    }


ROUNDS = Kind(RoundRow, read=_to_round, write=_to_row, exists="rounds.exists")

IS_OPEN = RoundRow.state == literal_column(f"'{RoundState.OPEN.value}'")
_OF_NETWORK = ROUNDS.select.where(RoundRow.network_id == bindparam("network"))
_FIND = _OF_NETWORK.where(RoundRow.occurrence == bindparam("occurrence"))
_IN_ORDER = _OF_NETWORK.order_by(RoundRow.due_at, RoundRow.occurrence)
_OF_NETWORKS = ROUNDS.select.where(RoundRow.network_id.in_(bindparam("networks", expanding=True))).order_by(
    RoundRow.due_at, RoundRow.occurrence
)
_IS_CLOSED_OF = (
    one_of(RoundRow.network_id, "networks"),
    RoundRow.state == literal_column(f"'{RoundState.CLOSED.value}'"),
)
_CLOSED = ROUNDS.select.where(*_IS_CLOSED_OF).order_by(RoundRow.due_at, RoundRow.occurrence)
_COUNTS = select(RoundRow.network_id, func.count()).where(*_IS_CLOSED_OF).group_by(RoundRow.network_id)
_READ = ROUNDS.select.where(one_of(RoundRow.id, "rounds"))
_OPEN_OF = _OF_NETWORK.where(IS_OPEN).order_by(RoundRow.due_at.desc(), RoundRow.occurrence.desc()).limit(1)
# A reply being written holds its round by the foreign key: such a round is passed over and closed a moment later.
_OPEN_IN = (
    select(RoundRow.id)
    .join(NetworkRow, NetworkRow.id == RoundRow.network_id)
    .where(IS_OPEN, NetworkRow.workspace_id == bindparam("workspace"))
    .order_by(RoundRow.due_at, RoundRow.id)
)
_TAKE = ROUNDS.by_key.with_for_update(skip_locked=True)


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

    def open_in(self, workspace_id: WorkspaceId) -> Sequence[RoundId]:
        found = self._connection.execute(_OPEN_IN, {"workspace": workspace_id}).scalars()
        return [RoundId(id) for id in found]

    def take(self, id: RoundId) -> Round | None:
        return self._rows.one(_TAKE, key=id)

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Round]:
        return self._rows.many(_OF_NETWORKS, networks=list(network_ids))

    def closed(self, network_ids: Collection[NetworkId]) -> Sequence[Round]:
        return self._rows.read(_CLOSED, networks=list(network_ids))

    def counts(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, int]:
        found = self._connection.execute(_COUNTS, {"networks": list(network_ids)})
        return {NetworkId(id): count for id, count in found}

    def read(self, ids: Collection[RoundId]) -> Sequence[Round]:
        return self._rows.read(_READ, rounds=list(ids))

    def save(self, round: Round) -> None:
        self._rows.save(round)

    def add_all(self, rounds: Sequence[Round]) -> None:
        self._rows.add_all(rounds)
