"""What the secretariat's desk reads: a few questions about an organisation, whatever the number of its networks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from core.model.conditions import Raising
from core.model.ids import ConditionId, NetworkId, OrganisationId, ReplyId, RoundId, UnitId
from core.model.outcomes import Kind, Record
from core.model.prompts import Prompt
from core.model.rounds import Round

Version = tuple[str, int]
"""A prompt's id and version."""


class Staff(NamedTuple):
    """How many active members of an open network belong to a unit; `is_outside`: they are no employees."""

    network_id: NetworkId
    unit_id: UnitId | None
    is_outside: bool
    people: int


class Desks(Protocol):
    """Questions about all networks of an organisation at once. Nothing here gives a reply's words, or who wrote one."""

    def rounds(self, organisation_id: OrganisationId, most: int) -> Sequence[Round]:
        """Of the networks that are not over: the open rounds and the newest closed ones of each, oldest first."""
        ...

    def raised(self, ids: Collection[ConditionId], most: int) -> Sequence[tuple[Raising, Round]]:
        """The newest raisings of each line, newest first, with the rounds they came from."""
        ...

    def prompts(self, versions: Collection[Version]) -> Mapping[Version, Prompt]: ...
    def gone(self, round_ids: Collection[RoundId]) -> frozenset[ReplyId]:
        """The replies to some rounds that stand no more, or came late: they are in no figure."""
        ...

    def staff(self, organisation_id: OrganisationId) -> Sequence[Staff]:
        """Who is in the networks that are not over, as numbers."""
        ...

    def unsent(self, keys: Collection[str]) -> frozenset[str]:
        """Those of some deliveries that have not come out."""
        ...

    def closed(self, organisation_id: OrganisationId, since: datetime, until: datetime) -> Mapping[NetworkId, int]:
        """How many rounds of each network closed from one instant until before another; echoes are not among them."""
        ...

    def records(
        self, organisation_id: OrganisationId, kind: Kind, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[Record]:
        """What stands recorded of a kind from one instant until before another, newest first."""
        ...
