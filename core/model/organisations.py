"""The organisation, its units, the workspaces it meets in and the people found there."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from core.model.ids import OrganisationId, PersonId, UnitId, WorkspaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A municipality. `k`: how many must stand behind a figure (domain.md §2.3), never under 3.

    `echo_months`: so long after its closing a network is asked whether what it changed is still noticed.
    `first_year_from`: the day that the goals are counted from; None is the day the first network was under way.
    `area`: what the first year's proposal is to be about, by the settings; `area_in_chat`: by the secretariat.
    """

    id: OrganisationId
    name: str
    contact: str
    language: str = "da"
    zone: str = "Europe/Copenhagen"
    k: int = 5
    retention_months: int = 12
    echo_months: tuple[int, ...] = (3, 6)
    first_year_from: date | None = None
    area: str = ""
    area_in_chat: str | None = None

    @property
    def target_area(self) -> str:
        """What the secretariat has said, else what the settings say; empty if it is not settled."""
        return self.area if self.area_in_chat is None else self.area_in_chat


class UnitKind(Enum):
    """What a unit is: of the base organisation, of the political and managing level above it, or of society outside."""

    AREA = "omraade"
    DEPARTMENT = "afdeling"
    SUBJECT_COMMITTEE = "fagudvalg"
    INNOVATION_COMMITTEE = "innovationsudvalg"
    COMMITTEE = "udvalg"  # any other
    FORUM = "chefforum"
    SECTOR = "sektor"  # citizens, companies, associations, education and research


BASE = frozenset({UnitKind.AREA, UnitKind.DEPARTMENT})
COMMITTEES = frozenset({UnitKind.SUBJECT_COMMITTEE, UnitKind.INNOVATION_COMMITTEE, UnitKind.COMMITTEE, UnitKind.FORUM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of the organisation. Its id stays whatever it is called, so what names it goes on naming it.

    `closed_on`: it is not offered any more from that day. `successor_id`: what it was merged into.
    """

    id: UnitId
    organisation_id: OrganisationId
    name: str
    kind: UnitKind
    parent_id: UnitId | None = None
    closed_on: date | None = None
    successor_id: UnitId | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_base(self) -> bool:
        """Whether networks bind it together with others: an area or a department."""
        return self.kind in BASE

    @property
    def is_committee(self) -> bool:
        """Whether a network may be tied to it."""
        return self.kind in COMMITTEES


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A place on a platform where the organisation meets; `external_id` is the platform's own id of it."""

    id: WorkspaceId
    organisation_id: OrganisationId
    platform: str
    external_id: str


class Belonging(Enum):
    """How a person belongs to the workspace."""

    EMPLOYEE = "ansat"
    GUEST = "gaest"  # invited into the workspace by the organisation: citizens, companies, schools
    OUTSIDE = "udefra"  # of another organisation, met in a shared conversation
    LINK = "link"  # from outside, without an account: written to by mail, answers on a page of ours


OURS = "link"
"""The platform of those who have no account on any: ours. It has one workspace for each organisation."""


class PersonKind(Enum):
    """In what capacity somebody takes part, as they say themselves. It opens no doors and is shown in counts only."""

    EMPLOYEE = "medarbejder"
    MANAGER = "leder"
    POLITICIAN = "politiker"
    CITIZEN = "borger"
    COMPANY = "virksomhed"
    ASSOCIATION = "forening"
    EDUCATION = "uddannelse"  # and research
    OTHER = "andet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace. `account` is the platform's id of them there, a mail address on our own.

    `informed_version`: the information text they have acknowledged; until then nothing of theirs is stored
    beyond what an invitation needs. `paused_until`: the first day that the bot writes to them again by itself.
    """

    id: PersonId
    organisation_id: OrganisationId
    workspace_id: WorkspaceId
    account: str
    name: str
    language: str = "da"
    belonging: Belonging = Belonging.EMPLOYEE
    unit_id: UnitId | None = None
    informed_version: int | None = None
    is_secretariat: bool = False
    is_administrator: bool = False
    kind: PersonKind | None = None
    gone: bool = False
    wants_mail: bool = True
    paused_until: date | None = None

    def is_paused(self, day: date) -> bool:
        """Whether they have asked for quiet on a day of their own."""
        return self.paused_until is not None and day < self.paused_until

    @property
    def is_employee(self) -> bool:
        return self.belonging is Belonging.EMPLOYEE and not self.gone

    def may_be_written(self, day: date) -> bool:
        """Whether the bot may write to them by itself on a day. What they do themselves is answered anyway."""
        return self.has_account and not self.gone and not self.is_paused(day)

    @property
    def has_account(self) -> bool:
        """Whether they are met on a platform, and can be mentioned there."""
        return self.belonging is not Belonging.LINK


INFORMATION_VERSION = 1
"""The information text in force; a new version is shown and acknowledged anew."""
