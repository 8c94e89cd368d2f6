"""The line that the secretariat writes to a summary itself, and signs. The rest of *Kort fortalt* is worked out."""

from dataclasses import dataclass
from datetime import date, datetime

from core.model.ids import OrganisationId, PersonId, RemarkId
from core.model.scopes import Scope

LONGEST = 300
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Written once and kept: the newest of a scope is the one that is shown. `text` empty: it was taken away."""

    id: RemarkId
    organisation_id: OrganisationId
    scope: Scope
    text: str
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A remark as a summary shows it: with the name of who wrote it, and the local day."""

    text: str
    author: str
    day: date
