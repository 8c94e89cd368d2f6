"""The work on a readout: taken by one worker at a time, given its replies, kept if it holds, told to who asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.model import keys
from core.model.claims import Checked, Item
from core.model.deliveries import Content
from core.model.ids import ReadoutId
from core.model.readouts import MOST_ATTEMPTS, Failure, Readout, ReadoutState
from core.ports import UnitOfWork
from core.services import outbox, permissions, readouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One readout that is this worker's until its lease ends. `items`: by the name the model is given."""

    id: ReadoutId
    token: str
    items: Mapping[str, Item]


def begin(uow: UnitOfWork, *, token: str, at: datetime, now: datetime, lease_until: datetime) -> Work | None:
    """Take the one that waits longest. `at`: calendar clock; `now`, `lease_until`: wire clock.

    What it is given is worked out now, from what may be read now, and kept with it before anybody is asked.
    """
    readout = uow.readouts.claim(now=now, lease_until=lease_until, token=token)
    if readout is None:
        return None
    items = _items(uow, readout)
    if readout.attempts > MOST_ATTEMPTS or not items:
        _end(uow, readout, Failure.TOO_FEW if not items else Failure.NO_ANSWER, at)
        return None
    uow.readouts.save(replace(readout, replies=tuple(item.reply_id for item in items.values())))
    return Work(id=readout.id, token=token, items=items)


def _items(uow: UnitOfWork, readout: Readout) -> Mapping[str, Item]:
    """Nothing if who asked may not ask any more."""
    network = uow.networks.get(readout.network_id)
    asker = uow.people.get(readout.asked_by)
    if not permissions.is_secretariat_of(network, asker):
        return {}
    return readouts.material(uow, network, readout.period)


def finish(uow: UnitOfWork, work: Work, checked: Checked, *, model: str, at: datetime) -> bool:
    """Keep what holds, or that too little did; False if it is not this worker's any more."""
    readout = uow.readouts.take(work.id)
    if not _is_ours(readout, work):
        return False
    if not checked.is_fit:
        _end(uow, replace(readout, model=model, dropped=checked.dropped), Failure.UNFIT, at)
        return True
    done = replace(
        readout, state=ReadoutState.DONE, model=model, claims=checked.claims, dropped=checked.dropped, token=""
    )
    uow.readouts.save(done)
    _tell(uow, done, at)
    return True


def fail(uow: UnitOfWork, work: Work, *, at: datetime, again_at: datetime) -> None:
    """There was no answer: it is tried again (`again_at`: wire clock), up to three times."""
    readout = uow.readouts.take(work.id)
    if not _is_ours(readout, work):
        return
    if readout.attempts >= MOST_ATTEMPTS:
        _end(uow, readout, Failure.NO_ANSWER, at)
    else:
        uow.readouts.save(replace(readout, lease_until=again_at))


def _is_ours(readout: Readout, work: Work) -> bool:
    return readout.state is ReadoutState.WORKING and readout.token == work.token


def _end(uow: UnitOfWork, readout: Readout, failure: Failure, at: datetime) -> None:
    ended = replace(readout, state=ReadoutState.FAILED, failure=failure, claims=(), token="")
    uow.readouts.save(ended)
    _tell(uow, ended, at)


def _tell(uow: UnitOfWork, readout: Readout, at: datetime) -> None:
    asker = uow.people.get(readout.asked_by)
    key = keys.readout(readout.id)
    outbox.direct(uow, asker, Content.READOUT, key, subject=readout.id, at=at, network_id=readout.network_id)
