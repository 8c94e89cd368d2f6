"""A year of networks in counts, and what each type has to show: looked back on, never ranked."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from core.model.networks import NetworkType
from core.model.outcomes import Harvest
from core.model.periods import Period
from core.model.scopes import Scope
from core.model.summaries import NOTHING_BEYOND, Basis, Beyond, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What some networks have to show for a period, in counts that add up.

    `changes`: recorded, or told of in replies; `grown`: offshoots that became networks. `answered` of `asked`: replies.
    """

    networks: int = 0
    changes: int = 0
    confirmed: int = 0
    results: int = 0
    proposals: int = 0
    offshoots: int = 0
    grown: int = 0
    rounds: int = 0
    answered: int = 0
    asked: int = 0


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    every = list(tallies)
    return Tally(**{field.name: sum(getattr(each, field.name) for each in every) for field in fields(Tally)})


Part = tuple[NetworkType | None, Tally]
"""What the networks of a type have to show; None: of those whose type is not chosen yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The networks of a scope by type: the parts add up to the whole. `unit`: the name of the one asked for, if any."""

    scope: Scope
    period: Period
    parts: tuple[Part, ...]
    unit: str = ""

    @property
    def whole(self) -> Tally:
        return total(tally for _, tally in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """A year of the networks of a scope. `born`, `ended`: their names; `running`: how many are together at its end.

    `told`: the first changes in the members' own words, and `beyond`: how many more there are; `harvest`: all that is
    recorded. An idea counts as born, not as running.
    """

    year: int
    split: Split
    born: tuple[str, ...]
    ended: tuple[str, ...]
    running: int
    told: tuple[Words, ...]
    harvest: Harvest
    basis: Basis
    beyond: Beyond = NOTHING_BEYOND
