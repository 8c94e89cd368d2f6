"""What an operator may see of the deliveries, and do about them. Whom something private was for is never shown."""

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.control import OperationError
from bot.house import House
from core.model.deliveries import Delivery, DeliveryState, Effect
from core.model.ids import DeliveryId, NetworkId
from core.ports import UnitOfWork
from core.services import deliveries as services

log = logging.getLogger(__name__)

MOST = 200
"""How many are listed at once."""
_WORTH_A_LOOK = tuple(state for state in DeliveryState if state not in (DeliveryState.SENT, DeliveryState.CANCELLED))
_PRIVATE = frozenset({Effect.DIRECT, Effect.WHISPER, Effect.ADD, Effect.DROP, Effect.HOME})
_COLUMNS = ("ID", "STATE", "EFFECT", "CONTENT", "WHERE", "AGE", "ERROR")


def listed(house: House, arguments: Mapping[str, str]) -> str:
    """One line each, oldest first: those in one state, or all that are neither sent nor cancelled."""
    states = _states(arguments.get("state", ""))
    with house.units_of_work.reading() as uow:
        found = uow.deliveries.listed(states, limit=MOST + 1)
        rows = [_row(uow, delivery, house.clock.now()) for delivery in found[:MOST]]
    if not rows:
        return "Nothing there."
    more = [f"Only the oldest {MOST} are shown; narrow with --state."] if len(found) > MOST else []
    return "\n".join([*_table([_COLUMNS, *rows]), *more])


def _states(name: str) -> tuple[DeliveryState, ...]:
    if not name:
        return _WORTH_A_LOOK
    try:
        return (DeliveryState(name),)
    except ValueError:
        known = ", ".join(state.value for state in DeliveryState)
        raise OperationError(f"there is no state {name}; the states are {known}") from None


def _row(uow: UnitOfWork, delivery: Delivery, now: datetime) -> tuple[str, ...]:
    return (
        delivery.id,
        delivery.state.value,
        delivery.effect.value,
        delivery.content.value,
        _where(uow, delivery),
        _age(now, delivery.due_at),
        delivery.error or "-",
    )


def _where(uow: UnitOfWork, delivery: Delivery) -> str:
    """The network, unless it is for one person: then only that, so that nobody can be guessed from it."""
    is_private = delivery.effect in _PRIVATE or delivery.person_id is not None
    if is_private or delivery.network_id is None:
        return "one person" if is_private else "-"
    return uow.networks.get(NetworkId(delivery.network_id)).name


def _age(now: datetime, due_at: datetime) -> str:
    minutes = int((now - due_at).total_seconds() // 60)
    if minutes < 0:
        return "not due"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def retried(house: House, arguments: Mapping[str, str]) -> str:
    """One that was refused or held goes out again."""
    with house.units_of_work.writing() as uow:
        delivery = services.retry(uow, DeliveryId(arguments["id"]), at=house.clock.now())
        uow.commit()
    log.info("delivery %s is tried again by the operator", delivery.id)
    return f"{delivery.id} is tried again."


def dropped(house: House, arguments: Mapping[str, str]) -> str:
    """One is not sent; why stays with it in the database, and not in the log."""
    reason = " ".join(arguments["reason"].split())
    if not reason:
        raise OperationError('say why: deliveries drop ID --reason "..."')
    with house.units_of_work.writing() as uow:
        delivery = services.drop(uow, DeliveryId(arguments["id"]), reason, at=house.clock.now())
        uow.commit()
    log.info("delivery %s is dropped by the operator", delivery.id)
    return f"{delivery.id} is dropped."
