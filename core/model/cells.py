"""The private answers of one group in one round, counted when the round closed. Made by `core.model.splits`."""

from dataclasses import dataclass

from core.model.ids import ReplyId

EVERYONE = ""
"""The group of a cell that is not told of groups apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`n` private answers to a question, `high` of them as hoped for: better than before, higher than then.

    `group`: whose they are. `replies`: those they came in, kept for deletions, never shown.
    """

    question: int
    group: str
    n: int
    high: int
    replies: tuple[ReplyId, ...]
