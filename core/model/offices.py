"""Who looks after the bot: the secretariat follows the learning, administrators decide who does."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.changes import Source
from core.model.files import File
from core.model.ids import AccessId, NetworkId, OrganisationId, PersonId, RoleChangeId


class Role(Enum):
    """What somebody may do for the whole organisation."""

    SECRETARIAT = "sekretariat"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """A role given or taken; it is written once and never changed."""

    id: RoleChangeId
    organisation_id: OrganisationId
    person_id: PersonId
    role: Role
    given: bool
    at: datetime
    source: Source
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody of the secretariat was given a summary, or anybody a file; it is written once and never changed.

    `network_id`: None if it was of several; `file`: which one they took out, if it was one. What stood in it is not
    kept.
    """

    id: AccessId
    organisation_id: OrganisationId
    person_id: PersonId
    at: datetime
    network_id: NetworkId | None = None
    file: File | None = None
