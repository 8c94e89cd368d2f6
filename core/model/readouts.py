"""A readout: a draft that a language model writes out of replies, kept only where each claim has its sources.

It is asked for by somebody of the secretariat, written by a worker, read beside its sources, edited and approved by a
person. Nothing of it is posted. A reply of it that is changed or taken back takes it down whole.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.ids import NetworkId, OrganisationId, PersonId, ReadoutId, ReplyId
from core.model.periods import Period

MOST_ITEMS = 60
"""How many replies a model is given at once: the newest."""
MOST_TEXT = 2500
"""Characters of what is approved."""
MOST_ATTEMPTS = 3


class ReadoutState(Enum):
    """How far it has come."""

    ASKED = "bestilt"
    WORKING = "i_gang"
    DONE = "klar"  # waits to be read by a person
    FAILED = "mislykket"
    APPROVED = "godkendt"
    RETRACTED = "taget_ned"  # by a person, or because one of its replies is not what it was


WAITING = frozenset({ReadoutState.ASKED, ReadoutState.WORKING})


class Failure(Enum):
    """Why there is nothing to read."""

    NO_ANSWER = "intet_svar"  # the model could not be reached, or its answer could not be read
    UNFIT = "ikke_brugbart"  # too many of its claims did not hold
    TOO_FEW = "for_faa"  # there are too few replies by now


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, the replies that it rests on, and perhaps the very words of one of them."""

    text: str
    sources: tuple[ReplyId, ...]
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """`replies`: all that the model was given. `dropped`: how many of its claims did not hold.

    `model`: what wrote it. `text`: what a person has approved. `token`, `lease_until` (wire clock): whose work it is.
    """

    id: ReadoutId
    organisation_id: OrganisationId
    network_id: NetworkId
    period: Period
    asked_by: PersonId
    asked_at: datetime
    state: ReadoutState = ReadoutState.ASKED
    attempts: int = 0
    token: str = ""
    lease_until: datetime | None = None
    model: str = ""
    replies: tuple[ReplyId, ...] = ()
    claims: tuple[Claim, ...] = ()
    dropped: int = 0
    failure: Failure | None = None
    text: str = ""
    decided_by: PersonId | None = None

    @property
    def draft(self) -> str:
        """Its claims as a text to begin with."""
        sentences = (f"{claim.text} »{claim.quote}«" if claim.quote else claim.text for claim in self.claims)
        return "\n".join(sentences)[:MOST_TEXT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """That a network's replies may be read by a model: since when, by whose decision."""

    network_id: NetworkId
    by: PersonId
    at: datetime
