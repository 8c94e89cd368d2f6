"""Codes and codings as the core asks for them, and who suggests."""

from collections.abc import Collection, Sequence
from typing import Protocol

from core.model.codes import Code, Coding, Example
from core.model.ids import CodeId, NetworkId, OrganisationId, ReplyId, RoundId


class Suggester(Protocol):
    """Suggests codes for the words of a reply; a person always decides."""

    def suggest(self, organisation_id: OrganisationId, text: str, codes: Sequence[Code]) -> Sequence[CodeId]:
        """At most three of these codes, the likeliest first; none where nothing points anywhere. From any thread."""
        ...

    def learn(self, organisation_id: OrganisationId, examples: Sequence[Example]) -> None:
        """All that an organisation has coded, in place of what was learnt of it before. From any thread."""
        ...


class Codes(Protocol):
    """Those that were used or made. What the library offers and nobody has used is not among them."""

    def find(self, id: CodeId) -> Code | None: ...
    def of_organisation(self, organisation_id: OrganisationId) -> Sequence[Code]:
        """Retired ones too, by kind and name."""
        ...

    def add(self, code: Code) -> bool:
        """False, and no change, if there is one with its id."""
        ...

    def save(self, code: Code) -> None: ...


class Codings(Protocol):
    """At most one for each reply; it goes with its reply."""

    def find(self, reply_id: ReplyId) -> Coding | None: ...
    def of_replies(self, reply_ids: Collection[ReplyId]) -> Sequence[Coding]:
        """Those that are coded, by the id of the reply."""
        ...

    def of_networks(self, network_ids: Collection[NetworkId]) -> Sequence[tuple[RoundId, Coding]]:
        """All of some networks, each with the round of its reply; in no order."""
        ...

    def newest(self, organisation_id: OrganisationId, *, limit: int) -> Sequence[Coding]:
        """The last ones made, the newest first."""
        ...

    def set(self, coding: Coding) -> None:
        """In place of the one there was."""
        ...

    def clear(self, reply_id: ReplyId) -> None:
        """Fine if there is none."""
        ...

    def rounds_left(self, organisation_id: OrganisationId) -> Sequence[RoundId]:
        """The closed rounds with a standing reply that is not coded, the newest closing first."""
        ...
