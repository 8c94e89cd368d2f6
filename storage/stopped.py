"""Deliveries that stopped on the way: what they are looked up by, and how they are set going again."""

from sqlalchemy import ColumnElement, bindparam, literal, literal_column, or_, select, update
from sqlalchemy.orm import aliased

from core.model.deliveries import ORPHAN, DeliveryState, Effect
from storage.rows import table_of
from storage.schema import NetworkRow
from storage.schema_outside import STOPPED, DeliveryRow

_TABLE = table_of(DeliveryRow)
_STOPPED: ColumnElement[bool] = literal_column(STOPPED)
_IN_THE_CONVERSATION = tuple(
    effect.value for effect in (Effect.POST, Effect.ADD, Effect.DROP, Effect.PIN, Effect.UPDATE, Effect.REMOVE)
)
_SAID_THERE = tuple(effect.value for effect in (Effect.POST, Effect.WHISPER, Effect.ADD, Effect.DROP))
_TO_SEE = (Effect.POST.value, Effect.CREATE.value)
_TO_A_PERSON = (Effect.DIRECT.value, Effect.WHISPER.value)


def _is(*states: DeliveryState) -> ColumnElement[bool]:
    return DeliveryRow.state.in_([state.value for state in states])


_OF_NETWORK = DeliveryRow.network_id == bindparam("network")
_GIVEN_UP = or_(_is(DeliveryState.DEAD), _is(DeliveryState.CANCELLED) & (DeliveryRow.error == literal(ORPHAN)))

REVIVE = (
    update(_TABLE)
    .where(_OF_NETWORK, _STOPPED, _GIVEN_UP, DeliveryRow.effect.in_(_IN_THE_CONVERSATION))
    .values(state=DeliveryState.PENDING.value, attempt=0, retry_at=None, error=None)
)
"""What was refused in a network's conversation, and what was given up with it."""

_PENDING: ColumnElement[bool] = literal_column("state = 'pending'")
MOVES = tuple(
    update(_TABLE)
    .where(_OF_NETWORK, which, DeliveryRow.effect.in_(_SAID_THERE))
    .values(conversation=bindparam("place", type_=_TABLE.c.conversation.type), thread=None, retry_at=None, booked=False)
    for which in (_PENDING, _STOPPED & _GIVEN_UP)
)
"""What waits or was refused belongs in another conversation; what may have happened stays where it was sent."""

_NOTICE = aliased(DeliveryRow)
SENT_SINCE = (
    select(DeliveryRow.id)
    .where(
        _OF_NETWORK,
        DeliveryRow.effect == Effect.POST.value,
        _is(DeliveryState.SENT),
        DeliveryRow.settled_at > select(_NOTICE.settled_at).where(_NOTICE.key == bindparam("notice")).scalar_subquery(),
    )
    .limit(1)
)

_UNSEEN = _STOPPED & _is(DeliveryState.DEAD, DeliveryState.HELD) & DeliveryRow.effect.in_(_TO_SEE)
_IN_ORDER = DeliveryRow.written
OF_ORGANISATION = (
    select(*_TABLE.c)
    .where(
        DeliveryRow.network_id.in_(
            select(NetworkRow.id).where(NetworkRow.organisation_id == bindparam("organisation")).scalar_subquery()
        ),
        _UNSEEN,
    )
    .order_by(_IN_ORDER)
)
_THEIRS = select(NetworkRow.id).where(NetworkRow.leader_id == bindparam("person")).scalar_subquery()
UNHEARD = (
    select(*_TABLE.c)
    .where(
        or_(
            (DeliveryRow.network_id.in_(_THEIRS)) & _UNSEEN,
            (DeliveryRow.person_id == bindparam("person"))
            & _STOPPED
            & _is(DeliveryState.DEAD, DeliveryState.EXPIRED)
            & DeliveryRow.effect.in_(_TO_A_PERSON)
            & (DeliveryRow.due_at >= bindparam("since", type_=_TABLE.c.due_at.type)),
        )
    )
    .order_by(_IN_ORDER)
)
"""What somebody has not heard: said to them alone, or said where a network talks that they lead."""

LISTED = (
    select(*_TABLE.c)
    .where(DeliveryRow.state.in_(bindparam("states", expanding=True)))
    .order_by(_IN_ORDER)
    .limit(bindparam("limit"))
)

_NEW = ("state", "attempt", "absent_reads", "retry_at", "lease_until", "token", "error", "payload")
TURN = (
    update(_TABLE)
    .where(DeliveryRow.id == bindparam("delivery"), DeliveryRow.state == bindparam("was"))
    .values({**{name: bindparam(f"new_{name}", type_=_TABLE.c[name].type) for name in _NEW}, "booked": False})
)


def turned(values: dict[str, object]) -> dict[str, object]:
    """The parameters of `TURN` out of a whole row."""
    return {f"new_{name}": values[name] for name in _NEW}
