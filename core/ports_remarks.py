"""The lines that the secretariat has written to its summaries, as the core asks for them."""

from collections.abc import Sequence
from typing import Protocol

from core.model.ids import OrganisationId
from core.model.remarks import Remark
from core.model.scopes import Scope


class Remarks(Protocol):
    def add(self, remark: Remark) -> None: ...
    def of_scope(self, organisation_id: OrganisationId, scope: Scope) -> Sequence[Remark]:
        """All that were ever written to it, newest first."""
        ...
