"""A network: a temporary structure with a purpose, beside the hierarchy."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from core.model.ids import NetworkId, OrganisationId, PersonId, UnitId, WorkspaceId


class NetworkType(Enum):
    """The three types of the strategy."""

    INNOVATION = "innovation"
    WELFARE = "velfaerd"
    LEARNING = "laering"


class NetworkState(Enum):
    """Where a network is in its life."""

    IDEA = "ide"  # something needed before the first round is still missing
    ACTIVE = "i_gang"
    CLOSING = "afrundes"  # its closing rounds are asked
    CLOSED = "afsluttet"
    FOLLOWED_UP = "fulgt_op"  # the last echo has been heard


OVER = frozenset({NetworkState.CLOSED, NetworkState.FOLLOWED_UP})


class AnchorState(Enum):
    """What somebody has said who was asked for a role: the management anchor, the receiver, a co-leader."""

    NONE = "intet"
    WAITING = "afventer"
    ACCEPTED = "ja"
    DECLINED = "nej"


class Phase(Enum):
    """Where in its course a network is; prompts are written for a phase."""

    START = "opstart"
    UNDERWAY = "undervejs"
    MIDWAY = "midtvejs"
    CLOSING = "afslutning"
    AFTER = "efter"


class Missing(Enum):
    """What an idea needs before its first round."""

    TYPE = "type"
    ANCHOR = "anchor"
    UNIT = "unit"
    END = "end"


START_PHASE = timedelta(days=28)
"""How long a network is starting up: two fortnightly rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`conversation`: the platform's id of where the network talks; None until it is made.

    `made_conversation`: the bot made it (and may one day archive it); False when it uses one that was there.
    `is_private`: whether a conversation the bot makes is closed to others. `archives_at`: when one that the bot made is
    put away after the end; None: it is left as it is.
    `committee_id`: the committee or the managers' forum that it is tied to, if any.
    `next_leader_id`: who is asked to take over the lead. `receiver_id`: who takes on in the base organisation what the
    network finds. `parent_id`: the network that this one grew out of.
    `agenda`: what in the organisation it plays into, in the words of its leader.
    `closing_round`: the last of its small closing rounds that has opened, of `closing_rounds`; both 0 before that.
    """

    id: NetworkId
    organisation_id: OrganisationId
    workspace_id: WorkspaceId
    name: str
    purpose: str
    leader_id: PersonId
    created_at: datetime
    starts_on: date
    type: NetworkType | None = None
    why: str = ""
    anchor_id: PersonId | None = None
    anchor_state: AnchorState = AnchorState.NONE
    unit_ids: tuple[UnitId, ...] = ()
    ends_on: date | None = None
    state: NetworkState = NetworkState.IDEA
    language: str = "da"
    zone: str = "Europe/Copenhagen"
    conversation: str | None = None
    made_conversation: bool = False
    is_private: bool = True
    closed_at: datetime | None = None
    followed_up_at: datetime | None = None
    committee_id: UnitId | None = None
    co_leader_id: PersonId | None = None
    co_leader_state: AnchorState = AnchorState.NONE
    next_leader_id: PersonId | None = None
    receiver_id: PersonId | None = None
    receiver_state: AnchorState = AnchorState.NONE
    parent_id: NetworkId | None = None
    agenda: str = ""
    closing_round: int = 0
    closing_rounds: int = 0
    archives_at: datetime | None = None

    @property
    def leaders(self) -> tuple[PersonId, ...]:
        """The leader and a co-leader who has said yes: they have the same rights."""
        shares = self.co_leader_id is not None and self.co_leader_state is AnchorState.ACCEPTED
        return (self.leader_id, self.co_leader_id) if shares and self.co_leader_id else (self.leader_id,)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is needed before the first round, in the order of the form."""
        needs = {
            Missing.TYPE: self.type,
            Missing.ANCHOR: self.anchor_id,
            Missing.UNIT: self.unit_ids,
            Missing.END: self.ends_on,
        }
        return tuple(need for need, given in needs.items() if not given)

    @property
    def is_open(self) -> bool:
        """Whether people may still join, answer and change it."""
        return self.state not in OVER

    def is_put_away(self, at: datetime) -> bool:
        """Whether nothing can be said or changed any more where it talked; it can still be taken away."""
        return self.archives_at is not None and self.archives_at <= at

    def phase(self, on: date) -> Phase:
        """The phase on a day, midway excepted: that is one round, see `core.model.rounds`."""
        if self.state in OVER:
            return Phase.AFTER
        if self.state is NetworkState.CLOSING:
            return Phase.CLOSING
        return Phase.START if on < self.starts_on + START_PHASE else Phase.UNDERWAY

    def midway(self) -> date | None:
        """Half of the planned time, when the purpose is looked at again."""
        return self.starts_on + (self.ends_on - self.starts_on) / 2 if self.ends_on else None
