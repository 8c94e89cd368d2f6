"""What leaves the chat as a file: which one somebody asked for, kept with the link by which they fetch it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class File(Enum):
    """What is in it; `bot.web.making` says how each is made."""

    REPORT = "report"  # of a network: ideas, stories, its account
    SUMMARY = "summary"  # as text, to be read on
    FIGURES = "figures"  # those of a summary, to be counted on with
    OUTCOMES = "outcomes"  # what came out of the networks, line by line
    CONDITIONS = "conditions"  # the register of drivers and barriers, line by line
    JOURNAL = "journal"  # a summary with where it comes from, for the municipality's journal
    DISCLOSURE = "disclosure"  # what a network has said, for a request for access
    MASKED = "masked"  # the same without names
    FLOWER = "flower"  # the picture of the structure
    TIES = "ties"  # who is connected with whom
    TREND = "trend"  # how the structure moves
    PICTURE = "picture"  # of figures, of a network or of all


OPEN = frozenset({File.FLOWER, File.TIES, File.TREND})
"""What every employee may see: nothing is kept of who took it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`about`: what it is of, as plain texts by name: ids, days, filters. Whoever makes the file reads it."""

    file: File
    about: Mapping[str, str] = field(default_factory=dict)
