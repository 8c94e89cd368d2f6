"""What the core asks of the world about questions to those in a role."""

from collections.abc import Collection, Sequence
from typing import Protocol

from core.model.ids import InquiryId, NetworkId, PersonId
from core.model.inquiries import Inquiry


class Inquiries(Protocol):
    def get(self, id: InquiryId) -> Inquiry: ...
    def find(self, id: InquiryId) -> Inquiry | None: ...
    def unanswered(self, person_id: PersonId) -> Sequence[Inquiry]:
        """What somebody has never answered, oldest first; also what they have no time left for."""
        ...

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[Inquiry]:
        """Of all networks together, oldest first."""
        ...

    def save(self, inquiry: Inquiry) -> None: ...
