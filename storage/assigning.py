"""Who of those that may be claimed goes now: their lanes have places for them, which are booked if not free yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Boolean, Connection

from core.model.deliveries import Delivery
from storage.board import PLACE_LASTS
from storage.lanes import StoredBoard, paused_since
from storage.many import UpdateMany
from storage.rates import Horizon, Rate
from storage.rows import Values, table_of
from storage.schema_outside import DeliveryRow

_TABLE = table_of(DeliveryRow)
_LATER = UpdateMany(
    _TABLE,
    "id",
    {"slot": _TABLE.c.retry_at.type, "is_booked": Boolean()},
    lambda given: {"retry_at": given["slot"], "booked": given["is_booked"]},
)


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A delivery that may go if its lanes let it. `booked`: the place that it has paid for, if any."""

    delivery: Delivery
    booked: datetime | None
    lanes: Mapping[str, Rate | None]

    @property
    def had_a_turn(self) -> bool:
        return self.delivery.retry_at is not None

    @property
    def has_waited(self) -> bool:
        """For its turn, or for what it comes after."""
        return self.had_a_turn or self.delivery.comes_after_another


def assign(
    connection: Connection, offers: Sequence[Offer], wire: datetime, *, limit: int, horizon: Horizon
) -> tuple[list[Delivery], bool]:
    """Those that go now, at most `limit`, and whether any was put off. `offers`: the most urgent first.

    Of one urgency those go first that have paid for their places: nothing has to be locked for them, so processes are
    in each other's way only where they book.
    """
    kept = _kept(connection, offers, wire)
    going: list[Delivery] = []
    later: list[Values] = []
    for _, group in groupby(offers, key=lambda offer: offer.delivery.urgency):
        some = list(group)
        going += [offer.delivery for offer in some if offer in kept][: limit - len(going)]
        others = [offer for offer in some if offer not in kept]
        if others and len(going) < limit:
            rates = {key: rate for offer in others for key, rate in offer.lanes.items()}
            board = StoredBoard(connection, rates, wire, horizon)
            _place(board, others, wire, limit, going, later)
            board.write()
    _LATER.run(connection, later)
    return going, bool(later)


def _kept(connection: Connection, offers: Sequence[Offer], wire: datetime) -> Collection[Offer]:
    """Those whose booked places are still good: not long past, and no pause has come since."""
    booked = {offer: offer.booked for offer in offers if offer.booked and offer.booked >= wire - PLACE_LASTS}
    if not booked:
        return ()
    keys = {key for offer in booked for key in offer.lanes}
    pauses = paused_since(connection, keys, min(booked.values()))
    return {offer for offer, at in booked.items() if all(pauses.get(key, at) <= at for key in offer.lanes)}


def _place(
    board: StoredBoard, offers: Sequence[Offer], wire: datetime, limit: int, going: list[Delivery], later: list[Values]
) -> None:
    """`offers`: of one urgency."""
    waiting: list[tuple[Offer, datetime]] = []
    for offer in offers:
        if len(going) == limit:
            break
        if board.is_busy(offer.lanes):
            continue
        slot = board.place(offer.lanes, offer.delivery.urgency, waited=offer.has_waited)
        if slot.at <= wire:
            going.append(offer.delivery)
        elif slot.booked:
            later.append(_again(offer, slot.at, is_booked=True))
        else:
            waiting.append((offer, slot.at))
    if waiting:
        board.read_queues({key for offer, _ in waiting for key in offer.lanes}, waiting[0][0].delivery.urgency)
    for offer, at in waiting:
        turn = board.turn(offer.lanes, offer.delivery.urgency, at, waited=offer.had_a_turn)
        later.append(_again(offer, turn, is_booked=False))


def _again(offer: Offer, at: datetime, *, is_booked: bool) -> Values:
    return {"id": offer.delivery.id, "slot": at, "is_booked": is_booked}
