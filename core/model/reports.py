"""The network report: what a network leaves behind, as ideas, stories and an account (domain.md §1.4)."""

from dataclasses import dataclass
from datetime import date

from core.model.conditions import Condition
from core.model.history import Event
from core.model.networks import Network, Phase
from core.model.organisations import Person, Unit
from core.model.outcomes import Harvest
from core.model.prompts import Texts
from core.model.summaries import Basis, Measure, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A closed round in the course of a network: what was asked, and how many of those asked answered."""

    phase: Phase
    title: Texts
    day: date
    answered: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`stories`: what people told and let be quoted, newest first, without names. `steps`: oldest first.

    `measures`: each question's newest figure; `drivers` and `barriers` are not among them. `moves`: how the expected
    end was moved. `has_private`: whether private words may be among the stories; else they hold shared ones only.
    """

    network: Network
    day: date
    leader: str
    anchor: str
    members: int
    departments: int
    outsiders: int
    basis: Basis
    harvest: Harvest
    stories: tuple[Words, ...]
    steps: tuple[Step, ...]
    measures: tuple[Measure, ...]
    drivers: Measure | None
    barriers: Measure | None
    conditions: tuple[Condition, ...]
    moves: tuple[Event, ...] = ()
    receiver: Person | None = None
    receiving: Unit | None = None
    receives: bool = False
    operation: str = ""
    has_private: bool = False
