"""A person's place in a network, from the invitation to the goodbye."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.model.ids import MemberId, NetworkId, PersonId
from core.model.networks import Phase


class MemberState(Enum):
    """Where an invitation or a membership stands."""

    INVITED = "inviteret"  # asked, or came into the conversation by themselves; their words do not count yet
    ACTIVE = "med"
    DECLINED = "nej_tak"
    LEFT = "forladt"
    REMOVED = "fjernet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One per (network, person), whatever happens to it; everyone has the same rights inside.

    `invited_by` is None for somebody who came into the conversation by themselves. `unreminded_at`: since when they
    want no reminders from this network.
    `contribution`: what they say that they can bring to this network, if they do; its members see it.
    `phases`: those that they take part in; none named is all.
    `reminded_at`: when they were told once more of an invitation that they had not answered.
    """

    id: MemberId
    network_id: NetworkId
    person_id: PersonId
    state: MemberState
    invited_at: datetime
    invited_by: PersonId | None = None
    joined_at: datetime | None = None
    left_at: datetime | None = None
    unreminded_at: datetime | None = None
    contribution: str = ""
    phases: tuple[Phase, ...] = ()
    reminded_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        return self.state is MemberState.ACTIVE

    def takes_part(self, phase: Phase) -> bool:
        """Whether they are asked in a phase, and counted among those who are."""
        return self.is_active and (not self.phases or phase in self.phases)
