"""What a network has said in a period, as it is laid out for a request for access (domain.md §6.2)."""

from dataclasses import dataclass
from datetime import date

from core.model.figures import RoundFigures
from core.model.networks import Network
from core.model.outcomes import Harvest
from core.model.prompts import Prompt, Question
from core.model.replies import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One reply. `who`: empty where it was given without a name, or names are taken out.

    `answers`: of a reply without a name its words alone; its figures are among those of the round.
    """

    who: str
    is_shared: bool
    is_late: bool
    answers: tuple[tuple[Question, Answer], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A closed round: what was asked, in which version, and what may be read of it. `day`: when it closed, local."""

    day: date
    prompt: Prompt
    figures: RoundFigures
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """`rounds`: oldest first. `outsiders`: members who are not employees. `masked`: names are taken out."""

    network: Network
    purpose: str
    outsiders: int
    rounds: tuple[Heard, ...]
    harvest: Harvest
    masked: bool
