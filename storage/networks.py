"""Networks: by name, by the conversation they talk in, by the people who belong to them."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Executable, bindparam, exists, literal_column, or_, select, union

from core.model.ids import NetworkId, OrganisationId, PersonId, UnitId, WorkspaceId
from core.model.members import Member, MemberState
from core.model.networks import OVER, AnchorState, Network, NetworkState, NetworkType
from storage.members import MEMBERS
from storage.rounds import IS_OPEN as ROUND_IS_OPEN
from storage.rows import Kind, Rows, Values, parts
from storage.schema import MemberRow, NetworkRow, RoundRow
from storage.search_index import SearchIndex
from storage.types import by_name, folded, to_json


def _to_network(row: NetworkRow) -> Network:
    return Network(
        id=NetworkId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        workspace_id=WorkspaceId(row.workspace_id),
        name=row.name,
        purpose=row.purpose,
        leader_id=PersonId(row.leader_id),
        created_at=row.created_at,
        starts_on=row.starts_on,
        type=NetworkType(row.type) if row.type else None,
        why=row.why,
        anchor_id=PersonId(row.anchor_id) if row.anchor_id else None,
        anchor_state=AnchorState(row.anchor_state),
        unit_ids=tuple(UnitId(unit) for unit in json.loads(row.unit_ids)),
        ends_on=row.ends_on,
        state=NetworkState.FOLLOWED_UP if row.followed_up_at else NetworkState(row.state),
        language=row.language,
        zone=row.zone,
        conversation=row.conversation,
        made_conversation=row.made_conversation,
        is_private=row.is_private,
        closed_at=row.closed_at,
        followed_up_at=row.followed_up_at,
        committee_id=UnitId(row.committee_id) if row.committee_id else None,
        co_leader_id=PersonId(row.co_leader_id) if row.co_leader_id else None,
        co_leader_state=AnchorState(row.co_leader_state),
        next_leader_id=PersonId(row.next_leader_id) if row.next_leader_id else None,
        receiver_id=PersonId(row.receiver_id) if row.receiver_id else None,
        receiver_state=AnchorState(row.receiver_state),
        parent_id=NetworkId(row.parent_id) if row.parent_id else None,
        agenda=row.agenda,
        closing_round=row.closing_round,
        closing_rounds=row.closing_rounds,
        archives_at=row.archives_at,
    )


def _to_row(network: Network) -> Values:
    return {
        "id": network.id,
        "organisation_id": network.organisation_id,
        "workspace_id": network.workspace_id,
        "name": network.name,
        "name_key": folded(network.name),
        "purpose": network.purpose,
        "leader_id": network.leader_id,
        "created_at": network.created_at,
        "starts_on": network.starts_on,
        "type": network.type.value if network.type else None,
        "why": network.why,
        "anchor_id": network.anchor_id,
        "anchor_state": network.anchor_state.value,
        "unit_ids": to_json(network.unit_ids),
        "ends_on": network.ends_on,
        "state": (NetworkState.CLOSED if network.state in OVER else network.state).value,
        "followed_up_at": network.followed_up_at,
        "language": network.language,
        "zone": network.zone,
        "conversation": network.conversation,
        "made_conversation": network.made_conversation,
        "is_private": network.is_private,
        "closed_at": network.closed_at,
        "committee_id": network.committee_id,
        "co_leader_id": network.co_leader_id,
        "co_leader_state": network.co_leader_state.value,
        "next_leader_id": network.next_leader_id,
        "receiver_id": network.receiver_id,
        "receiver_state": network.receiver_state.value,
        "parent_id": network.parent_id,
        "agenda": network.agenda,
        "closing_round": network.closing_round,
        "closing_rounds": network.closing_rounds,
        "archives_at": network.archives_at,
    }


NETWORKS = Kind(NetworkRow, read=_to_network, write=_to_row)

# The partial indexes are used only where their condition stands in the statement itself, not as a parameter.
# For the same reason one that is followed up is closed in its row, too; `followed_up_at` tells it apart.
_IS_OPEN = NetworkRow.state != literal_column(f"'{NetworkState.CLOSED.value}'")
_OPEN = NETWORKS.select.where(_IS_OPEN)
_BY_NAME = _OPEN.where(
    NetworkRow.organisation_id == bindparam("organisation"), NetworkRow.name_key == bindparam("name_key")
)
_BY_CONVERSATION = _OPEN.where(
    NetworkRow.workspace_id == bindparam("workspace"), NetworkRow.conversation == bindparam("conversation")
)
_OF_ORGANISATION = NETWORKS.select.where(NetworkRow.organisation_id == bindparam("organisation"))
_OF_PARENT = NETWORKS.select.where(NetworkRow.parent_id == bindparam("parent"))
_OF_PERSON = _OPEN.where(
    NetworkRow.id.in_(
        union(
            select(NetworkRow.id).where(NetworkRow.leader_id == bindparam("person")),
            select(MemberRow.network_id).where(
                MemberRow.person_id == bindparam("person"), MemberRow.state == MemberState.ACTIVE.value
            ),
        )
    )
)
_NETWORK, _MEMBER = parts(NETWORKS, MEMBERS)
_PERSON_S_PLACE = (MemberRow.network_id == NetworkRow.id) & (MemberRow.person_id == bindparam("person"))
_HAS_ECHO = exists().where(RoundRow.network_id == NetworkRow.id, ROUND_IS_OPEN)
_EVER_AROUND = (
    NETWORKS.select.add_columns(*MEMBERS.table.c)
    .outerjoin(MemberRow, _PERSON_S_PLACE)
    .where(
        NetworkRow.id.in_(
            union(
                select(NetworkRow.id).where(NetworkRow.leader_id == bindparam("person")),
                select(NetworkRow.id).where(NetworkRow.anchor_id == bindparam("person")),
                select(NetworkRow.id).where(NetworkRow.receiver_id == bindparam("person")),
                select(MemberRow.network_id).where(MemberRow.person_id == bindparam("person")),
            )
        ),
    )
)
_AROUND = _EVER_AROUND.where(or_(_IS_OPEN, _HAS_ECHO))


class SqlNetworks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, NETWORKS)
        self._search = SearchIndex(connection)

    def get(self, id: NetworkId) -> Network:
        return self._rows.get(id)

    def find_by_name(self, organisation_id: OrganisationId, name: str) -> Network | None:
        return self._rows.one(_BY_NAME, organisation=organisation_id, name_key=folded(name))

    def get_many(self, ids: Collection[NetworkId]) -> Sequence[Network]:
        return self._rows.many(NETWORKS.by_keys, keys=list(ids))

    def find_by_conversation(self, workspace_id: WorkspaceId, conversation: str) -> Network | None:
        return self._rows.one(_BY_CONVERSATION, workspace=workspace_id, conversation=conversation)

    def of_organisation(self, organisation_id: OrganisationId) -> Sequence[Network]:
        return _by_name(self._rows.many(_OF_ORGANISATION, organisation=organisation_id))

    def of_parent(self, parent_id: NetworkId) -> Sequence[Network]:
        return _by_name(self._rows.many(_OF_PARENT, parent=parent_id))

    def of_person(self, person_id: PersonId) -> Sequence[Network]:
        return _by_name(self._rows.many(_OF_PERSON, person=person_id))

    def around(self, person_id: PersonId) -> Sequence[tuple[Network, Member | None]]:
        return self._places(_AROUND, person_id)

    def ever_around(self, person_id: PersonId) -> Sequence[tuple[Network, Member | None]]:
        return self._places(_EVER_AROUND, person_id)

    def _places(self, statement: Executable, person_id: PersonId) -> Sequence[tuple[Network, Member | None]]:
        rows = self._connection.execute(statement, {"person": person_id}).all()
        pairs = [(NETWORKS.value(row[_NETWORK]), MEMBERS.outer(row[_MEMBER])) for row in rows]
        return sorted(pairs, key=lambda pair: _place(pair[0]))

    def save(self, network: Network) -> None:
        before = self._rows.known(network.id)
        self._rows.save(network)
        self._search.network(network, before)


def _by_name(networks: Sequence[Network]) -> Sequence[Network]:
    return sorted(networks, key=_place)


def _place(network: Network) -> tuple[str, str]:
    return by_name(network.name), network.id
