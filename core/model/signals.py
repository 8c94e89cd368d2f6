"""What needs attention: transparent rules, each with its reason, never about a person (domain.md §4.1.6).

The rules read what may be shown anyway: figures that are published, counts of members, the network's own card.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from core.model.figures import LEAST_MEMBERS
from core.model.networks import OVER, AnchorState, Missing, Network, NetworkState
from core.model.prompts import Option


class Rule(Enum):
    """Each is one reason to look closer, in the order they are told."""

    MISSING = "mangler"  # an idea still needs something before its first round
    NO_ANCHOR = "intet_ophaeng"
    FEW_MEMBERS = "faa_medlemmer"
    LOW_RATE = "faa_svar"
    LOW_PROGRESS = "staar_stille"
    FALLING_PROGRESS = "gaar_tilbage"
    LOW_SAFETY = "utrygt"
    SAME_BARRIER = "samme_barriere"
    SHARED_BARRIER = "faelles_barriere"  # over the whole structure
    NO_OUTSIDERS = "ingen_udefra"
    ONE_DEPARTMENT = "en_afdeling"
    NO_RECEIVER = "ingen_modtager"
    UNANSWERED = "ubesvaret"  # a call for help
    PAST_END = "over_slutdato"
    NO_OWNER = "ingen_tager_over"
    NO_OUTCOME = "ingen_forandring"
    NOT_GIVEN_BACK = "ikke_givet_tilbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One reason. `n` of `of`, `on` and `option` mean what the rule says; `missing`: what an idea needs."""

    rule: Rule
    n: int = 0
    of: int = 0
    on: date | None = None
    option: Option | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the rules look at. Sequences run from the oldest closed round to the newest.

    `rates`: answered and asked; `progress`: the medians shown of how far we are; `barriers`: the options shown in
    each round that asked; `safety`: the newest median shown; `owner_unsettled`: shown to be so in the newest figure;
    `safety_n`: how many answers it is of; `asked_for_help`: the day, if that has waited for too long.
    `outcomes`: changes told so far; `not_given_back`: the day of the newest round, if its share-back has not come out.
    """

    network: Network
    today: date
    members: int
    outsiders: int
    departments: int
    rates: Sequence[tuple[int, int]] = ()
    progress: Sequence[int] = ()
    barriers: Sequence[Sequence[Option]] = ()
    safety: int | None = None
    safety_n: int = 0
    asked_for_help: date | None = None
    owner_unsettled: bool = False
    outcomes: int = 0
    not_given_back: date | None = None


LOW = 2
"""A median this low, or lower, is told."""
LEAST_SAFETY = 5
"""That people feel unsafe is told of so many answers or more, also where k is lower."""
SIX_MONTHS = timedelta(days=182)
LEAST_NETWORKS = 3
"""A barrier that this many networks have is everyone's."""


def of_network(course: Course) -> tuple[Signal, ...]:
    """Every reason there is, in the order of the rules."""
    found = (rule(course) for rule in _RULES)
    return tuple(signal for signal in found if signal is not None)


def _missing(course: Course) -> Signal | None:
    missing = course.network.missing
    if course.network.state is NetworkState.IDEA and missing:
        return Signal(rule=Rule.MISSING, missing=missing)
    return None


def _no_anchor(course: Course) -> Signal | None:
    network = course.network
    said_no = network.anchor_id is None or network.anchor_state is AnchorState.DECLINED
    return Signal(rule=Rule.NO_ANCHOR) if network.state is NetworkState.ACTIVE and said_no else None


def _few_members(course: Course) -> Signal | None:
    if course.network.state is NetworkState.ACTIVE and course.members < LEAST_MEMBERS:
        return Signal(rule=Rule.FEW_MEMBERS, n=course.members, of=LEAST_MEMBERS)
    return None


def _low_rate(course: Course) -> Signal | None:
    last = course.rates[-2:]
    if len(last) == 2 and all(2 * answered < asked for answered, asked in last):
        return Signal(rule=Rule.LOW_RATE, n=last[-1][0], of=last[-1][1])
    return None


