"""What has happened to a network: written once, never changed, told to those who may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from core.model.ids import EventId, NetworkId, PersonId


class Happened(Enum):
    """What it was."""

    STARTED = "startet"
    BRANCHED = "sat_i_gang"  # another network grew out of it
    ANCHOR = "ophaeng"
    RECEIVER = "modtager"
    LEADER = "leder"
    CO_LEADER = "medleder"
    CO_LEADER_NO_MORE = "ikke_medleder"
    END_MOVED = "slutdato"
    OPERATION = "drift"  # what it made becomes daily operation
    ENDED = "afsluttet"
    FOLLOWED_UP = "fulgt_op"  # the last echo has been heard
    RESUMED = "genoptaget"  # the closing was taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`by_id`: who did it; `person_id`: whom it is about; `other_id`: the other network.

    `before`, `after`: the expected end, where that was moved; `reason`: in the words of who did it.
    """

    id: EventId
    network_id: NetworkId
    at: datetime
    kind: Happened
    by_id: PersonId | None = None
    person_id: PersonId | None = None
    other_id: NetworkId | None = None
    before: date | None = None
    after: date | None = None
    reason: str = ""
