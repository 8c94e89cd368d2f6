"""The secretariat's desk: what needs attention, where the networks are, what waits in the register, what runs out soon.

All of it is read from what is stored anyway: published figures, counts, the networks' own cards. No reply is read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from core.model.conditions import Condition
from core.model.echoes import later
from core.model.goals import Proposals
from core.model.networks import Network, NetworkState, Phase
from core.model.organisations import Organisation
from core.model.periods import local_day
from core.model.signals import Signal

MONTH = timedelta(days=30)
"""How far ahead the desk looks."""


class Step(Enum):
    """Where in its life a network stands, as the desk counts them."""

    IDEA = "ide"
    START = "opstart"
    UNDERWAY = "undervejs"
    CLOSING = "afrundes"
    CLOSED = "afsluttet"
    FOLLOWED_UP = "fulgt_op"


_STEPS = {
    NetworkState.IDEA: Step.IDEA,
    NetworkState.CLOSING: Step.CLOSING,
    NetworkState.CLOSED: Step.CLOSED,
    NetworkState.FOLLOWED_UP: Step.FOLLOWED_UP,
}


def step_of(network: Network, today: date) -> Step:
    """The step that a network is at on a day."""
    starts = network.phase(today) is Phase.START
    return _STEPS.get(network.state, Step.START if starts else Step.UNDERWAY)


def steps(networks: Iterable[Network], today: date) -> tuple[tuple[Step, int], ...]:
    """How many networks are at each step, in the order of their lives; steps where none is are left out."""
    counts = Counter(step_of(network, today) for network in networks)
    return tuple((step, counts[step]) for step in Step if counts[step])


class Expires(Enum):
    """What runs out."""

    END = "slut"  # a network's expected end
    ECHO = "ekko"  # the echo of one that has closed is asked
    ANSWER = "svar"  # a line of the register is to be settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """Something that runs out on a day. `network`: of an end and an echo; `condition`: of an answer."""

    what: Expires
    on: date
    network: Network | None = None
    condition: Condition | None = None


def expiring(
    organisation: Organisation,
    networks: Iterable[Network],
    lines: Iterable[Condition],
    today: date,
    ahead: timedelta,
) -> tuple[Expiry, ...]:
    """What runs out from a day on, the nearest first. An answer that is overdue still stands here: somebody waits."""
    until = today + ahead
    found = [
        *(_end(network) for network in networks),
        *(expiry for network in networks for expiry in _echoes(organisation, network)),
        *(_answer(line) for line in lines),
    ]
    there = [one for one in found if one and one.on <= until and (one.what is Expires.ANSWER or one.on >= today)]
    return tuple(sorted(there, key=lambda one: (one.on, one.network.name.casefold() if one.network else "")))


def _end(network: Network) -> Expiry | None:
    runs = network.state is NetworkState.ACTIVE and network.ends_on is not None
    return Expiry(what=Expires.END, on=network.ends_on, network=network) if runs and network.ends_on else None


def _echoes(organisation: Organisation, network: Network) -> list[Expiry]:
    if network.state is not NetworkState.CLOSED or network.closed_at is None:
        return []
    closed = local_day(network.closed_at, network.zone)
    return [Expiry(what=Expires.ECHO, on=later(closed, months), network=network) for months in organisation.echo_months]


def _answer(line: Condition) -> Expiry | None:
    return Expiry(what=Expires.ANSWER, on=line.day, condition=line) if line.day and not line.is_solved else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """A network and every reason to look closer at it."""

    network: Network
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`attention`: by name, no network before another. `shared`: barriers that are everyone's. `proposals`: of the
    first year; `area`: what they are to be about. `barriers`: the open ones that stand, those nobody has yet first.

    `open_rounds`: how many reflections are being answered.
    """

    today: date
    attention: tuple[Attention, ...] = ()
    shared: tuple[Signal, ...] = ()
    steps: tuple[tuple[Step, int], ...] = ()
    proposals: Proposals = field(default_factory=Proposals)
    area: str = ""
    barriers: tuple[Condition, ...] = ()
    expiring: tuple[Expiry, ...] = ()
    open_rounds: int = 0

    @property
    def networks(self) -> int:
        return sum(count for _, count in self.steps)

    @property
    def waiting(self) -> tuple[Condition, ...]:
        """The open barriers that wait for somebody, or for something to be done."""
        return tuple(line for line in self.barriers if waits(line))


def waits(line: Condition) -> bool:
    """Whether nobody takes care of a line, or nothing is done about it."""
    return not (line.owner and line.action)
