"""Works off what platforms told us: each event in one transaction, together with all that it causes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Generic, TypeVar

from core.failpoints import reach
from core.model import keys
from core.model.deliveries import Content, Urgency
from core.model.organisations import Person
from core.ports import UnitOfWork, UnitsOfWork
from core.ports_outside import InboundEvent
from core.services import outbox
from scheduler.engine import Bug, attempt
from views.codec import encode
from views.elements import View

ANSWER_LIVES = timedelta(days=2)
"""An answer that could not be told for that long is not told at all."""

Act = TypeVar("Act")
Came = TypeVar("Came")


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered, and to whom."""

    person: Person
    view: View


@dataclass(frozen=True, kw_only=True)
class InboxWorker(Generic[Act, Came]):
    """`parse`: what an event means, None for nothing of ours. `run`: carries it out in the transaction given.

    `answer`: what to say to it, None for nothing. `now`: calendar clock.
    """

    units_of_work: UnitsOfWork
    parse: Callable[[InboundEvent], Act | None]
    run: Callable[[UnitOfWork, Act], Came]
    answer: Callable[[UnitOfWork, Act, Came], Said | None]
    now: Callable[[], datetime]
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
            waiting = uow.inbox.waiting(limit=len(failed) + 1)
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
            outbox.direct(
                uow,
                said.person,
                Content.ANSWER,
                keys.answer(event.key),
                subject="",
                at=self.now(),
                payload=encode(said.view),
                expires_at=self.now() + ANSWER_LIVES,
                urgency=Urgency.ANSWER,
            )

    def _count(self, event: InboundEvent, bug: Bug) -> None:
        with self.units_of_work.writing() as uow:
            uow.inbox.failed(event.key, bug.reference)
            uow.commit()
