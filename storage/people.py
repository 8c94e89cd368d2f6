"""People, found by the account that a platform knows them by."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, select, text, update

from core.model.ids import OrganisationId, PersonId, UnitId, WorkspaceId
from core.model.organisations import Belonging, Person, PersonKind
from core.ports import Actor
from storage.many import one_of
from storage.organisations import ORGANISATIONS, WORKSPACES
from storage.rows import Kind, Rows, Values, parts
from storage.schema import OrganisationRow, PersonRow, WorkspaceRow
from storage.types import by_name, by_value

_BELONGINGS, _KINDS = by_value(Belonging), by_value(PersonKind)


def _to_person(row: PersonRow) -> Person:
    return Person(
        id=PersonId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        workspace_id=WorkspaceId(row.workspace_id),
        account=row.account,
        name=row.name,
        language=row.language,
        belonging=_BELONGINGS[row.belonging],
        unit_id=UnitId(row.unit_id) if row.unit_id else None,
        informed_version=row.informed_version,
        is_secretariat=row.is_secretariat,
        gone=row.gone,
        wants_mail=row.wants_mail,
        paused_until=row.paused_until,
        is_administrator=row.is_administrator,
        kind=_KINDS[row.kind] if row.kind else None,
    )


def _to_row(person: Person) -> Values:
    return {
        "id": person.id,
        "organisation_id": person.organisation_id,
        "workspace_id": person.workspace_id,
        "account": person.account,
        "name": person.name,
        "language": person.language,
        "belonging": person.belonging.value,
        "unit_id": person.unit_id,
        "informed_version": person.informed_version,
        "is_secretariat": person.is_secretariat,
        "gone": person.gone,
        "wants_mail": person.wants_mail,
        "paused_until": person.paused_until,
        "is_administrator": person.is_administrator,
        "kind": person.kind.value if person.kind else None,
    }


PEOPLE = Kind(PersonRow, read=_to_person, write=_to_row)

_IN_WORKSPACE = PEOPLE.select.where(PersonRow.workspace_id == bindparam("workspace"))
_FIND = _IN_WORKSPACE.where(PersonRow.account == bindparam("account"))
_FIND_MANY = _IN_WORKSPACE.where(PersonRow.account.in_(bindparam("accounts", expanding=True)))
_READ = PEOPLE.select.where(one_of(PersonRow.id, "people"))
_ACTOR = (
    select(*PEOPLE.table.c, *WORKSPACES.table.c, *ORGANISATIONS.table.c)
    .select_from(WorkspaceRow)
    .join(OrganisationRow, OrganisationRow.id == WorkspaceRow.organisation_id)
    .outerjoin(PersonRow, (PersonRow.workspace_id == WorkspaceRow.id) & (PersonRow.account == bindparam("account")))
    .where(WorkspaceRow.platform == bindparam("platform"), WorkspaceRow.external_id == bindparam("workspace"))
)
_PERSON, _WORKSPACE, _ORGANISATION = parts(PEOPLE, WORKSPACES, ORGANISATIONS)
_SECRETARIAT = PEOPLE.select.where(
    PersonRow.organisation_id == bindparam("organisation"),
    text("people.is_secretariat"),  # word for word the condition of its index
    ~PersonRow.gone,
)
_ADMINISTRATORS = PEOPLE.select.where(
    PersonRow.organisation_id == bindparam("organisation"),
    text("people.is_administrator"),  # as above
    ~PersonRow.gone,
)
_TAKE_ADMINISTRATORS = _ADMINISTRATORS.order_by(PersonRow.id).with_for_update()
_MOVE = (
    update(PEOPLE.table)
    .where(PEOPLE.table.c.unit_id.in_(bindparam("before", expanding=True)))
    .values(unit_id=bindparam("after"))
)


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, PEOPLE)

    def get(self, id: PersonId) -> Person:
        return self._rows.get(id)

    def find(self, workspace_id: WorkspaceId, account: str) -> Person | None:
        return self._rows.one(_FIND, workspace=workspace_id, account=account)

    def find_actor(self, platform: str, workspace: str, account: str) -> Actor | None:
        keys = {"platform": platform, "workspace": workspace, "account": account}
        row = self._connection.execute(_ACTOR, keys).first()
        if row is None:
            return None
        return Actor(
            organisation=ORGANISATIONS.value(row[_ORGANISATION]),
            workspace=WORKSPACES.value(row[_WORKSPACE]),
            person=self._rows.outer(row[_PERSON]),
        )

    def find_many(self, workspace_id: WorkspaceId, accounts: Collection[str]) -> Sequence[Person]:
        """By name."""
        return _by_name(self._rows.many(_FIND_MANY, workspace=workspace_id, accounts=list(accounts)))

    def get_many(self, ids: Collection[PersonId]) -> Sequence[Person]:
        return _by_name(self._rows.many(PEOPLE.by_keys, keys=list(ids)))

    def read(self, ids: Collection[PersonId]) -> Sequence[Person]:
        return _by_name(self._rows.read(_READ, people=list(ids)))

    def secretariat(self, organisation_id: OrganisationId) -> Sequence[Person]:
        """By name, without those who are gone."""
        return _by_name(self._rows.many(_SECRETARIAT, organisation=organisation_id))

    def administrators(self, organisation_id: OrganisationId) -> Sequence[Person]:
        return _by_name(self._rows.many(_ADMINISTRATORS, organisation=organisation_id))

    def take_administrators(self, organisation_id: OrganisationId) -> Sequence[Person]:
        return _by_name(self._rows.many(_TAKE_ADMINISTRATORS, organisation=organisation_id))

    def move(self, before: Collection[UnitId], after: UnitId) -> int:
        """What was read before in this transaction is as it was: read again whom you need."""
        return self._connection.execute(_MOVE, {"before": list(before), "after": after}).rowcount

    def save(self, person: Person) -> None:
        self._rows.save(person)


def _by_name(people: Sequence[Person]) -> Sequence[Person]:
    return sorted(people, key=lambda person: (by_name(person.name), person.id))
