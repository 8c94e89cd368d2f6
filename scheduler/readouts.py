"""Drafts by a language model, off the path of everybody: taken, asked for outside any transaction, checked, kept, told.

Safe at any frequency, anywhere, concurrently: a lease says whose work it is. Nothing of what is asked or answered is
ever logged: the name of the model, how long it took, and counts.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from core.model import claims
from core.model.claims import Checked
from core.model.ids import ReadoutId, new_id
from core.model.instructions import INSTRUCTION, data
from core.ports import UnitsOfWork
from core.ports_readouts import Model, ModelFailed
from core.services import drafting, readouts
from core.services.drafting import Work
from scheduler.desk import Desk
from views import readouts as views
from views.elements import View

log = logging.getLogger(__name__)
AGAIN = timedelta(seconds=30)
"""How long after a failure it is tried again."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """`now`: calendar clock; `wire_now`: the database's. `lease`: longer than an answer of the model may take.
    `told`: called when there is something to tell.
    """

    units_of_work: UnitsOfWork
    model: Model
    now: Callable[[], datetime]
    wire_now: Callable[[], datetime]
    lease: timedelta
    told: Callable[[], None] = lambda: None

    def work(self) -> bool:
        """Write the draft that waits longest; whether there was one."""
        wire = self.wire_now()
        with self.units_of_work.writing() as uow:
            work = drafting.begin(uow, token=new_id(), at=self.now(), now=wire, lease_until=wire + self.lease)
            uow.commit()
        if work is None:
            return False
        begun = monotonic()
        checked = self._answered(work)
        kept, dropped = (len(checked.claims), checked.dropped) if checked else (0, 0)
        seconds = monotonic() - begun
        log.info(
            "draft by %s: %.1f s, %d replies, %d kept, %d dropped",
            *(self.model.name, seconds, len(work.items), kept, dropped),
        )
        self._keep(work, checked)
        self.told()
        return True

    def _answered(self, work: Work) -> Checked | None:
        try:
            answer = self.model.answer(INSTRUCTION, data(work.items))
        except ModelFailed as failed:
            log.warning("no draft by %s: %s", self.model.name, failed)
            return None
        return claims.check(answer, work.items, figures=frozenset({str(len(work.items))}))

    def _keep(self, work: Work, checked: Checked | None) -> None:
        again_at = self.wire_now() + AGAIN
        with self.units_of_work.writing() as uow:
            if checked is None:
                drafting.fail(uow, work, at=self.now(), again_at=again_at)
            else:
                drafting.finish(uow, work, checked, model=self.model.name, at=self.now())
            uow.commit()


def card(desk: Desk) -> View:
    """To who asked: the draft beside its sources, or what became of it."""
    return views.card(desk.theirs, readouts.find(desk.uow, ReadoutId(desk.delivery.subject), desk.person))


def switched(desk: Desk) -> View:
    """Into the conversation: whether a model may read along from now on."""
    return views.switched(desk.ours, is_on=desk.uow.readouts.switch(desk.network.id) is not None)


def noted(desk: Desk, view: View) -> View:
    """A round's card, which says so where a model may read its replies."""
    if not readouts.may_read(desk.uow, desk.round):
        return view
    return replace(view, elements=(*view.elements, views.note(desk.ours)))
