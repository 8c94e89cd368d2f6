"""What comes out of a network, as its members record it: changes, results, proposals and what grows out of it.

A change is what somebody in the base organisation does differently (outcome); a result is what the network made
itself (output). The one is never called the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.ids import NetworkId, OutcomeId, PersonId, ReplyId, UnitId
from core.model.networks import Phase
from core.model.prompts import Prompt, QuestionKind
from core.model.replies import Reply

MOST_TEXT = 800
"""The longest text of a record, in characters."""
MOST_UNITS = 2
"""A change may lie where two parts of the organisation meet."""

_CHANGE = "outcome"
"""The dimension of questions about what others do differently."""
_FORWARD = "frem"
"""The moment of a question about what is hoped for: no change yet."""
_SOURCES = "kilde"
"""The choices that say how a change is known."""


class Kind(Enum):
    """What is recorded."""

    CHANGE = "forandring"  # outcome: the base organisation does something differently
    RESULT = "resultat"  # output: what the network made
    PROPOSAL = "forslag"
    OFFSHOOT = "knop"  # what grows out of the network


class Source(Enum):
    """How a change is known, the surest first."""

    SEEN = "set"
    FIGURES = "tal"
    TOLD = "fortalt"
    FELT = "fornemmelse"


class Novelty(Enum):
    """What a change or a proposal does to what there was."""

    IMPROVES = "forbedrer"
    NEW = "nyt"


class Stage(Enum):
    """How far a proposal has come, in order."""

    IDEA = "ide"
    DESCRIBED = "beskrevet"
    TRIED = "proevet"
    PRESENTED = "lagt_frem"
    DECIDED = "besluttet"

    @property
    def next(self) -> "Stage | None":
        """The stage after this one."""
        stages = list(Stage)
        place = stages.index(self) + 1
        return stages[place] if place < len(stages) else None


class Growth(Enum):
    """What kind of offshoot it is."""

    SOLUTION = "loesning"
    COLLABORATION = "samarbejdsform"
    ENGAGEMENT = "engagement"


class Lasting(Enum):
    """What became of a change months after its network closed."""

    NOTICED = "maerkes"
    FADED = "maerkes_ikke"


class Status(Enum):
    """How far a record can be relied on."""

    RECORDED = "registreret"
    CONFIRMED = "bekraeftet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is said of a record. Which of it belongs to a kind: `fitting`.

    `unit_ids`: where in the organisation the change is, at most two; it is one change all the same.
    `contribution`: what the network had to do with it.
    """

    text: str
    unit_ids: tuple[UnitId, ...] = ()
    contribution: str = ""
    source: Source | None = None
    novelty: Novelty | None = None
    stage: Stage | None = None
    growth: Growth | None = None

    def fitting(self, kind: Kind) -> "Details":
        """The same without what does not belong to the kind."""
        is_change, has_novelty = kind is Kind.CHANGE, kind in (Kind.CHANGE, Kind.PROPOSAL)
        return Details(
            text=self.text,
            unit_ids=self.unit_ids if is_change else (),
            contribution=self.contribution if is_change else "",
            source=self.source if is_change else None,
            novelty=self.novelty if has_novelty else None,
            stage=self.stage if kind is Kind.PROPOSAL else None,
            growth=self.growth if kind is Kind.OFFSHOOT else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing that came out of a network. Withdrawn: the words are gone, the row says that there was one.

    `reply_id`: the reply whose words it was made of, if it was.
    `became_id`: the network that an offshoot grew into.
    `lasting`: what the last echo told of it, so many months after the closing.
    `confirmed_basis`: in the secretariat's words, what the confirmation rests on; empty if the receiver said so.
    """

    id: OutcomeId
    network_id: NetworkId
    kind: Kind
    author_id: PersonId
    created_at: datetime
    details: Details
    status: Status = Status.RECORDED
    reply_id: ReplyId | None = None
    became_id: NetworkId | None = None
    confirmed_by: PersonId | None = None
    confirmed_at: datetime | None = None
    confirmed_basis: str = ""
    lasting: Lasting | None = None
    lasting_months: int = 0
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def version(self) -> str:
        """Which words it says: another after each change."""
        return (self.edited_at or self.created_at).isoformat()

    @property
    def is_confirmed(self) -> bool:
        return self.status is Status.CONFIRMED

    @property
    def can_be_confirmed(self) -> bool:
        """Only a change is confirmed, and none without a unit and a source."""
        has_both = bool(self.details.unit_ids) and self.details.source is not None
        return self.stands and self.kind is Kind.CHANGE and has_both


def unfit(kind: Kind, details: Details) -> dict[str, str]:
    """What is missing or too much: text keys by the name of the input."""
    wrong: dict[str, str] = {}
    if not details.text:
        wrong["text"] = "outcomes.needs_text"
    if kind is Kind.CHANGE:
        wrong |= _unfit_change(details)
    if kind in (Kind.CHANGE, Kind.PROPOSAL) and details.novelty is None:
        wrong["novelty"] = "outcomes.needs_choice"
    if kind is Kind.PROPOSAL and details.stage is None:
        wrong["stage"] = "outcomes.needs_choice"
    if kind is Kind.OFFSHOOT and details.growth is None:
        wrong["growth"] = "outcomes.needs_choice"
    return wrong


def _unfit_change(details: Details) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not details.unit_ids:
        wrong["units"] = "outcomes.needs_unit"
    elif len(details.unit_ids) > MOST_UNITS:
        wrong["units"] = "outcomes.most_units"
    if details.source is None:
        wrong["source"] = "outcomes.needs_source"
    return wrong


def told_in(prompt: Prompt, reply: Reply) -> str:
    """The first thing in a reply that is told about a change; empty if there is none, or it is only hoped for."""
    if prompt.phase is Phase.START:
        return ""
    for answer in sorted(reply.answers, key=lambda answer: answer.question):
        question = prompt.questions[answer.question]
        is_open = question.kind is QuestionKind.OPEN and question.dimension == _CHANGE
        if is_open and answer.text and question.moment != _FORWARD:
            return answer.text
    return ""


def source_in(prompt: Prompt, reply: Reply) -> Source | None:
    """How the writer of a reply says that they know it, where it was asked."""
    for answer in reply.answers:
        if prompt.questions[answer.question].choices == _SOURCES:
            return next((_SOURCES_OF[choice] for choice in answer.choices if choice in _SOURCES_OF), None)
    return None


_SOURCES_OF = {
    "set": Source.SEEN,
    "tal": Source.FIGURES,
    "kollega": Source.TOLD,
    "borger": Source.TOLD,
    "fornemmelse": Source.FELT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A record as a summary tells it, without the name of who wrote it.

    `units`: their names; `network`: its name, where several are told of together.
    """

    record: Record
    text: str
    units: tuple[str, ...] = ()
    network: str = ""

    @property
    def written(self) -> str:
        """As it was written, names and all: to be compared only."""
        return self.record.details.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What is recorded in a period, each kind for itself; the changes with the surest first.

    `by_unit`: changes by the name of the unit, in the organisation's order. One with two units stands under both,
    so these do not add up to the number of changes.
    """

    changes: tuple[Noted, ...] = ()
    results: tuple[Noted, ...] = ()
    proposals: tuple[Noted, ...] = ()
    offshoots: tuple[Noted, ...] = ()
    by_unit: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.results or self.proposals or self.offshoots)

    @property
    def seen(self) -> int:
        """How many changes somebody has seen, or has figures of."""
        return sum(noted.record.details.source in (Source.SEEN, Source.FIGURES) for noted in self.changes)

    @property
    def confirmed(self) -> int:
        return sum(noted.record.is_confirmed for noted in self.changes)


def by_certainty(noted: Iterable[Noted]) -> tuple[Noted, ...]:
    """Seen or counted, then told, then felt; as they came within each."""
    return tuple(sorted(noted, key=lambda each: _CERTAINTY[each.record.details.source]))


_CERTAINTY = {Source.SEEN: 0, Source.FIGURES: 0, Source.TOLD: 1, Source.FELT: 2, None: 3}
