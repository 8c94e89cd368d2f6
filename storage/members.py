"""Members: one row per (network, person), whatever happens to it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, select

from core.model.ids import MemberId, NetworkId, PersonId
from core.model.members import Member, MemberState
from core.model.networks import NetworkState, Phase
from storage.many import one_of
from storage.rows import Kind, Rows, Values
from storage.schema import MemberRow, NetworkRow, PersonRow
from storage.types import by_value

_STATES, _PHASES = by_value(MemberState), by_value(Phase)


def _to_member(row: MemberRow) -> Member:
    return Member(
        id=MemberId(row.id),
        network_id=NetworkId(row.network_id),
        person_id=PersonId(row.person_id),
        state=_STATES[row.state],
        invited_at=row.invited_at,
        invited_by=PersonId(row.invited_by) if row.invited_by else None,
        joined_at=row.joined_at,
        left_at=row.left_at,
        unreminded_at=row.unreminded_at,
        contribution=row.contribution,
        phases=tuple(_PHASES[phase] for phase in row.phases.split()),
        reminded_at=row.reminded_at,
    )


def _to_row(member: Member) -> Values:
    return {
        "id": member.id,
        "network_id": member.network_id,
        "person_id": member.person_id,
        "state": member.state.value,
        "invited_at": member.invited_at,
        "invited_by": member.invited_by,
        "joined_at": member.joined_at,
        "left_at": member.left_at,
        "unreminded_at": member.unreminded_at,
        "contribution": member.contribution,
        "phases": " ".join(phase.value for phase in member.phases),
        "reminded_at": member.reminded_at,
    }


MEMBERS = Kind(MemberRow, read=_to_member, write=_to_row)

_IN_ORDER = MEMBERS.select.order_by(MemberRow.invited_at, MemberRow.id)
_OF_NETWORK = _IN_ORDER.where(MemberRow.network_id == bindparam("network"))
_OF_NETWORKS = _IN_ORDER.where(one_of(MemberRow.network_id, "networks"))
_ACTIVE = _OF_NETWORK.where(MemberRow.state == MemberState.ACTIVE.value)
_COUNT_ACTIVE = select(func.count()).where(
    MemberRow.network_id == bindparam("network"), MemberRow.state == MemberState.ACTIVE.value
)
_COUNTS_ACTIVE = (
    select(MemberRow.network_id, func.count())
    .where(MemberRow.network_id.in_(bindparam("networks", expanding=True)))
    .where(MemberRow.state == MemberState.ACTIVE.value)
    .group_by(MemberRow.network_id)
)
_UNANSWERED = (
    _IN_ORDER.join(NetworkRow, NetworkRow.id == MemberRow.network_id)
    .where(MemberRow.person_id.in_(bindparam("people", expanding=True)))
    .where(MemberRow.state == MemberState.INVITED.value, NetworkRow.state != NetworkState.CLOSED.value)
)
_FIND = MEMBERS.select.where(MemberRow.network_id == bindparam("network"), MemberRow.person_id == bindparam("person"))
_NAMES = (
    select(PersonRow.name)
    .join(MemberRow, MemberRow.person_id == PersonRow.id)
    .where(MemberRow.network_id == bindparam("network"), MemberRow.state == MemberState.ACTIVE.value)
    .order_by(MemberRow.invited_at, MemberRow.id)
)


class SqlMembers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, MEMBERS)

    def get(self, id: MemberId) -> Member:
        return self._rows.get(id)

    def find(self, network_id: NetworkId, person_id: PersonId) -> Member | None:
        return self._rows.one(_FIND, network=network_id, person=person_id)

    def of_network(self, network_id: NetworkId) -> Sequence[Member]:
        return self._rows.many(_OF_NETWORK, network=network_id)

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Member]:
        return self._rows.read(_OF_NETWORKS, networks=list(network_ids))

    def names(self, network_id: NetworkId) -> Sequence[str]:
        return self._connection.execute(_NAMES, {"network": network_id}).scalars().all()

    def active(self, network_id: NetworkId) -> Sequence[Member]:
        """In the order they were invited."""
        return self._rows.many(_ACTIVE, network=network_id)

    def count_active(self, network_id: NetworkId) -> int:
        count: int = self._connection.execute(_COUNT_ACTIVE, {"network": network_id}).scalar_one()
        return count

    def counts_active(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, int]:
        rows = self._connection.execute(_COUNTS_ACTIVE, {"networks": list(network_ids)})
        return {NetworkId(network): count for network, count in rows}

    def unanswered(self, person_ids: Collection[PersonId]) -> Sequence[Member]:
        return self._rows.many(_UNANSWERED, people=list(person_ids))

    def save(self, member: Member) -> None:
        self._rows.save(member)
