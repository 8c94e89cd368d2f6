"""A leader's call for help: a question to the secretariat in the leader's words, answered once (domain.md §4.1.6)."""

from dataclasses import dataclass
from datetime import date, datetime

from core.model.ids import CallId, NetworkId, PersonId

LONGEST = 1000
"""The longest call, and the longest answer, in characters."""
WORKING_DAYS = 5
"""How long the secretariat has; after that it needs attention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`answer_by`: the last local day on which an answer is in time. `answered_by`, `answered_at`: once it has come."""

    id: CallId
    network_id: NetworkId
    by_id: PersonId
    asked_at: datetime
    answer_by: date
    text: str
    answer: str = ""
    answered_by: PersonId | None = None
    answered_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    def is_overdue(self, today: date) -> bool:
        """Whether it has waited for longer than the working days that an answer may take."""
        return not self.is_answered and today > self.answer_by
