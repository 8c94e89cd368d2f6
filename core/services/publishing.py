"""What others see of a reply, and what its writer sees of it elsewhere, follows the reply."""

from datetime import datetime

from core.model import keys
from core.model.deliveries import Content
from core.model.networks import Network
from core.model.organisations import Person
from core.model.replies import Reply
from core.model.rounds import Round
from core.ports import UnitOfWork
from core.services import echoes, harvest_cards, outbox, weekly


def follow(
    uow: UnitOfWork, network: Network, round: Round, person: Person, before: Reply | None, after: Reply, *, at: datetime
) -> None:
    """A reply is new, changed or withdrawn: the post in the thread, the cards and the writer's own page follow."""
    if round.is_echo:
        echoes.follow(uow, network, round, [person], at=at)
        if not round.is_open and before is not None and not before.is_late:
            echoes.follow_all(uow, network, round, at=at)
        outbox.home(uow, person, at=at)
        return
    _post(uow, network, round, before, after, at)
    if after.stands is not (before is not None and before.stands):
        _count_anew(uow, network, round, person, at)
    if not round.is_open and before is not None and not before.is_late:
        outbox.correct(uow, network, Content.SHAREBACK, keys.shareback(round.id), subject=round.id, at=at)
    harvest_cards.follow(uow, network, at=at)
    outbox.home(uow, person, at=at)


def _post(uow: UnitOfWork, network: Network, round: Round, before: Reply | None, after: Reply, at: datetime) -> None:
    """Each time a reply is shared anew it is a post of its own."""

    def key(n: int) -> str:
        return keys.shared_reply(after.id, n)

    was_posted = before is not None and before.is_posted
    posted = outbox.latest(uow, key) if was_posted else None
    if after.is_posted and posted:
        outbox.update(uow, network, Content.SHARED_REPLY, posted, subject=after.id, at=at)
    elif after.is_posted:
        free = outbox.numbered(uow, key) if before else key(1)
        thread = keys.prompt(round.id)
        outbox.post(uow, network, Content.SHARED_REPLY, free, subject=after.id, at=at, thread_key=thread)
    elif posted:
        outbox.remove(uow, network, posted, at=at)


def _count_anew(uow: UnitOfWork, network: Network, round: Round, person: Person, at: datetime) -> None:
    """The card says how many have answered, and a reminder that was sent that its reader has."""
    if round.is_open:
        outbox.update(uow, network, Content.PROMPT, keys.prompt(round.id), subject=round.id, at=at)
    weekly.follow(uow, network, round, person, at=at)
