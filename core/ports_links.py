"""The links of people without an account, as the core asks for them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.model.ids import NetworkId, PersonId
from core.model.links import Link
from core.model.organisations import Person


class Links(Protocol):
    def add(self, link: Link) -> None:
        """Once for each key."""
        ...

    def seal(self, key: str, digest: str) -> None:
        """What the secret in it is known by, before it goes out."""
        ...

    def of_key(self, key: str) -> Link | None: ...
    def find(self, digest: str) -> Link | None: ...
    def revoke(self, person_id: PersonId, network_id: NetworkId | None, at: datetime) -> None:
        """All that the person has to a network, or to all of them."""
        ...

    def without_account(self, network_ids: Collection[NetworkId]) -> Mapping[NetworkId, Sequence[Person]]:
        """The active members of several networks who have no account; a network without any is not in it."""
        ...
