"""After a time in which nobody listened, the threads of the open rounds are read for what was said meanwhile."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from core.model import keys
from core.model.deliveries import Address
from core.model.ids import RoundId, WorkspaceId
from core.ports import UnitOfWork, UnitsOfWork
from views.messenger import DeliveryError, RateLimited

log = logging.getLogger(__name__)

Telling = TypeVar("Telling")
"""Something that was said, changed or taken back, as the platform tells it."""

Known = Mapping[str, str]
"""Messages that became replies, and the account of who wrote each."""


@dataclass(kw_only=True)
class CatchingUp(Generic[Telling]):
    """`read`: all there is to tell of the thread of a card; `keep`: into the inbox, False if it was there or is nothing
    to us. A thing told twice is known by its key, so this is safe at any time and in any number of processes.
    """

    units_of_work: UnitsOfWork
    workspace_id: WorkspaceId
    read: Callable[[Address, Known], Iterator[Telling]]
    keep: Callable[[Telling], bool]

    def __post_init__(self) -> None:
        self._stopping = Event()

    def stop(self) -> None:
        """Read nothing more: the next start reads it all."""
        self._stopping.set()

    def catch_up(self) -> int:
        """Read the threads of all open rounds; how many things were new. Told to wait, it waits."""
        with self.units_of_work.reading() as uow:
            left = deque(uow.rounds.open_in(self.workspace_id))
        new = 0
        while left and not self._stopping.is_set():
            try:
                for is_new in self._of(left[0]):
                    new += is_new
            except RateLimited as error:
                self._stopping.wait(error.seconds)
                continue
            except DeliveryError as error:
                log.info("the thread of round %s could not be read (%s); tried again later", left[0], error.code)
            left.popleft()
        return new

    def _of(self, round_id: RoundId) -> Iterator[bool]:
        with self.units_of_work.reading() as uow:
            card, known = uow.ledger.address(keys.prompt(round_id)), _known(uow, round_id)
        return map(self.keep, self.read(card, known)) if card else iter(())


def _known(uow: UnitOfWork, round_id: RoundId) -> Known:
    replies = [reply for reply in uow.replies.of_round(round_id) if reply.stands and reply.source_message]
    accounts = {person.id: person.account for person in uow.people.get_many({reply.person_id for reply in replies})}
    return {str(reply.source_message): accounts[reply.person_id] for reply in replies}
