"""The goals of the first year: a proposal, an experience shared by staff and citizens, and competences that have grown.

What they hold; `core.model.goal_counts` works it out of closed rounds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.model.outcomes import Noted, Novelty, Stage
from core.model.targets import AS_BEFORE, Group, Moment
from core.model.totals import Total

LONGEST_AREA = 120
"""The longest name of the area that a proposal is to be about, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The first year: local days, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def year_from(first: date) -> Year:
    """Twelve months."""
    try:
        after = first.replace(year=first.year + 1)
    except ValueError:  # 29 February
        after = date(first.year + 1, 3, 1)
    return Year(first=first, last=after - timedelta(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What is proposed. `noted`: what is new and at least described, the newest first: this is what counts.

    `ideas`: new, and not described yet. `improving`: described, and about something that is there already.
    """

    noted: tuple[Noted, ...] = ()
    ideas: int = 0
    improving: int = 0

    @property
    def is_reached(self) -> bool:
        """One is enough."""
        return bool(self.noted)

    @property
    def stages(self) -> tuple[tuple[Stage, int], ...]:
        """How many are how far, those that have come furthest first."""
        counts = Counter(each.record.details.stage for each in self.noted)
        return tuple((stage, counts[stage]) for stage in reversed(Stage) if counts[stage])


def proposals(noted: Iterable[Noted]) -> Proposals:
    """Those of the year, as far as they have come by now."""
    every = list(noted)
    new = [each for each in every if each.record.details.novelty is Novelty.NEW]
    described = tuple(each for each in new if _is_described(each))
    return Proposals(
        noted=described,
        ideas=len(new) - len(described),
        improving=sum(_is_described(each) for each in every if each not in new),
    )


def _is_described(noted: Noted) -> bool:
    return noted.record.details.stage not in (None, Stage.IDEA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one group says on a scale: `n` answers, `high` of them 4 or 5.

    `is_shown` False: nobody has said anything that may be counted (`n` 0), or fewer than k people have.
    `median`: only where all of them are shared. `high`: only where it points at nobody.
    """

    n: int = 0
    is_shown: bool = False
    median: int | None = None
    high: int | None = None

    @property
    def improves(self) -> bool:
        """Whether more than half of them find it better than before."""
        if not self.is_shown:
            return False
        if self.high is not None:
            return self.high > self.n // 2
        return self.median is not None and self.median > AS_BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """How procedures are found to work, at each moment, by each group for itself.

    At the start: how well they work. Later: compared with before. `leaves_out`: some private answers are in no figure.
    """

    voices: Mapping[tuple[Moment, Group], Voice] = field(default_factory=dict)
    leaves_out: bool = False

    def voice(self, moment: Moment, group: Group) -> Voice:
        return self.voices.get((moment, group), Voice())

    def is_heard(self, moment: Moment) -> bool:
        """Whether anybody has said anything then that may be counted."""
        return any(self.voice(moment, group).n for group in Group)

    @property
    def newest(self) -> Moment:
        """The moment that the goal is told of: the closing, or midway while there is nothing to show of that."""
        later = (Moment.CLOSING, Moment.MIDWAY)
        shown = [each for each in later if any(self.voice(each, group).is_shown for group in Group)]
        return [*shown, *(each for each in later if self.is_heard(each)), Moment.CLOSING][0]

    @property
    def improved(self) -> tuple[Group, ...]:
        """Those who find it better than before."""
        return tuple(group for group in Group if self.voice(self.newest, group).improves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """How members of learning networks rate themselves. `n` have said both now and then, `higher` of them higher now.

    `higher`: only where it points at nobody. `start`, `midway`: how they rated themselves at the time.
    """

    n: int = 0
    is_shown: bool = False
    higher: int | None = None
    start: Total | None = None
    midway: Total | None = None
    leaves_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """The three of them, of all networks or of one. `area`: what the proposal is to be about; empty if not settled.

    `year`: None before the first network is under way. `examples`: what members wrote beside their own rating.
    """

    year: Year | None = None
    area: str = ""
    proposals: Proposals = field(default_factory=Proposals)
    experience: Experience = field(default_factory=Experience)
    competence: Competence = field(default_factory=Competence)
    examples: tuple[str, ...] = ()
