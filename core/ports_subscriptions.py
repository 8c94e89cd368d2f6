"""Who gets which digest, as the core asks for it."""

from collections.abc import Sequence
from typing import Protocol

from core.model.ids import PersonId, UnitId
from core.model.subscriptions import Subscription


class Subscriptions(Protocol):
    """One for each person and digest; none is there for who has chosen nothing and was named for nothing."""

    def find(self, id: str) -> Subscription | None: ...
    def of_person(self, person_id: PersonId) -> Sequence[Subscription]:
        """By kind, and by what they are about."""
        ...

    def of_committee(self, unit_id: UnitId) -> Sequence[Subscription]:
        """Everybody who is named for it, in no order that tells anything."""
        ...

    def save(self, subscription: Subscription) -> None: ...
    def remove(self, id: str) -> None:
        """Fine if there is none."""
        ...
