"""What the core asks of the world about what has happened to the organisation. Contract suites hold it."""

from collections.abc import Sequence
from typing import Protocol

from core.model.ids import OrganisationId, PersonId
from core.model.offices import Access, Role, RoleChange
from core.model.units import UnitChange


class UnitChanges(Protocol):
    def add(self, change: UnitChange) -> None: ...
    def of_organisation(self, id: OrganisationId) -> Sequence[UnitChange]:
        """Newest first."""
        ...


class RoleChanges(Protocol):
    def add(self, change: RoleChange) -> None: ...
    def latest(self, person_id: PersonId, role: Role) -> RoleChange | None: ...
    def of_organisation(self, id: OrganisationId, limit: int) -> Sequence[RoleChange]:
        """The newest first, as many as asked for."""
        ...


class Accesses(Protocol):
    def add(self, access: Access) -> None: ...
    def of_organisation(self, id: OrganisationId, limit: int) -> Sequence[Access]:
        """The newest first, as many as asked for."""
        ...
