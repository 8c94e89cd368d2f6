"""A round: one asking of a prompt in a network, from the opening to the giving back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from core.model.figures import RoundFigures
from core.model.ids import NetworkId, RoundId
from core.model.networks import Network, Phase
from core.model.schedules import WorkingDay, localise, next_working_day

CLOSING_TIME = time(16)
"""When on its last day a round closes, local time."""

_ROUNDS = UUID("4b1d0b6e-3c0f-4f0e-9c56-6a2f5d1f7c11")
"""The namespace of the ids of rounds."""

REMIND_AFTER = 2
"""Working days from opening to the one reminder."""


class Skipped(Enum):
    """Why a round that fell due was not asked."""

    LATE = "for_sent"  # the time to answer was over before it could be asked
    NO_MEMBERS = "ingen_deltagere"
    NO_PROMPT = "intet_at_spoerge_om"
    PICKED = "valgt_fra"  # by the leader


class RoundState(Enum):
    """Where a round stands."""

    OPEN = "aaben"
    CLOSED = "lukket"
    SKIPPED = "sprunget_over"  # it fell due and was not asked; `reason` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One per (network, occurrence). `occurrence` is the local day the plan meant.

    `asked`: how many were members when it closed (or had answered), set at closing.
    `besides_id`, `besides_version`: the prompt whose questions members from outside are asked besides, if there is one.
    `figures`: the snapshot published at closing, see `core.model.figures`; never changed after.
    """

    id: RoundId
    network_id: NetworkId
    occurrence: date
    state: RoundState
    due_at: datetime
    prompt_id: str = ""
    prompt_version: int = 0
    phase: Phase = Phase.UNDERWAY
    opened_at: datetime | None = None
    remind_at: datetime | None = None
    reminded_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    is_last: bool = False
    asked: int | None = None
    figures: RoundFigures | None = None
    besides_id: str = ""
    besides_version: int = 0
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state is RoundState.OPEN

    @property
    def is_echo(self) -> bool:
        """Whether it is asked after the network has closed: in private, since there is nowhere to talk any more."""
        return self.phase is Phase.AFTER

    @property
    def was_asked(self) -> bool:
        return self.state is not RoundState.SKIPPED


def round_id(network_id: NetworkId, occurrence: date) -> RoundId:
    """The id of the round that a network has for a day: the same whenever it is worked out.

    After a restore from a backup a round that had been opened meanwhile is opened anew, under the same id and so with
    the same keys, and what it had sent is found again.
    """
    return RoundId(uuid5(_ROUNDS, f"{network_id} {occurrence.isoformat()}").hex)


def phase_of(network: Network, on: date, before: Sequence[Round]) -> Phase:
    """The phase that a round of a day is asked in. `before`: the network's rounds so far.

    The first round from half of the planned time on looks at the purpose again: midway, once.
    """
    phase = network.phase(on)
    midway = network.midway()
    if phase not in (Phase.START, Phase.UNDERWAY) or midway is None or on < midway:
        return phase
    asked = any(past.phase is Phase.MIDWAY and past.was_asked for past in before)
    return Phase.UNDERWAY if asked else Phase.MIDWAY


def closing_at(
    due_at: datetime, zone: str, days: int, is_working_day: WorkingDay, next_due: datetime | None = None
) -> datetime:
    """When a round closes: 16.00 so many working days after it fell due, in any case before the next one falls due."""
    first = due_at.astimezone(ZoneInfo(zone)).date()
    last = next_working_day(first, is_working_day, days)
    if next_due is None:
        return localise(last, CLOSING_TIME, zone)
    while last > first:
        closing = localise(last, CLOSING_TIME, zone)
        if closing < next_due and is_working_day(last):
            return closing
        last -= timedelta(1)
    return next_due


def reminding_at(opened_at: datetime, at: time, zone: str, is_working_day: WorkingDay) -> datetime:
    """When those who have not answered are reminded: two working days after the opening."""
    opened = opened_at.astimezone(ZoneInfo(zone)).date()
    return localise(next_working_day(opened, is_working_day, REMIND_AFTER), at, zone)
