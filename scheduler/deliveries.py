"""Sends what waits, and after a crash or a doubt finds out what happened.

One transaction takes a claim, none is open while something is done outside, one writes down what came of it.
No step here is exact by itself; together with the ledger's rules (`core.model.settling.settled`) they are.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Event

from core.failpoints import reach
from core.model.deliveries import (
    EVERYTHING,
    Cause,
    Delivery,
    Effect,
    Later,
    Obsolete,
    Outcome,
    Refused,
    Sent,
    Unreadable,
)
from core.model.ids import NetworkId, WorkspaceId
from core.model.organisations import Organisation
from core.model.settling import Rules
from core.ports import Calendar, UnitOfWork, UnitsOfWork
from core.services import conversations, deliveries
from scheduler.composing import Composer
from scheduler.effects import carry_out, read_back
from scheduler.engine import Bug, attempt
from views.messenger import Messenger

log = logging.getLogger(__name__)

Result = tuple[Delivery, Outcome | None]
"""What came of a claimed delivery; None: nothing was begun, it is handed back."""


def elapsed() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the machine sleeps where there is such a one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(kw_only=True)
class Dispatcher:
    """`messengers`: by platform. `now`: calendar clock. `senders`: how many calls outside may be under way at once;
    `ahead`: how many deliveries are claimed for each, so that one commit serves several, and `foresight`: no more than
    so many seconds of calls, as places in lanes are lost by waiting, and what is more urgent comes after. `pause`: how
    long to wait for a slow call before looking for new work; `linger`: how long one that is done waits for others.
    """

    units_of_work: UnitsOfWork
    messengers: Mapping[str, Messenger]
    composer: Composer
    calendar: Callable[[Organisation], Calendar]
    now: Callable[[], datetime]
    rules: Rules = field(default_factory=Rules)
    senders: int = 8
    ahead: int = 4
    foresight: float = 0.1
    pause: float = 0.25
    linger: float = 0.02
    elapsed: Callable[[], float] = elapsed

    def __post_init__(self) -> None:
        self._stopping = Event()
        self._refusing: set[WorkspaceId] = set()
        self._usual = 0.0  # seconds that a call takes lately
        self._pool = ThreadPoolExecutor(self.senders, thread_name_prefix="sender")

    def stop(self) -> None:
        """Begin nothing new: what is under way comes to its end, what was only claimed is handed back."""
        self._stopping.set()

    def dispatch(self) -> int:
        """Send what is due, as long as there is any; how many were carried out."""
        return self._work(self._claim, self._send, "deliveries")

    def reconcile(self) -> int:
        """Find out about those of which nobody knows whether they happened; how many were looked at."""
        return self._work(self._doubtful, self._look, "reconcile")

    def _work(
        self,
        take: Callable[[int], Sequence[Delivery]],
        do: Callable[[Delivery, float], Outcome | None],
        name: str,
    ) -> int:
        done, under_way, more = 0, dict[Future[Outcome | None], Delivery](), True
        while True:
            room = self._room - len(under_way)
            if more and room >= len(under_way) and not self._stopping.is_set():
                begun = self.elapsed()  # before the claim: no lease is thought younger than it is
                claimed = attempt(f"{name}.claim", partial(take, room))
                more = not isinstance(claimed, Bug)
                if not isinstance(claimed, Bug):
                    under_way |= {self._pool.submit(self._timed, do, each, begun): each for each in claimed}
            if not under_way:
                return done
            if wait(under_way, timeout=self.pause, return_when=FIRST_COMPLETED).not_done:
                wait(under_way, timeout=self.linger)
            finished = [future for future in under_way if future.done()]
            results = [(under_way.pop(future), future.result()) for future in finished]
            self._settle(results, name)
            done += sum(outcome is not None for _, outcome in results)

    @property
    def _room(self) -> int:
        """How many may be claimed at once."""
        soon = int(self.foresight / max(self._usual, 0.001))
        return self.senders * max(1, min(self.ahead, soon))

    def _timed(
        self, do: Callable[[Delivery, float], Outcome | None], delivery: Delivery, begun: float
    ) -> Outcome | None:
        """Do it, and learn how long that takes; when two end at once one of them may not be learnt from."""
        before = self.elapsed()
        try:
            return do(delivery, begun)
        finally:
            self._usual += (self.elapsed() - before - self._usual) / self.senders

    def _claim(self, room: int) -> Sequence[Delivery]:
        with self.units_of_work.writing() as uow:
            claimed = uow.ledger.claim(now=self.now(), limit=room)
            if claimed:
                reach("deliveries.before_claim")
            uow.commit()
        if claimed:
            reach("deliveries.after_claim")
        return claimed

    def _doubtful(self, room: int) -> Sequence[Delivery]:
        with self.units_of_work.reading() as uow:
            if not uow.ledger.anything_in_doubt():
                return ()
        with self.units_of_work.writing() as uow:
            claimed = uow.ledger.to_read_back(limit=room)
            if claimed:
                reach("reconcile.before_claim")
            uow.commit()
        if claimed:
            reach("reconcile.after_claim")
        return claimed

    def _send(self, delivery: Delivery, begun: float) -> Outcome | None:
        return carry_out(
            delivery,
            self.composer,
            self.messengers,
            self.rules,
            may_begin=lambda: not self._stopping.is_set() and self.rules.covers(self.elapsed() - begun),
        )

    def _look(self, delivery: Delivery, begun: float) -> Outcome | None:
        if self._stopping.is_set() or not self.rules.covers(self.elapsed() - begun):
            return None
        return read_back(delivery, self.composer, self.messengers, self.rules)

    def _settle(self, results: Sequence[Result], name: str) -> None:
        """Write down what came of them in one commit. Those that change more than themselves have one each: a bug in
        there costs the others nothing, and two processes that make the same lanes wait never wait for each other.
        What is not written down is read back when its lease has run out.
        """
        alone = [result for result in results if _reaches_further(*result)]
        together = [result for result in results if not _reaches_further(*result)]
        together.sort(key=lambda result: result[0].key)  # the order in which everybody locks them
        for group in [together, *([one] for one in alone)]:
            if group:
                attempt(f"{name}.settle", partial(self._write_down, group, name))

    def _write_down(self, results: Sequence[Result], name: str) -> None:
        with self.units_of_work.writing() as uow:
            uow.ledger.release([delivery for delivery, outcome in results if outcome is None])
            told = [(delivery, outcome) for delivery, outcome in results if outcome is not None]
            mine = uow.ledger.settle_all(told)
            for delivery, how in told:
                if delivery.id in mine:
                    self._follow(uow, delivery, how)
            reach(f"{name}.before_settle")
            uow.commit()
        reach(f"{name}.after_settle")
        for delivery, outcome in results:
            _tell(delivery, outcome)
            self._watch(delivery, outcome)

    def _follow(self, uow: UnitOfWork, delivery: Delivery, outcome: Outcome) -> None:
        """What people learn in the same transaction."""
        at = self.now()
        if delivery.effect is Effect.CREATE and delivery.network_id is not None:
            self._follow_creation(uow, delivery, delivery.network_id, outcome)
        elif _may_have_stopped(delivery, outcome, self.rules):
            deliveries.stopped(uow, delivery.key, getattr(outcome, "cause", Cause.OTHER), at=at)

    def _follow_creation(self, uow: UnitOfWork, delivery: Delivery, network_id: NetworkId, outcome: Outcome) -> None:
        if isinstance(outcome, Sent):
            organisation = uow.organisations.get(delivery.organisation_id)
            calendar, at = self.calendar(organisation), self.now()
            conversations.made(uow, network_id, outcome.conversation, at=at, calendar=calendar)
        elif _may_have_stopped(delivery, outcome, self.rules):
            conversations.refused(uow, network_id, at=self.now())

    def _watch(self, delivery: Delivery, outcome: Outcome | None) -> None:
        """One line for the administrator when a workspace refuses our token, and one when it takes it again."""
        workspace = delivery.workspace_id
        if isinstance(outcome, Later) and (outcome.lane or "").startswith(EVERYTHING):
            if workspace not in self._refusing:
                self._refusing.add(workspace)
                log.warning(
                    "the token is refused in workspace %s (%s): nothing goes out there until it is renewed; "
                    "install the app again or set the new token. It goes on by itself",
                    workspace,
                    outcome.error,
                )
        elif isinstance(outcome, Sent) and workspace in self._refusing:
            self._refusing.discard(workspace)
            log.info("the token is accepted in workspace %s again", workspace)


def _reaches_further(delivery: Delivery, outcome: Outcome | None) -> bool:
    """Whether writing it down may change more than the delivery: a network, a lane, what somebody is told."""
    if delivery.effect is Effect.CREATE or isinstance(outcome, Refused | Unreadable):
        return True
    return isinstance(outcome, Later) and outcome.lane is not None


def _may_have_stopped(delivery: Delivery, outcome: Outcome, rules: Rules) -> bool:
    """Whether it may rest now without having been seen, and somebody may have to be told."""
    match outcome:
        case Refused() | Unreadable():
            return True
        case Later(lane=None):
            return delivery.attempt >= rules.most_attempts
        case Obsolete():
            return deliveries.is_told_of(delivery.content)
        case _:
            return False


def _tell(delivery: Delivery, outcome: Outcome | None) -> None:
    """Into the log: which, what and how it went; never for whom, never a word of it (keys name people)."""
    how = "released" if outcome is None else type(outcome).__name__.lower()
    code = getattr(outcome, "error", "")
    level = logging.WARNING if isinstance(outcome, Refused) else logging.INFO
    waits = f" {outcome.seconds:.0f}s" if isinstance(outcome, Later) else ""
    log.log(level, "delivery %s %s: %s %s%s", delivery.id, delivery.effect.value, how, code, waits)
