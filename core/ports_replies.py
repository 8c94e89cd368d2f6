"""What the core asks of the place where replies are kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple, Protocol

from core.model.ids import NetworkId, PersonId, ReplyId, RoundId, WorkspaceId
from core.model.members import Member
from core.model.networks import Network
from core.model.replies import Reply, Saying
from core.model.rounds import Round


class Asking(NamedTuple):
    """A round, and how somebody stands to it."""

    round: Round
    network: Network
    member: Member | None
    reply: Reply | None


class Replies(Protocol):
    def get(self, id: ReplyId) -> Reply: ...
    def find(self, round_id: RoundId, person_id: PersonId) -> Reply | None: ...
    def find_by_message(self, workspace_id: WorkspaceId, conversation: str, message: str) -> Reply | None:
        """The standing reply that somebody's own message became."""
        ...

    def of_round(self, round_id: RoundId) -> Sequence[Reply]:
        """Withdrawn ones too, in the order they came."""
        ...

    def of_rounds(self, round_ids: Collection[RoundId]) -> Sequence[Reply]: ...
    def said(self, round_ids: Collection[RoundId], *, in_full: Collection[RoundId]) -> Iterable[Saying]:
        """Those that stand, in no order, only to be read. The answers come of the rounds `in_full`, and of whoever may
        be quoted."""
        ...

    def lifted(self, network_ids: Collection[NetworkId]) -> Set[RoundId]:
        """The rounds of some networks with a reply that a standing record was made of."""
        ...

    def hiding(self, round_ids: Collection[RoundId]) -> Mapping[RoundId, int]:
        """How many private replies of each closed round stand, in time, and were not changed after it closed."""
        ...

    def gone(self, network_ids: Collection[NetworkId]) -> Sequence[tuple[RoundId, ReplyId]]:
        """What figures count no more, or never did, in the rounds of some networks: taken back, or late."""
        ...

    def of_open_rounds(
        self, network_ids: Collection[NetworkId], person_id: PersonId
    ) -> Sequence[tuple[Round, Reply | None]]:
        """The open rounds of several networks, oldest first, each with the person's reply."""
        ...

    def find_asking(self, round_id: RoundId, person_id: PersonId) -> Asking | None: ...
    def save(self, reply: Reply) -> None: ...
