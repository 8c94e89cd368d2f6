"""Reading what was said while nobody listened: everything once, and no thread lost because of another."""

from collections.abc import Iterator

import pytest

from core.model.deliveries import Address, Content, Sent
from core.model.replies import ReplySource
from core.services import outbox
from scheduler.catching_up import CatchingUp, Known
from storage.unit_of_work import SqlUnitsOfWork
from tests.builders import NOW, a_municipality, a_reply, a_round, saved_network
from views.messenger import DeliveryError, RateLimited, Unreadable


class Threads:
    """A platform that tells what stands in each thread, or raises what stands there instead."""

    def __init__(self, uows: SqlUnitsOfWork, *threads: list[object]) -> None:
        self.kept: list[str] = []
        self.asked: list[tuple[str, Known]] = []
        self.threads = {f"card {place}": thread for place, thread in enumerate(threads)}
        with uows.writing() as uow:
            town = a_municipality(uow)
            self.workspace, self.bo = town.workspace, town.bo
            networks = [saved_network(uow, town.anne, town.bo, conversation=card) for card in self.threads]
            self.rounds = [a_round(network) for network in networks]
            for round in self.rounds:
                uow.rounds.save(round)
            uow.replies.save(a_reply(self.rounds[0], town.bo, source=ReplySource.THREAD, source_message="m1"))
            cards = dict(zip([f"round:{round.id}:prompt" for round in self.rounds], self.threads, strict=True))
            for network, (key, _) in zip(networks, cards.items(), strict=True):
                outbox.post(uow, network, Content.PROMPT, key, subject=key.split(":")[1], at=NOW)
            for delivery in uow.ledger.claim(now=NOW, limit=9):
                uow.ledger.settle(delivery, Sent("C1", cards[delivery.key]))
            uow.commit()
        self.catching_up = CatchingUp(
            units_of_work=uows, workspace_id=self.workspace.id, read=self.read, keep=self.keep
        )

    def read(self, card: Address, known: Known) -> Iterator[str]:
        self.asked.append((card.message, known))
        thread = self.threads[card.message]
        while thread:
            said = thread.pop(0)
            if isinstance(said, DeliveryError):
                raise said
            yield str(said)

    def keep(self, said: str) -> bool:
        is_new = said not in self.kept
        self.kept.append(said)
        return is_new


def test_every_open_round_is_read(any_uows: SqlUnitsOfWork) -> None:
    """What is new is counted; the platform is told which messages are replies already, and whose."""
    threads = Threads(any_uows, ["a", "b"], ["b", "c"])
    assert threads.catching_up.catch_up() == 3
    assert dict(threads.asked) == {"card 0": {"m1": threads.bo.account}, "card 1": {}}


def test_a_thread_that_cannot_be_read_keeps_no_other_waiting(any_uows: SqlUnitsOfWork) -> None:
    """What was read of it before counts; it is tried again the next time."""
    threads = Threads(any_uows, ["a", Unreadable("missing_scope"), "b"], ["c"])
    assert threads.catching_up.catch_up() == 2
    assert threads.catching_up.catch_up() == 1


def test_told_to_wait_it_waits_and_goes_on_there(any_uows: SqlUnitsOfWork) -> None:
    """No thread is passed over because the platform is busy."""
    threads = Threads(any_uows, ["a", RateLimited("ratelimited", seconds=0.01, lane="w:read"), "b"], ["c"])
    assert threads.catching_up.catch_up() == 3


@pytest.mark.parametrize("stopped", [True, False])
def test_stopped_it_reads_no_more(any_uows: SqlUnitsOfWork, stopped: bool) -> None:
    """The next start reads it all."""
    threads = Threads(any_uows, ["a"])
    if stopped:
        threads.catching_up.stop()
    assert threads.catching_up.catch_up() == (0 if stopped else 1)
