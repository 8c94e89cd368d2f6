"""The library of prompts as the core asks for it: what is asked now, every version, and what is being written."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.model.editions import Edition, Making, Proof
from core.model.ids import PersonId
from core.model.prompts import Prompt


class Prompts(Protocol):
    def get(self, id: str, version: int) -> Prompt: ...
    def get_many(self, which: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Prompt]:
        """Several, each by its id and version. Raises `NotFound` if one is not there."""
        ...

    def newest(self) -> Sequence[Prompt]:
        """The newest version of each prompt of the library that may be asked, in its order."""
        ...

    def add(self, prompt: Prompt, position: int, *, making: Making = Making.ADDED, at: datetime | None = None) -> None:
        """What ships with the bot. A version that is there already only takes its new place."""
        ...

    def library(self) -> Sequence[Edition]:
        """The newest version of each, in the library's order, those too that are not asked any more."""
        ...

    def editions(self, id: str) -> Sequence[Edition]:
        """Every version of one, the newest first; none if it is not in the library."""
        ...

    def keep(self, edition: Edition) -> None:
        """What somebody has made. Raises `Conflict` if that version is there: another was faster."""
        ...


class Proofs(Protocol):
    """What people are writing: at most one for each person and prompt."""

    def find(self, person_id: PersonId, prompt_id: str) -> Proof | None: ...
    def of_person(self, person_id: PersonId) -> Sequence[Proof]:
        """The newest first."""
        ...

    def set(self, proof: Proof) -> None:
        """In place of the one there was."""
        ...

    def clear(self, person_id: PersonId, prompt_id: str) -> None:
        """Fine if there is none."""
        ...
