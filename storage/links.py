"""The links of people without an account: whose they are, until when; never the secret in them."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from core.model.files import File, Wanted
from core.model.ids import NetworkId, PersonId
from core.model.links import Link
from core.model.members import MemberState
from core.model.organisations import Belonging, Person
from storage.people import PEOPLE
from storage.rows import Kind, Rows, Values, inserted
from storage.schema import MemberRow, PersonRow
from storage.schema_links import LinkRow
from storage.types import to_json


def _to_link(row: LinkRow) -> Link:
    return Link(
        key=row.key,
        person_id=PersonId(row.person_id),
        network_id=NetworkId(row.network_id) if row.network_id else None,
        expires_at=row.expires_at,
        digest=row.digest,
        revoked_at=row.revoked_at,
        wanted=_to_wanted(row.wanted),
    )


def _to_row(link: Link) -> Values:
    return {
        "key": link.key,
        "person_id": link.person_id,
        "network_id": link.network_id,
        "expires_at": link.expires_at,
        "digest": link.digest,
        "revoked_at": link.revoked_at,
        "wanted": _from_wanted(link.wanted),
    }


def _to_wanted(text: str) -> Wanted | None:
    if not text:
        return None
    kept = json.loads(text)
    return Wanted(file=File(kept["file"]), about=kept["about"])


def _from_wanted(wanted: Wanted | None) -> str:
    return to_json({"file": wanted.file.value, "about": dict(wanted.about)}) if wanted else ""


LINKS = Kind(LinkRow, read=_to_link, write=_to_row, key="key")
_BY_DIGEST = LINKS.select.where(LinkRow.digest == bindparam("secret"), LinkRow.digest != "")
_SEAL = update(LINKS.table).where(LinkRow.key == bindparam("link")).values(digest=bindparam("secret"))
_REVOKE = (
    update(LINKS.table)
    .where(LinkRow.person_id == bindparam("person"), LinkRow.revoked_at.is_(None))
    .values(revoked_at=bindparam("at", type_=LinkRow.revoked_at.type))
)
_REVOKE_OF_NETWORK = _REVOKE.where(LinkRow.network_id == bindparam("network"))
_WITHOUT_ACCOUNT = (
    select(MemberRow.network_id, *PEOPLE.table.c)
    .join(PersonRow, PersonRow.id == MemberRow.person_id)
    .where(
        MemberRow.network_id.in_(bindparam("networks", expanding=True)),
        MemberRow.state == MemberState.ACTIVE.value,
        PersonRow.belonging == Belonging.LINK.value,
        ~PersonRow.gone,
    )
    .order_by(MemberRow.invited_at, MemberRow.id)
)


class SqlLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, LINKS)

    def add(self, link: Link) -> None:
        inserted(self._connection, LinkRow, _to_row(link))

    def seal(self, key: str, digest: str) -> None:
        self._connection.execute(_SEAL, {"link": key, "secret": digest})

    def of_key(self, key: str) -> Link | None:
        return self._rows.one(LINKS.by_key, key=key)

    def find(self, digest: str) -> Link | None:
        return self._rows.one(_BY_DIGEST, secret=digest)

    def revoke(self, person_id: PersonId, network_id: NetworkId | None, at: datetime) -> None:
        given = {"person": person_id, "at": at}
        if network_id is None:
            self._connection.execute(_REVOKE, given)
        else:
            self._connection.execute(_REVOKE_OF_NETWORK, {**given, "network": network_id})

    def without_account(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, Sequence[Person]]:
        found: dict[NetworkId, list[Person]] = defaultdict(list)
        for row in self._connection.execute(_WITHOUT_ACCOUNT, {"networks": list(network_ids)}):
            found[NetworkId(row.network_id)].append(PEOPLE.value(row[1:]))
        return found
