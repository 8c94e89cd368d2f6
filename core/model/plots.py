"""What a picture of figures is drawn from: a network's or the structure's course, what helps and holds back, the goals.

Only what closed rounds have published (domain.md §2.3): a figure that is hidden is a gap, never zero.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from core.model.goals import Goals
from core.model.ids import NetworkId
from core.model.networks import Network, Phase
from core.model.summaries import Common, Measure
from core.model.ties import Month


class Subject(Enum):
    """What a picture is of."""

    PROGRESS = "fremdrift"
    FORCES = "kraefter"
    GOALS = "maal"
    TREND = "udvikling"


def value(subject: Subject, network: NetworkId | None = None) -> str:
    """A picture as buttons and links carry it."""
    return f"{subject.value}|{network or ''}"


def parted(value: str) -> tuple[Subject, NetworkId | None]:
    """The subject, and the network if there is one."""
    subject, _, id = value.partition("|")
    return Subject(subject), NetworkId(id) if id else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A closed round, or a month of them: `day` is that of the round, or the first of the month.

    `answered` of `asked` replied in time. `median`: of progress, 1 to 5, from `n` answers; None if it may not be told
    or was not asked (`n` 0). `phase`: of a round.
    """

    day: date
    answered: int
    asked: int
    n: int = 0
    median: int | None = None
    phase: Phase | None = None

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One of them is there, by what it is of. `network`: None if it is of all."""

    subject: Subject
    network: Network | None = None
    steps: tuple[Step, ...] = ()
    drivers: Measure | None = None
    barriers: Measure | None = None
    common_drivers: tuple[Common, ...] = ()
    common_barriers: tuple[Common, ...] = ()
    networks: int = 0
    goals: Goals | None = None
    months: tuple[Month, ...] = ()
