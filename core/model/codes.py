"""Codes: what the words of a reply are about, as the secretariat says it, one reply at a time (domain.md §5).

A code is a driver or a barrier of the library, or one of the secretariat's own. The bot suggests, a person decides.
Nothing is read into a reply by itself: no topics, no moods.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID, uuid5

from core.model.figures import LEAST_K, is_share
from core.model.ids import CodeId, OrganisationId, PersonId, ReplyId
from core.model.prompts import Texts

_CODES = UUID("0b0e4a38-52b3-4c0b-9d7b-7c62f4f3c7a1")
"""A space of their own for ids that are worked out."""

MOST_SUGGESTED = 3
MOST_CODES = 5
"""How many codes one reply may have."""
MOST_OWN = 60
"""How many own codes may be in use: a list that is longer is read by nobody."""
SHORTEST_NAME, LONGEST_NAME, LONGEST_WORDS = 2, 60, 300
"""Characters."""


class CodeKind(Enum):
    """Where a code comes from."""

    BARRIER = "barriere"
    DRIVER = "drivkraft"
    OWN = "egen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """`option`: the library's id of it, empty for an own one. `words`: what in a text points at an own one.

    `retired_at`: since when it is not offered any more; what was coded with it stays so.
    """

    id: CodeId
    organisation_id: OrganisationId
    kind: CodeKind
    texts: Texts
    option: str = ""
    words: tuple[str, ...] = ()
    retired_at: datetime | None = None

    @property
    def is_own(self) -> bool:
        return self.kind is CodeKind.OWN

    @property
    def is_offered(self) -> bool:
        return self.retired_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What somebody of the secretariat said a reply is about, when; no codes: about nothing on the list."""

    reply_id: ReplyId
    organisation_id: OrganisationId
    codes: tuple[CodeId, ...]
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The words of a coded reply, names masked, with what it was said to be about."""

    text: str
    codes: tuple[CodeId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCounts:
    """How many of `n` coded replies are about what, most first. `hides`: some codes are not shown, being of few.

    `left_out`: private replies are coded, and too few of them to be counted.
    """

    n: int
    cells: tuple[tuple[Code, int], ...]
    hides: bool
    left_out: bool


def code_id(organisation_id: OrganisationId, kind: CodeKind, option: str) -> CodeId:
    """The id of a code of the library: the same whoever uses it first."""
    return CodeId(uuid5(_CODES, f"{organisation_id} {kind.value} {option}").hex)


Told = tuple[Coding, bool]
"""A coding, and whether its reply is shared."""


def counted(told: Sequence[Told], codes: Sequence[Code], *, k: int) -> CodeCounts | None:
    """What may be told of coded replies (domain.md §2.3); None if fewer than k may be counted.

    As with all figures: private ones enter only when there are k of them, and a code is shown only where three or
    more have it and three or more have not, of all and of the private ones alone.
    """
    k = max(k, LEAST_K)
    private = [coding for coding, is_shared in told if not is_shared]
    enter = len(private) >= k
    used = [coding for coding, is_shared in told if is_shared or enter]
    if len(used) < k:
        return None
    groups = [used, private] if enter else [used]
    tallies = [(len(group), Counter(id for coding in group for id in coding.codes)) for group in groups]
    whole = tallies[0][1]
    shown = [code for code in codes if all(is_share(tally[code.id], n) for n, tally in tallies)]
    shown.sort(key=lambda code: -whole[code.id])
    hidden = len([id for id in whole if whole[id]]) - len(shown)
    if hidden == 1:
        shown = shown[:-1]  # one that is hidden alone would be known by what is left
    return CodeCounts(
        n=len(used),
        cells=tuple((code, whole[code.id]) for code in shown),
        hides=hidden > 0,
        left_out=bool(private) and not enter,
    )
