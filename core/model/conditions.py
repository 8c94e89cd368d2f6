"""Conditions: what drives the networks and what stands in their way, as lines of one register (domain.md, B9).

A line is a driver or a barrier of the library. A network raises it when the figures of a closed round show it under
the rules for small groups; so a line tells of networks, never of people, and of nothing that may not be shown anyway.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID, uuid5

from core.model.ids import ConditionId, NetworkId, OrganisationId, PersonId, RoundId
from core.model.networks import Network
from core.model.prompts import Texts

_CONDITIONS = UUID("5c0f6f0e-6d5b-4f0e-9b5e-0d1f0b7a2c11")
"""A space of their own for ids that are worked out."""

LONGEST_OWNER, LONGEST_ACTION = 100, 500
"""Characters."""


class ConditionKind(Enum):
    """What it does to the networks."""

    DRIVER = "drivkraft"
    BARRIER = "barriere"


class Status(Enum):
    """How far somebody has come with it, in that order."""

    NEW = "ny"
    UNDERWAY = "i_gang"
    LIFTED = "loeftet"  # taken further, to those who can decide
    SOLVED = "loest"


REPORTED = frozenset({Status.LIFTED, Status.SOLVED})
"""What the networks that raised it are told of."""
STATUSES = {
    ConditionKind.BARRIER: tuple(Status),
    ConditionKind.DRIVER: (Status.NEW, Status.UNDERWAY, Status.LIFTED),
}
"""What may be chosen: a driver is lifted, there is nothing to solve about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A line of an organisation's register. `code` and `texts`: the option of the library, as it was when raised.

    `owner`: who takes care of it, a person or a department, as the secretariat writes it. `action`: what is done or
    was. `day`: when it is to be settled, or was. `opening`: 1, and one more each time it comes up after it was solved.
    """

    id: ConditionId
    organisation_id: OrganisationId
    kind: ConditionKind
    code: str
    texts: Texts
    status: Status = Status.NEW
    owner: str = ""
    action: str = ""
    day: date | None = None
    opening: int = 1

    @property
    def is_solved(self) -> bool:
        return self.status is Status.SOLVED

    @property
    def is_touched(self) -> bool:
        """Whether somebody has done something about it."""
        return bool(self.status is not Status.NEW or self.owner or self.action or self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising:
    """A network raised a line in a round that closed then, while the line was open for the `opening`th time."""

    condition_id: ConditionId
    network_id: NetworkId
    round_id: RoundId
    opening: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a line became, when and by whom; `by` None: it came up again by itself, from a round."""

    id: str
    condition_id: ConditionId
    at: datetime
    by: PersonId | None
    status: Status
    owner: str
    action: str
    day: date | None
    opening: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with the networks that have raised it since it was opened last, by name."""

    condition: Condition
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that has happened to a line, newest first. `changes`: each with the name of who did it, "" for nobody."""

    condition: Condition
    raised: tuple[tuple[Network, datetime], ...]
    changes: tuple[tuple[Change, str], ...]


def condition_id(organisation_id: OrganisationId, kind: ConditionKind, code: str) -> ConditionId:
    """The id of a line: the same whoever raises it, so that two networks at once make one line."""
    return ConditionId(uuid5(_CONDITIONS, f"{organisation_id} {kind.value} {code}").hex)
