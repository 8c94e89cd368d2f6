"""The outlines of closed rounds, as the core asks for them. Whoever writes a reply takes that of its round away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.model.ids import RoundId
from core.model.outlines import Outline


class Outlines(Protocol):
    def read(self, round_ids: Collection[RoundId]) -> Mapping[RoundId, Outline]:
        """Of the rounds that have one; only to be read."""
        ...

    def expect(self, round_id: RoundId) -> None:
        """A round has closed and is to have one."""
        ...

    def take_missing(self, most: int, *, before: datetime) -> Sequence[RoundId]:
        """Rounds that closed before an instant (wire clock) and wait for theirs, locked against other processes."""
        ...

    def keep(self, round_id: RoundId, outline: Outline) -> None: ...
    def forget_older(self) -> None:
        """Those of another version wait to be made anew."""
        ...
