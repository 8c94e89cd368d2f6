"""Works off what platforms told us: each event in one transaction, together with all that it causes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Event
from typing import Generic, TypeVar

from core.failpoints import reach
from core.model import keys
from core.model.organisations import Person
from core.ports import UnitOfWork, UnitsOfWork
from core.ports_outside import InboundEvent
from core.services import answers
from scheduler.engine import Bug, attempt
from views.codec import encode
from views.elements import View

Act = TypeVar("Act")
Came = TypeVar("Came")


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered, and to whom: in the talk with them, or in a conversation (and a thread of it) to them alone."""

    person: Person
    view: View
    conversation: str = ""
    thread: str = ""


@dataclass(frozen=True, kw_only=True)
class InboxWorker(Generic[Act, Came]):
    """`parse`: what an event means, None for nothing of ours. `run`: carries it out in the transaction given.

    `answer`: what to say to it, None for nothing. `now`: calendar clock. `platforms`: those whose events are worked
    off here, None for all of them.
    """

    units_of_work: UnitsOfWork
    parse: Callable[[InboundEvent], Act | None]
    run: Callable[[UnitOfWork, Act], Came]
    answer: Callable[[UnitOfWork, Act, Came], Said | None]
    now: Callable[[], datetime]
    platforms: Collection[str] | None = None
    _stopping: Event = field(default_factory=Event, init=False)

    def stop(self) -> None:
        """Begin no other event."""
        self._stopping.set()

    def work(self) -> int:
        """Work off what waits; how many events were."""
        done, failed = 0, set[str]()
        while not self._stopping.is_set():
            taken: list[InboundEvent] = []
            result = attempt("inbox", partial(self._one, taken, failed))
            if isinstance(result, Bug):
                if not taken:
                    return done  # the database, not an event
                failed.add(taken[0].key)
                self._count(taken[0], result)
            elif result:
                done += 1
            else:
                return done
        return done

    def _one(self, taken: list[InboundEvent], failed: set[str]) -> bool:
        """Work off the oldest event that has not failed in this run. `taken` tells which, even if it fails."""
        with self.units_of_work.writing() as uow:
            waiting = uow.inbox.waiting(limit=len(failed) + 1, platforms=self.platforms)
            event = next((event for event in waiting if event.key not in failed), None)
            if event is None:
                return False
            taken.append(event)
            self._carry_out(uow, event)
            uow.inbox.done(event.key, self.now())
            reach("inbox.before_commit")
            uow.commit()
        reach("inbox.after_commit")
        return True

    def _carry_out(self, uow: UnitOfWork, event: InboundEvent) -> None:
        act = self.parse(event)
        if act is None:
            return
        said = self.answer(uow, act, self.run(uow, act))
        if said is not None:
            answers.give(
                uow,
                said.person,
                keys.answer(event.key),
                payload=encode(said.view),
                at=self.now(),
                conversation=said.conversation,
                thread=said.thread,
            )

    def _count(self, event: InboundEvent, bug: Bug) -> None:
        with self.units_of_work.writing() as uow:
            uow.inbox.failed(event.key, bug.reference)
            uow.commit()