def _low_progress(course: Course) -> Signal | None:
    if course.progress and course.progress[-1] <= LOW:
        return Signal(rule=Rule.LOW_PROGRESS, n=course.progress[-1])
    return None


def _falling_progress(course: Course) -> Signal | None:
    if len(course.progress) > 1 and course.progress[-1] < course.progress[-2]:
        return Signal(rule=Rule.FALLING_PROGRESS, n=course.progress[-1], of=course.progress[-2])
    return None


def _low_safety(course: Course) -> Signal | None:
    low = course.safety is not None and course.safety <= LOW and course.safety_n >= LEAST_SAFETY
    return Signal(rule=Rule.LOW_SAFETY, n=course.safety or 0) if low else None


def _same_barrier(course: Course) -> Signal | None:
    """The barrier that has stood longest without a break, up to the newest round that asked."""
    runs = {option.id: (_run(option, course.barriers), option) for option in (course.barriers or [()])[-1]}
    longest = max(runs.values(), key=lambda run: run[0], default=None)
    if longest is None or longest[0] < 2:
        return None
    return Signal(rule=Rule.SAME_BARRIER, n=longest[0], option=longest[1])


def _run(option: Option, barriers: Sequence[Sequence[Option]]) -> int:
    count = 0
    for shown in reversed(barriers):
        if option.id not in {one.id for one in shown}:
            return count
        count += 1
    return count


def _no_outsiders(course: Course) -> Signal | None:
    midway = course.network.midway()
    if not course.network.is_open or midway is None or course.today < midway or course.outsiders:
        return None
    return Signal(rule=Rule.NO_OUTSIDERS)


def _one_department(course: Course) -> Signal | None:
    asked = course.network.state is NetworkState.ACTIVE and course.members >= 2
    return Signal(rule=Rule.ONE_DEPARTMENT) if asked and course.departments == 1 else None


def _no_receiver(course: Course) -> Signal | None:
    """By midway somebody in a department should be known to take on what the network finds."""
    network, midway = course.network, course.network.midway()
    late = midway is not None and course.today >= midway
    return Signal(rule=Rule.NO_RECEIVER) if network.is_open and late and network.receiver_id is None else None


def _unanswered(course: Course) -> Signal | None:
    """The network asked and nobody answered: it is the secretariat that is looked at, not the leader."""
    return Signal(rule=Rule.UNANSWERED, on=course.asked_for_help) if course.asked_for_help else None


def _past_end(course: Course) -> Signal | None:
    ends_on = course.network.ends_on
    if course.network.state is NetworkState.ACTIVE and ends_on is not None and ends_on < course.today:
        return Signal(rule=Rule.PAST_END, on=ends_on)
    return None


def _no_owner(course: Course) -> Signal | None:
    ending = course.network.state in (NetworkState.CLOSING, *OVER)
    return Signal(rule=Rule.NO_OWNER) if ending and course.owner_unsettled else None


def _no_outcome(course: Course) -> Signal | None:
    closed_at = course.network.closed_at
    if closed_at is None or course.outcomes or course.today < closed_at.date() + SIX_MONTHS:
        return None
    return Signal(rule=Rule.NO_OUTCOME)


def _not_given_back(course: Course) -> Signal | None:
    return Signal(rule=Rule.NOT_GIVEN_BACK, on=course.not_given_back) if course.not_given_back else None


_RULES: tuple[Callable[[Course], Signal | None], ...] = (
    _missing,
    _no_anchor,
    _few_members,
    _low_rate,
    _low_progress,
    _falling_progress,
    _low_safety,
    _same_barrier,
    _no_outsiders,
    _one_department,
    _no_receiver,
    _unanswered,
    _past_end,
    _no_owner,
    _no_outcome,
    _not_given_back,
)


def of_structure(barriers: Iterable[Sequence[Option]]) -> tuple[Signal, ...]:
    """The barriers that three networks or more have. `barriers`: those shown newest in each network."""
    found = [option for shown in barriers for option in shown]
    options = {option.id: option for option in found}
    counts = Counter(option.id for option in found).most_common()
    return tuple(
        Signal(rule=Rule.SHARED_BARRIER, n=count, option=options[id]) for id, count in counts if count >= LEAST_NETWORKS
    )
