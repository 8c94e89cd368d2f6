"""Deliveries that are to be done once more: one by one, or those of everybody in some networks with one statement."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Text,
    bindparam,
    case,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from core.model.deliveries import DeliveryState
from core.model.members import MemberState
from storage.ordering import ByCode
from storage.rows import table_of
from storage.schema import MemberRow, NetworkRow, PersonRow
from storage.schema_outside import DeliveryRow

Insert = postgresql.Insert | sqlite.Insert

_TABLE, _PEOPLE = table_of(DeliveryRow), table_of(PersonRow)
# Not `in_`: it would be written out anew each time.
_MOVING = (DeliveryRow.state == DeliveryState.SENDING.value) | (DeliveryRow.state == DeliveryState.UNKNOWN.value)
_WAITING = DeliveryRow.state == DeliveryState.PENDING.value
_NEWEST = (
    *("content", "subject", "urgency", "due_at", "expires_at", "conversation", "thread", "thread_key"),
    *("after_key", "target_key", "payload"),
)
_IN: BindParameter[Any] = bindparam("networks", expanding=True)
_THESE: BindParameter[Any] = bindparam("people", expanding=True)
_FRESH_ID = {"postgresql": "replace(gen_random_uuid()::text, '-', '')", "sqlite": "lower(hex(randomblob(16)))"}


@cache
def refresh(dialect: str) -> Executable:
    """Add, or let it be done once more. One under way stays so; the sender sees by the revision that it is not over."""
    return _or_anew(_insert(dialect))


@cache
def refresh_each(dialect: str) -> Executable:
    """The same for everyone in `networks` and all of `people`, in the order of keys.

    `new_...`: the columns that all have in common; `key_before`, `key_after`: the key around the person's id.
    """
    key = bindparam("key_before", type_=Text) + PersonRow.id + bindparam("key_after", type_=Text)
    columns: dict[str, ColumnElement[Any]] = {
        name: bindparam(f"new_{name}", type_=column.type) for name, column in _TABLE.c.items()
    }
    theirs = _PEOPLE.c
    columns |= {"id": literal_column(_FRESH_ID[dialect]), "key": key, "person_id": theirs.id, "subject": theirs.id}
    columns |= {"organisation_id": theirs.organisation_id, "workspace_id": theirs.workspace_id}
    members = select(MemberRow.person_id).where(
        MemberRow.network_id.in_(_IN), MemberRow.state == MemberState.ACTIVE.value
    )
    leaders = select(NetworkRow.leader_id).where(NetworkRow.id.in_(_IN))
    everybody = or_(theirs.id.in_(members.union(leaders).scalar_subquery()), theirs.id.in_(_THESE))
    people = select(*columns.values()).where(everybody, ~PersonRow.gone).order_by(ByCode(key))
    return _or_anew(_insert(dialect).from_select(list(columns), people))


def _insert(dialect: str) -> Insert:
    return postgresql.insert(_TABLE) if dialect == "postgresql" else sqlite.insert(_TABLE)


def _or_anew(insert: Insert) -> Executable:
    newest = {name: insert.excluded[name] for name in _NEWEST}
    again = {
        "state": case((_MOVING, DeliveryRow.state), else_=literal(DeliveryState.PENDING.value)),
        "attempt": case((_MOVING | _WAITING, DeliveryRow.attempt), else_=0),
        "retry_at": case((_MOVING | _WAITING, DeliveryRow.retry_at), else_=None),
        "revision": DeliveryRow.revision + 1,
    }
    return insert.on_conflict_do_update(index_elements=["key"], set_={**newest, **again})
