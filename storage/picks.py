"""What leaders want of the next rounds, and the questions that they have written themselves."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, select, update

from core.model.ids import NetworkId, PersonId
from core.model.picks import Pick
from core.model.prompts import Prompt
from storage.prompts import body_of
from storage.rows import Kind, Rows, Values, inserted, table_of
from storage.schema import PickRow, PromptRow


def _to_pick(row: PickRow) -> Pick:
    return Pick(
        network_id=NetworkId(row.network_id),
        picked_by=PersonId(row.picked_by),
        picked_at=row.picked_at,
        prompt_id=row.prompt_id,
        prompt_version=row.prompt_version,
    )


def _to_row(pick: Pick) -> Values:
    return {
        "network_id": pick.network_id,
        "picked_by": pick.picked_by,
        "picked_at": pick.picked_at,
        "prompt_id": pick.prompt_id,
        "prompt_version": pick.prompt_version,
    }


PICKS = Kind(PickRow, read=_to_pick, write=_to_row, key="network_id")
_AMONG = select(PickRow.network_id).where(PickRow.network_id.in_(bindparam("networks", expanding=True)))
_CLEAR = delete(table_of(PickRow)).where(PickRow.network_id == bindparam("network"))
_OF_PROMPT = PickRow.prompt_id == bindparam("prompt")
_FOLLOW = update(table_of(PickRow)).where(_OF_PROMPT).values(prompt_version=bindparam("number"))
_FORGET = delete(table_of(PickRow)).where(_OF_PROMPT)


class SqlPicks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, PICKS)

    def find(self, network_id: NetworkId) -> Pick | None:
        return self._rows.one(PICKS.by_key, key=network_id)

    def among(self, network_ids: Collection[NetworkId]) -> Collection[NetworkId]:
        found = self._connection.execute(_AMONG, {"networks": list(network_ids)}).scalars()
        return frozenset(NetworkId(id) for id in found)

    def set(self, pick: Pick) -> None:
        self.clear(pick.network_id)
        inserted(self._connection, PickRow, _to_row(pick))

    def clear(self, network_id: NetworkId) -> None:
        self._connection.execute(_CLEAR, {"network": network_id})

    def follow(self, prompt: Prompt) -> None:
        self._connection.execute(_FOLLOW, {"prompt": prompt.id, "number": prompt.version})

    def forget(self, prompt_id: str) -> None:
        self._connection.execute(_FORGET, {"prompt": prompt_id})

    def write(self, network_id: NetworkId, prompt: Prompt) -> None:
        values = {"id": prompt.id, "version": prompt.version, "position": 0, "network_id": network_id}
        inserted(self._connection, PromptRow, {**values, "body": body_of(prompt)})
