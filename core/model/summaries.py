"""What a summary holds: everything that is shown, worked out; `core.model.readings` fills it from closed rounds."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property

from core.model.codes import CodeCounts
from core.model.conditions import Condition, Line
from core.model.figures import LEAST_K, Figure
from core.model.goals import Goals
from core.model.ids import ReplyId
from core.model.inquiries import Said
from core.model.masks import masked
from core.model.networks import Network, NetworkState, NetworkType
from core.model.outcomes import Harvest
from core.model.periods import EVER, Period
from core.model.prompts import Option, Question
from core.model.remarks import Signed
from core.model.scopes import WHOLE, Scope
from core.model.signals import Signal
from core.model.totals import Total
from core.model.untold import Undelivered


class Certainty(Enum):
    """How a change is known, the surest first."""

    SEEN = "set"
    TOLD = "hoert"
    FELT = "fornemmelse"
    UNSAID = "ikke_oplyst"


CERTAINTIES = tuple(Certainty)
"""In their order."""
_KNOWN = {
    "set": Certainty.SEEN,
    "tal": Certainty.SEEN,
    "kollega": Certainty.TOLD,
    "borger": Certainty.TOLD,
    "fornemmelse": Certainty.FELT,
}


@dataclass(frozen=True)
class Words:
    """What somebody wrote, without the name. `label`: the writer's own choice of how it is known, or who gave it.

    `written`: as it was written, to be compared only; `names`: those that are masked. They are looked for in what is
    read, since most words are only counted. `reply_id`: where it stands.
    """

    written: str = field(repr=False)
    names: Sequence[str] = field(repr=False)
    _: KW_ONLY
    question: Question
    label: Option | None = None
    network: str = ""
    reply_id: ReplyId | None = None

    @cached_property
    def text(self) -> str:
        """What may be read of it."""
        return masked(self.written, self.names)

    @property
    def certainty(self) -> Certainty:
        return _KNOWN.get(self.label.id if self.label else "", Certainty.UNSAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A question's newest figure in the period, and the one shown before it."""

    question: Question
    figure: Figure
    members: int
    earlier: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One scale over several networks."""

    question: Question
    total: Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """A driver or a barrier, and how many networks show it."""

    option: Option
    networks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a summary rests on: whole closed rounds, replies in time of those asked. Days: their first and last closing.

    `newest`: the day of the newest closing of all, when none lies in the period.
    """

    period: Period = EVER
    rounds: int = 0
    answered: int = 0
    asked: int = 0
    first: date | None = None
    last: date | None = None
    k: int = LEAST_K
    newest: date | None = None

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSummary:
    """One network. `measures`: every question's newest figure, newest first; drivers and barriers are among them.

    `changes`, `results`: told in replies; `harvest`: recorded. `conditions`: what it has raised.
    `said`: what those in a role have answered. `remark`: the secretariat's own line. `codes`: what it says that
    replies are about.
    `voices`: words about how it goes; `examples`: words about drivers and barriers.
    `quoted`: the replies that the quotes stand in, in their order.
    """

    network: Network
    leader: str
    members: int
    departments: int
    outsiders: int
    basis: Basis
    changes: tuple[Words, ...]
    results: tuple[Words, ...]
    measures: tuple[Measure, ...]
    voices: tuple[Words, ...]
    examples: tuple[Words, ...]
    drivers: Measure | None
    barriers: Measure | None
    perspectives: tuple[Words, ...]
    quotes: tuple[str, ...]
    signals: tuple[Signal, ...]
    undelivered: tuple[Undelivered, ...] = ()
    harvest: Harvest = field(default_factory=Harvest)
    conditions: tuple[Condition, ...] = ()
    said: tuple[Said, ...] = ()
    remark: Signed | None = None
    quoted: tuple[ReplyId, ...] = ()
    codes: CodeCounts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A reason to look closer, and the networks it holds for, by name."""

    signal: Signal
    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """How many more words of each kind there are than a summary of many networks holds; `seen`: of the changes."""

    changes: int = 0
    seen: int = 0
    results: int = 0
    perspectives: int = 0
    quotes: int = 0


NOTHING_BEYOND = Beyond()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureSummary:
    """All networks, or those of a scope. Counts are of networks, people are counted once.

    `unit`: the name of the unit that was asked for, "" for none.
    `conditions`: the lines of the register that they have raised. `goals`: of the first year.
    `changes`, `results`, `perspectives`, `quotes` hold the first; how many more there are says `beyond`.
    """

    type: NetworkType | None
    states: tuple[tuple[NetworkState, int], ...]
    types: tuple[tuple[NetworkType, int], ...]
    members: int
    departments: int
    outsiders: int
    basis: Basis
    changes: tuple[Words, ...]
    changes_by_type: tuple[tuple[NetworkType, int], ...]
    results: tuple[Words, ...]
    pooled: tuple[Pooled, ...]
    drivers: tuple[Common, ...]
    barriers: tuple[Common, ...]
    perspectives: tuple[Words, ...]
    quotes: tuple[str, ...]
    concerns: tuple[Concern, ...]
    harvest: Harvest = field(default_factory=Harvest)
    conditions: tuple[Line, ...] = ()
    goals: Goals | None = None
    scope: Scope = WHOLE
    unit: str = ""
    remark: Signed | None = None
    quoted: tuple[ReplyId, ...] = ()
    codes: CodeCounts | None = None
    beyond: Beyond = NOTHING_BEYOND

    @property
    def networks(self) -> int:
        return sum(count for _, count in self.states)
